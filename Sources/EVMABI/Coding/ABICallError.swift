public import EVMPrimitives

/// Why calldata, return data or a log is not that of a given function, event or error.
public enum ABICallError: Error, Hashable, Sendable {
  /// The first four bytes are those of something else, or there are fewer.
  case otherSelector(expected: Selector, found: [UInt8], of: String)
  /// The first topic is that of another event, or there is none.
  case otherTopic(expected: Hash256, found: Hash256?, of: String)
  /// Another number of topics than the event has.
  case wrongTopicCount(expected: Int, found: Int, of: String)
  /// A topic that is not the value of its parameter.
  case topic(ABIDecodingError, of: String)
  /// Data that is not that of the parameters.
  case data(ABIDecodingError, of: String)
  /// Values that do not fit the parameters.
  case values(ABIEncodingError, of: String)
  /// A value that the Swift type asked for does not hold.
  case conversion(ABIConversionError, of: String)
  /// Another number of results than were asked for.
  case wrongResultCount(expected: Int, found: Int, of: String)
  /// A type that cannot be coded.
  case type(ABITypeError)
  /// No data at all where a function returns values: the address has no code, or is no such contract.
  case noReturnData(of: String)
}

extension ABICallError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .otherSelector(let expected, let found, let signature):
      "The data begins with \(Hex.encode(found)), but \(signature) has the selector \(expected)."
    case .otherTopic(let expected, let found, let signature):
      "The log's first topic is \(found?.description ?? "missing"), but \(signature) has \(expected)."
    case .wrongTopicCount(let expected, let found, let signature):
      "The log has \(counted(found, "topic")), but \(signature) has \(expected); another contract may index other parameters."
    case .topic(let error, let signature): "A topic is not one of \(signature): \(error)"
    case .data(let error, let signature): "The data is not that of \(signature): \(error)"
    case .values(let error, let signature): "The values do not fit \(signature): \(error)"
    case .conversion(let error, let signature): "A result of \(signature) cannot be read: \(error)"
    case .wrongResultCount(let expected, let found, let signature):
      "\(signature) has \(counted(found, "result")), but \(expected) were asked for."
    case .type(let error): error.description
    case .noReturnData(let signature):
      "\(signature) returned nothing: there is no contract at the address, or it has no such function."
    }
  }
}
