public import EVMPrimitives

/// Something that holds whenever code comes to an action.
public struct Requirement: Hashable, Sendable {
  /// What kind of thing it is, as far as it matters to who may act.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The caller is one account: a stored or a constant one.
    case caller
    /// A stored mark or another contract's answer about the caller.
    case permission
    /// The account that signed is a stored or a constant one.
    case signer
    /// A stored value is still zero, as before an initialisation.
    case unset
    /// Anything else.
    case condition
  }

  public let kind: Kind
  /// The condition in words: `the caller == issuer`.
  public let text: String
  /// The slot of the value that decides, where it is stored at a number in the code.
  public let slot: UInt256?

  /// Whether it keeps strangers out.
  public var limitsCaller: Bool { kind == .caller || kind == .permission || kind == .signer }
}

extension Requirement {
  /// The requirements that a condition is; none where it only checks the form of calldata.
  static func all(
    _ condition: FunctionFacts.Condition, _ reader: ValueReader, depth: Int = 4
  ) -> [Requirement] {
    let table = reader.table
    let value = condition.expression
    let (first, second) = table.operands(value)
    guard depth > 0, !concernsForm(value, table, reader.isRead) else { return [] }
    switch table.op(value) {
    case Operator(.and) where condition.isTrue && isBoolean(first, table):
      return [first, second].flatMap {
        all(.init(expression: $0, isTrue: true), reader, depth: depth - 1)
      }
    case Operator(.or) where !condition.isTrue:
      return [first, second].flatMap {
        all(.init(expression: $0, isTrue: false), reader, depth: depth - 1)
      }
    case Operator(.isZero):
      return all(.init(expression: first, isTrue: !condition.isTrue), reader, depth: depth - 1)
    case Operator(.eq): return [equality(first, second, isEqual: condition.isTrue, reader)]
    case Operator(.xor), Operator(.sub):
      return [equality(first, second, isEqual: !condition.isTrue, reader)]
    case Operator(.lt) where !condition.isTrue && table.value(second)?.isZero == true,
      Operator(.gt) where !condition.isTrue && table.value(first)?.isZero == true:
      // Nothing is below zero.
      return []
    case Operator(.lt), Operator(.slt):
      return [comparison(first, condition.isTrue ? "<" : ">=", second, reader)]
    case Operator(.gt), Operator(.sgt):
      return [comparison(first, condition.isTrue ? ">" : "<=", second, reader)]
    default: return [plain(value, isTrue: condition.isTrue, reader)]
    }
  }

  private static func equality(
    _ first: Expression, _ second: Expression, isEqual: Bool, _ reader: ValueReader
  ) -> Requirement {
    let (left, right) = (reader.source(first), reader.source(second))
    for (one, other) in [(left, right), (right, left)] where isEqual {
      if one.kind == .caller, other.kind != .argument {
        return Requirement(kind: .caller, text: "the caller == \(other)", slot: other.slot)
      }
      // Whoever signs can name himself: only a signer that is not the caller's choice is a guard.
      if one.text.hasPrefix("the signer"), other.constant?.isZero != true, other.kind != .argument {
        return Requirement(kind: .signer, text: "the signer == \(other)", slot: other.slot)
      }
      if one.constant?.isZero == true, other.kind == .storage {
        return Requirement(kind: .unset, text: "\(other) is zero", slot: other.slot)
      }
    }
    let isInOrder = left.constant == nil && right.kind != .caller
    let (shown, against) = isInOrder ? (left, right) : (right, left)
    return Requirement(
      kind: isEqual && shown.kind == .storage && shown.dependsOnCaller ? .permission : .condition,
      text: "\(shown) \(isEqual ? "==" : "!=") \(against)", slot: shown.slot)
  }

  private static func comparison(
    _ first: Expression, _ sign: String, _ second: Expression, _ reader: ValueReader
  ) -> Requirement {
    let left = reader.source(first)
    let right = reader.source(second)
    // A number is shown on the right, of two others the greater on the left.
    let isTurned =
      left.constant != nil ? right.constant == nil : right.constant == nil && sign.hasPrefix("<")
    if isTurned {
      let turned = ["<": ">", ">": "<", "<=": ">=", ">=": "<="][sign] ?? sign
      return Requirement(
        kind: .condition, text: "\(right) \(turned) \(left)", slot: right.slot ?? left.slot)
    }
    return Requirement(
      kind: .condition, text: "\(left) \(sign) \(right)", slot: left.slot ?? right.slot)
  }

