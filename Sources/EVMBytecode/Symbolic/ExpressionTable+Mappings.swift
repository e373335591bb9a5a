import EVMPrimitives

extension ExpressionTable {
  /// The key and the mapping, if a hash is where a mapping keeps the key's value.
  ///
  /// The mapping is a number that is the same for the same way to it, whatever the keys on the way.
  func mappingKey(_ hash: Expression) -> (key: Expression, mapping: Int)? {
    mappingKey(hash, depth: 8)
  }

  private func mappingKey(
    _ hash: Expression, depth: Int
  ) -> (key: Expression, mapping: Int)? {
    guard op(hash) == .hash else { return nil }
    let (key, rest) = operands(operands(hash).0)
    guard rest.index >= 0 else { return nil }
    let (slot, end) = operands(rest)
    guard end.index < 0, let mapping = mapping(slot, depth: depth - 1) else { return nil }
    return (key, mapping)
  }

  private func mapping(_ slot: Expression, depth: Int) -> Int? {
    guard depth > 0 else { return nil }
    if value(slot) != nil { return Int(slot.index) &* 0x9e37_79b9 }
    if let (_, mapping) = mappingKey(slot, depth: depth) { return mapping &* 31 &+ 7 }
    guard isOp(slot, .add) else { return nil }
    let (constant, rest) = operands(slot)
    guard value(constant) != nil, let mapping = mapping(rest, depth: depth - 1) else { return nil }
    return mapping &* 31 &+ Int(constant.index) &* 0x85eb_ca6b
  }
}
