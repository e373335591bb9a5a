/// The transport over the system's libcurl, which brings the system's TLS, certificates and proxies.
///
/// libcurl is loaded, and a thread for all requests of the transport started, at the first request.
/// Connections are kept and used again. Proxies are those of the environment's variables, except for
/// this machine's own addresses. Nothing is logged, and only the request's body goes out beside what
/// HTTP needs.
public final class CurlTransport: Transport {
  /// The one that a process needs.
  public static let shared = CurlTransport()

  private let loop = CurlLoop()

  public init() {}

  deinit { loop.stop() }

  public func send(
    _ body: [UInt8], to endpoint: EndpointURL, within deadlines: Deadlines = Deadlines()
  ) async throws -> HTTPAnswer {
    try Task.checkCancellation()
    let request = CurlRequest(body, to: endpoint, within: deadlines)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard request.begin(continuation) else { return }
        do throws(TransportFailure) { try loop.submit(request) } catch {
          request.finish(.failure(error))
        }
      }
    } onCancel: {
      request.finish(.failure(CancellationError()))
      loop.cancel(request)
    }
  }
}
