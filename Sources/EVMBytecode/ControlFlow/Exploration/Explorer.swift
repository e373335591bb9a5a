import EVMPrimitives

/// Follows code from its first instruction with what is known of the stack, until nothing new is
/// found or a limit is reached.
///
/// Code is followed in procedures. A jump to a known place while the stack holds the offset of a
/// JUMPDEST enters a procedure at that place: it is followed once for all its callers, its entry
/// stack being slots. Where it jumps to a slot, it is left; each caller goes on at what it has in
/// that slot. So a return goes only to the callers of its own call, however deep the calls are, and
/// nothing is followed once for each caller. What looks like a call and is none costs a procedure
/// and loses nothing.
///
/// Stacks that differ in an offset of a JUMPDEST or in a slot are told apart; other words are joined
/// where paths meet.
struct Explorer {
  /// A point that is followed once.
  struct State {
    enum Flavour: UInt8 {
      /// A block with the stack that it is entered with.
      case run
      /// A call of the procedure at the block, with the stack of the caller.
      case call
      /// A jump in the block out of the procedure, with the stack that it leaves.
      case exit
    }
    let flavour: Flavour
    let procedure: Int32
    let block: Int32
    /// Where an exit goes: a slot, or computed from slots.
    let target: AbstractValue
    /// The known upper part of the stack, in ``Explorer/words``.
    let stackStart: Int32
    let stackCount: Int32
    /// How many words of the entry stack are gone; below the known part stands this slot.
    let base: Int32
    var memory: Int32
    var isQueued = true
    /// The next call of the same procedure, or the next exit from it.
    var next: Int32 = -1
    /// The last of the blocks that made a call, in ``Explorer/sites``.
    var lastSite: Int32 = -1
  }

  struct Procedure {
    let entry: Int32
    var lastCall: Int32 = -1
    var lastExit: Int32 = -1
  }

  struct Site {
    let block: Int32
    let previous: Int32
  }

  let blocks: CodeBlocks
  let limits: ControlFlowLimits
  var arena: ValueArena
  var states: [State] = []
  var words: [AbstractValue] = []
  var procedures: [Procedure] = [Procedure(entry: 0)]
  var sites: [Site] = []
  var procedureOfBlock: [Int32]
  var statesOfBlock: [Int32]
  var isReached: [Bool]
  var edges = EdgeSet()
  /// Why the jump at the end of a block is not, or not wholly, resolved.
  var troubles: [Int32: JumpTrouble] = [:]
  var halt: LimitReached?
  var work = 0
  private var table: [UInt32]
  private var queue: [Int32] = []
  var memories: [AbstractMemory] = [.unknown, .untouched]
  private var memoryIndex: [AbstractMemory: Int32] = [.unknown: 0, .untouched: 1]
  var stack = WorkStack()

  init(_ code: [UInt8], limits: ControlFlowLimits) {
    blocks = CodeBlocks(code)
    self.limits = limits
    arena = ValueArena(maximumCount: 1 << 19)
    procedureOfBlock = Array(repeating: -1, count: blocks.count)
    statesOfBlock = Array(repeating: 0, count: blocks.count)
    isReached = Array(repeating: false, count: blocks.count)
    table = Array(repeating: 0, count: 1 << 11)
  }

  mutating func explore() {
    guard blocks.count > 0 else { return }
    enter(block: 0, of: 0, memory: 1)
    while let index = queue.popLast() {
      guard work < limits.work else {
        halt = halt ?? .work
        return
      }
      states[Int(index)].isQueued = false
      let state = states[Int(index)]
      arena.state = Int(index)
      switch state.flavour {
      case .run: run(state)
      case .call:
        var exit = procedures[Int(procedureOfBlock[Int(state.block)])].lastExit
        while exit >= 0 {
          apply(states[Int(exit)], to: state, number: Int(index))
          exit = states[Int(exit)].next
        }
      case .exit:
        var call = procedures[Int(state.procedure)].lastCall
        while call >= 0 {
          apply(state, to: states[Int(call)], number: Int(call))
          call = states[Int(call)].next
        }
      }
    }
  }

  // MARK: - States