  /// A value that is tested for zero.
  private static func plain(
    _ value: Expression, isTrue: Bool, _ reader: ValueReader
  ) -> Requirement {
    let source = reader.source(value)
    let table = reader.table
    if source.kind == .caller {
      // An immutable that is not filled in yet reads as zero.
      return isTrue
        ? Requirement(kind: .condition, text: "the caller != 0", slot: nil)
        : Requirement(
          kind: .caller, text: "the caller == 0, or an immutable not set yet", slot: nil)
    }
    if isTrue, source.text.hasPrefix("the signer") {
      return Requirement(kind: .condition, text: "\(source) is not zero", slot: nil)
    }
    if isTrue {
      // What another contract answers counts where it is only asked: a payment that succeeds is none.
      let isAnswer = table.op(value) == .returned && reader.isRead(Int(table.node(value).c))
      let isPermission = source.dependsOnCaller && (source.kind == .storage || isAnswer)
      return Requirement(
        kind: isPermission ? .permission : .condition,
        text: source.kind == .storage
          ? "\(source) is set"
          : table.op(value) == .returned ? "\(source) is true" : source.text,
        slot: source.slot)
    }
    return Requirement(
      kind: source.kind == .storage ? .unset : .condition,
      text: source.kind == .computed ? "not (\(source))" : "\(source) is zero", slot: source.slot)
  }

  private static func isBoolean(_ value: Expression, _ table: ExpressionTable) -> Bool {
    switch table.op(value) {
    case Operator(.eq), Operator(.lt), Operator(.gt), Operator(.slt), Operator(.sgt),
      Operator(.isZero), .success:
      true
    default: false
    }
  }

  /// Whether a condition only concerns how calldata and what calls return are formed, memory, or the
  /// bounds of arithmetic.
  private static func concernsForm(
    _ value: Expression, _ table: ExpressionTable, _ isRead: (Int) -> Bool
  ) -> Bool {
    if table.isSelector(value) || table.isOp(value, .callValue)
      || table.isOp(value, .calldataLoad) || holdsSizes(value, table, depth: 8)
    {
      return true
    }
    let (first, second) = table.operands(value)
    switch table.op(value) {
    case Operator(.eq), Operator(.sub), Operator(.xor):
      // A value that is compared with itself under a mask.
      return strip(first, table) == strip(second, table)
    case Operator(.lt), Operator(.gt), Operator(.slt), Operator(.sgt):
      return first == second || concernsBounds(first, second, table)
        || concernsBounds(second, first, table)
    case Operator(.shr), Operator(.shl):
      // Nothing may stand above or below a value's bits.
      return table.isOp(second, .calldataLoad) || table.op(second) == .returned
    case Operator(.and): return table.value(first) == .one
    // Only the greatest number is refused.
    case Operator(.not): return true
    case .success:
      // A read that must answer; that a payment does is a condition of its own.
      return isRead(Int(table.node(value).c))
    default: return false
    }
  }

  /// Whether a comparison keeps a word within its type or arithmetic within a word.
  private static func concernsBounds(
    _ side: Expression, _ other: Expression, _ table: ExpressionTable
  ) -> Bool {
    if let limit = table.value(other) {
      if limit.significantBitCount >= 32, limit.lowMaskBits != nil || limit.nonzeroBitCount == 1 {
        return true
      }
      // A bound of a boolean, of an enumeration, or of the length of something in calldata.
      guard table.isOp(side, .calldataLoad) else { return false }
      let place = table.place(table.operands(side).0)
      return limit < 64 || place?.pointers.isEmpty == false
    }
    // x + y < x, and x - y > x.
    guard table.isOp(side, .add) || table.isOp(side, .sub) else { return false }
    var terms: [Expression] = []
    var pending = [side]
    while let next = pending.popLast(), terms.count < 8 {
      if next == other { return true }
      guard table.isOp(next, .add) || table.isOp(next, .sub) else {
        terms.append(next)
        continue
      }
      let (first, second) = table.operands(next)
      pending += [first, second]
    }
    return terms.contains(other)
  }

  /// Whether a formula is made of sizes, memory or gas.
  private static func holdsSizes(
    _ value: Expression, _ table: ExpressionTable, depth: Int
  ) -> Bool {
    guard depth > 0, value.index >= 0 else { return false }
    switch table.op(value) {
    case Operator(.calldataSize), Operator(.returndataSize), Operator(.msize), Operator(.gas),
      .memory:
      return true
    case Operator(.and) where table.value(table.operands(value).0) == ~31 as UInt256:
      // A length that is rounded up to words.
      return true
    case Operator(.isZero), Operator(.add), Operator(.sub), Operator(.mul), Operator(.lt),
      Operator(.gt), Operator(.slt), Operator(.sgt), Operator(.and), Operator(.or), Operator(.xor),
      Operator(.eq), Operator(.shr), Operator(.shl), Operator(.div):
      let (first, second) = table.operands(value)
      return holdsSizes(first, table, depth: depth - 1)
        || holdsSizes(second, table, depth: depth - 1)
    default: return false
    }
  }

  /// A value without masks, shifts and double negations.
  private static func strip(_ value: Expression, _ table: ExpressionTable) -> Expression {
    var value = value
    for _ in 0..<6 {
      let (first, second) = table.operands(value)
      switch table.op(value) {
      case Operator(.and) where table.value(first) != nil: value = second
      case Operator(.signExtend), Operator(.shl), Operator(.shr): value = second
      case Operator(.isZero) where table.isOp(first, .isZero): value = table.operands(first).0
      default: return value
      }
    }
    return value
  }
}
