import ExactJSON

/// One of the nodes that an ``EndpointPool`` asks.
public struct Endpoint: Sendable {
  /// What people know it by, without path and credentials; it stands in errors and reports.
  public let name: String
  /// Who asks it.
  public let caller: any RPCCaller

  public init(name: String, caller: some RPCCaller) {
    self.name = name
    self.caller = caller
  }
}

/// Why the result of the request in this place does not pass; `nil` when it does.
typealias ResultCheck = @Sendable (_ place: Int, _ result: JSONValue) -> RPCFailure?

/// A caller whose results can be looked at before they are final: what does not pass is asked of
/// somebody else where there is one.
protocol CheckingCaller: RPCCaller {
  func answers(
    to requests: [RPCRequest], checking check: @escaping ResultCheck
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>]
}
