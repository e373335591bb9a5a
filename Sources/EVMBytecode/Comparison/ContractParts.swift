import EVMPrimitives

/// A contract divided into what is compared by itself: dispatcher, receive, fallback, functions.
struct ContractParts {
  let code: NormalizedCode
  let events: [Hash256]
  let errors: [Selector]
  private(set) var walks: [CodePart: CodeWalk] = [:]
  /// The first blocks of functions, of receive and of fallback, at which the dispatcher ends.
  private(set) var stops: [Int32: CodePart] = [:]
  /// The blocks that can run, from the first of the code on.
  private(set) var whole: CodeWalk
  /// Whether all parts were gone through and no block can be missing.
  private(set) var isComplete: Bool
  private let entries: [(part: CodePart, block: Int32)]

  /// Instructions that all walks may go through: a helper function counts for each that calls it.
  static let walkLimit = 3_000_000

  init(_ bytecode: Bytecode) {
    let flow = WordlessFlow(bytecode)
    let interface = InferredInterface(flow.codeWithoutImmutables)
    let code = NormalizedCode(bytecode, flow, topics: Set(interface.events.map(\.topic)))
    self.code = code
    events = interface.events.map(\.topic)
    errors = interface.errors.map(\.selector)
    var entries: [(part: CodePart, block: Int32)] = []
    for function in interface.functions + interface.fallbackFunctions {
      if let block = code.block(at: function.entry) {
        entries.append((.function(function.selector), block))
      }
    }
    self.entries = entries
    var budget = Self.walkLimit
    isComplete = code.graph.isComplete && interface.isComplete
    guard code.blockCount > 0 else {
      whole = CodeWalk()
      return
    }
    var whole = CodeWalk(code, from: 0, budget: &budget)
    // What no instruction pushes and no table names is reached by a computation.
    let others = (0..<Int32(code.blockCount)).filter { whole.numbers[$0] == nil }
    for block in others.sorted(by: {
      (code.blockHashes[Int($0)], $0) < (code.blockHashes[Int($1)], $1)
    }) where whole.numbers[block] == nil {
      whole.walk(code, from: block, [:], &budget)
    }
    self.whole = whole
    isComplete = isComplete && !whole.isCut
    findParts(&budget)
  }

  private mutating func findParts(_ budget: inout Int) {
    var starts: [(part: CodePart, block: Int32)] = entries
    for (part, block) in entries where stops[block] == nil { stops[block] = part }
    if entries.isEmpty {
      starts = [(.fallback, 0)]
    } else {
      for (part, block) in findOthers(&budget) {
        stops[block] = part
        starts.append((part, block))
      }
      if stops[0] == nil { add(.dispatcher, from: 0, stops, &budget) }
    }
    for (part, block) in starts where walks[part] == nil { add(part, from: block, [:], &budget) }
  }

  private mutating func add(
    _ part: CodePart, from block: Int32, _ stops: [Int32: CodePart], _ budget: inout Int
  ) {
    let walk = CodeWalk(code, from: block, stops: stops, budget: &budget)
    guard !walk.isCut else {
      isComplete = false
      return
    }
    walks[part] = walk
  }

  // MARK: - Receive and fallback

  /// Where the dispatcher goes when it has found no function, unless it refuses the call there.
  private func findOthers(_ budget: inout Int) -> [(part: CodePart, block: Int32)] {
    let walk = CodeWalk(code, from: 0, stops: stops, budget: &budget)
    var before: [Int32: [Int32]] = [:]
    var open: [Int32] = []
    for block in walk.blocks {
      for target in successors(block) {
        if stops[target] != nil {
          open.append(block)
        } else {
          before[target, default: []].append(block)
        }
      }
    }
    var choosing: Set<Int32> = []
    while let block = open.popLast() {
      guard choosing.insert(block).inserted else { continue }
      open += before[block] ?? []
    }
    var found: [(part: CodePart, block: Int32)] = []
    for block in walk.blocks where choosing.contains(block) {
      for target in successors(block) where stops[target] == nil && !choosing.contains(target) {
        for (part, place) in resolve(target, depth: 4)
        where !found.contains(where: { $0.part == part }) && stops[place] == nil {
          found.append((part, place))
        }
      }
    }
    return found
  }

