/// The four bytes that name a contract function in calldata, or a custom error in revert data.
///
/// - SeeAlso: Solidity, "Contract ABI Specification", function selector.
@frozen
public struct Selector: FixedBytes {
  /// The four bytes as a big-endian number.
  public var rawValue: UInt32

  @inlinable public static var byteCount: Int { 4 }

  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The first four bytes of the Keccak-256 hash of a canonical signature such as
  /// `transfer(address,uint256)`; the text is taken as it stands.
  public init(signature: String) {
    self = Keccak256.hash(signature.utf8).bytes.withUnsafeBytes {
      Selector(copying: UnsafeRawBufferPointer(rebasing: $0.prefix(4)))
    }
  }

  @inlinable
  public init(copying source: UnsafeRawBufferPointer) {
    rawValue = UInt32(bigEndian: source.loadUnaligned(as: UInt32.self))
  }

  @inlinable
  public func copyBytes(to destination: UnsafeMutableRawBufferPointer) {
    destination.storeBytes(of: rawValue.bigEndian, as: UInt32.self)
  }
}
