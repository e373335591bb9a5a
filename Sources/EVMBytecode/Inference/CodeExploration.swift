import EVMPrimitives

/// The paths of a contract's code, followed once for all that is read off them: the interface, the
/// storage layout.
///
/// Functions are found by following the dispatcher, then each is followed with calldata as formulas;
/// what runs when no function is called is followed too. Nothing is executed, and every step is
/// bounded.
public struct CodeExploration: Sendable {
  /// A function and what its paths have shown.
  struct Function: Sendable {
    var entry: FunctionEntry
    var facts: FunctionFacts
    var evidence: CalldataEvidence
  }

  /// The machine with all formulas that the paths made.
  private(set) var machine: SymbolicMachine
  /// In the order of their selectors.
  private(set) var functions: [Function] = []
  /// What runs when no function is called: `receive`, `fallback`, and the dispatcher itself.
  private(set) var otherwise = FunctionFacts()
  /// Code that was not seen to be reached from a function, begun with a stack that is not known.
  private(set) var strays: [FunctionFacts] = []
  /// What the keys of all functions say about each mapping.
  private(set) var votes: [Int: CalldataEvidence.KeyVotes] = [:]
  let isSolidity: Bool
  let isLibrary: Bool
  /// Whether the dispatcher and all functions were followed to their ends.
  private(set) var isComplete: Bool
  private var stepsLeft: Int

  /// Steps that are taken in all at most, each of which makes at most two formulas: memory stays below
  /// 300 MB and time below two seconds, whatever the code.
  static let stepLimit = 2_000_000

  /// Follows the code; a few milliseconds for a contract of usual size, and bounded for any.
  ///
  /// - Parameter notesEffects: Whether what functions do is noted too, with the conditions for it, as
  ///   ``ContractBehaviour`` needs; it takes as long again.
  public init(_ code: Bytecode, notesEffects: Bool = false) {
    self.init(
      code, functionsTo: notesEffects ? .effects : .interface, limits: .whole,
      stepLimit: Self.stepLimit)
    followTheRest(to: notesEffects ? .effects : .interface)
  }

  /// Follows the code for the types of functions' parameters and nothing else: in tens to hundreds of
  /// microseconds for a contract of usual size.
  init(argumentsIn code: Bytecode) {
    self.init(code, functionsTo: .arguments, limits: .arguments, stepLimit: 200_000)
  }

  /// Follows the functions.
  private init(
    _ code: Bytecode, functionsTo detail: FunctionExploration.Detail,
    limits: FunctionExploration.Limits, stepLimit: Int
  ) {
    machine = SymbolicMachine(code)
    isSolidity = code.bytes.beginsAsSolidity
    isLibrary = code.bytes.isGuardedLibrary
    let discovery = FunctionDiscovery(&machine)
    isComplete = discovery.isComplete
    stepsLeft = stepLimit
    functions.reserveCapacity(discovery.entries.count)
    var sights = FunctionExploration.Sights()
    for entry in discovery.entries {
      let exploration = FunctionExploration(
        &machine, from: entry, detail: detail, limits: limits.with(stepsLeft: stepsLeft),
        reusing: &sights)
      stepsLeft -= exploration.steps
      isComplete = isComplete && exploration.facts.isComplete
      let evidence = CalldataEvidence(exploration.facts, machine.table)
      votes.merge(evidence.votes) {
        .init(hashes: $0.hashes + $1.hashes, numbers: $0.numbers + $1.numbers)
      }
      var facts = FunctionFacts()
      if detail == .arguments {
        facts.isComplete = exploration.facts.isComplete
      } else {
        facts = exploration.facts
      }
      functions.append(Function(entry: entry, facts: facts, evidence: evidence))
    }
  }

  /// Follows what runs when no function is called, and then what nothing was seen to reach, as paths
  /// were cut.
  private mutating func followTheRest(to detail: FunctionExploration.Detail) {
    // Behind the last place that a function reached stand data, such as the code of contracts that
    // this one creates.
    let end = machine.reached.lastIndex(of: true) ?? machine.code.count
    let exploration = FunctionExploration(
      fallbackOf: &machine, detail: detail,
      limits: FunctionExploration.Limits.whole.with(stepsLeft: stepsLeft))
    stepsLeft -= exploration.steps
    otherwise = exploration.facts
    let unreached = (0..<end).filter { machine.isDestination[$0] && !machine.reached[$0] }
    for offset in machine.skippedBranches + unreached where !machine.reached[offset] {
      guard stepsLeft > 0 else {
        isComplete = false
        break
      }
      let exploration = FunctionExploration(&machine, strayAt: offset, stepsLeft: stepsLeft)
      stepsLeft -= exploration.steps
      strays.append(exploration.facts)
    }
  }

  /// All facts, whoever's they are.
  var allFacts: [FunctionFacts] { functions.map(\.facts) + [otherwise] + strays }

  /// Whether the contract's decoders check that values fit their types.
  var checksMasks: Bool {
    isSolidity && functions.indices.contains { functions[$0].evidence.hasMaskCheck }
  }

  /// The types of a function's parameters.
  func inference(of function: Function) -> ArgumentInference {
    ArgumentInference(
      evidence: function.evidence, votes: votes, checksMasks: checksMasks, isSolidity: isSolidity)
  }
}

extension [UInt8] {
  /// Whether the code begins as solc's does, by setting the free-memory pointer.
  var beginsAsSolidity: Bool {
    let start = isGuardedLibrary ? dropFirst(23) : self[...]
    // The pointer's value first, or, by way of the IR, its address.
    return [
      [0x60, 0x80], [0x60, 0x60], [0x61, 0x01], [0x60, 0x40, 0x60, 0x80], [0x60, 0x40, 0x61],
    ]
    .contains { start.starts(with: $0) }
  }

  /// Whether the code begins with solc's guard of a library: its own address compared with the one
  /// that runs, as calls of its functions are delegated.
  var isGuardedLibrary: Bool {
    count > 23 && self[0] == 0x73 && self[21] == 0x30 && self[22] == 0x14
  }
}
