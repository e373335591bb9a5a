import EVMPrimitives
import ExactJSON

/// What an answer of HTTP says to the requests of one body.
///
/// The body is read first, whatever the status: nodes send results with 4xx, and errors with 200. Only
/// where the body is no JSON-RPC, the status counts.
enum Reply {
  /// For each request its result, or why there is none.
  case outcomes([Result<JSONValue, Setback>])
  /// The endpoint does not take the requests as a batch, or not so many; or their answers are too
  /// large for one body.
  case batchRefused(Setback, isLasting: Bool)

  /// - Parameters:
  ///   - endpoint: Its name.
  ///   - now: Seconds since 1970, for dates to wait until.
  init(_ answer: HTTPAnswer, to body: RequestBody, by endpoint: String, now: Int64) {
    let reader = ReplyReader(
      body: body, endpoint: endpoint, status: answer.status,
      pause: answer.retryAfter.flatMap { RetryAfter.parse($0, now: now) })
    self = reader.read(answer.body)
  }
}

private struct ReplyReader {
  let body: RequestBody
  let endpoint: String
  let status: Int
  /// What `Retry-After` asks for.
  let pause: Duration?

  func read(_ bytes: [UInt8]) -> Reply {
    let root: JSONValue
    do { root = try JSONDocument(parsing: bytes).root } catch {
      return withoutMembers(unreadable(bytes, because: error.description))
    }
    if let elements = root.elements { return members(Array(elements)) }
    guard isMember(root) else {
      let meaning = NodeError(root).meaning(for: "", by: endpoint)
      switch meaning.failure {
      case .rateLimited, .transport: return whole(adjusted(meaning))
      default:
        return withoutMembers(unreadable(bytes, because: "It is JSON, but not JSON-RPC."))
      }
    }
    if body.requests.count > 1, let error = error(of: root) { return refusal(error) }
    return members([root])
  }

  /// Matches the members of an answer with the requests, in whatever order they come.
  private func members(_ members: [JSONValue]) -> Reply {
    var found = [JSONValue?](repeating: nil, count: body.requests.count)
    var repeated: Set<Int> = []
    var strays: [JSONValue] = []
    for member in members {
      guard let index = body.index(of: member["id"]) else {
        strays.append(member)
        continue
      }
      if found[index] != nil { repeated.insert(index) }
      found[index] = member
    }
    // An error about the whole has no id, or, from geth, that of the first call.
    if body.requests.count > 1 {
      if found.allSatisfy({ $0 == nil }), strays.count == 1, let error = error(of: strays[0]) {
        return refusal(error)
      }
      if found.count(where: { $0 != nil }) == 1, let member = found.compactMap({ $0 }).first,
        let error = error(of: member), NodeError(error).words.contains("batch")
      {
        return refusal(error)
      }
    } else if found[0] == nil, strays.count == 1, strays[0]["id"]?.isNull ?? true,
      error(of: strays[0]) != nil
    {
      found[0] = strays[0]
    }
    return .outcomes(
      body.requests.indices.map { index in
        if repeated.contains(index) {
          return .failure(malformed(index, "Two answers have its id.", mayPass: true))
        }
        guard let member = found[index] else { return .failure(missing(index, strays)) }
        return outcome(of: member, at: index)
      })
  }

  // MARK: One member

  private func outcome(of member: JSONValue, at index: Int) -> Result<JSONValue, Setback> {
    let method = body.requests[index].method
    if let error = error(of: member) {
      if let result = member["result"], !result.isNull {
        return .failure(malformed(index, "It has a result and an error."))
      }
      return .failure(adjusted(NodeError(error).meaning(for: method, by: endpoint)))
    }
    guard let result = member["result"] else {
      return .failure(malformed(index, "It has neither a result nor an error."))
    }
    if method == "eth_call", let data = RevertData.isResult(result) {
      return .failure(Setback(failure: .reverted(data: data, message: "execution reverted")))
    }
    return .success(result)
  }

  /// The error of a member; `null` is none, as in JSON-RPC 1.0.
  private func error(of member: JSONValue) -> JSONValue? {
    member["error"].flatMap { $0.isNull ? nil : $0 }
  }

