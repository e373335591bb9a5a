import EVMABI
import EVMPrimitives

/// What all functions of one contract share when they are written.
struct PrintingContext {
  let code: [UInt8]
  let isVyper: Bool
  let names: SignatureBook
  let naming: (any StorageNaming)?
  /// Which bits of a variable's word are read or written apart, by the variable.
  var fields: [SlotShape: Set<Range<Int>>] = [:]

  /// Variables that are dynamic arrays: their elements are read or written somewhere.
  var arrays: Set<SlotShape> = []

  /// A variable of storage, keys apart.
  struct SlotShape: Hashable {
    var slot: UInt256
    var steps: [StoragePlace.Step]
    var isTransient: Bool
  }

  // MARK: - Numbers

  func number(_ value: UInt256) -> String {
    let bits = value.significantBitCount
    if bits <= 16 { return value.description }
    if value == .max { return "type(uint256).max" }
    if bits >= 8, (value &+ .one).nonzeroBitCount <= 1, bits % 8 == 0 {
      return "type(uint\(bits)).max"
    }
    // Round numbers read as decimals.
    let decimal = value.description
    let zeros = decimal.utf8.reversed().prefix { $0 == 0x30 }.count
    if zeros >= 6, decimal.utf8.count - zeros <= 8 {
      let head = String(decimal.dropLast(zeros))
      return head == "1" ? "10 ** \(zeros)" : "\(head) * 10 ** \(zeros)"
    }
    if bits <= 40 { return decimal }
    if bits <= 160, bits > 128 { return Address(truncating: value).checksummed }
    if let text = Self.text(value.bigEndianBytes) { return text }
    // A selector in the upper bytes.
    if value.trailingZeroBitCount >= 224 {
      return "bytes4(\(Hex.encode(value.bigEndianBytes[..<4])))"
    }
    return value.quantity
  }

  /// Text at the front of a word behind which all is zero.
  private static func text(_ bytes: [UInt8]) -> String? {
    let text = bytes.prefix { $0 != 0 }
    guard text.count >= 3, bytes[text.count...].allSatisfy({ $0 == 0 }),
      text.allSatisfy({ (0x20..<0x7f).contains($0) })
    else { return nil }
    return String(decoding: text, as: UTF8.self).escaped
  }

  /// Bytes as a literal: text in quotes where it is one.
  func literal(_ bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "\"\"" }
    if bytes.count >= 3, bytes.allSatisfy({ (0x20..<0x7f).contains($0) }) {
      return String(decoding: bytes, as: UTF8.self).escaped
    }
    if bytes.count > 256 {
      return "hex\"\(Hex.encode(bytes.prefix(64)).dropFirst(2))…\" (\(bytes.count) bytes)"
    }
    return "hex\"\(Hex.encode(bytes).dropFirst(2))\""
  }

  // MARK: - Storage

  func shape(_ path: TermTable.SlotPath, isTransient: Bool) -> SlotShape {
    SlotShape(slot: path.slot, steps: path.steps, isTransient: isTransient)
  }

  /// How many of the lowest bits are used of a slot that holds one value.
  func wholeWidth(of slot: Term, _ table: TermTable, isTransient: Bool) -> Int? {
    guard let path = table.slotPath(slot, isVyper: isVyper) else { return nil }
    return wholeWidth(shape(path, isTransient: isTransient))
  }

  func wholeWidth(_ shape: SlotShape) -> Int? {
    guard let known = fields[shape], known.count == 1, let field = known.first,
      field.lowerBound == 0
    else { return nil }
    return field.upperBound
  }

  private mutating func noteArrays(_ graph: LiftedGraph) {
    for node in graph.nodes {
      for placed in node.actions {
        let slot: Term
        switch placed.action {
        case .define(_, .storage(let place)), .setStorage(let place, _): slot = place
        default: continue
        }
        guard var steps = graph.table.slotPath(slot, isVyper: isVyper)?.steps,
          let base = graph.table.slotPath(slot, isVyper: isVyper)?.slot
        else { continue }
        while let last = steps.popLast() {
          // In Vyper the elements stand behind the length.
          if last == .element, !isVyper {
            arrays.insert(SlotShape(slot: base, steps: steps, isTransient: false))
          }
        }
      }
    }
  }

  /// Notes the fields that a function's formulas tell apart.
  mutating func survey(_ graph: LiftedGraph) {
    var loads: [Int32: (Term, Bool)] = [:]
    for node in graph.nodes {
      for placed in node.actions {
        guard case .define(let variable, let source) = placed.action else { continue }
        if case .storage(let slot) = source { loads[variable] = (slot, false) }
        if case .transient(let slot) = source { loads[variable] = (slot, true) }
      }
    }
    noteArrays(graph)
    let table = graph.table
    for (index, node) in table.nodes.enumerated() {
      _ = index
      guard node.kind == TermKind(.and), let mask = table.value(node.a) else { continue }
      var word = node.b
      var shift = 0
      let inner = table.node(word)
      if inner.kind == TermKind(.shr), let count = table.int(inner.a) {
        shift = count
        word = inner.b
      }
      guard let variable = table.variable(word), let (slot, isTransient) = loads[variable],
        let path = table.slotPath(slot, isVyper: isVyper)
      else { continue }
      let bits = mask.significantBitCount
      let shape = shape(path, isTransient: isTransient)
      if (mask &+ .one).nonzeroBitCount <= 1, bits % 8 == 0, bits < 256 {
        fields[shape, default: []].insert(shift..<min(256, shift + bits))
      } else if shift == 0 {
        // Bits that a write keeps: the others are the field.
        let hole = ~mask
        let low = hole.trailingZeroBitCount
        let high = hole.significantBitCount
        guard low % 8 == 0, high % 8 == 0,
          (hole.shiftedRight(by: UInt64(low)) &+ .one).nonzeroBitCount <= 1
        else { continue }
        fields[shape, default: []].insert(low..<high)
      }
    }
  }
}
