public import EVMCrypto
internal import EVMPrimitives
internal import ExactJSON

extension Keystore {
  /// How much work a new keystore puts in the way of guessing its password; both are geth's.
  public enum Cost: String, Hashable, Sendable {
    /// scrypt with N = 2^18, r = 8, p = 1: 256 MiB and a second or two.
    case standard
    /// scrypt with N = 2^12, r = 8, p = 6: 4 MiB and a tenth of a second, for small machines and
    /// passwords that nobody can guess.
    case light
  }

  /// A new keystore of a key.
  ///
  /// - Parameters:
  ///   - password: Its bytes, UTF-8 as typed. An empty one is taken; who asks for passwords refuses it.
  ///   - source: Gives, in this order, 32 bytes of salt, 16 of counter and 16 of identifier.
  /// - Throws: ``KeystoreError/random(_:)``, or ``KeystoreError/scrypt(_:)`` when the system has no
  ///   memory.
  public static func encrypting(
    _ key: SecretKey, password: SecretBytes, cost: Cost = .standard,
    using source: some RandomSource = SystemRandom()
  ) throws(KeystoreError) -> Keystore {
    let salt: [UInt8]
    let counter: [UInt8]
    let identifier: String
    do throws(RandomError) {
      salt = try source.publicBytes(32)
      counter = try source.publicBytes(16)
      identifier = uuid(try source.publicBytes(16))
    } catch {
      throw .random(error)
    }
    let stretching: KeyStretching =
      switch cost {
      case .standard:
        .scrypt(cost: 1 << 18, blockSize: 8, parallelization: 1, byteCount: 32, salt: salt)
      case .light:
        .scrypt(cost: 1 << 12, blockSize: 8, parallelization: 6, byteCount: 32, salt: salt)
      }
    let stretched = try stretching.key(password: password, within: KeystoreLimits())
    let ciphertext: [UInt8]
    do throws(CipherError) {
      ciphertext = try key.withUnsafeBytes { key throws(CipherError) in
        try AES.counterMode(key, key: stretched.part(0..<16), counter: counter)
          .withUnsafeBytes { Array($0) }
      }
    } catch {
      throw .cipher(error)
    }
    let code = authenticated(ciphertext, under: stretched).withUnsafeBytes { Keccak256.hash($0) }
    return Keystore(
      address: key.publicKey.address, identifier: identifier, stretching: stretching,
      counter: counter, ciphertext: ciphertext, code: code)
  }

  /// The text of a version 4 UUID with these 16 random bytes (RFC 9562, section 5.4).
  private static func uuid(_ random: [UInt8]) -> String {
    var bytes = random
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
      .map { Hex.encode(bytes[$0], prefix: false) }.joined(separator: "-")
  }

  /// The keystore as geth writes it: on one line without a newline, members in geth's order, hex in
  /// lower case without `0x`.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      if let address { writer.member("address", address.bytes.bareHex) }
      writer.key("crypto")
      writer.object { writer in
        writer.member("cipher", Self.cipherName)
        writer.member("ciphertext", ciphertext.bareHex)
        writer.member("cipherparams", ["iv": .string(counter.bareHex)])
        writer.member("kdf", stretching.name)
        writer.member("kdfparams", stretching.parameters)
        writer.member("mac", code.bytes.bareHex)
      }
      if let identifier { writer.member("id", identifier) }
      writer.member("version", integer: 3)
    }
    return writer.text
  }
}

extension KeyStretching {
  /// As geth writes them, by name.
  fileprivate var parameters: JSON {
    switch self {
    case .scrypt(let cost, let blockSize, let parallelization, let byteCount, let salt):
      [
        "dklen": .integer(byteCount), "n": .integer(cost), "p": .integer(parallelization),
        "r": .integer(blockSize), "salt": .string(salt.bareHex),
      ]
    case .pbkdf2(let iterations, let byteCount, let salt):
      [
        "c": .integer(iterations), "dklen": .integer(byteCount), "prf": "hmac-sha256",
        "salt": .string(salt.bareHex),
      ]
    }
  }
}

extension [UInt8] {
  fileprivate var bareHex: String { Hex.encode(self, prefix: false) }
}

extension RandomSource {
  /// Random bytes that everybody may see.
  fileprivate func publicBytes(_ count: Int) throws(RandomError) -> [UInt8] {
    try bytes(count).withUnsafeBytes { Array($0) }
  }
}
