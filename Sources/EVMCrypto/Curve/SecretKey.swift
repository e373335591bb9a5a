internal import CSecp256k1
import EVMPrimitives

/// A secp256k1 secret key: a number from 1 to n - 1 in memory that is wiped.
///
/// It is never printed, compared with `==` or coded; the one way out is ``withUnsafeBytes(_:)``.
/// - SeeAlso: SEC 1, version 2.0, section 3.2.1.
public struct SecretKey: Sendable {
  /// How many bytes a key has.
  public static let byteCount = 32

  @usableFromInline let storage: SecretBytes

  /// The key of 32 bytes, most significant first.
  ///
  /// - Throws: ``SecretKeyError`` for another number of bytes, zero, and n or more.
  @inlinable
  public init(_ bytes: some Collection<UInt8>) throws(SecretKeyError) {
    guard bytes.count == Self.byteCount else { throw .wrongByteCount(bytes.count) }
    try self.init(SecretBytes(bytes))
  }

  /// The key that `secret` holds, which is not copied.
  ///
  /// - Throws: As ``init(_:)``.
  public init(_ secret: SecretBytes) throws(SecretKeyError) {
    guard secret.count == Self.byteCount else { throw .wrongByteCount(secret.count) }
    try self.init(storage: secret)
  }

  /// The key that 64 hex digits spell, with or without `0x`.
  ///
  /// The text itself stays in memory as long as its owner keeps it.
  /// - Throws: ``SecretKeyError``; it says where the text is wrong and never what it is.
  public init(hex text: some StringProtocol) throws(SecretKeyError) {
    var bytes: [UInt8]
    do { bytes = try Hex.decode(text) } catch {
      switch error {
      case .invalidDigit(_, let offset): throw .invalidHexDigit(offset: offset)
      case .oddDigitCount(let count): throw .oddDigitCount(count)
      case .wrongByteCount(_, let found): throw .wrongByteCount(found)
      }
    }
    defer { wipe(&bytes) }
    try self.init(bytes)
  }

  private init(storage: SecretBytes) throws(SecretKeyError) {
    try storage.withUnsafeBytes { bytes throws(SecretKeyError) in
      guard secp256k1_ec_seckey_verify(CurveContext.pointer, bytes.bytePointer) == 1 else {
        throw bytes.allSatisfy { $0 == 0 } ? .zero : .notBelowGroupOrder
      }
    }
    self.storage = storage
  }

  private init(checked storage: SecretBytes) { self.storage = storage }

  /// A fresh key: draws of 32 bytes until one is in range, which the first practically always is.
  ///
  /// - Throws: ``RandomError`` of the source, and when 64 draws in a row are no key.
  public static func generate(
    using source: some RandomSource = SystemRandom()
  ) throws(RandomError) -> SecretKey {
    let draws = 64
    for _ in 0..<draws {
      let draw = try source.bytes(byteCount)
      if let key = try? SecretKey(draw) { return key }
    }
    throw .notRandom(draws: draws)
  }

  /// Calls `body` with the 32 bytes, most significant first.
  @inlinable
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withUnsafeBytes(body)
  }

  /// Whether both are the same key, in constant time.
  public func isEqual(to other: SecretKey) -> Bool { storage.isEqual(to: other.storage) }

  /// The public key, computed anew each time (about 20 microseconds).
  public var publicKey: PublicKey {
    storage.withUnsafeBytes { bytes in
      var point = secp256k1_pubkey()
      let made = secp256k1_ec_pubkey_create(CurveContext.pointer, &point, bytes.bytePointer)
      precondition(made == 1, "libsecp256k1 refused a secret key that it had accepted")
      return PublicKey(point)
    }
  }

  /// The key plus `tweak` modulo n, or nil when the tweak is n or more or the sum is zero.
  ///
  /// - Parameter tweak: 32 bytes, most significant first.
  package func adding(tweak: UnsafeRawBufferPointer) -> SecretKey? {
    guard tweak.count == Self.byteCount else { return nil }
    var added: Int32 = 0
    let sum = SecretBytes(count: Self.byteCount) { sum in
      storage.withUnsafeBytes { sum.copyMemory(from: $0) }
      added = secp256k1_ec_seckey_tweak_add(
        CurveContext.pointer, sum.bytePointer, tweak.bytePointer)
    }
    return added == 1 ? SecretKey(checked: sum) : nil
  }
}

extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `<redacted>`, whatever the key is.
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why something is not a secret key. No case carries any of it.
public enum SecretKeyError: Error, Hashable, Sendable {
  /// Another number of bytes than 32.
  case wrongByteCount(Int)
  /// An odd number of hex digits.
  case oddDigitCount(Int)
  /// A character that is not a hex digit; `offset` counts UTF-8 bytes from the start of the text.
  case invalidHexDigit(offset: Int)
  /// The number zero, which has no public key.
  case zero
  /// The group order n or a greater number.
  case notBelowGroupOrder
}

extension SecretKeyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongByteCount(let count):
      "The secret key has \(count) bytes, but a secp256k1 key has 32 (64 hex digits); copy all of it."
    case .oddDigitCount(let count):
      "The secret key has \(count) hex digits, but a secp256k1 key has 64; copy all of it."
    case .invalidHexDigit(let offset):
      "The secret key has something other than a hex digit at offset \(offset); give 64 hex digits, with or without 0x."
    case .zero:
      "The secret key is zero, which is not a key; use another."
    case .notBelowGroupOrder:
      "The secret key is not below the order of the secp256k1 group, so it is not a key; use another."
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The start as C's `const unsigned char *`.
  var bytePointer: UnsafePointer<UInt8> {
    baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
  }
}

extension UnsafeMutableRawBufferPointer {
  /// The start as C's `unsigned char *`.
  var bytePointer: UnsafeMutablePointer<UInt8> {
    baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
  }
}
