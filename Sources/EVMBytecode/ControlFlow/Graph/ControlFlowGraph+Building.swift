extension ControlFlowGraph {
  /// The control flow of code, as far as the limits allow.
  public init(_ code: Bytecode, limits: ControlFlowLimits = ControlFlowLimits()) {
    var explorer = Explorer(code.bytes, limits: limits)
    explorer.explore()
    let layout = explorer.blocks
    let reached = (0..<layout.count).filter { explorer.isReached[$0] }
    func start(_ block: some BinaryInteger) -> Int { Int(layout.starts[Int(block)]) }

    var structure = FlowStructure(explorer, reached: reached)
    structure.find()
    var blocks = reached.map { Block(layout, $0) }
    for index in blocks.indices {
      blocks[index].dominator = structure.dominator(of: index).map(start)
      blocks[index].function = structure.function(of: index).map(start)
    }
    byteCount = code.count
    self.blocks = blocks
    edges = structure.edges.map { Edge(from: start($0.from), to: start($0.to), kind: $0.kind) }
      .sorted { ($0.from, $0.to, $0.kind.number) < ($1.from, $1.to, $1.kind.number) }
    unresolved = explorer.troubles.map { block, trouble in
      UnresolvedJump(
        offset: Int(layout.lasts[Int(block)]), reason: trouble.reason(in: code.bytes))
    }.sorted { $0.offset < $1.offset }
    functions = structure.functions.map { function in
      Function(
        entry: start(function.entry), blocks: function.blocks.map(start),
        exits: function.exits.map(start),
        calls: function.calls.map {
          Function.Call(from: start($0.site), returnsTo: start($0.target))
        })
    }
    loops = structure.loops.map { loop in
      Loop(
        header: start(loop.header), latches: loop.latches.map(start),
        blocks: loop.blocks.map(start), depth: loop.depth)
    }
    unreached = Self.unreached(layout, explorer.isReached)
    let isOpen = explorer.troubles.values.contains { trouble in
      if case .notDestination = trouble { false } else { true }
    }
    gap =
      explorer.halt.map(Gap.init)
      ?? (isOpen ? .unresolvedJumps : structure.isWhole ? nil : .structure)
  }

  /// The maximal runs of blocks that nothing reaches, code before data.
  private static func unreached(_ layout: CodeBlocks, _ isReached: [Bool]) -> [Region] {
    var regions: [Region] = []
    var isInCode = false
    for block in 0..<layout.count where !isReached[block] {
      let start = Int(layout.starts[block])
      let end = Int(layout.ends[block])
      let continues = regions.last?.end == start
      // Behind data all is data until something is reached again: it may hold bytes like 5b.
      let mayBeCode = !continues || regions.last?.kind == .code
      let isEntered = layout.bytes[start] == 0x5b || continues && isInCode
      let ending = Ending(layout, block)
      let isCode = mayBeCode && isEntered && ending != .undefined && ending != .endOfCode
      isInCode = isCode && (ending == .branch || ending == .fallThrough)
      let kind: Region.Kind = isCode ? .code : .data
      if continues, let last = regions.last, last.kind == kind {
        regions[regions.count - 1] = Region(start: last.start, end: end, kind: kind)
      } else {
        regions.append(Region(start: start, end: end, kind: kind))
      }
    }
    return regions
  }
}

extension ControlFlowGraph.Block {
  fileprivate init(_ layout: CodeBlocks, _ block: Int) {
    start = Int(layout.starts[block])
    end = Int(layout.ends[block])
    last = Int(layout.lasts[block])
    ending = ControlFlowGraph.Ending(layout, block)
  }
}

extension ControlFlowGraph.Ending {
  init(_ layout: CodeBlocks, _ block: Int) {
    switch Opcode(rawValue: layout.bytes[Int(layout.lasts[block])]) {
    case nil: self = .undefined
    case .jump: self = .jump
    case .jumpI: self = .branch
    case .stop: self = .stop
    case .return: self = .return
    case .revert: self = .revert
    case .invalid: self = .invalid
    case .selfDestruct: self = .selfDestruct
    default: self = block + 1 < layout.count ? .fallThrough : .endOfCode
    }
  }
}

extension ControlFlowGraph.Gap {
  fileprivate init(_ limit: LimitReached) {
    switch limit {
    case .states: self = .states
    case .statesPerBlock: self = .statesPerBlock
    case .work: self = .work
    case .stackWords: self = .stackWords
    }
  }
}

extension JumpTrouble {
  fileprivate func reason(in code: [UInt8]) -> ControlFlowGraph.UnresolvedJump.Reason {
    switch self {
    case .unknown(let source):
      if let source, source < code.count, let opcode = Opcode(rawValue: code[source]) {
        .loaded(opcode, offset: source)
      } else {
        .unknown
      }
    case .unbounded: .unboundedIndex
    case .tooManyEntries: .tooManyTargets
    case .notDestination(let number): .notJumpDestination(number)
    }
  }
}