  private func isMember(_ value: JSONValue) -> Bool {
    guard value.kind == .object else { return false }
    // Gateways have errors of their own, such as {"error": "…"}, which are of the status's kind.
    return value["result"] != nil || value["jsonrpc"] != nil || value["id"] != nil
      || value["error"]?.kind == .object
  }

  private func malformed(_ index: Int, _ reason: String, mayPass: Bool = false) -> Setback {
    Setback(
      failure: .malformed(method: body.requests[index].method, reason: reason), mayPass: mayPass)
  }

  private func missing(_ index: Int, _ strays: [JSONValue]) -> Setback {
    guard body.requests.count == 1 else {
      return Setback(
        failure: .transport(
          endpoint: endpoint,
          reason: "Its answer to a batch lacks that to \(body.requests[index].method)."),
        mayPass: true)
    }
    return strays.isEmpty
      ? malformed(index, "It is an empty list.", mayPass: true)
      : malformed(index, "It has another request's id, or none.", mayPass: true)
  }

  // MARK: The whole

  /// The same for each request.
  private func whole(_ setback: Setback) -> Reply {
    .outcomes(body.requests.map { _ in .failure(setback) })
  }

  /// The same for each request, unless the status may be about their number.
  private func withoutMembers(_ setback: Setback) -> Reply {
    body.requests.count > 1 && [400, 413, 422].contains(status)
      ? .batchRefused(setback, isLasting: status != 413) : whole(setback)
  }

  /// What an error in the place of a batch's answer means: that the batch was not taken, unless it is
  /// about who asks or how often.
  private func refusal(_ error: JSONValue) -> Reply {
    let error = NodeError(error)
    let setback = adjusted(error.meaning(for: "batch", by: endpoint))
    guard !error.words.contains("batch") else { return .batchRefused(setback, isLasting: true) }
    switch setback.failure {
    case .rateLimited, .transport: return whole(setback)
    default: return .batchRefused(setback, isLasting: true)
    }
  }

  /// A setback of the body with what the head of the answer adds to it.
  private func adjusted(_ setback: Setback) -> Setback {
    switch (setback.failure, status) {
    case (.rateLimited(let endpoint, nil), _):
      Setback(failure: .rateLimited(endpoint: endpoint, retryAfter: pause), mayPass: true)
    case (.node, 429):
      Setback(failure: .rateLimited(endpoint: endpoint, retryAfter: pause), mayPass: true)
    case (.node(_, let message), 401), (.node(_, let message), 403):
      Setback(failure: .wantsKey(endpoint, quoted(message, limit: 100)))
    case (.node, 502...504): Setback(failure: setback.failure, mayPass: true)
    default: setback
    }
  }

  /// What an answer without JSON-RPC means.
  ///
  /// - Parameter reason: Why the body cannot be read.
  private func unreadable(_ bytes: [UInt8], because reason: String) -> Setback {
    let start = bytes.first { $0 > 0x20 }
    let body =
      start == nil
      ? "The answer is empty."
      : start == UInt8(ascii: "<") ? "The answer is a page for people." : reason
    func failed(_ reason: String, mayPass: Bool) -> Setback {
      Setback(failure: .transport(endpoint: endpoint, reason: reason), mayPass: mayPass)
    }
    switch status {
    case 429:
      return Setback(failure: .rateLimited(endpoint: endpoint, retryAfter: pause), mayPass: true)
    case 503 where pause != nil:
      return Setback(failure: .rateLimited(endpoint: endpoint, retryAfter: pause), mayPass: true)
    case 401, 403, 407: return Setback(failure: .wantsKey(endpoint, "HTTP \(status)"))
    case 402:
      return failed("Its plan is used up (HTTP 402); give another endpoint.", mayPass: false)
    case 404, 410:
      return failed(
        "Nothing is at its path (HTTP \(status)); check its URL to the end.", mayPass: false)
    case 405, 415, 501:
      return failed(
        "It takes no JSON-RPC there (HTTP \(status)); check its URL to the end.", mayPass: false)
    case 413:
      return failed("The request is too large for it (HTTP 413); ask for less.", mayPass: false)
    case 408, 425, 500...:
      return failed("\(body) HTTP \(status) says that it is in trouble itself.", mayPass: true)
    case 400...: return failed("\(body) It refuses the request (HTTP \(status)).", mayPass: false)
    default: return failed(body, mayPass: true)
    }
  }
}
