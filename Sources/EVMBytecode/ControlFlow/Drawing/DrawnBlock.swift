import EVMPrimitives

/// What a drawing says of a block: a few lines, and how it is marked.
struct DrawnBlock {
  let block: ControlFlowGraph.Block
  /// The offsets, then instructions, then what the drawing shows by words instead of a line.
  var lines: [String]
  let isLoopHeader: Bool
  let loopDepth: Int
  let isUnresolved: Bool

  /// How many instructions are shown.
  private static let shown = 6

  /// The lines of a block's instructions: all, or the first and the last with their number between.
  static func lines(_ block: ControlFlowGraph.Block, of code: [UInt8]) -> [String] {
    var instructions: [String] = []
    var offset = block.start
    while offset < block.end, offset < code.count {
      let byte = code[offset]
      let count = Opcode(rawValue: byte)?.immediateCount ?? 0
      let end = min(offset + 1 + count, code.count)
      var text = Opcode(rawValue: byte)?.mnemonic ?? "byte \(Hex.encode([byte]))"
      if count > 0 {
        let data = Hex.encode(code[offset + 1..<end])
        text += data.utf8.count > 14 ? " \(data.prefix(10))…" : " \(data)"
      }
      instructions.append(text)
      offset = end
    }
    guard instructions.count > shown else { return instructions }
    return instructions.prefix(3) + ["… \(instructions.count - 5) more"] + instructions.suffix(2)
  }
}

extension ControlFlowGraph {
  /// All blocks as they are drawn, by start.
  func drawnBlocks(of code: [UInt8]) -> [Int: DrawnBlock] {
    var depths: [Int: Int] = [:]
    for loop in loops {
      for block in loop.blocks { depths[block] = max(depths[block] ?? 0, loop.depth) }
    }
    let headers = Set(loops.map(\.header))
    let reasons = Dictionary(
      unresolved.map { ($0.offset, $0.reason) }, uniquingKeysWith: { first, _ in first })
    var calls: [Int: [Int]] = [:]
    for edge in edges where edge.kind == .call { calls[edge.from, default: []].append(edge.to) }
    var drawn: [Int: DrawnBlock] = [:]
    for block in blocks {
      var lines = ["\(Self.hex(block.start))-\(Self.hex(block.last))"]
      if headers.contains(block.start) { lines[0] += "  loop" }
      lines += DrawnBlock.lines(block, of: code)
      for callee in calls[block.start] ?? [] { lines.append("calls \(Self.hex(callee))") }
      let reason = block.ending == .jump || block.ending == .branch ? reasons[block.last] : nil
      if let reason { lines.append("? \(reason.short)") }
      drawn[block.start] = DrawnBlock(
        block: block, lines: lines, isLoopHeader: headers.contains(block.start),
        loopDepth: depths[block.start] ?? 0, isUnresolved: reason != nil)
    }
    return drawn
  }

  /// The edges within functions as they are drawn: a call goes on, dashed, where it returns to.
  var drawnEdges: [DrawnEdge] {
    var drawn = edges.filter { $0.kind != .call && $0.kind != .return }.map {
      DrawnEdge(from: $0.from, to: $0.to, style: DrawnEdge.Style($0.kind))
    }
    var seen = Set(drawn.map { [$0.from, $0.to] })
    for call in functions.flatMap(\.calls) where seen.insert([call.from, call.returnsTo]).inserted {
      drawn.append(DrawnEdge(from: call.from, to: call.returnsTo, style: .behindCall))
    }
    return drawn
  }
}

/// A line between two blocks of a drawing.
struct DrawnEdge {
  enum Style: String { case always, taken, notTaken, table, behindCall }
  let from: Int
  let to: Int
  let style: Style
}

extension DrawnEdge.Style {
  init(_ kind: ControlFlowGraph.Edge.Kind) {
    switch kind {
    case .fallThrough, .jump, .call, .return: self = .always
    case .taken: self = .taken
    case .notTaken: self = .notTaken
    case .table: self = .table
    }
  }

  /// The colour of the line, which stands in the drawing's legend.
  var color: String {
    switch self {
    case .always: "#55606e"
    case .taken: "#1a7f4b"
    case .notTaken: "#b3382c"
    case .table: "#7a3fb0"
    case .behindCall: "#8a94a0"
    }
  }
}

extension ControlFlowGraph.UnresolvedJump.Reason {
  /// A few words for a box.
  fileprivate var short: String {
    switch self {
    case .loaded(let opcode, _): "target from \(opcode.mnemonic)"
    case .unknown: "target unknown"
    case .unboundedIndex: "index unbounded"
    case .tooManyTargets: "too many targets"
    case .notJumpDestination: "no JUMPDEST there"
    }
  }
}
