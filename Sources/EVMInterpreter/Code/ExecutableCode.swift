import EVMBytecode
public import EVMPrimitives

/// Code that is ready to run: its bytes with a margin behind them, and its jump destinations.
///
/// Made once for a code and shared by every frame and state that runs it.
public final class ExecutableCode: Sendable {
  /// The code as it stands on the chain.
  public let bytes: [UInt8]
  /// Keccak-256 of ``bytes``.
  public let hash: Hash256
  /// The account whose code runs instead, if this is a delegation designator: 0xef0100 and an
  /// address, 23 bytes ([EIP-7702](https://eips.ethereum.org/EIPS/eip-7702)).
  public let delegate: Address?

  // Written in the initialiser and never again, so every thread may read them.
  /// The bytes and ``margin`` zeros: STOP where the code ends, and the data of a PUSH that is cut off.
  nonisolated(unsafe) let start: UnsafeMutablePointer<UInt8>
  /// A bit for each byte of code, set where a jump may go.
  nonisolated(unsafe) let destinations: UnsafeMutablePointer<UInt64>

  private static let margin = 40

  /// The code of no bytes.
  public static let empty = ExecutableCode([])

  /// Code of any bytes; the hash is computed unless it is known.
  public init(_ bytes: [UInt8], hash: Hash256? = nil) {
    self.bytes = bytes
    self.hash = hash ?? Keccak256.hash(bytes)
    delegate =
      bytes.count == 23 && bytes.starts(with: Self.delegationPrefix)
      ? try? Address(bytes[3...]) : nil
    start = .allocate(capacity: bytes.count + Self.margin)
    start.update(from: bytes, count: bytes.count)
    (start + bytes.count).update(repeating: 0, count: Self.margin)
    let words = (bytes.count + Self.margin + 63) / 64
    destinations = .allocate(capacity: words)
    destinations.update(repeating: 0, count: words)
    for offset in JumpDestinations(of: bytes) {
      destinations[offset >> 6] |= 1 << UInt64(offset & 63)
    }
  }

  deinit {
    start.deallocate()
    destinations.deallocate()
  }

  /// What a delegation designator begins with.
  public static let delegationPrefix: [UInt8] = [0xef, 0x01, 0x00]

  /// The designator that hands an account's code over to another contract, 23 bytes.
  public static func delegation(to address: Address) -> [UInt8] {
    delegationPrefix + address.bytes
  }
}
