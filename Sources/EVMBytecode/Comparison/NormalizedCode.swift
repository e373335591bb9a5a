import EVMPrimitives

/// Code as it is compared: the blocks that can run, with instructions that do not show where they
/// stand.
///
/// Jump destinations are blocks, not offsets. Control flow is followed with every PUSH32 zero, which
/// is the place of an immutable before construction: so two deployments of one contract have one
/// control flow, whatever their immutables decide.
struct NormalizedCode {
  let code: Bytecode
  let sections: CodeSections
  /// With every PUSH32 zero.
  let graph: ControlFlowGraph
  /// The instructions of all blocks, block by block.
  var instructions: [NormalizedInstruction] = []
  /// The instructions of each block.
  var ranges: [Range<Int>] = []
  /// The block that control passes to without a jump, or -1.
  var next: [Int32]
  /// Blocks that a table leads to from each block; those of the same look keep their order in code.
  var tables: [Int32: [Int32]] = [:]
  /// For a block that ends by asking whether there is calldata: whether it jumps when there is none.
  var asksForCalldata: [Int32: Bool] = [:]
  /// The block that a block jumps to, where its own instructions say so.
  var targets: [Int32]
  /// Blocks and what is pushed there look the same when these are equal.
  var blockHashes: [UInt64] = []
  /// Whether some CODECOPY reads from a place, or so many bytes, as its block does not push, or some
  /// EXTCODECOPY may read this code.
  var readsFreely = false
  /// What a CODECOPY of known place and length reads, by the PUSH of the place.
  private(set) var contents: [Int: Content] = [:]
  private var hashedByteCount = 0
  private static let hashedLimit = 4 * Bytecode.maximumByteCount
  private var wholeHash: Hash256?
  /// The block that begins at an offset, or -1.
  private(set) var blockAt: [Int32]

  /// Bytes that code reads.
  struct Content {
    let range: Range<Int>
    let digest: Hash256
    /// Of a contract, which runs once it is created, without what may be its immutables.
    let skeleton: Hash256?
  }

  /// - Parameter topics: The first topics of events that the code logs.
  init(
    _ code: Bytecode, _ flow: WordlessFlow, topics: Set<Hash256>,
    reading: CodeSections.Reading = .deployed
  ) {
    self.code = code
    sections = CodeSections(code, as: reading)
    graph = flow.graph
    blockAt = Array(repeating: -1, count: code.count)
    next = Array(repeating: -1, count: graph.blocks.count)
    targets = Array(repeating: -1, count: graph.blocks.count)
    for (index, block) in graph.blocks.enumerated() {
      blockAt[block.start] = Int32(truncatingIfNeeded: index)
    }
    read(topics)
  }

  var blockCount: Int { ranges.count }

  /// The block at an offset, or at the instruction behind its JUMPDEST.
  func block(at offset: Int) -> Int32? {
    guard blockAt.indices.contains(offset) else { return nil }
    if blockAt[offset] >= 0 { return blockAt[offset] }
    return offset > 0 && blockAt[offset - 1] >= 0 ? blockAt[offset - 1] : nil
  }

  func start(_ block: Int32) -> Int { graph.blocks[Int(block)].start }

  /// Reads the blocks, first what becomes of each pushed word, then what it means.
  private mutating func read(_ topics: Set<Hash256>) {
    var readers: [BlockReader] = []
    for (index, block) in graph.blocks.enumerated() {
      let first = instructions.count
      let list = code.instructions(in: block.start..<block.end)
      for instruction in list {
        instructions.append(
          NormalizedInstruction(
            offset: Int32(truncatingIfNeeded: instruction.offset), byte: instruction.byte,
            role: .plain))
      }
      ranges.append(first..<instructions.count)
      readsFreely = readsFreely || list.contains { $0.opcode == .extCodeCopy }
      let reader = BlockReader(list, first: first)
      if let target = reader.target, let place = Int(exactly: reader.pushes[target].value),
        place < blockAt.count
      {
        targets[index] = blockAt[place]
      }
      readers.append(reader)
    }
    let remote = linkBlocks()
    for (index, reader) in readers.enumerated() {
      if let jumps = reader.jumpsWithoutCalldata {
        asksForCalldata[Int32(truncatingIfNeeded: index)] = jumps
      }
      for push in reader.pushes { give(push, remote, topics) }
      for copy in reader.copies { give(copy, reader) }
    }
    for index in instructions.indices { instructions[index].hash = hash(instructions[index]) }
    blockHashes = ranges.map { range in
      var hash: UInt64 = 0x51_7cc1_b727_220a
      for index in range {
        hash = (hash ^ instructions[index].hash) &* 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 31
      }
      return hash
    }
    for (block, list) in tables {
      tables[block] = list.sorted {
        (blockHashes[Int($0)], $0) < (blockHashes[Int($1)], $1)
      }
    }
  }

  /// Takes over the edges; the blocks that something leads to whose own instructions do not say so.
  private mutating func linkBlocks() -> [Bool] {
    var remote = [Bool](repeating: false, count: graph.blocks.count)
    for edge in graph.edges {
      let (from, to) = (blockAt[edge.from], blockAt[edge.to])
      switch edge.kind {
      case .fallThrough, .notTaken: next[Int(from)] = to
      case .table: tables[from, default: []].append(to)
      case .jump, .taken, .call, .return: if targets[Int(from)] != to { remote[Int(to)] = true }
      }
    }
    return remote
  }

