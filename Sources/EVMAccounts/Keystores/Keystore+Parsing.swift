internal import EVMPrimitives
public import ExactJSON

extension Keystore {
  /// The keystore in a JSON text.
  ///
  /// Names may have capitals (`Crypto`), hex may have `0x` and capitals, and `address` and `id` may
  /// be missing. The address may be Tron's. What other programs add beside `crypto` is ignored; an unknown name inside it is
  /// refused, since it may change how the key is to be read.
  /// - Throws: ``KeystoreError`` with the place; versions 1, 2 and 4, presale wallets and
  ///   unencrypted keys are recognised and named.
  public init(parsing text: String) throws(KeystoreError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// The keystore in the bytes of a file; see ``init(parsing:)-(String)``.
  public init(parsing bytes: [UInt8]) throws(KeystoreError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(
        parsing: bytes, limits: JSONLimits(depth: 32, byteCount: Self.maximumByteCount))
    } catch {
      throw .notJSON(error)
    }
    try self.init(document.root)
  }

  /// The keystore that a JSON value is; see ``init(parsing:)-(String)``.
  public init(_ value: JSONValue) throws(KeystoreError) {
    let file = try KeystoreSection(value)
    try Self.checkVersion(file)
    let crypto = try KeystoreSection(try file.require("crypto"))
    address = try Self.address(file)
    identifier = try file.optionalText("id")

    try crypto.requireOnly("cipher", "cipherparams", "ciphertext", "kdf", "kdfparams", "mac")
    let cipher = try crypto.text("cipher")
    guard cipher.lowercased() == Self.cipherName else { throw .otherCipher(cipher) }
    let parameters = try KeystoreSection(try crypto.require("cipherparams"))
    try parameters.requireOnly("iv")
    counter = try parameters.bytes("iv", .counter, count: 16...16)
    ciphertext = try crypto.bytes("ciphertext", .ciphertext, count: 1...32)
    code = Hash256(copying: try crypto.bytes("mac", .code, count: 32...32))
    stretching = try KeyStretching(
      named: try crypto.text("kdf"), KeystoreSection(try crypto.require("kdfparams")))
  }

  private static func checkVersion(_ file: KeystoreSection) throws(KeystoreError) {
    if file["encseed"] != nil { throw .otherKind(.presale) }
    if file["privatekey"] != nil, file["crypto"] == nil { throw .otherKind(.unencrypted) }
    let version = try file.require("version")
    guard let text = version.number?.lexeme ?? version.string else {
      throw .field(version.wrongKind(.number))
    }
    switch text {
    case "3" where version.kind == .number: return
    case "3": throw .otherKind(.versionAsText)
    case "1": throw .otherKind(.version1)
    case "2": throw .otherKind(.version2)
    case "4": throw .otherKind(.version4)
    default: throw .otherKind(.unknownVersion(String(text.prefix(40))))
    }
  }

  private static func address(_ file: KeystoreSection) throws(KeystoreError) -> Address? {
    guard let value = file["address"], !value.isNull else { return nil }
    let text = try file.text("address")
    if text.isEmpty { return nil }
    // Tron's wallets write the account's Tron address.
    if text.hasPrefix("T") {
      do { return try TronAddress(parsing: text).address } catch {
        throw .field(value.invalid(error.description))
      }
    }
    let bytes = try file.bytes("address", .address, count: 20...65)
    if bytes.count == 21, bytes.first == 0x41 { return Address(copying: Array(bytes.dropFirst())) }
    // bee writes the point of its libp2p key, which is of the curve P-256, in the address' place.
    if bytes.count == 65, bytes.first == 4 { throw .otherKind(.beeNetworkKey) }
    guard bytes.count == Address.byteCount else {
      throw .wrongByteCount(.address, expected: 20...20, found: bytes.count, at: value.location)
    }
    return Address(copying: bytes)
  }
}