  private func successors(_ block: Int32) -> [Int32] {
    var list = code.tables[block] ?? []
    if code.next[Int(block)] >= 0 { list.append(code.next[Int(block)]) }
    for index in code.ranges[Int(block)] {
      if case .destination(let target) = code.instructions[index].role { list.append(target) }
    }
    return list
  }

  /// What a block begins: receive and fallback where it asks for calldata, nothing where it refuses.
  private func resolve(_ block: Int32, depth: Int) -> [(part: CodePart, block: Int32)] {
    guard depth > 0, !refuses(block) else { return [] }
    let (next, target) = (code.next[Int(block)], code.targets[Int(block)])
    if let jumpsWithout = code.asksForCalldata[block], next >= 0, target >= 0 {
      let (empty, other) = jumpsWithout ? (target, next) : (next, target)
      let receive: [(part: CodePart, block: Int32)] =
        refuses(empty) ? [] : [(.receive, empty)]
      return receive + resolve(other, depth: depth - 1)
    }
    if next < 0, target >= 0, code.ranges[Int(block)].count <= 3 {
      return resolve(target, depth: depth - 1)
    }
    return [(.fallback, block)]
  }

  /// Whether a block reverts with no data and does nothing else.
  private func refuses(_ block: Int32) -> Bool {
    let range = code.ranges[Int(block)]
    guard code.instructions[range.upperBound - 1].byte == 0xfd, range.count <= 4 else {
      return code.instructions[range.upperBound - 1].byte == 0xfe && range.count <= 2
    }
    return range.dropLast().allSatisfy { index in
      let instruction = code.instructions[index]
      return switch instruction.byte {
      case 0x5b, 0x5f, 0x80: true
      case 0x60: code.data(of: instruction).allSatisfy { $0 == 0 }
      default: false
      }
    }
  }
}

// MARK: - Digests

extension ContractParts {
  func digest(of part: CodePart, _ depth: DigestDepth) -> Hash256? {
    walks[part]?.digest(code, depth, stops: part == .dispatcher ? stops : [:])
  }

  /// The digest of all that can run; where blocks may be missing, of every byte that nothing was
  /// seen to reach, too.
  func digest(_ depth: DigestDepth) -> Hash256 {
    var rest: [UInt8] = []
    for (part, block) in entries.sorted(by: { $0.part < $1.part }) {
      rest +=
        part.tag
        + UInt256(UInt64(UInt32(bitPattern: whole.numbers[block] ?? -1)))
        .bigEndianBytes
    }
    let readsUnknown =
      code.readsFreely && depth != .logic && VyperDispatcher(code.code.bytes[...]) == nil
    if !code.graph.isComplete || readsUnknown || whole.isCut {
      let bytes = depth == .exact ? code.code.bytes : code.code.bytesWithoutWords
      for region in code.graph.unreached {
        for section in code.sections.sections {
          if case .metadata = section.kind { continue }
          let range = region.start..<region.end
          guard section.range.overlaps(range) else { continue }
          rest += bytes[section.range.clamped(to: range)]
        }
      }
    }
    return whole.digest(code, depth, rest: rest)
  }
}

// MARK: - The constructor

extension ContractParts {
  /// The constructor of creation code as its only part; nil when its constructor was not followed.
  init?(constructorOf code: Bytecode, _ inspection: CodeInspection) {
    guard inspection.sections.creation != nil else { return nil }
    let flow = WordlessFlow(code)
    self.init(constructor: NormalizedCode(code, flow, topics: [], reading: .creation))
  }

  private init(constructor code: NormalizedCode) {
    self.code = code
    events = []
    errors = []
    entries = []
    var budget = Self.walkLimit
    isComplete = code.graph.isComplete
    whole = code.blockCount == 0 ? CodeWalk() : CodeWalk(code, from: 0, budget: &budget)
    isComplete = isComplete && !whole.isCut
    if !whole.isCut { walks[.constructor] = whole }
  }
}
