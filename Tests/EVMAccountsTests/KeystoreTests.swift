import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Keystores` {
  private func expectOpens(_ row: VectorRow) throws {
    let keystore = try Keystore(parsing: row.string("keystore"))
    let key = try keystore.privateKey(password: SecretBytes(row.string("password").utf8))
    #expect(try key.isEqual(to: SecretKey(row.bytes("privateKey"))), "\(row)")
    let address = try Address(hex: row.string("address"))
    #expect(key.publicKey.address == address, "\(row)")
    #expect(keystore.address == nil || keystore.address == address, "\(row)")
  }

  @Test func `published ones open with their passwords`() throws {
    for row in try VectorFile("keystores/published.jsonl").rows { try expectOpens(row) }
  }

  @Test func `those of another implementation open, in whatever form they are written`() throws {
    var forms: Set<String> = []
    for row in try VectorFile("keystores/opened.jsonl").rows {
      try expectOpens(row)
      forms.insert(try row.string("form"))
    }
    #expect(forms.count >= 16)
  }

  @Test func `whatever is wrong has its own error, and no error shows the password`() throws {
    for row in try VectorFile("keystores/reject.jsonl").rows {
      let password = try row.string("password")
      let error = #expect(throws: KeystoreError.self, "\(row)") {
        try Keystore(parsing: row.string("keystore"))
          .privateKey(password: SecretBytes(password.utf8))
      }
      #expect(error?.name == (try row.string("error")), "\(row): \(String(describing: error))")
      let sentence = error?.description ?? ""
      #expect(password.count < 5 || !sentence.contains(password), "\(row): \(sentence)")
    }
  }

  @Test func `what was written opens again`() throws {
    let key = try SecretKey.generate()
    let password = SecretBytes("two words ".utf8)
    let keystore = try Keystore.encrypting(key, password: password, cost: .light)
    #expect(keystore.address == key.publicKey.address)
    let copy = try Keystore(parsing: keystore.json)
    #expect(copy == keystore)
    #expect(try copy.privateKey(password: password).isEqual(to: key))
    #expect(throws: KeystoreError.wrongPassword) {
      try copy.privateKey(password: SecretBytes("two words".utf8))
    }
    #expect(
      try Keystore.encrypting(key, password: password, cost: .light).json != keystore.json)
  }

  @Test func `given random bytes make the file that geth's form has, to the letter`() throws {
    var costs: [Keystore.Cost] = []
    for row in try VectorFile("keystores/written.jsonl").rows {
      let cost = try #require(Keystore.Cost(rawValue: row.string("cost")))
      costs.append(cost)
      let password = SecretBytes(try row.string("password").utf8)
      let key = try SecretKey(row.bytes("privateKey"))
      let keystore = try Keystore.encrypting(
        key, password: password, cost: cost, using: FixedRandom(row.bytes("random")))
      #expect(try keystore.json == row.string("json"), "\(row)")
      #expect(try keystore.privateKey(password: password).isEqual(to: key), "\(row)")
    }
    #expect(costs.contains(.standard) && costs.contains(.light))
  }

  @Test func `a keystore that was read is written as geth would`() throws {
    for row in try VectorFile("keystores/opened.jsonl").rows {
      let keystore = try Keystore(parsing: row.string("keystore"))
      #expect(try Keystore(parsing: keystore.json) == keystore, "\(row)")
    }
  }

  @Test func `files are named as geth names them`() throws {
    let address = try Address(parsing: "0x7ef5a6135f1fd6a02593eedc869c6d41d934aef8")
    let keystore = try Keystore(parsing: Self.text(address: address))
    for row in try VectorFile("keystores/names.jsonl").rows {
      let time = Duration(
        secondsComponent: Int64(try row.integer("seconds")),
        attosecondsComponent: Int64(try row.integer("nanoseconds")) * 1_000_000_000)
      #expect(try Address(hex: row.string("address")) == address)
      #expect(try keystore.fileName(createdAt: time) == row.string("name"), "\(row)")
    }
  }

  @Test(arguments: [
    (Duration.seconds(-1), "1970-01-01T00-00-00.000000000Z"),
    (.nanoseconds(-1), "1970-01-01T00-00-00.000000000Z"),
    (.seconds(253_402_300_800), "9999-12-31T23-59-59.000000000Z"),
    (.seconds(Int64.max), "9999-12-31T23-59-59.000000000Z"),
    (.seconds(Int64.min), "1970-01-01T00-00-00.000000000Z"),
  ])
  func `times that have no such name take the first or last`(time: Duration, text: String) throws {
    let keystore = try Keystore(parsing: Self.text(identifier: "../e1f\u{e9}-7"))
    #expect(keystore.address == nil)
    #expect(keystore.fileName(createdAt: time) == "UTC--\(text)--e1f-7")
  }

  @Test func `a cost above the limits is refused before it is spent, and below is not`() throws {
    let keystore = try Keystore(parsing: Self.text())
    let password = SecretBytes("x".utf8)
    for limits in [KeystoreLimits(memory: 7167), .init(scryptWork: 31)] {
      let error = #expect(throws: KeystoreError.self) {
        try keystore.privateKey(password: password, within: limits)
      }
      #expect(error?.isTooCostly == true)
    }
    #expect(throws: KeystoreError.wrongPassword) {
      try keystore.privateKey(
        password: password, within: KeystoreLimits(memory: 7168, scryptWork: 32, iterations: 0))
    }
    let other = try Keystore(
      parsing: Self.text(
        stretching: #""pbkdf2","kdfparams":{"c":9,"dklen":33,"prf":"hmac-sha256","salt":""}"#))
    #expect(throws: KeystoreError.tooManyIterations(needed: 18, limit: 17)) {
      try other.privateKey(password: password, within: KeystoreLimits(iterations: 17))
    }
    #expect(throws: KeystoreError.wrongPassword) {
      try other.privateKey(
        password: password, within: KeystoreLimits(memory: 0, scryptWork: 0, iterations: 18))
    }
  }

  @Test func `its cost can be told without its password`() throws {
    #expect("\(try Keystore(parsing: Self.text()).stretching)" == "scrypt N=4 r=8 p=1")
    let row = try VectorFile("keystores/published.jsonl").rows[1]
    let stretching = try Keystore(parsing: row.string("keystore")).stretching
    #expect("\(stretching)" == "pbkdf2 c=262144")
    #expect(stretching.name == "pbkdf2" && stretching.byteCount == 32)
    #expect(stretching.salt.count == 32)
  }

  @Test func `a random source that fails leaves no keystore`() throws {
    let key = try SecretKey.generate()
    let error = #expect(throws: KeystoreError.self) {
      try Keystore.encrypting(key, password: SecretBytes([]), using: FixedRandom([1, 2, 3]))
    }
    #expect(error == .random(.unavailable))
  }

  @Test func `broken texts are refused or read back, and never end the process`() throws {
    let texts = try VectorFile("keystores/opened.jsonl").rows.suffix(40).map {
      try $0.string("keystore")
    }
    var random = SeededGenerator(seed: 0x6b73)
    var read = 0
    for round in 0..<4000 {
      var text = texts[round % texts.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) { text = random.mutated(text) }
      guard let keystore = try? Keystore(parsing: text) else { continue }
      read += 1
      #expect(try Keystore(parsing: keystore.json) == keystore)
      if round.isMultiple(of: 10) {
        let limits = KeystoreLimits(memory: 1 << 20, scryptWork: 4096, iterations: 4096)
        _ = try? keystore.privateKey(
          password: SecretBytes("testpassword".utf8), within: limits)
      }
    }
    #expect(read > 300)
    for _ in 0..<2000 {
      let bytes = random.bytes(count: Int.random(in: 0..<64, using: &random))
      #expect(throws: KeystoreError.self) { try Keystore(parsing: bytes) }
    }
  }

  @Test func `a text of more than a mebibyte is refused`() {
    let error = #expect(throws: KeystoreError.self) {
      try Keystore(parsing: [UInt8](repeating: 0x20, count: Keystore.maximumByteCount + 1))
    }
    #expect(error?.name == "notJSON")
  }

  /// A keystore's text, whose code fits no password.
  static func text(
    address: Address? = nil, identifier: String = "",
    stretching: String = #""scrypt","kdfparams":{"n":4,"r":8,"p":1,"dklen":32,"salt":"00"}"#
  ) -> String {
    let stated = address.map { #""address":"\#($0.hex)","# } ?? ""
    return #"""
      {\#(stated)"id":"\#(identifier)","version":3,"crypto":{"cipher":"aes-128-ctr",
      "cipherparams":{"iv":"\#(String(repeating: "00", count: 16))"},"ciphertext":"ab",
      "mac":"\#(String(repeating: "00", count: 32))","kdf":\#(stretching)}}
      """#
  }
}

/// Gives the bytes that it was made of, and then fails.
private final class FixedRandom: RandomSource, @unchecked Sendable {
  // One test uses one source from one thread.
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(RandomError) {
    guard rest.count >= buffer.count else { throw .unavailable }
    buffer.copyBytes(from: rest.prefix(buffer.count))
    rest = rest.dropFirst(buffer.count)
  }
}

extension KeystoreError {
  /// The name of the case.
  var name: String {
    switch self {
    case .notJSON: "notJSON"
    case .otherKind: "otherKind"
    case .field: "field"
    case .ambiguousName: "ambiguousName"
    case .contradiction: "contradiction"
    case .notHex: "notHex"
    case .wrongByteCount: "wrongByteCount"
    case .shortKey: "shortKey"
    case .otherCipher: "otherCipher"
    case .otherStretching: "otherStretching"
    case .otherFunction: "otherFunction"
    case .absurdNumber: "absurdNumber"
    case .tooMuchScryptWork: "tooMuchScryptWork"
    case .tooManyIterations: "tooManyIterations"
    case .scrypt: "scrypt"
    case .pbkdf2: "pbkdf2"
    case .wrongPassword: "wrongPassword"
    case .otherAddress: "otherAddress"
    case .notASecretKey: "notASecretKey"
    case .cipher: "cipher"
    case .random: "random"
    }
  }
}