  /// Follows a block with the present stack.
  mutating func enter(block: Int, of procedure: Int32, memory: Int32) {
    isReached[block] = true
    _ = add(.run, procedure, block, .zero, memory)
  }

  /// Follows the call of a procedure with the present stack, or goes on in this one.
  mutating func jump(to block: Int, from origin: Int32, of procedure: Int32, memory: Int32) {
    isReached[block] = true
    guard stack.holdsDestination(of: blocks) else {
      _ = add(.run, procedure, block, .zero, memory)
      return
    }
    guard let index = add(.call, procedure, block, .zero, 0) else { return }
    noteSite(origin, at: index)
  }

  mutating func leave(_ procedure: Int32, from block: Int32, to target: AbstractValue) {
    _ = add(.exit, procedure, Int(block), target, 0)
  }

  private mutating func noteSite(_ block: Int32, at index: Int) {
    var site = states[index].lastSite
    var count = 0
    while site >= 0 {
      if sites[Int(site)].block == block { return }
      site = sites[Int(site)].previous
      count += 1
    }
    work += count
    guard sites.count < limits.states else { return }
    sites.append(Site(block: block, previous: states[index].lastSite))
    states[index].lastSite = Int32(truncatingIfNeeded: sites.count - 1)
  }

  /// The state of the present stack, joined with what is known of it; queued when that is new.
  private mutating func add(
    _ flavour: State.Flavour, _ procedure: Int32, _ block: Int, _ target: AbstractValue,
    _ memory: Int32
  ) -> Int? {
    stack.normalize()
    work += stack.count + 4
    var hash = UInt64(flavour.rawValue) &+ UInt64(UInt32(bitPattern: procedure)) &<< 32
    hash = (hash ^ UInt64(block) &<< 8 ^ UInt64(stack.count)) &* 0x9e37_79b9_7f4a_7c15
    hash = (hash ^ target.bits ^ UInt64(stack.base) &<< 40) &* 0xc2b2_ae3d_27d4_eb4f
    for place in stack.low..<stack.top {
      let shape = shape(stack.words[place], isTop: place == stack.top - 1)
      hash = (hash ^ hash >> 29 ^ shape) &* 0xff51_afd7_ed55_8ccd
    }
    hash ^= hash >> 31
    var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[place] != 0 {
      let index = Int(table[place]) - 1
      if isSame(states[index], flavour, procedure, block, target) {
        join(index, memory)
        return index
      }
      place = (place + 1) & (table.count - 1)
    }
    guard states.count < limits.states, words.count + stack.count <= limits.stackWords else {
      halt = halt ?? (states.count < limits.states ? .stackWords : .states)
      return nil
    }
    guard statesOfBlock[block] < limits.statesPerBlock else {
      halt = halt ?? .statesPerBlock
      return nil
    }
    statesOfBlock[block] += 1
    let index = states.count
    table[place] = UInt32(truncatingIfNeeded: index + 1)
    states.append(
      State(
        flavour: flavour, procedure: procedure, block: Int32(truncatingIfNeeded: block),
        target: target, stackStart: Int32(truncatingIfNeeded: words.count),
        stackCount: Int32(truncatingIfNeeded: stack.count),
        base: Int32(truncatingIfNeeded: stack.base), memory: memory))
    words.append(contentsOf: stack.words[stack.low..<stack.top])
    queue.append(Int32(truncatingIfNeeded: index))
    if states.count * 2 > table.count { growTable() }
    switch flavour {
    case .run: break
    case .call:
      let callee = openProcedure(at: block)
      states[index].next = procedures[callee].lastCall
      procedures[callee].lastCall = Int32(truncatingIfNeeded: index)
    case .exit:
      states[index].next = procedures[Int(procedure)].lastExit
      procedures[Int(procedure)].lastExit = Int32(truncatingIfNeeded: index)
    }
    return index
  }

  private mutating func openProcedure(at block: Int) -> Int {
    if procedureOfBlock[block] >= 0 { return Int(procedureOfBlock[block]) }
    let number = procedures.count
    procedureOfBlock[block] = Int32(truncatingIfNeeded: number)
    procedures.append(Procedure(entry: Int32(truncatingIfNeeded: block)))
    stack.removeAll()
    enter(block: block, of: Int32(truncatingIfNeeded: number), memory: 0)
    return number
  }

