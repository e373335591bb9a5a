/// Which formulas were met since a beginning that is begun again for each function: no mark is ever
/// taken away, each only says when it was made.
struct EpochMarks {
  private var epochs: [Int32] = []
  private var epoch: Int32 = 1

  /// Begins again without any mark.
  mutating func forget() { epoch += 1 }

  /// Marks a formula; false when it had its mark.
  @inline(__always)
  mutating func insert(_ expression: Expression) -> Bool {
    let index = Int(expression.index)
    if index >= epochs.count {
      epochs += repeatElement(0, count: max(256, index + 1))
    }
    guard epochs[index] != epoch else { return false }
    epochs[index] = epoch
    return true
  }
}
