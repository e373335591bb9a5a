import EVMPrimitives
import EVMRPC
import ExactJSON
import Testing

@Suite struct `An answer of an endpoint` {
  private func failure(
    _ answer: @escaping @Sendable (SentBody) throws -> HTTPAnswer, date: Int64 = 0,
    at url: String = "https://node.example/"
  ) async throws -> RPCFailure? {
    let client = try RPCClient.scripted(ScriptedTransport(answer), at: url, date: date)
    return try await client.failure(of: .chainID)
  }

  // MARK: The body counts first

  @Test(arguments: [200, 201, 400, 403, 429, 500, 503])
  func `a result counts, whatever the status`(_ status: Int) async throws {
    let client = try RPCClient.scripted(
      ScriptedTransport { body in
        var answer = HTTPAnswer.results(#""0xc7""#, to: body)
        answer.status = status
        return answer
      })
    #expect(try await client.ask(.chainID) == 199)
  }

  @Test func `an error counts, whatever the status`() async throws {
    for status in [200, 400, 404, 500] {
      let found = try await failure {
        .error(#"{"code":-32000,"message":"nonce too low"}"#, to: $0, status: status)
      }
      #expect(found == .node(code: -32000, message: "nonce too low"))
    }
  }

  @Test(arguments: [
    (#"{"id":1,"result":"0xc7","error":null}"#, UInt64(199)),
    (#"{"id":"1","result":"0xc7"}"#, 199), (#"{"id":1,"jsonrpc":"1.0","result":"0xc7"}"#, 199),
    (#"[{"id":1,"result":"0xc7"}]"#, 199), ("\n {\"id\":1,\"result\":199}\n", 199),
  ])
  func `is read as tolerantly as nodes differ`(_ body: String, _ value: UInt64) async throws {
    let client = try RPCClient.scripted(ScriptedTransport({ _ in .text(body) }))
    #expect(try await client.ask(.chainID) == value)
  }

  @Test(arguments: [
    (#"{"id":1,"result":"0xc7","error":{"code":1,"message":"m"}}"#, "a result and an error"),
    (#"{"id":1,"jsonrpc":"2.0"}"#, "neither a result nor an error"),
    (#"{"id":1,"error":null}"#, "neither a result nor an error"),
    (#"{"id":2,"result":"0xc7"}"#, "another request's id"),
    (#"{"result":"0xc7"}"#, "another request's id, or none"),
    (#"{"id":null,"result":"0xc7"}"#, "another request's id, or none"),
    ("[]", "an empty list"),
    (#"{"id":1,"result":null}"#, "Expected"), (#"{"id":1,"result":"0x"}"#, "no quantity"),
    (
      #"{"id":1,"result":"0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#,
      ""
    ),
  ])
  func `that is none is malformed`(_ body: String, _ reason: String) async throws {
    let found = try await failure { _ in .text(body) }
    guard case .malformed("eth_chainId", let words)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(reason.isEmpty || words.contains(reason), "\(words)")
  }

  @Test(arguments: [
    "", " \n", "<!DOCTYPE html><html></html>", "OK", "{", #"{"id":1,"result":"0xc7""#, "null",
    "[[[", #"{"id":1,"id":1,"result":"0xc7"}"#, #"{"status":"ok"}"#,
    String(repeating: "[", count: 100_000), "\u{feff}{}",
  ])
  func `that is no JSON-RPC is an endpoint's failure, with 200 as well`(_ body: String) async throws
  {
    guard case .transport("https://node.example", _)? = try await failure({ _ in .text(body) })
    else {
      Issue.record("\(body.prefix(50))")
      return
    }
  }

  @Test func `with an error about no request counts for the only one`() async throws {
    let found = try await failure { _ in
      .text(#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"parse error"},"id":null}"#)
    }
    #expect(found == .node(code: -32700, message: "parse error"))
  }

  @Test func `with an error that is only a text is an error`() async throws {
    let found = try await failure { _ in .text(#"{"id":1,"error":"no such thing"}"#) }
    #expect(found == .node(code: 0, message: "no such thing"))
  }

  // MARK: Then the status

  @Test(arguments: [401, 403])
  func `that is forbidden says that the endpoint wants a key`(_ status: Int) async throws {
    for body in ["", "<html>", "{}", #"{"message":"Forbidden"}"#] {
      let found = try #require(try await failure { _ in .text(body, status: status) })
      #expect(
        found.description
          == "https://node.example gave no answer: It wants a key that it knows (HTTP \(status)); check the one in its URL, or give another endpoint."
      )
    }
    let infura = try #require(
      try await failure {
        .error(
          #"{"code":-32002,"message":"rejected due to project ID settings"}"#, to: $0,
          status: status)
      })
    #expect(infura.description.contains("It wants a key that it knows ('rejected due"))
  }

  @Test(arguments: [
    (402, "plan is used up"), (404, "Nothing is at its path"), (405, "takes no JSON-RPC there"),
    (413, "too large"), (418, "refuses the request"), (500, "in trouble"), (502, "in trouble"),
    (520, "in trouble"), (599, "in trouble"),
  ])
  func `without a body is what its status says`(_ status: Int, _ words: String) async throws {
    let found = try #require(
      try await failure { _ in .text("<html>nginx</html>", status: status) })
    #expect(found.description.contains(words), "\(found)")
  }

  @Test(arguments: [
    (200, #"{"code":429,"message":"Too many requests"}"#),
    (200, #"{"code":-32005,"message":"daily request count exceeded, request rate limited"}"#),
    (200, #"{"code":-32007,"message":"50/second request limit reached"}"#),
    (200, #"{"code":-32012,"message":"credits limited to 1000/sec"}"#),
    (200, #"{"code":-32016,"message":"over rate limit"}"#),
    (200, #"{"code":"429","message":"slow"}"#),
    (429, #"{"code":-32000,"message":"no"}"#), (400, #"{"code":429,"message":"no"}"#),
    (
      200,
      #"{"code":-32000,"message":"Your app has exceeded its compute units per second capacity"}"#
    ),
    (200, #"{"code":-32097,"message":"Rate limit reached"}"#),
    (200, #"{"code":-32005,"message":"limit exceeded"}"#),
    (200, #"{"code":-32090,"message":"Too many requests, reason: call rate limit exhausted"}"#),
  ])
  func `that is about the rate is a rate limit, wherever it says so`(
    _ status: Int, _ error: String
  ) async throws {
    let found = try await failure { .error(error, to: $0, status: status) }
    #expect(found == .rateLimited(endpoint: "https://node.example", retryAfter: nil))
  }

  @Test func `of a gateway about the rate is a rate limit`() async throws {
    for (status, body) in [
      (429, ""), (429, "<html>"), (200, #"{"message":"API rate limit exceeded"}"#),
      (200, #"{"error":"Too Many Requests"}"#),
    ] {
      let found = try await failure { _ in .text(body, status: status) }
      #expect(found == .rateLimited(endpoint: "https://node.example", retryAfter: nil))
    }
  }

  @Test func `with Infura's pause inside is a rate limit with that pause`() async throws {
    let found = try await failure {
      .error(
        #"{"code":-32005,"message":"project ID request rate exceeded","data":{"rate":{"allowed_rps":1,"backoff_seconds":29.5,"current_rps":3}}}"#,
        to: $0)
    }
    #expect(found == .rateLimited(endpoint: "https://node.example", retryAfter: .seconds(30)))
  }

  // MARK: Retry-After

  /// 1994-11-06 08:49:37 UTC is second 784111777 (RFC 9110's own example, by GNU date).
  @Test(arguments: [
    ("0", Duration.seconds(0)), ("7", .seconds(7)), (" 7 ", .seconds(7)),
    ("300", .seconds(300)), ("301", .seconds(300)), ("315360000", .seconds(300)),
    ("99999999999999999999999999", .seconds(300)),
    ("Sun, 06 Nov 1994 08:49:37 GMT", .seconds(37)),
    ("Sunday, 06-Nov-94 08:49:37 GMT", .seconds(37)),
    ("Sun Nov  6 08:49:37 1994", .seconds(37)), ("Sun, 06 Nov 1994 08:49:00 GMT", .zero),
    ("Mon, 01 Jan 1900 00:00:00 GMT", .zero), ("Fri, 31 Dec 2999 23:59:59 GMT", .seconds(300)),
    ("Sun, 06 Nov 1994 08:49:60 GMT", .seconds(60)),
  ])
  func `says in seconds or as a date how long to wait`(
    _ text: String, _ wait: Duration
  ) async throws {
    let found = try await failure(
      { _ in .text("", status: 429, retryAfter: text) }, date: 784_111_740)
    #expect(found == .rateLimited(endpoint: "https://node.example", retryAfter: wait))
  }

  @Test(arguments: [
    "-1", "+1", "1.5", "", "soon", "0x10", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT", "06 Nov 1994",
    "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:61:00 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    "Sun, 06 Nov 19944 08:49:37 GMT", "１２", String(repeating: "1", count: 100),
  ])
  func `says nothing that cannot be read`(_ text: String) async throws {
    let found = try await failure { _ in .text("", status: 429, retryAfter: text) }
    #expect(found == .rateLimited(endpoint: "https://node.example", retryAfter: nil))
  }

  @Test func `that is unavailable until a time is waited for as well`() async throws {
    let found = try await failure { _ in .text("", status: 503, retryAfter: "12") }
    #expect(found == .rateLimited(endpoint: "https://node.example", retryAfter: .seconds(12)))
  }

  // MARK: What is shown

  @Test func `does not show the key that its endpoint repeats`() async throws {
    let url =
      "https://user:hunter2hunter2@node.example:8545/v3/0123456789abcdef?token=deadbeefdeadbeef"
    for words in ["0123456789abcdef", "deadbeefdeadbeef", "hunter2hunter2"] {
      let found = try #require(
        try await failure(
          { .error(#"{"code":-32000,"message":"project \#(words) is not known"}"#, to: $0) },
          at: url))
      #expect(found == .node(code: -32000, message: "project … is not known"))
    }
    let unknown = try #require(
      try await failure({ _ in .text("", status: 403) }, at: url))
    #expect(unknown.description.hasPrefix("https://node.example:8545/… gave no answer: It wants"))
  }

  @Test func `never brings control characters to a terminal`() async throws {
    let found = try #require(
      try await failure {
        .error(#"{"code":-32000,"message":"\u001b[2J\u0007\u202eevil"}"#, to: $0)
      })
    #expect(
      found.description == "The node refuses the call: '{U+1B}[2J{U+7}{U+202E}evil' (code -32000).")
  }
}
