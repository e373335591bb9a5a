import EVMABI
import EVMPrimitives

/// What code does with the words that it reads from storage: which bits it takes, and for what.
struct StorageUses {
  private let table: ExpressionTable
  private let wordOfSlot: [Expression: Int]
  private let isTransient: Bool
  /// What each formula takes from storage.
  private var extractions: [FieldExtraction?]
  /// Formulas of which the only use is to be joined with others, as what a write keeps is.
  private var joined: [Bool]
  private var used: [Bool]
  /// Formulas whose value is tested for zero.
  private var negated: [Bool]

  init(_ table: ExpressionTable, _ wordOfSlot: [Expression: Int], isTransient: Bool) {
    self.table = table
    self.wordOfSlot = wordOfSlot
    self.isTransient = isTransient
    let count = table.nodes.count
    extractions = [FieldExtraction?](repeating: nil, count: count)
    joined = [Bool](repeating: false, count: count)
    used = [Bool](repeating: false, count: count)
    negated = [Bool](repeating: false, count: count)
    for index in 0..<count {
      extractions[index] = extraction(table.nodes[index])
      if table.nodes[index].op == Operator(.isZero) { negated[Int(table.nodes[index].a)] = true }
      for operand in Self.operands(of: table.nodes[index]) {
        if table.nodes[index].op == Operator(.or) {
          joined[Int(operand)] = true
        } else {
          used[Int(operand)] = true
        }
      }
    }
  }

  /// The operands that are formulas.
  private static func operands(of node: ExpressionTable.Node) -> [Int32] {
    let isTernary = node.op == Operator(.addmod) || node.op == Operator(.mulmod)
    return [node.a, node.b, isTernary ? node.c : ExpressionTable.none].filter { $0 >= 0 }
  }

  private subscript(_ expression: Int32) -> FieldExtraction? {
    expression >= 0 ? extractions[Int(expression)] : nil
  }

  /// What a formula takes from storage, given that its operands came before it.
  private func extraction(_ node: ExpressionTable.Node) -> FieldExtraction? {
    let first = Expression(index: node.a)
    let second = Expression(index: node.b)
    switch node.op {
    case Operator(isTransient ? .tload : .sload):
      guard let word = wordOfSlot[first], word >= 0 else { return nil }
      return FieldExtraction(word: word, range: .whole, position: 0)
    case Operator(.shr), Operator(.div):
      let isShift = node.op == Operator(.shr)
      let (value, amount) = isShift ? (node.b, first) : (node.a, second)
      guard var result = self[value] else { return nil }
      if let bits = isShift ? table.int(amount) : table.value(amount)?.powerOfTwo {
        return bits < 256 ? result.shiftedRight(by: bits) : nil
      }
      guard table.value(amount) == nil, !result.isMasked, isShift || isPower(amount)
      else { return nil }
      result.isShiftedByIndex = true
      return result
    case Operator(.shl), Operator(.mul):
      guard let result = self[node.b] else { return nil }
      guard
        let bits = node.op == Operator(.shl) ? table.int(first) : table.value(first)?.powerOfTwo
      else { return nil }
      return bits < 256 ? result.shiftedLeft(by: bits) : nil
    case Operator(.and):
      guard let mask = table.value(first), let result = self[node.b] else { return nil }
      return result.masked(mask)
    case Operator(.signExtend):
      guard let bytes = table.int(first), bytes < 32, let result = self[node.b] else { return nil }
      var cut = result.masked((UInt256.one &<< UInt256(UInt64(8 * bytes + 8))) &- UInt256.one)
      cut?.isSigned = true
      return cut
    case Operator(.byte):
      guard let index = table.int(first), index < 32, let result = self[node.b] else { return nil }
      return result.masked(UInt256(255) &<< UInt256(UInt64(8 * (31 - index))))
        .flatMap { $0.shiftedRight(by: 8 * (31 - index)) }
    default: return nil
    }
  }

  /// Whether a divisor is a power of 256 by an index.
  private func isPower(_ value: Expression) -> Bool {
    table.isOp(value, .exp) || table.isOp(value, .shl)
  }

  // MARK: - Votes

  /// Numbers below are compared with as counts of elements.
  static let smallNumber: UInt256 = 1024

  /// Counts what formulas do with what they take.
  mutating func collect(into tree: inout StorageTree) {
    for (index, node) in table.nodes.enumerated() {
      collectLength(node, into: &tree)
      collectRounding(node, into: &tree)
      if let own = extractions[index] {
        if own.isMasked || own.isSigned, !joined[index] || used[index] {
          vote(own, into: &tree) { $0.count += 1 }
        }
        continue
      }
      for (operand, other) in [(node.a, node.b), (node.b, node.a)] {
        guard let taken = self[operand] else { continue }
        if operand == node.b, node.a == node.b { continue }
        noteLength(taken, node, Expression(index: other), into: &tree)
        use(taken, by: node, with: Expression(index: other), index, into: &tree)
      }
    }
  }

  /// Notes what tells a length: it is rounded up to words, or compared with one number after the other.
  private func noteLength(
    _ taken: FieldExtraction, _ node: ExpressionTable.Node, _ other: Expression,
    into tree: inout StorageTree
  ) {
    guard !taken.isMasked, taken.range == .whole, let number = table.value(other),
      number < Self.smallNumber
    else { return }
    switch node.op {
    case Operator(.eq), Operator(.xor), Operator(.lt), Operator(.gt):
      tree.words[taken.word].comparisons.insert(number)
    default: break
    }
  }

