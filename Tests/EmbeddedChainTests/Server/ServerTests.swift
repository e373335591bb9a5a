import EmbeddedChain
import ExactJSON
import Testing

@Suite(.serialized) struct `The server of a chain` {
  private func withServer(
    _ options: ServerOptions = ServerOptions(port: 0),
    _ body: @Sendable (DevelopmentServer) async throws -> Void
  ) async throws {
    let server = try await DevelopmentServer.start(DevelopmentChain(), options)
    do { try await body(server) } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private static let blockNumber =
    #"{"jsonrpc":"2.0","id":7,"method":"eth_blockNumber","params":[]}"#
  private static let answer = #"{"jsonrpc":"2.0","id":7,"result":"0x0"}"#

  @Test func `many calls go over one connection`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      for _ in 0..<200 {
        let response = client.post(Self.blockNumber)
        #expect(response?.status == 200)
        #expect(response?.body == Self.answer)
      }
    }
  }

  @Test func `requests that come together are answered in order`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      let calls = (0..<50).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"net_version"}"# }
      client.send(
        calls.map {
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \($0.utf8.count)\r\n\r\n\($0)"
        }.joined())
      for number in 0..<50 {
        #expect(client.readResponse()?.body.contains("\"id\":\(number),") == true)
      }
    }
  }

  @Test func `a request may come in pieces and in chunks`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      let body = Self.blockNumber
      client.send("\r\nPOST / HTTP/1.1\r\nHo")
      try await Task.sleep(for: .milliseconds(20))
      client.send("st: 127.0.0.1:\(server.port)\r\nTransfer-Encoding: chunked\r\n\r\n")
      for piece in [body.prefix(10), body.dropFirst(10)] {
        client.send("\(String(piece.utf8.count, radix: 16));x=y\r\n\(piece)\r\n")
        try await Task.sleep(for: .milliseconds(20))
      }
      client.send("0\r\nTrailer: x\r\n\r\n")
      #expect(client.readResponse()?.body == Self.answer)
      #expect(client.post(body)?.body == Self.answer)
    }
  }

  @Test(arguments: [
    ("garbage\r\n\r\n", 400), ("GET\r\n\r\n", 400), ("POST / HTTP/1.1\r\n\r\n", 400),
    ("POST / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1x\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n", 413),
    (
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      400
    ),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n", 400),
    ("\u{0}\u{1}\u{2}\u{3}\r\n\r\n", 400),
  ]) func `malformed HTTP is refused and the server lives on`(
    _ row: (request: String, status: Int)
  ) async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      client.send(row.request)
      #expect(client.readToEnd().hasPrefix("HTTP/1.1 \(row.status) "), "\(row.request)")
      #expect(try RawClient(port: server.port).post(Self.blockNumber)?.body == Self.answer)
    }
  }

  @Test func `a head without end is refused`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      client.send("POST / HTTP/1.1\r\nX: " + String(repeating: "x", count: 100_000))
      #expect(client.readToEnd().hasPrefix("HTTP/1.1 431 "))
    }
  }

  @Test func `a body above the limit is refused, also under a client that sends it all`()
    async throws
  {
    try await withServer(ServerOptions(port: 0, bodyLimit: 1000)) { server in
      let client = try RawClient(port: server.port)
      let response = client.post(String(repeating: " ", count: 3_000_000))
      #expect(response?.status == 413)
      #expect(response?.body.contains("-32600") == true)
    }
  }

  @Test func `a million calls in a batch are refused`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      let batch = "[" + String(repeating: "1,", count: 999_999) + "1]"
      let response = client.post(batch)
      #expect(response?.status == 200)
      #expect(response?.body.contains("batch too large: it has 1000000 calls") == true)
      #expect(client.post(Self.blockNumber)?.body == Self.answer)
    }
  }

  @Test func `deep nesting is refused`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      for text in ["[", "{\"a\":"] {
        let response = client.post(String(repeating: text, count: 1_000_000))
        #expect(response?.body.contains("-32700") == true)
      }
      #expect(client.post(Self.blockNumber)?.body == Self.answer)
    }
  }

  @Test func `a slow client is told so and cut off`() async throws {
    let options = ServerOptions(port: 0, requestTimeout: .milliseconds(200))
    try await withServer(options) { server in
      let client = try RawClient(port: server.port)
      client.send("POST / HTTP/1.1\r\nHost: local")
      #expect(client.readToEnd().hasPrefix("HTTP/1.1 408 "))
      let other = try RawClient(port: server.port)
      other.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
      #expect(other.readToEnd().hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `a client does not pay for the time that an answer takes`() async throws {
    let chain = try DevelopmentChain(ChainOptions(gasLimit: 300_000_000))
    let options = ServerOptions(
      port: 0, requestTimeout: .milliseconds(60), idleTimeout: .seconds(60))
    let server = try await DevelopmentServer.start(chain, options)
    let client = try RawClient(port: server.port)
    // Jumps back and forth until its gas is used up.
    let loop = "0x" + String(repeating: "78", count: 20)
    _ = try chain.call("anvil_setCode", [.string(loop), "0x5b5f56"])
    let call: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "eth_call", "params": [["to": .string(loop)]],
    ]
    let begun = ContinuousClock.now
    #expect(client.post(call.text())?.body.contains("out of gas") == true)
    #expect(ContinuousClock.now - begun > .milliseconds(60))
    #expect(client.post(Self.blockNumber)?.status == 200)
    await server.stop()
  }

  @Test func `an idle connection is closed`() async throws {
    let options = ServerOptions(port: 0, idleTimeout: .milliseconds(200))
    try await withServer(options) { server in
      let client = try RawClient(port: server.port)
      #expect(client.post(Self.blockNumber)?.status == 200)
      #expect(client.readToEnd() == "")
    }
  }

  @Test(arguments: [
    ("localhost", 200), ("127.0.0.1:8545", 200), ("[::1]:1", 200), ("app.localhost:80", 200),
    ("LOCALHOST.", 200), ("evil.example", 403), ("127.0.0.1.evil.example", 403),
    ("localhost:x", 403), ("10.0.0.1", 403), ("", 403),
  ]) func `only this machine's names may stand in Host`(
    _ row: (host: String, status: Int)
  ) async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      client.send("GET /health HTTP/1.1\r\nHost: \(row.host)\r\n\r\n")
      #expect(client.readResponse()?.status == row.status, "\(row.host)")
    }
  }

  @Test func `browsers are answered as the options say`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      let response = client.post(
        Self.blockNumber, headers: "Origin: http://localhost:3000\r\n")
      #expect(response?.head.contains("Access-Control-Allow-Origin: *") == true)
      client.send("OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a.example\r\n\r\n")
      let preflight = client.readResponse()
      #expect(preflight?.status == 204)
      #expect(preflight?.head.contains("Access-Control-Allow-Headers: *") == true)
    }
    try await withServer(ServerOptions(port: 0, allowedOrigin: "http://localhost:3000")) { server in
      let client = try RawClient(port: server.port)
      let response = client.post(Self.blockNumber, headers: "Origin: http://a.example\r\n")
      #expect(response?.head.contains("Access-Control-Allow-Origin") == false)
    }
  }

  @Test func `other methods are refused, and HEAD has no body`() async throws {
    try await withServer { server in
      let client = try RawClient(port: server.port)
      client.send("DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(client.readResponse()?.status == 405)
      client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      let head = client.readToEnd()
      #expect(head.hasPrefix("HTTP/1.1 200 ") && head.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `connections above the limit are closed and make room when others end`()
    async throws
  {
    try await withServer(ServerOptions(port: 0, connectionLimit: 2)) { server in
      var first: RawClient? = try RawClient(port: server.port)
      let second = try RawClient(port: server.port)
      #expect(first?.post(Self.blockNumber)?.status == 200)
      #expect(second.post(Self.blockNumber)?.status == 200)
      #expect(try RawClient(port: server.port).post(Self.blockNumber) == nil)
      first = nil
      try await Task.sleep(for: .milliseconds(100))
      #expect(try RawClient(port: server.port).post(Self.blockNumber)?.status == 200)
    }
  }

  @Test func `a port in use is named`() async throws {
    try await withServer { server in
      await #expect(throws: ServerError.portInUse(server.port)) {
        try await DevelopmentServer.start(server.chain, ServerOptions(port: server.port))
      }
    }
  }

  @Test func `stopping ends open connections`() async throws {
    let server = try await DevelopmentServer.start(DevelopmentChain(), ServerOptions(port: 0))
    let client = try RawClient(port: server.port)
    #expect(client.post(Self.blockNumber)?.status == 200)
    await server.stop()
    await server.stop()
    #expect(client.readToEnd() == "")
    #expect(throws: ClientFailure.self) { try RawClient(port: server.port) }
  }
}
