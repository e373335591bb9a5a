public import EVMPrimitives

/// The price of gas that is burnt, and how it follows the use of the blocks.
///
/// - SeeAlso: [EIP-1559](https://eips.ethereum.org/EIPS/eip-1559)
public enum BaseFee {
  /// The base fee of the first block that has one, 10^9 wei.
  public static let initial = UInt256(1_000_000_000 as UInt64)
  /// A block should use its gas limit divided by this.
  public static let elasticity: UInt64 = 2
  /// The base fee changes at most by one part in this from block to block.
  public static let changeDenominator: UInt64 = 8

  /// The base fee of the block after one of the given header; ``initial`` after one that has none.
  public static func next(after parent: BlockHeader) -> UInt256 {
    guard let baseFee = parent.baseFee else { return initial }
    let target = parent.gasLimit / elasticity
    guard target > 0, parent.gasUsed != target else { return baseFee }
    let isAbove = parent.gasUsed > target
    let distance = isAbove ? parent.gasUsed - target : target - parent.gasUsed
    let (product, overflow) = baseFee.multipliedReportingOverflow(by: UInt256(distance))
    // A base fee near 2^256 is paid by nobody; it need only not stop the process.
    let change = overflow ? .zero : product / UInt256(target) / UInt256(changeDenominator)
    guard isAbove else { return baseFee &- change }
    let (sum, tooLarge) = baseFee.addingReportingOverflow(max(change, .one))
    return tooLarge ? baseFee : sum
  }
}
