/// How much two pieces of code have in common: exact, so that it can be compared and added up.
///
/// Counted are instructions of both sides: those that have an equal one on the other side, out of
/// all. Equal are instructions of whole equal blocks wherever they stand, of blocks aligned with each
/// other in runs of at least four, and those next to blocks that are equal. Jump destinations count
/// as equal wherever they lead. Pieces that are not the same after normalisation are never wholly
/// similar: what differs is then at least one instruction.
public struct Similarity: Hashable, Sendable {
  /// Instructions with an equal one, of both sides.
  public let common: Int
  /// Instructions of both sides.
  public let total: Int

  init(common: Int, total: Int, isSame: Bool) {
    self.total = total
    self.common = isSame ? total : max(0, min(common, total - 1))
  }

  /// Whether both are the same.
  public var isWhole: Bool { common == total }

  /// Thousandths, rounded down: 1000 only for what is the same.
  public var perMille: Int { total == 0 ? 1000 : common * 1000 / total }
}

extension Similarity: CustomStringConvertible {
  /// `98.7 %`, rounded down; `100 %` only for what is the same.
  public var description: String {
    isWhole ? "100 %" : "\(perMille / 10).\(perMille % 10) %"
  }
}
