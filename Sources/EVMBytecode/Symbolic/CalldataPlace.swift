import EVMPrimitives

/// A place in calldata: a constant, the offsets that point there, and a number of elements.
struct CalldataPlace: Hashable {
  /// Values read from calldata that are added up to reach the place: the way from the outside in.
  var pointers: [Int32] = []
  var constant: Int = 0
  /// The size of the elements that are skipped, if their number is not known.
  var stride: Int?
}

extension ExpressionTable {
  /// The place that an offset into calldata is; nil when it is computed in another way.
  func place(_ offset: Expression) -> CalldataPlace? {
    var place = CalldataPlace()
    var terms = 48
    guard collect(offset, into: &place, terms: &terms) else { return nil }
    place.pointers.sort()
    return place
  }

  /// Adds a term and those in it; `terms` are how many more are looked at.
  private func collect(
    _ term: Expression, into place: inout CalldataPlace, terms: inout Int
  ) -> Bool {
    terms -= 1
    guard terms >= 0 else { return false }
    if let value = value(term) {
      guard let number = Int(exactly: value), number < 1 << 32 else { return false }
      place.constant += number
      return true
    }
    let (first, second) = operands(term)
    switch op(term) {
    case Operator(.add):
      return collect(first, into: &place, terms: &terms)
        && collect(second, into: &place, terms: &terms)
    case Operator(.calldataLoad):
      place.pointers.append(term.index)
      return true
    case Operator(.and):
      // An offset that was cut to its bits.
      guard value(first) != nil, isOp(second, .calldataLoad) else { return false }
      place.pointers.append(second.index)
      return true
    case Operator(.mul):
      guard let size = int(first), size > 0, size % 32 == 0 || size == 1 else { return false }
      place.stride = size
      return true
    case Operator(.shl):
      guard let bits = int(first), bits < 20 else { return false }
      place.stride = 1 << bits
      return true
    default: return false
    }
  }
}
