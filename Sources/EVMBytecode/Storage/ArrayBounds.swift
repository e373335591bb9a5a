import EVMPrimitives

/// The comparisons that keep an index within an array.
struct ArrayBounds {
  /// The greatest number that an index is compared with.
  private var bounds: [Int32: UInt256] = [:]
  /// The slots of the lengths that an index is compared with.
  private var slots: [Int32: Set<Expression>] = [:]

  /// Counts of elements beyond which a comparison is no array's.
  private static let countLimit: UInt256 = 1 << 40

  init(_ table: ExpressionTable) {
    for node in table.nodes {
      guard node.op == Operator(.lt) || node.op == Operator(.gt) else { continue }
      let isLess = node.op == Operator(.lt)
      // LT(index, count) and GT(count, index); GT(index, last).
      add(isLess ? node.a : node.b, below: isLess ? node.b : node.a, plus: .zero, table)
      if !isLess { add(node.a, below: node.b, plus: .one, table) }
    }
  }

  private mutating func add(
    _ index: Int32, below limit: Int32, plus: UInt256, _ table: ExpressionTable
  ) {
    let limit = Expression(index: limit)
    if let value = table.value(limit), value <= Self.countLimit {
      bounds[index] = max(bounds[index] ?? .zero, value &+ plus)
    } else if table.isOp(limit, .sload), plus.isZero {
      slots[index, default: []].insert(table.operands(limit).0)
    }
  }

  /// The number of elements that an index is checked against.
  func count(_ index: Expression, _ table: ExpressionTable) -> UInt256? {
    bounds[Self.counter(index, table).index]
  }

  /// The slots of the lengths that an index is checked against.
  func lengths(_ index: Expression, _ table: ExpressionTable) -> Set<Expression> {
    slots[Self.counter(index, table).index] ?? []
  }

  func isChecked(_ index: Expression, _ table: ExpressionTable) -> Bool {
    count(index, table) != nil || !lengths(index, table).isEmpty
  }

  /// What counts the elements, without the size of one.
  private static func counter(_ index: Expression, _ table: ExpressionTable) -> Expression {
    let (first, second) = table.operands(index)
    switch table.op(index) {
    case Operator(.mul), Operator(.shl), Operator(.shr):
      return table.value(first) == nil ? index : second
    case Operator(.div): return table.value(second) == nil ? index : first
    default: return index
    }
  }
}
