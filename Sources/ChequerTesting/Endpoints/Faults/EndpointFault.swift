/// Something that goes wrong at an endpoint.
///
/// The usual ones have names, such as ``http(_:headers:body:)`` and ``staleHead(by:)``, and stand in the
/// ``catalogue``. A test makes others of what is sent, byte for byte (``init(_:as:sending:)``), or of
/// what a call says (``init(_:of:as:answering:)``), and of each one that comes and goes
/// (``starting(after:)``, ``everySecondTime``).
public struct EndpointFault: Sendable {
  /// Makes what is sent of the answer that was due.
  public typealias Wire = @Sendable (EndpointAnswer) -> [WireStep]
  /// Makes what a call is told; the closure tells what it would be told without this fault.
  public typealias Transform =
    @Sendable (EndpointCall, _ honest: (EndpointCall) -> EndpointOutcome) -> EndpointOutcome

  enum Effect: Sendable {
    /// The chain does what was asked, and its answer is told otherwise.
    case answer(Wire)
    /// The chain is not asked; the answer that was due has no body.
    case refusal(Wire)
    case call(Transform)
  }

  /// Which of the times that it could strike it does.
  enum Rhythm: Hashable, Sendable {
    case always
    case after(Int)
    case everySecondTime
  }

  /// What it is, in a few words, as ``EndpointRequest`` tells it.
  public let name: String
  /// What it does to a client.
  public let consequence: Consequence
  /// The methods that it can strike; all when empty.
  let methods: Set<String>
  /// The calls that a batch has at least which it can strike; `nil` is single calls, too.
  let leastBatch: Int?
  let effect: Effect
  let rhythm: Rhythm

  init(
    _ name: String, _ consequence: Consequence, of methods: Set<String> = [],
    leastBatch: Int? = nil, rhythm: Rhythm = .always, _ effect: Effect
  ) {
    self.name = name
    self.consequence = consequence
    self.methods = methods
    self.leastBatch = leastBatch
    self.rhythm = rhythm
    self.effect = effect
  }

  /// A fault of the whole answer.
  ///
  /// - Parameter wire: What is sent in the place of the answer, byte for byte.
  public init(
    _ name: String, as consequence: Consequence = .transport, sending wire: @escaping Wire
  ) {
    self.init(name, consequence, .answer(wire))
  }

  /// A fault of the answers to some calls.
  ///
  /// - Parameters:
  ///   - methods: The methods whose calls it strikes; all by default.
  ///   - transform: What the call is told.
  public init(
    _ name: String, of methods: [String] = [], as consequence: Consequence = .malformed,
    answering transform: @escaping Transform
  ) {
    self.init(name, consequence, of: Set(methods), .call(transform))
  }

  /// A whole answer in whose place something else is sent; the chain is not asked.
  static func refusal(
    _ name: String, as consequence: Consequence, leastBatch: Int? = nil,
    sending wire: @escaping Wire
  ) -> EndpointFault {
    EndpointFault(name, consequence, leastBatch: leastBatch, .refusal(wire))
  }
}

// MARK: - Variations

extension EndpointFault {
  /// The same fault under another name, to tell it from others of its kind.
  public func named(_ name: String) -> EndpointFault {
    EndpointFault(
      name, consequence, of: methods, leastBatch: leastBatch, rhythm: rhythm, effect)
  }

  /// The same fault, which some answers precede that are right.
  ///
  /// - Parameter count: How many times it could strike and does not.
  public func starting(after count: Int) -> EndpointFault {
    EndpointFault(
      "\(name) after \(count)", consequence, of: methods, leastBatch: leastBatch,
      rhythm: .after(max(0, count)), effect)
  }

  /// The same fault, which strikes every second time, as behind a load balancer with a sound node and
  /// another; the first answer is right.
  public var everySecondTime: EndpointFault {
    EndpointFault(
      "\(name) every second time", consequence, of: methods, leastBatch: leastBatch,
      rhythm: .everySecondTime, effect)
  }
}
