/// Keccak-256 as Ethereum uses it: the original padding, not that of SHA3-256.
///
/// One message is hashed by ``hash(_:)-(Bytes)``; one that comes in pieces by ``update(_:)-(Bytes)``
/// and ``finalized()``. A message may have any length.
///
/// - SeeAlso: The Keccak reference, version 3.0; yellow paper, "KEC".
public struct Keccak256: Sendable {
  private static let suffix: UInt8 = 0x01
  private var sponge = KeccakSponge()

  /// The hash of no bytes: that of an account without code.
  public static let empty = hash([])

  public init() {}

  /// Takes the next piece of the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { sponge.absorb(bytes) }

  /// Takes the next piece of the message.
  @inlinable
  public mutating func update(_ bytes: some Collection<UInt8>) {
    let direct: Void? = bytes.withContiguousStorageIfAvailable {
      update(UnsafeRawBufferPointer($0))
    }
    if direct == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// The hash of all pieces so far; more may follow.
  public func finalized() -> Hash256 { sponge.digest(suffix: Self.suffix) }

  /// The hash of one message.
  public static func hash(_ message: UnsafeRawBufferPointer) -> Hash256 {
    KeccakSponge.digest(of: message, suffix: suffix)
  }

  /// The hash of one message.
  @inlinable
  public static func hash(_ message: some Collection<UInt8>) -> Hash256 {
    message.withContiguousStorageIfAvailable { hash(UnsafeRawBufferPointer($0)) }
      ?? Array(message).withUnsafeBytes { hash($0) }
  }
}

/// SHA3-256 of FIPS 202: the permutation and rate of ``Keccak256``, another padding byte.
///
/// Not used by any EVM chain. It lets the permutation be compared with other implementations, which
/// commonly offer SHA3-256 and not Keccak-256.
public enum SHA3_256 {
  /// The hash of one message.
  public static func hash(_ message: some Collection<UInt8>) -> Hash256 {
    Array(message).withUnsafeBytes { KeccakSponge.digest(of: $0, suffix: 0x06) }
  }
}
