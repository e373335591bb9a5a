public import ExactJSON

/// A call of JSON-RPC 2.0 as it is sent: a method's name and its arguments.
public struct RPCRequest: Hashable, Sendable {
  public let method: String
  /// The arguments in order.
  public let parameters: [JSON]

  public init(_ method: String, _ parameters: [JSON] = []) {
    self.method = method
    self.parameters = parameters
  }
}

/// A request whose result is read as a value: what ``RPCCaller`` is asked.
///
/// The methods of nodes are static members, such as ``chainID`` and ``balance(of:at:)``.
public struct RPCCall<Value: Sendable>: Sendable {
  public let request: RPCRequest
  /// Reads the result.
  ///
  /// - Throws: `JSONTypeError` when it is not what the method answers, or an error of whoever mapped
  ///   the call.
  let read: @Sendable (JSONValue) throws -> Value

  /// - Parameter read: Makes the value of the result; a `null` comes here as well.
  public init(
    _ method: String, _ parameters: [JSON] = [],
    reading read: @escaping @Sendable (JSONValue) throws -> Value
  ) {
    request = RPCRequest(method, parameters)
    self.read = read
  }

  private init(_ request: RPCRequest, reading read: @escaping @Sendable (JSONValue) throws -> Value)
  {
    self.request = request
    self.read = read
  }

  /// The same request with another reading of its value.
  ///
  /// - Parameter transform: Its errors end as ``RPCFailure/malformed(method:reason:)``, those of type
  ///   ``RPCFailure`` as themselves.
  public func map<Other: Sendable>(
    _ transform: @escaping @Sendable (Value) throws -> Other
  ) -> RPCCall<Other> {
    let read = read
    return RPCCall<Other>(request) { try transform(try read($0)) }
  }

  /// The value of an answer.
  func value(of answer: Result<JSONValue, RPCFailure>) -> Result<Value, RPCFailure> {
    switch answer {
    case .failure(let failure): return .failure(failure)
    case .success(let result):
      do { return .success(try read(result)) } catch let failure as RPCFailure {
        return .failure(failure)
      } catch {
        return .failure(.malformed(method: request.method, reason: String(describing: error)))
      }
    }
  }
}
