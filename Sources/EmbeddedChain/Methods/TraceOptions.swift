import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// How a trace is wanted, in the words of geth.
struct TraceOptions {
  private enum Kind { case structLogs, calls, prestate }

  private var kind = Kind.structLogs
  private var structLogs = StructLogTrace.Options()
  private var calls = CallTrace.Options()
  private(set) var stateOverrides: StateOverrides?
  private(set) var blockOverrides: BlockOverrides?

  init() {}

  init(_ object: JSONValue) throws(JSONTypeError) {
    guard object.kind == .object else { throw object.wrongKind(.object) }
    func flag(_ key: String) throws(JSONTypeError) -> Bool? {
      try object.member(key) { (value) throws(JSONTypeError) in try value.requireBool() }
    }
    if let name = try object.member(
      "tracer",
      { (value) throws(JSONTypeError) in
        try value.requireString()
      })
    {
      switch name {
      case "callTracer": kind = .calls
      case "structLogger", "": kind = .structLogs
      default:
        throw object.invalid(
          "the tracer \(quoted(name)) is not there; leave it out for steps, or name callTracer.")
      }
    }
    structLogs.hasStack = try flag("disableStack") != true
    structLogs.hasStorage = try flag("disableStorage") != true
    structLogs.hasMemory = try flag("enableMemory") ?? false
    structLogs.hasReturnData = try flag("enableReturnData") ?? false
    if let limit = try object.member(
      "limit",
      { (value) throws(JSONTypeError) in
        try value.looseNumber()
      }), limit > 0
    {
      structLogs.limit = Int(clamping: limit)
    }
    if let config = object["tracerConfig"], !config.isNull {
      calls.onlyTop =
        try config.member("onlyTopCall") { (v) throws(JSONTypeError) in try v.requireBool() }
        ?? false
      calls.hasLogs =
        try config.member("withLog") { (v) throws(JSONTypeError) in try v.requireBool() } ?? false
    }
    stateOverrides = try object.member("stateOverrides") { (value) throws(JSONTypeError) in
      try StateOverrides(value)
    }
    blockOverrides = try object.member("blockOverrides") { (value) throws(JSONTypeError) in
      try BlockOverrides(value)
    }
  }

  /// A trace that nothing was told yet.
  func newTrace() -> Trace {
    kind == .calls ? .calls(CallTrace(calls)) : .structLogs(StructLogTrace(structLogs))
  }

  /// One of the forms of trace.
  enum Trace {
    case structLogs(StructLogTrace)
    case calls(CallTrace)

    var tracer: any ExecutionTracer {
      switch self {
      case .structLogs(let trace): trace
      case .calls(let trace): trace.tracer
      }
    }

    /// The trace of a transaction that has run.
    func json(
      _ outcome: TransactionOutcome, _ transaction: UnsignedTransaction
    ) throws(RPCError) -> JSON {
      switch self {
      case .structLogs(let trace): try trace.json(outcome)
      case .calls(let trace): try trace.json(outcome, transaction)
      }
    }
  }
}

extension Arguments {
  func traceOptions(_ index: Int) throws(RPCError) -> TraceOptions {
    try optional(index) { (value) throws(JSONTypeError) in try TraceOptions(value) }
      ?? TraceOptions()
  }
}
