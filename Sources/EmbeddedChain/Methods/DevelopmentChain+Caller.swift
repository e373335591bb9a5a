public import EVMRPC
public import ExactJSON

/// The chain answers its process's own calls without a connection, as its server would.
extension DevelopmentChain: RPCCaller {
  public func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    guard !Task.isCancelled else { throw CancellationError() }
    return requests.map { request in
      do throws(RPCError) {
        return Self.value(
          try call(request.method, .array(request.parameters)), of: request.method)
      } catch {
        return Self.value(error.json, of: request.method).flatMap { value in
          .failure(RPCFailure(answered: value, to: request.method, by: "the embedded chain"))
        }
      }
    }
  }

  /// The value as one that was read; a failure where it is nested deeper than a client reads, as the
  /// trace of a thousand calls in each other is.
  private static func value(_ json: JSON, of method: String) -> Result<JSONValue, RPCFailure> {
    do { return .success(try JSONDocument(parsing: Array(json.text().utf8)).root) } catch {
      return .failure(.malformed(method: method, reason: error.description))
    }
  }
}
