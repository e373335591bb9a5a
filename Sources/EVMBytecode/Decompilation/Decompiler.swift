import EVMABI
import EVMPrimitives

/// Decompiles one contract: finds its functions, lifts, structures and writes each.
struct Decompiler {
  private let code: Bytecode
  private let names: SignatureBook
  private let limits: DecompilationLimits
  private let interface: InferredInterface
  private var context: PrintingContext
  private let isDestination: [Bool]
  private let isInstruction: [Bool]
  private var work = 0
  /// Statements before they were structured, of all functions.
  private var nodeCount = 0
  private(set) var functions: [DecompiledFunction] = []
  private(set) var trees: [DecompiledTree] = []
  private(set) var isComplete = true

  init(
    _ code: Bytecode, names: SignatureBook, storage: (any StorageNaming)?,
    limits: DecompilationLimits
  ) {
    self.code = code
    self.names = names
    self.limits = limits
    interface = InferredInterface(code)
    let compiler = CodeInspection(code).compiler
    context = PrintingContext(
      code: code.bytes, isVyper: compiler?.compiler == .vyper, names: names, naming: storage)
    var isDestination = [Bool](repeating: false, count: code.bytes.count)
    var isInstruction = isDestination
    var offset = 0
    while offset < code.bytes.count {
      isInstruction[offset] = true
      let byte = code.bytes[offset]
      if byte == 0x5b { isDestination[offset] = true }
      offset += byte >= 0x60 && byte <= 0x7f ? Int(byte) - 0x5e : 1
    }
    self.isDestination = isDestination
    self.isInstruction = isInstruction
  }

  mutating func run() {
    guard !code.isEmpty else { return }
    let known = interface.functions + interface.fallbackFunctions
    let selectors = Set(known.map(\.selector))
    var lifted:
      [(entry: DecompiledFunction.Entry, inferred: InferredFunction?, graph: LiftedGraph)] = []
    for function in known {
      lifted.append(
        (.function(function.selector), function, lift(.function(function.selector))))
    }
    let other = lift(.fallback(selectors, isNeverEmpty: false))
    if other.asksForSize {
      lifted.append((.receive, nil, lift(.receive)))
      lifted.append((.fallback, nil, lift(.fallback(selectors, isNeverEmpty: true))))
    } else {
      lifted.append((.fallback, nil, other))
    }
    for item in lifted { context.survey(item.graph) }
    isComplete = interface.isComplete
    var rest: [(DecompiledFunction, DecompiledTree)] = []
    for item in lifted {
      let (function, tree) = write(item.entry, item.inferred, item.graph)
      if item.inferred == nil {
        rest.append((function, tree))
        continue
      }
      functions.append(function)
      trees.append(tree)
    }
    addRest(rest)
    isComplete = isComplete && functions.allSatisfy { $0.verdict == .complete }
  }

  /// `receive` and `fallback` where they do something; once if they do the same.
  private mutating func addRest(_ rest: [(DecompiledFunction, DecompiledTree)]) {
    let texts = rest.map { item in item.0.statements.filter { !$0.isHidden }.map(\.text) }
    let isSame = texts.count == 2 && texts[0] == texts[1]
    for (index, item) in rest.enumerated() {
      trees.append(item.1)
      if index + 1 < rest.count, isSame { continue }
      let doesNothing = texts[index].allSatisfy {
        $0 == "revert()" || $0 == "invalid()" || $0.hasPrefix("require(msg.value")
      }
      if doesNothing, !functions.isEmpty || index + 1 < rest.count { continue }
      functions.append(item.0)
    }
  }

  // MARK: - One function

  private mutating func lift(_ assumption: EntryAssumption) -> LiftedGraph {
    let graph = liftOnce(assumption)
    // A table that the selector leads into: of the selectors that are none, one stands for all.
    guard case .fallback(let known, _) = assumption, graph.jumpsBySelector else { return graph }
    var number: UInt32 = 0xfeed_c0de
    while known.contains(Selector(rawValue: number)) { number &+= 1 }
    let other = liftOnce(.function(Selector(rawValue: number)))
    return other.mentions(UInt256(UInt64(number))) ? graph : other
  }

  private mutating func liftOnce(_ assumption: EntryAssumption) -> LiftedGraph {
    guard work < limits.totalInstructions, nodeCount < limits.totalStatements else {
      return .cut(assumption)
    }
    var limits = limits
    limits.instructions = max(0, min(limits.instructions, limits.totalInstructions - work))
    // In code that is longer than 255 bytes every label needs two bytes.
    let isLong = code.count > 256
    var lifter = Lifter(
      code.bytes, isDestination, assumption, limits: limits, labelWidth: isLong ? 2 : 1)
    var graph = lifter.lift()
    work += lifter.work
    if lifter.lostLabel, isLong {
      limits.instructions = max(
        0, min(limits.instructions, limits.totalInstructions - work))
      var again = Lifter(code.bytes, isDestination, assumption, limits: limits, labelWidth: 1)
      let other = again.lift()
      work += again.work
      if !again.lostLabel || !other.isCut { graph = other }
    }
    graph.clean()
    graph.shape()
    nodeCount += graph.nodes.reduce(0) { $0 + $1.actions.count + 1 }
    return graph
  }