  private func use(
    _ taken: FieldExtraction, by node: ExpressionTable.Node, with other: Expression, _ index: Int,
    into tree: inout StorageTree
  ) {
    switch node.op {
    case Operator(.sub), Operator(.xor):
      // A difference of addresses is how newer compilers compare them.
      if [.caller, .origin, .address].contains(where: { table.isOp(other, $0) }) {
        vote(taken, into: &tree) { $0.addresses += 1 }
      } else {
        vote(taken, into: &tree) { $0.numeric += 1 }
      }
    case Operator(.mul), Operator(.div), Operator(.mod), Operator(.exp), Operator(.addmod),
      Operator(.mulmod):
      vote(taken, into: &tree) {
        $0.numeric += 1
        $0.scaled += 1
      }
    case Operator(.add), Operator(.lt), Operator(.gt):
      vote(taken, into: &tree) { $0.numeric += 1 }
    case Operator(.slt), Operator(.sgt), Operator(.sdiv), Operator(.smod), Operator(.sar):
      // A comparison with zero at the end of a mask check is one of lengths.
      vote(taken, into: &tree) { $0.signed += 1 }
    case Operator(.isZero):
      vote(taken, into: &tree) { $0.zeroTests += 1 }
      if negated[index] { vote(taken, into: &tree) { $0.negations += 1 } }
    case Operator(.eq):
      switch table.op(other) {
      case Operator(.caller), Operator(.origin), Operator(.address):
        vote(taken, into: &tree) { $0.addresses += 1 }
      default:
        if let number = table.value(other), number > 1, number.significantBitCount <= 64 {
          vote(taken, into: &tree) { $0.numeric += 1 }
        }
      }
    default: break
    }
  }

  private func vote(
    _ taken: FieldExtraction, into tree: inout StorageTree, _ change: (inout FieldVotes) -> Void
  ) {
    guard taken.isMasked || taken.isSigned else {
      change(&tree.words[taken.word].whole)
      return
    }
    var range = taken.range
    if taken.isShiftedByIndex { range.start = 0 }
    guard range.isOfBytes else { return }
    change(&tree.words[taken.word].votes[range, default: FieldVotes()])
    if taken.isSigned {
      tree.words[taken.word].votes[range, default: FieldVotes()].signed += 1
    }
    if taken.position > 0, taken.position + range.width == 256 {
      tree.words[taken.word].votes[range, default: FieldVotes()].leftAligned += 1
    }
  }

  /// Notes that a length is rounded up to whole words, as that of bytes is.
  private func collectRounding(_ node: ExpressionTable.Node, into tree: inout StorageTree) {
    let (value, by): (Int32, Int32)
    switch node.op {
    case Operator(.shr), Operator(.and): (value, by) = (node.b, node.a)
    case Operator(.div): (value, by) = (node.a, node.b)
    default: return
    }
    guard value >= 0, let amount = table.value(Expression(index: by)),
      amount == (node.op == Operator(.shr) ? 5 : node.op == Operator(.div) ? 32 : ~31 as UInt256)
    else { return }
    let sum = table.nodes[Int(value)]
    guard sum.op == Operator(.add), table.int(Expression(index: sum.a)) == 31,
      let taken = self[sum.b], !taken.isMasked
    else { return }
    tree.words[taken.word].isRoundedUp = true
  }

  /// The bits of a string's length: the lowest tells the two forms apart.
  private func collectLength(_ node: ExpressionTable.Node, into tree: inout StorageTree) {
    if node.op == Operator(.and), let value = self[node.b], !value.isMasked {
      let mask = Expression(index: node.a)
      if table.value(mask) == .one, value.position == 0, value.range == .whole {
        tree.words[value.word].readsLengthBit = true
      } else if table.value(mask) == 0x7f, value.range.start == 1 {
        tree.words[value.word].readsLength = true
      }
    }
    if node.op == Operator(.and), table.value(Expression(index: node.a)) == nil {
      // Older compilers make the mask of what they found in the lowest bit.
      for operand in [node.a, node.b] {
        if let value = self[operand], !value.isMasked, value.range == .whole {
          tree.words[value.word].readsLength = true
        }
      }
    }
  }

  /// Counts what a function returns as it stands, where the types are declared.
  mutating func collect(
    _ facts: FunctionFacts, returning types: [ABIType], into tree: inout StorageTree
  ) {
    guard !types.contains(where: \.isDynamic) else { return }
    for words in facts.returns where words.count == types.count {
      for (word, type) in zip(words, types) {
        guard let taken = self[word.index] else { continue }
        // A declaration weighs more than what code leaves open.
        vote(taken, into: &tree) { $0.types[type, default: 0] += 8 }
      }
    }
  }

  /// Counts conditions, callees and what is known of arrays' bounds.
  mutating func collect(_ facts: FunctionFacts, into tree: inout StorageTree) {
    for condition in facts.conditions {
      if let taken = self[condition.index] { vote(taken, into: &tree) { $0.conditions += 1 } }
    }
    for callee in facts.callees {
      if let taken = self[callee.index] { vote(taken, into: &tree) { $0.addresses += 1 } }
    }
  }
}

extension UInt256 {
  /// The exponent of a power of two.
  fileprivate var powerOfTwo: Int? { nonzeroBitCount == 1 ? trailingZeroBitCount : nil }
}
