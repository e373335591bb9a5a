public import EVMABI
public import EVMInterpreter
public import EVMPrimitives

/// A log with the name and the values of its event, as far as they are known.
public struct DecodedEvent: Hashable, Sendable {
  /// A parameter of the event with its value.
  public struct Argument: Hashable, Sendable {
    public let name: String
    public let type: ABIType
    public let value: ABIEventValue
  }

  /// The log itself.
  public let log: Log
  /// The event's name, such as `ChequeCashed`; `nil` when no known event has its topic.
  public let name: String?
  /// The event's parameters, in order; none when it is not known.
  public let arguments: [Argument]

  /// The contract that logged it.
  public var contract: Address { log.address }

  /// The event of a log: one of BTFS's and Swarm's contracts, or another known one.
  ///
  /// Names of parameters are empty where only the types are known.
  public init(_ log: Log) {
    self.log = log
    guard let (event, values) = Self.book.event(topics: log.topics, data: log.data) else {
      name = nil
      arguments = []
      return
    }
    name = event.name
    arguments = zip(event.inputs, values).map { input, value in
      Argument(name: input.name, type: input.type, value: value)
    }
  }

  private static let book = SignatureBook([.vaultSystemEvents])

  /// The value of a parameter; `nil` when there is none of the name, or only its hash was logged.
  public subscript(name: String) -> ABIValue? {
    arguments.first { $0.name == name }?.value.value
  }

  /// The value of a parameter as a Swift type; `nil` also when it is of another type.
  public subscript<Value: ABIConvertible>(name: String, as type: Value.Type) -> Value? {
    self[name].flatMap { try? Value(abiValue: $0) }
  }
}

extension DecodedEvent: CustomStringConvertible {
  /// `ChequeCashed(beneficiary: 0x…, …) from 0x…`.
  public var description: String {
    guard let name else {
      let topic = log.topics.first.map(\.hex) ?? "without topics"
      return "an unknown event \(topic) from \(contract)"
    }
    let values = arguments.map { argument in
      let text =
        switch argument.value {
        case .value(let value): value.text(as: argument.type)
        case .hash(let hash): "hash \(hash.hex)"
        }
      return argument.name.isEmpty ? text : "\(argument.name): \(text)"
    }
    return "\(name)(\(values.joined(separator: ", "))) from \(contract)"
  }
}
