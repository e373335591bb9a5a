public import ExactJSON

/// Whoever answers calls of JSON-RPC: one endpoint, many of them that are tried in turn, or several
/// that must agree.
///
/// Code above this module asks a caller and does not know which one it is.
public protocol RPCCaller: Sendable {
  /// Answers requests, which may go out as one batch.
  ///
  /// - Returns: One answer for each request, in order; they fail one by one.
  /// - Throws: `CancellationError`.
  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>]
}

extension RPCCaller {
  /// The value that a call answers.
  ///
  /// - Throws: ``RPCFailure``, or `CancellationError`.
  public func ask<Value>(_ call: RPCCall<Value>) async throws -> Value {
    try await ask([call])[0].get()
  }

  /// The values that calls answer, asked in one batch; each fails by itself.
  public func ask<Value>(
    _ calls: [RPCCall<Value>]
  ) async throws(CancellationError) -> [Result<Value, RPCFailure>] {
    guard !calls.isEmpty else { return [] }
    let answers = try await answers(to: calls.map(\.request))
    return calls.indices.map { index in
      guard index < answers.count else {
        return .failure(
          .malformed(method: calls[index].request.method, reason: "There is no answer to it."))
      }
      return calls[index].value(of: answers[index])
    }
  }

  /// The values of two calls of one batch.
  ///
  /// - Throws: The first failure.
  public func ask<First, Second>(
    _ first: RPCCall<First>, _ second: RPCCall<Second>
  ) async throws -> (First, Second) {
    let answers = try await answers(to: [first.request, second.request])
    return (try first.value(of: answers[0]).get(), try second.value(of: answers[1]).get())
  }
}