  private func write(
    _ entry: DecompiledFunction.Entry, _ inferred: InferredFunction?, _ graph: LiftedGraph
  ) -> (DecompiledFunction, DecompiledTree) {
    var structurer = Structurer(graph, limits: limits)
    let raw = structurer.statements()
    var simplifier = StatementSimplifier(table: graph.table)
    let simple = simplifier.simplified(raw)
    var folding = ValueFolding(simplifier.table)
    let plain = folding.folded(simple)
    var common = CommonValues(
      simplifier.table, inlined: folding.inlined, isVyper: context.isVyper,
      firstVariable: graph.variableCount)
    let folded = common.named(plain)
    let header = FunctionHeader(entry, inferred, names)
    var printer = TermPrinter(
      simplifier.table, inlined: folding.inlined, context: context,
      arguments: ArgumentNames(names: header.parameterNames, types: header.types))
    printer.common = common.variables
    let counter = UseCounter(folded, simplifier.table, folding.inlined)
    var writer = StatementPrinter(
      printer, context: context, isPayable: header.mutability == .payable,
      outputs: header.outputs, uses: counter.uses)
    writer.write(folded)
    let verdict = verdict(folded, isCut: graph.isCut || structurer.isCut, writer)
    let function = DecompiledFunction(
      entry: entry, signature: header.signature, arguments: header.types,
      mutability: header.mutability, verdict: verdict, head: header.text,
      statements: writer.lines.map {
        DecompiledStatement(
          text: $0.text, depth: $0.depth, places: $0.places, isHidden: $0.isHidden,
          opens: $0.opens,
          offsets: $0.places.flatMap { place in
            place.filter { $0 < isInstruction.count && isInstruction[$0] }
          })
      })
    let tree = DecompiledTree(
      entry: entry, table: simplifier.table, statements: folded, inlined: folding.inlined)
    return (function, tree)
  }

  private func verdict(
    _ statements: [Statement], isCut: Bool, _ writer: StatementPrinter
  ) -> DecompiledFunction.Verdict {
    var jumps = 0
    var limits = 0
    _ = statements.containsStatement { statement in
      if case .end(.unresolvedJump, _) = statement { jumps += 1 }
      if case .end(.limit, _) = statement { limits += 1 }
      return false
    }
    if limits > 0 || isCut {
      return .partial("a limit was reached before all paths were followed")
    }
    if jumps > 0 {
      return .partial(
        jumps == 1
          ? "the target of a jump is not known" : "the targets of \(jumps) jumps are not known")
    }
    return .complete
  }
}

/// How often variables are used in statements, values that are read where they are used included.
struct UseCounter {
  private(set) var uses: [Int32: Int] = [:]
  private let table: TermTable
  private let inlined: [Int32: Source]
  private var typed: Set<Int32> = []

  init(_ statements: [Statement], _ table: TermTable, _ inlined: [Int32: Source]) {
    self.table = table
    self.inlined = inlined
    _ = statements.containsStatement { _ in false }
    walk(statements)
  }

  private mutating func walk(_ statements: [Statement]) {
    for statement in statements {
      switch statement {
      case .action(let placed):
        if case .define(let variable, .call(let call)) = placed.action,
          call.kind == .call || call.kind == .staticCall, hasSelector(call.input)
        {
          typed.insert(variable)
        }
        count(placed.action.terms)
        if case .define(_, let source) = placed.action { count(source.message) }
        if case .log(_, let message) = placed.action { count(message) }
        if case .copy(.returned(let call), _, _, _) = placed.action, call >= 0 {
          uses[-2 - call, default: 0] += 1
        }
      case .branch(let condition, let first, let second, _):
        // A check that the call before succeeded, and hands on why not, needs no name.
        if !isHandedOn(condition, first, second) {
          count([condition])
          walk(first)
        }
        walk(second)
      case .loop(_, let body), .block(_, let body): walk(body)
      case .end(let end, _):
        count(end.terms)
        count(end.message)
      default: break
      }
    }
  }

  /// Whether a message begins with a word or bytes that are known.
  private func hasSelector(_ message: Message) -> Bool {
    guard case .parts(let parts) = message, let first = parts.first else { return false }
    switch first {
    case .word(let term, _, let count): return count >= 4 && table.value(term) != nil
    case .code(_, let count): return count >= 4
    default: return false
    }
  }

  private func isHandedOn(_ condition: Term, _ first: [Statement], _ second: [Statement]) -> Bool {
    guard second.isEmpty, first.count == 1, case .end(.revert(.parts(let parts)), _) = first[0],
      parts.count == 1, case .returned(let call, .zero, let length) = parts[0]
    else { return false }
    guard typed.contains(call) else { return false }
    let node = table.node(condition)
    let size = table.node(length)
    return node.kind == TermKind(.isZero) && table.variable(node.a) == call
      && size.kind == .returnedSize && size.number == call
  }

  private mutating func count(_ message: Message?) {
    for call in message?.calls ?? [] { uses[-2 - call, default: 0] += 1 }
  }

  private mutating func count(_ terms: [Term]) {
    var seen: Set<Term> = []
    var open = terms
    while let term = open.popLast() {
      guard !term.isNone, seen.insert(term).inserted else { continue }
      let node = table.node(term)
      switch node.kind {
      case .variable:
        uses[node.number, default: 0] += 1
        if let source = inlined[node.number] {
          open += source.terms
          count(source.message)
        }
      case .returnedWord, .returnedSize: uses[-2 - node.number, default: 0] += 1
      default: break
      }
      open.append(node.a)
      open.append(node.b)
      open.append(node.c)
    }
  }
}
