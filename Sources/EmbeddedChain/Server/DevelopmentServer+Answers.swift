import ExactJSON

extension DevelopmentServer {
  /// The answer to a request, whichever method and path it has.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    if let host = request.host, !LoopbackHost.isLoopback(host) {
      return refusal(
        "The Host header names another machine; use localhost or 127.0.0.1.", .forbidden)
    }
    var response = response(to: request)
    if let origin = request.origin {
      if options.allowedOrigin == "*" || options.allowedOrigin == origin {
        response.headers.append(("Access-Control-Allow-Origin", options.allowedOrigin))
      }
      if options.allowedOrigin != "*" { response.headers.append(("Vary", "Origin")) }
    }
    return response
  }

  private func response(to request: HTTPRequest) -> HTTPResponse {
    switch request.method {
    case "POST":
      guard let answer = chain.answer(to: request.body) else {
        // Notifications alone, which have no answers.
        return HTTPResponse(status: .noContent)
      }
      return .json(answer)
    case "GET", "HEAD":
      let state: JSON = [
        "status": "ok", "chainId": .integer(chain.chainID),
        "blockNumber": .integer(chain.blockNumber),
      ]
      return .json(Array(state.text().utf8))
    case "OPTIONS":
      return HTTPResponse(
        status: .noContent,
        headers: [
          ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS, POST"),
          ("Access-Control-Allow-Headers", "*"), ("Access-Control-Max-Age", "7200"),
        ])
    default:
      var response = refusal(
        "Calls are sent with POST; GET /health says whether the server lives.", .methodNotAllowed)
      response.headers.append(("Allow", "GET, HEAD, OPTIONS, POST"))
      return response
    }
  }

  private func refusal(_ reason: String, _ status: HTTPStatus) -> HTTPResponse {
    let body = RPCError.invalidRequest(reason).response(id: .null)
    return .json(Array(body.text().utf8), status: status)
  }
}