extension KeyStretching {
  fileprivate init(
    named name: String, _ parameters: KeystoreSection
  ) throws(KeystoreError) {
    // Writers that have one structure for both functions leave the other's numbers empty.
    try parameters.requireOnly("dklen", "salt", "n", "r", "p", "c", "prf")
    let byteCount = try parameters.integer("dklen")
    guard byteCount >= 32 else { throw .shortKey(byteCount) }
    let salt = try parameters.bytes("salt", .salt, count: 0...1024)
    switch name.lowercased() {
    case "scrypt":
      try parameters.requireEmpty("c", "prf")
      self = .scrypt(
        cost: try parameters.integer("n"), blockSize: try parameters.integer("r"),
        parallelization: try parameters.integer("p"), byteCount: byteCount, salt: salt)
    case "pbkdf2":
      try parameters.requireEmpty("n", "r", "p")
      let function = try parameters.text("prf")
      guard function.lowercased() == "hmac-sha256" else { throw .otherFunction(function) }
      self = .pbkdf2(
        iterations: try parameters.integer("c"), byteCount: byteCount, salt: salt)
    default:
      throw .otherStretching(name)
    }
  }
}

/// An object of a keystore, whose names are read in either case.
private struct KeystoreSection {
  private let object: JSONValue
  private let members: [(name: String, key: String, value: JSONValue)]

  /// - Throws: ``KeystoreError/ambiguousName(_:at:)`` for names that differ in case only.
  init(_ value: JSONValue) throws(KeystoreError) {
    object = value
    var members: [(name: String, key: String, value: JSONValue)] = []
    do throws(JSONTypeError) {
      for (key, value) in try value.requireMembers() {
        members.append((Self.lowercased(key), key, value))
      }
    } catch {
      throw .field(error)
    }
    self.members = members
  }

  /// ASCII alone: other letters with two cases appear in no name that is read.
  private static func lowercased(_ text: String) -> String {
    String(
      decoding: text.utf8.map { 0x41...0x5a ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  subscript(name: String) -> JSONValue? { members.first { $0.name == name }?.value }

  func require(_ name: String) throws(KeystoreError) -> JSONValue {
    let found = members.filter { $0.name == name }
    guard let first = found.first else {
      throw .field(.missingKey(name, at: object.location))
    }
    if let second = found.dropFirst().first {
      throw .ambiguousName(name, at: second.value.location)
    }
    return first.value
  }

  /// Refuses a member of another name.
  func requireOnly(_ known: String...) throws(KeystoreError) {
    for member in members where !known.contains(member.name) {
      throw .field(.unknownKey(member.key, known: known, at: member.value.location))
    }
  }

  /// Refuses members that say something: anything but null, an empty text and zero.
  func requireEmpty(_ names: String...) throws(KeystoreError) {
    for member in members where names.contains(member.name) {
      let value = member.value
      guard value.isNull || value.string == "" || value.number?.lexeme == "0" else {
        throw .contradiction(member.key, at: value.location)
      }
    }
  }

  func text(_ name: String) throws(KeystoreError) -> String {
    let value = try require(name)
    do { return try value.requireString() } catch { throw .field(error) }
  }

  func optionalText(_ name: String) throws(KeystoreError) -> String? {
    guard let value = self[name], !value.isNull else { return nil }
    return try text(name)
  }

  /// A number of 0 or more.
  func integer(_ name: String) throws(KeystoreError) -> Int {
    let value = try require(name)
    do throws(JSONTypeError) {
      let number = try value.integer(as: Int.self)
      guard number >= 0 else { throw value.invalid("A cost is not negative.") }
      return number
    } catch {
      if case .number(.outOfRange, _) = error, value.number?.lexeme.first != "-" {
        throw .absurdNumber(name, at: value.location)
      }
      throw .field(error)
    }
  }

  func bytes(
    _ name: String, _ field: KeystoreField, count: ClosedRange<Int>
  ) throws(KeystoreError) -> [UInt8] {
    let text = try text(name)
    let location = try require(name).location
    let bytes: [UInt8]
    do { bytes = try Hex.decode(text) } catch { throw .notHex(field, error, at: location) }
    guard count.contains(bytes.count) else {
      throw .wrongByteCount(field, expected: count, found: bytes.count, at: location)
    }
    return bytes
  }
}

extension FixedBytes {
  /// The value of bytes that were counted.
  fileprivate init(copying bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Self(copying: $0) }
  }
}
