public import EVMPrimitives

/// The code of a contract, or the code that creates one: bytes, at most ``maximumByteCount``.
///
/// Nothing is known about the bytes but their number; what they are says ``CodeInspection``.
public struct Bytecode: Hashable, Sendable {
  /// One mebibyte, the most that is read as code.
  ///
  /// Ethereum stops deployed code at 24,576 bytes (EIP-170) and creation code at 49,152 (EIP-3860);
  /// other chains allow some multiples of that. More than a mebibyte is another kind of file.
  public static let maximumByteCount = 1 << 20

  public let bytes: [UInt8]

  /// Code of these bytes; none are the code of an account that is not a contract.
  ///
  /// - Throws: ``BytecodeError/tooLarge(byteCount:)``.
  public init(_ bytes: [UInt8]) throws(BytecodeError) {
    guard bytes.count <= Self.maximumByteCount else { throw .tooLarge(byteCount: bytes.count) }
    self.bytes = bytes
  }

  /// A part of code that is known to be within the limit.
  init(partOf code: Bytecode, _ range: Range<Int>) {
    bytes = Array(code.bytes[range])
  }

  /// The number of bytes, as EXTCODESIZE gives it.
  public var count: Int { bytes.count }

  /// Whether there is no code.
  public var isEmpty: Bool { bytes.isEmpty }

  /// The Keccak-256 hash of the bytes, as EXTCODEHASH gives it for an account that exists.
  ///
  /// Computed anew each time, about 1.5 ms for a mebibyte.
  public var hash: Hash256 { Keccak256.hash(bytes) }

  /// Lower-case hex with `0x`.
  public var hex: String { Hex.encode(bytes) }
}
