import ExactJSON

/// A method that clients may call.
struct RPCMethod: Sendable {
  /// One that only reads; it runs on a view, so that it keeps nobody waiting.
  typealias Reading = @Sendable (ChainCore) -> (Arguments) throws(RPCError) -> JSON
  /// One that changes the chain, while nobody else does.
  typealias Changing = @Sendable (inout ChainCore, Arguments) throws(RPCError) -> JSON

  enum Body: Sendable {
    case reading(Reading)
    case changing(Changing)
  }

  /// Arguments that it takes at most.
  var argumentLimit: Int
  var body: Body

  static func read(_ argumentLimit: Int, _ body: @escaping Reading) -> RPCMethod {
    RPCMethod(argumentLimit: argumentLimit, body: .reading(body))
  }

  static func change(_ argumentLimit: Int, _ body: @escaping Changing) -> RPCMethod {
    RPCMethod(argumentLimit: argumentLimit, body: .changing(body))
  }

  /// All methods by name.
  static let all: [String: RPCMethod] = {
    var all: [String: RPCMethod] = [:]
    for table in [
      node, state, blocks, transactions, calls, logs, signing, debugging, testing,
    ] {
      all.merge(table) { first, _ in first }
    }
    // Test chains' own methods are known under several names.
    for (name, method) in account {
      for prefix in ["anvil_", "hardhat_"] { all[prefix + name] = method }
    }
    return all
  }()
}

extension DevelopmentChain {
  /// Runs a method.
  func result(of name: String, _ arguments: Arguments) throws(RPCError) -> JSON {
    guard let method = RPCMethod.all[name] else { throw .unknownMethod(name) }
    try arguments.require(atMost: method.argumentLimit)
    switch method.body {
    case .reading(let body): return try body(view)(arguments)
    case .changing(let body):
      return try change { (core) throws(RPCError) in try body(&core, arguments) }
    }
  }

  /// The names of all methods, in alphabetical order.
  public static var methodNames: [String] { RPCMethod.all.keys.sorted() }
}