  private mutating func give(
    _ push: BlockReader.Pushed, _ remote: [Bool], _ topics: Set<Hash256>
  ) {
    let byte = instructions[push.instruction].byte
    if let place = Int(exactly: push.value), place < blockAt.count, blockAt[place] >= 0,
      code.bytes[place] == 0x5b,
      push.isJumpedTo || push.isLeft && remote[Int(blockAt[place])]
    {
      instructions[push.instruction].role = .destination(blockAt[place])
    } else if byte == 0x7f, !isConstant(push, topics) {
      instructions[push.instruction].role = .word
    } else if byte == 0x73, instructions[push.instruction].offset == 0,
      code.bytes.isGuardedLibrary
    {
      // A library's own address, which its deployment fills in.
      instructions[push.instruction].role = .word
    } else {
      instructions[push.instruction].role = .constant
    }
  }

  /// Whether the data of a PUSH32 cannot be an immutable: a number that compilers push in no shorter
  /// way and that is an event's topic, a known storage key, a selector at the upper end, or a mask.
  private func isConstant(_ push: BlockReader.Pushed, _ topics: Set<Hash256>) -> Bool {
    let value = push.value
    guard value.significantBitCount > 248 else { return false }
    if push.isTopic || topics.contains(Hash256(value)) { return true }
    if KnownStorageSlot.named(Hash256(value)) != nil { return true }
    if value.trailingZeroBitCount >= 224 { return true }
    let run = ~value
    let zeros = UInt64(value.trailingZeroBitCount)
    // A mask is ones above zeros, or ones with a gap; all ones may be an immutable.
    return !run.isZero
      && (value.shiftedRight(by: zeros) == UInt256.max.shiftedRight(by: zeros)
        || run.shiftedRight(by: UInt64(run.trailingZeroBitCount)).isOnes)
  }

  /// Marks what a CODECOPY reads and how much of it.
  private mutating func give(_ copy: BlockReader.Copy, _ reader: BlockReader) {
    guard copy.source >= 0, let source = Int(exactly: reader.pushes[copy.source].value),
      source > 0, source <= code.count
    else {
      readsFreely = readsFreely || copy.source < 0
      return
    }
    let place = reader.pushes[copy.source].instruction
    guard !instructions[place].role.isDestination else { return }
    instructions[place].role = .bytes(0)
    guard copy.isDirect, copy.count >= 0, let count = Int(exactly: reader.pushes[copy.count].value)
    else {
      readsFreely = true
      return
    }
    let (sum, isTooFar) = source.addingReportingOverflow(count)
    let range = source..<(isTooFar ? code.count : min(sum, code.count))
    let size = reader.pushes[copy.count].instruction
    if let creation = sections.creation, range.overlaps(creation.runtime) {
      // The contract itself, which is compared on its own.
      if !instructions[size].role.isDestination { instructions[size].role = .size }
      return
    }
    let parts = sections.sections.filter { $0.range.overlaps(range) }
    let holdsContract = parts.contains { $0.kind == .embeddedCode }
    let digest = content(of: range, parts)
    contents[place] = Content(
      range: range, digest: digest,
      skeleton: holdsContract && hashedByteCount <= Self.hashedLimit
        ? contract(in: range, parts) : nil)
    instructions[place].role = .bytes(digest.hashPrefix)
    if holdsContract, !instructions[size].role.isDestination { instructions[size].role = .size }
  }

  /// The digest of bytes that code reads, without metadata. Past a bound of bytes that are hashed in
  /// all, that of the whole code, which is the same for the same code alone.
  private mutating func content(of range: Range<Int>, _ parts: [CodeSection]) -> Hash256 {
    hashedByteCount += range.count
    guard hashedByteCount <= Self.hashedLimit else {
      let hash = wholeHash ?? code.hash
      wholeHash = hash
      return hash
    }
    var hash = Keccak256()
    for section in parts {
      if case .metadata = section.kind { continue }
      hash.update(code.bytes[section.range.clamped(to: range)])
    }
    return hash.finalized()
  }

  /// The digest of a contract in the code, without metadata and the data of PUSH32.
  private func contract(in range: Range<Int>, _ parts: [CodeSection]) -> Hash256 {
    var hash = Keccak256()
    for section in parts {
      if case .metadata = section.kind { continue }
      hash.update(Bytecode(partOf: code, section.range.clamped(to: range)).bytesWithoutWords)
    }
    return hash.finalized()
  }

  private func hash(_ instruction: NormalizedInstruction) -> UInt64 {
    let seed = UInt64(instruction.byte)
    switch instruction.role {
    case .plain: return NormalizedInstruction.digest([], seed: seed)
    case .constant, .word:
      return NormalizedInstruction.digest(data(of: instruction), seed: seed)
    case .destination: return NormalizedInstruction.digest([], seed: 0x100)
    case .bytes(let digest): return NormalizedInstruction.digest([], seed: 0x101 ^ digest << 9)
    case .size: return NormalizedInstruction.digest([], seed: 0x102)
    }
  }

  /// The data of a PUSH, as many as are there.
  func data(of instruction: NormalizedInstruction) -> ArraySlice<UInt8> {
    Instruction(at: Int(instruction.offset), in: code.bytes).immediate
  }
}

extension Hash256 {
  fileprivate var hashPrefix: UInt64 { UInt256(self).limbs.3 }
}

extension UInt256 {
  /// Whether the number is 2^n - 1.
  fileprivate var isOnes: Bool { (self & (self &+ .one)).isZero }
}

extension NormalizedInstruction.Role {
  var isDestination: Bool { if case .destination = self { true } else { false } }
}
