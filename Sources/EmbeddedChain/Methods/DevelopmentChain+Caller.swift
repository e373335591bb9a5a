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
        return .success(Self.value(try call(request.method, .array(request.parameters))))
      } catch {
        return .failure(
          RPCFailure(
            answered: Self.value(error.json), to: request.method, by: "the embedded chain"))
      }
    }
  }

  /// The value as one that was read.
  private static func value(_ json: JSON) -> JSONValue {
    do { return try JSONDocument(parsing: Array(json.text().utf8)).root } catch {
      preconditionFailure("An answer that was written cannot be read: \(error)")
    }
  }
}
