public import EVMPrimitives

/// Where the names behind selectors and topics are looked up: in interfaces of one's own first, then
/// among the built-in ones.
///
/// A selector has 32 bits, so several names can share one; all are given, those of one's own first.
public struct SignatureBook: Sendable {
  private let functions: [Selector: [ABIFunction]]
  private let events: [Hash256: [ABIEvent]]
  private let errors: [Selector: [ABIErrorDefinition]]
  /// Whether the built-in names are looked up too.
  private let thenKnown: Bool

  /// The names that matter to BTFS and Swarm, then those of widely deployed interfaces: tokens and
  /// other ERCs, OpenZeppelin, Safe, exchanges, lending, bridges and others.
  ///
  /// A built-in name is read when it is looked up, and not before; most are without the names of
  /// parameters.
  public static let known = SignatureBook([])

  /// The names of some interfaces.
  ///
  /// - Parameter thenKnown: Whether the built-in names are looked up after them.
  public init(_ interfaces: [ContractInterface], thenKnown: Bool = true) {
    var functions: [Selector: [ABIFunction]] = [:]
    var events: [Hash256: [ABIEvent]] = [:]
    var errors: [Selector: [ABIErrorDefinition]] = [:]
    for item in interfaces.lazy.flatMap(\.items) {
      switch item {
      case .function(let function): functions[function.selector, default: []].append(function)
      case .event(let event):
        if !event.isAnonymous { events[event.topic, default: []].append(event) }
      case .error(let error): errors[error.selector, default: []].append(error)
      case .constructor, .fallback, .receive: break
      }
    }
    self.functions = functions
    self.events = events
    self.errors = errors
    self.thenKnown = thenKnown
  }

  /// The functions with a selector.
  public func functions(_ selector: Selector) -> [ABIFunction] {
    (functions[selector] ?? []) + (thenKnown ? KnownSignatures.functions(selector) : [])
  }

  /// The events with a first topic; they can differ in what is indexed.
  public func events(_ topic: Hash256) -> [ABIEvent] {
    (events[topic] ?? []) + (thenKnown ? KnownSignatures.events(topic) : [])
  }

  /// The custom errors with a selector.
  public func errors(_ selector: Selector) -> [ABIErrorDefinition] {
    (errors[selector] ?? []) + (thenKnown ? KnownSignatures.errors(selector) : [])
  }

  // MARK: Reading data by name

  /// The first function of calldata's selector whose arguments the rest is.
  public func call(in calldata: [UInt8]) -> (ABIFunction, [ABIValue])? {
    guard let selector = try? Selector(calldata.prefix(4)) else { return nil }
    return functions(selector).firstReading { try $0.arguments(in: calldata) }
  }

  /// The first event that a log is of.
  public func event(topics: [Hash256], data: [UInt8]) -> (ABIEvent, [ABIEventValue])? {
    guard let topic = topics.first else { return nil }
    return events(topic).firstReading { try $0.values(topics: topics, data: data) }
  }

  /// The first custom error of revert data's selector whose arguments the rest is.
  public func error(in revertData: [UInt8]) -> (ABIErrorDefinition, [ABIValue])? {
    guard let selector = try? Selector(revertData.prefix(4)) else { return nil }
    return errors(selector).firstReading { try $0.arguments(in: revertData) }
  }
}

extension Array {
  /// The first element by which data can be read, and what it reads.
  fileprivate func firstReading<Values>(
    _ read: (Element) throws -> Values
  ) -> (Element, Values)? {
    for element in self {
      if let values = try? read(element) { return (element, values) }
    }
    return nil
  }
}
