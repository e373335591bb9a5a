import EVMPrimitives

/// What a write to a word of storage changes: the bits that it keeps, and the values put to others.
struct StorageWrite {
  /// A value that is put to some bits.
  struct Part {
    var range: FieldRange
    /// Nil for zeros.
    var value: Expression?
  }

  private(set) var parts: [Part] = []
  /// The bits that keep what stood there.
  private(set) var kept = UInt256.zero
  /// Whether the whole word is replaced by one value.
  var isWhole: Bool { kept.isZero && parts.count == 1 && parts[0].range == .whole }

  private static let depthLimit = 24

  /// Takes apart what is written to a slot.
  init(_ value: Expression, to slot: Expression, _ table: ExpressionTable) {
    var holes: [FieldRange] = []
    collect(value, slot, table, mask: .max, shift: 0, holes: &holes, depth: Self.depthLimit)
    if kept.isZero {
      // Values side by side, or one value.
      let ranges = parts.map(\.range)
      let isSplit =
        parts.count > 1
        && !ranges.indices.contains { one in
          ranges.indices.contains { $0 > one && ranges[one].overlaps(ranges[$0]) }
        }
      if !isSplit { parts = [Part(range: .whole, value: value)] }
      return
    }
    // What is not kept is written: each hole has one value, several, or zeros.
    var written: [Part] = []
    for hole in holes where hole.isOfBytes {
      let inside = parts.filter { $0.range.overlaps(hole) }
      let fitting = inside.filter { $0.range.start >= hole.start && $0.range.end <= hole.end }
      if fitting.count > 1 {
        written += fitting
      } else {
        written.append(Part(range: hole, value: inside.first?.value))
      }
    }
    parts = written
  }

  private mutating func collect(
    _ value: Expression, _ slot: Expression, _ table: ExpressionTable, mask: UInt256, shift: Int,
    holes: inout [FieldRange], depth: Int
  ) {
    guard depth > 0 else { return }
    let (first, second) = table.operands(value)
    switch table.op(value) {
    case Operator(.or), Operator(.add):
      guard table.isOp(value, .or) || keeps(first, slot, table) || keeps(second, slot, table)
      else { break }
      for operand in [first, second] {
        collect(operand, slot, table, mask: mask, shift: shift, holes: &holes, depth: depth - 1)
      }
      return
    case Operator(.and):
      guard shift == 0, let bits = table.value(first) else { break }
      if keeps(second, slot, table) {
        if let hole = FieldRange(mask: ~bits) { holes.append(hole) }
        collect(
          second, slot, table, mask: mask & bits, shift: shift, holes: &holes, depth: depth - 1)
        return
      }
    case Operator(.sload), Operator(.tload):
      if first == slot, shift == 0 {
        kept = mask
        return
      }
    default: break
    }
    if let part = part(value, table) { parts.append(part) }
  }

  /// Whether a value is made of what stands in the slot.
  private func keeps(_ value: Expression, _ slot: Expression, _ table: ExpressionTable) -> Bool {
    var pending = [value]
    var looks = Self.depthLimit
    while let next = pending.popLast(), looks > 0 {
      looks -= 1
      let (first, second) = table.operands(next)
      switch table.op(next) {
      case Operator(.sload), Operator(.tload): if first == slot { return true }
      case Operator(.or): pending += [first, second]
      case Operator(.and): if table.value(first) != nil { pending.append(second) }
      default: break
      }
    }
    return false
  }

  /// A value and the bits that it takes.
  private func part(_ value: Expression, _ table: ExpressionTable) -> Part? {
    let (first, second) = table.operands(value)
    switch table.op(value) {
    case .constant:
      guard let number = table.value(value), !number.isZero else { return nil }
      let start = number.trailingZeroBitCount / 8 * 8
      let end = (number.significantBitCount + 7) / 8 * 8
      return Part(range: FieldRange(start: start, width: end - start), value: value)
    case Operator(.and):
      guard let bits = table.value(first), let range = FieldRange(mask: bits) else { break }
      if range.start > 0, let inner = shifted(second, table) {
        return Part(range: range, value: inner.value)
      }
      return Part(range: range, value: range.start == 0 ? value : second)
    case Operator(.shl), Operator(.mul):
      guard let inner = shifted(value, table) else { break }
      let width = part(inner.value, table)?.range.end ?? 256
      return Part(
        range: FieldRange(start: inner.bits, width: min(width, 256 - inner.bits)),
        value: inner.value)
    case Operator(.isZero), Operator(.eq), Operator(.lt), Operator(.gt):
      return Part(range: FieldRange(start: 0, width: 8), value: value)
    case Operator(.shr):
      guard let bits = table.int(first), bits < 256 else { break }
      return Part(range: FieldRange(start: 0, width: 256 - bits), value: value)
    default: break
    }
    return Part(range: .whole, value: value)
  }

  /// A value and how far it is shifted to the left.
  private func shifted(
    _ value: Expression, _ table: ExpressionTable
  ) -> (value: Expression, bits: Int)? {
    let (first, second) = table.operands(value)
    if table.isOp(value, .shl), let bits = table.int(first), bits < 256 { return (second, bits) }
    if table.isOp(value, .mul), let factor = table.value(first), factor.nonzeroBitCount == 1 {
      return (second, factor.trailingZeroBitCount)
    }
    return nil
  }
}
