import EVMABI
import EVMPrimitives

/// What the whole contract's formulas say about values that one function cannot tell the types of.
struct ContractValues {
  /// Lengths that are rounded up to whole words, as those of bytes are.
  private(set) var rounded: Set<Int32> = []
  /// Lengths that are multiplied by whole words, as those of lists are.
  private(set) var scaled: Set<Int32> = []
  /// The types of values that were written to words of storage, by the ways to the words.
  private var stored: [Int: [ABIType: Int]] = [:]
  let isSolidity: Bool
  /// The types of variables in storage of a contract by Vyper, which cuts no value as it encodes it.
  private var variables: [Int: ABIType] = [:]

  init(_ exploration: CodeExploration) {
    let table = exploration.machine.table
    isSolidity = exploration.isSolidity
    for node in table.nodes { readLength(node, table) }
    if !exploration.isSolidity { readLayout(StorageLayout(exploration), table) }
    for function in exploration.functions {
      let values = ValueTypes(table, exploration.inference(of: function), parameters: nil)
      for access in function.facts.storage {
        guard let written = access.written, table.value(written)?.significantBitCount ?? 256 > 160,
          let type = values.type(of: written),
          let way = way(to: access.slot, table, depth: 6)
        else { continue }
        stored[way, default: [:]][type, default: 0] += 1
      }
    }
  }

  // MARK: - Lengths

  private mutating func readLength(_ node: ExpressionTable.Node, _ table: ExpressionTable) {
    let (first, second) = (Expression(index: node.a), Expression(index: node.b))
    switch node.op {
    case Operator(.and):
      if table.int(first) == 31 {
        rounded.insert(node.b)
      } else if table.value(first) == ~31 as UInt256 || table.int(first) == 0xffff_ffe0 {
        insertRounded(second, table)
      }
    case Operator(.shr): if table.int(first) == 5 { insertRounded(second, table) }
    case Operator(.div): if table.int(second) == 32 { insertRounded(first, table) }
    case Operator(.mod): if table.int(second) == 32 { rounded.insert(node.a) }
    case Operator(.mul):
      if let size = table.int(first), size > 0, size % 32 == 0 { scaled.insert(node.b) }
    case Operator(.shl):
      if let bits = table.int(first), bits >= 5, bits < 12 { scaled.insert(node.b) }
    default: break
    }
  }

  /// Notes the length in a sum that is rounded: 31 is added, and perhaps the words in front.
  private mutating func insertRounded(_ sum: Expression, _ table: ExpressionTable) {
    guard table.isOp(sum, .add) else { return }
    let (constant, length) = table.operands(sum)
    if let number = table.int(constant), number % 32 == 31 { rounded.insert(length.index) }
  }

  // MARK: - Storage

  /// Takes the types of variables, and of what is in mappings and arrays, from a layout.
  private mutating func readLayout(_ layout: StorageLayout, _ table: ExpressionTable) {
    for variable in layout.variables {
      guard let slot = table.index(of: variable.slot) else { continue }
      var way = Int(slot) &* 0x9e37_79b9
      var type = variable.type
      while case .mapping(_, let value) = type {
        way = way &* 31 &+ 7
        type = value
      }
      if case .value(let type) = type, type != .uint256, !type.isDynamic { variables[way] = type }
    }
  }

  /// A number that is the same for the same way to a word of storage, whatever the keys and indices on
  /// the way; nil for a slot that is computed in another way.
  private func way(to slot: Expression, _ table: ExpressionTable, depth: Int) -> Int? {
    guard depth > 0, slot.index >= 0 else { return nil }
    let (first, second) = table.operands(slot)
    switch table.op(slot) {
    case .constant: return Int(slot.index) &* 0x9e37_79b9
    case .bytesHash: return way(to: first, table, depth: depth - 1).map { $0 &* 31 &+ 7 }
    case .hash:
      let (word, rest) = table.operands(first)
      guard rest.index >= 0 else {
        return way(to: word, table, depth: depth - 1).map { $0 &* 31 &+ 3 }
      }
      let (other, end) = table.operands(rest)
      guard end.index < 0 else { return nil }
      return way(to: isSolidity ? other : word, table, depth: depth - 1).map { $0 &* 31 &+ 7 }
    case Operator(.add):
      if table.value(first) != nil, let way = way(to: second, table, depth: depth - 1) {
        return way &* 31 &+ Int(first.index) &* 0x85eb_ca6b
      }
      for operand in [first, second] where table.op(operand) == .hash {
        if let way = way(to: operand, table, depth: depth - 1) { return way &* 31 &+ 11 }
      }
      return nil
    default: return nil
    }
  }

  /// The type of a word that is read from storage, by what is written to it elsewhere.
  func storedType(of value: Expression, _ table: ExpressionTable) -> ABIType? {
    guard table.isOp(value, .sload) || table.isOp(value, .tload),
      let way = way(to: table.operands(value).0, table, depth: 6)
    else { return nil }
    if let type = variables[way] { return type }
    guard let types = stored[way] else { return nil }
    let best = types.max { ($0.value, $0.key.description) < ($1.value, $1.key.description) }?.key
    // solc never keeps a narrower value in a word without cutting it out again.
    if isSolidity, best != .bytes32, best != .int256 { return nil }
    return best
  }
}