  /// What tells two stacks apart: slots, offsets of JUMPDESTs, and truth on top, which the next
  /// block may ask for: solc's `try` pushes it and jumps by it.
  @inline(__always)
  private func shape(_ value: AbstractValue, isTop: Bool) -> UInt64 {
    if value.slot != nil { return value.bits }
    guard let number = value.small else { return 0 }
    return blocks.destination(number) != nil || isTop && number < 2 ? value.bits : 0
  }

  private func isSame(
    _ state: State, _ flavour: State.Flavour, _ procedure: Int32, _ block: Int,
    _ target: AbstractValue
  ) -> Bool {
    guard state.flavour == flavour, state.procedure == procedure, Int(state.block) == block,
      state.target == target, Int(state.stackCount) == stack.count, Int(state.base) == stack.base
    else { return false }
    let start = Int(state.stackStart)
    for place in 0..<stack.count {
      let (old, new) = (words[start + place], stack.words[stack.low + place])
      let isTop = place == stack.count - 1
      if old != new, shape(old, isTop: isTop) != shape(new, isTop: isTop) { return false }
    }
    return true
  }

  private mutating func join(_ index: Int, _ memory: Int32) {
    var isChanged = false
    let start = Int(states[index].stackStart)
    for place in 0..<stack.count where words[start + place] != stack.words[stack.low + place] {
      guard !words[start + place].isUnknown else { continue }
      words[start + place] = .unknown
      isChanged = true
    }
    if states[index].memory != memory {
      let joined = self.memory(
        memories[Int(states[index].memory)].joined(memories[Int(memory)]))
      isChanged = isChanged || joined != states[index].memory
      states[index].memory = joined
    }
    if isChanged, !states[index].isQueued {
      states[index].isQueued = true
      queue.append(Int32(truncatingIfNeeded: index))
    }
  }

  private mutating func growTable() {
    // The hash is not kept; a state's place is found again from its parts.
    var larger = [UInt32](repeating: 0, count: table.count * 2)
    for (index, state) in states.enumerated() {
      var hash =
        UInt64(state.flavour.rawValue) &+ UInt64(UInt32(bitPattern: state.procedure)) &<< 32
      hash =
        (hash ^ UInt64(UInt32(bitPattern: state.block)) &<< 8 ^ UInt64(state.stackCount))
        &* 0x9e37_79b9_7f4a_7c15
      hash = (hash ^ state.target.bits ^ UInt64(state.base) &<< 40) &* 0xc2b2_ae3d_27d4_eb4f
      let start = Int(state.stackStart)
      let end = start + Int(state.stackCount)
      for place in start..<end {
        let shape = shape(words[place], isTop: place == end - 1)
        hash = (hash ^ hash >> 29 ^ shape) &* 0xff51_afd7_ed55_8ccd
      }
      hash ^= hash >> 31
      var place = Int(truncatingIfNeeded: hash) & (larger.count - 1)
      while larger[place] != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = UInt32(truncatingIfNeeded: index + 1)
    }
    table = larger
  }

  /// The number of a memory; equal memories have one.
  mutating func memory(_ memory: AbstractMemory) -> Int32 {
    if let known = memoryIndex[memory] { return known }
    guard memories.count < limits.states else { return 0 }
    memories.append(memory)
    memoryIndex[memory] = Int32(truncatingIfNeeded: memories.count - 1)
    return Int32(truncatingIfNeeded: memories.count - 1)
  }
}

/// Which bound of ``ControlFlowLimits`` ended the work.
enum LimitReached: Hashable { case states, statesPerBlock, work, stackWords }

/// What is not known of a jump.
enum JumpTrouble: Hashable {
  /// Nothing is known of the target, or it is what the instruction at the offset put on the stack.
  case unknown(source: Int?)
  /// The target is computed from something without a bound.
  case unbounded
  /// More table entries than the limit allows.
  case tooManyEntries
  /// The target is a number where no JUMPDEST stands: the jump always fails.
  case notDestination(UInt256)
}
