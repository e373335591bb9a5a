import EVMRPC
import TestThreads
import Testing

@Suite(.ownThreads) struct `A request` {
  private let transport = CurlTransport()
  private let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

  @Test func `has the headers of JSON-RPC and no others`() async throws {
    let server = try LoopbackServer(answering: answer)
    _ = try await transport.ask(server.url + "/key?x=%20y")
    #expect(
      server.heads == [
        """
        POST /key?x=%20y HTTP/1.1\r
        Host: 127.0.0.1:\(server.port)\r
        User-Agent: chequer\r
        Accept-Encoding: gzip\r
        Content-Type: application/json\r
        Accept: application/json\r
        Content-Length: \(chainIDCall.count)
        """
      ])
  }

  @Test func `carries the credentials of its URL in a header`() async throws {
    let server = try LoopbackServer(answering: answer)
    _ = try await transport.ask("http://user:pa%3Ass@127.0.0.1:\(server.port)")
    // printf 'user:pa:ss' | base64
    #expect(server.heads[0].contains("\r\nAuthorization: Basic dXNlcjpwYTpzcw==\r\n"))
    #expect(server.heads[0].hasPrefix("POST / HTTP/1.1\r\n"))
  }

  @Test func `goes to its path as it is written`() async throws {
    let server = try LoopbackServer(answering: answer)
    _ = try await transport.ask(server.url + "/a/../b/./c//d")
    _ = try await transport.ask(server.url + "?only=query")
    #expect(server.heads[0].hasPrefix("POST /a/../b/./c//d HTTP/1.1\r\n"))
    #expect(server.heads[1].hasPrefix("POST /?only=query HTTP/1.1\r\n"))
  }

  @Test func `uses the connection of those before it`() async throws {
    let server = try LoopbackServer(answering: answer)
    for _ in 0..<20 { _ = try await transport.ask(server.url) }
    #expect(server.heads.count == 20)
    #expect(server.openedCount == 1)
  }

  @Test func `takes another connection when the server has ended the one it kept`() async throws {
    let server = try LoopbackServer { connection in
      guard connection.readHead() != nil else { return }
      connection.send(answer)
    }
    for count in 1...3 {
      #expect(try await transport.ask(server.url).status == 200)
      #expect(await eventually { server.endedCount == count })
      // The end takes a moment to arrive; a request that crosses it is interrupted.
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  @Test func `is sent once, also when the connection that was kept ends without an answer`()
    async throws
  {
    let server = try LoopbackServer { connection in
      guard connection.readHead() != nil else { return }
      connection.send(answer)
      _ = connection.readHead()
    }
    #expect(try await transport.ask(server.url).status == 200)
    #expect(try await transport.failure(server.url) == .interrupted)
    #expect(server.heads.count == 2)
  }

  @Test func `of megabytes arrives whole, without asking for leave first`() async throws {
    let server = try LoopbackServer(answering: answer)
    let body = [UInt8](repeating: 0x20, count: 5_000_000)
    let url = try EndpointURL(parsing: server.url)
    #expect(try await transport.send(body, to: url).status == 200)
    #expect(server.heads[0].hasSuffix("Content-Length: 5000000"))
    #expect(!server.heads[0].contains("Expect"))
  }

  @Test func `without a body is one too`() async throws {
    let server = try LoopbackServer(answering: answer)
    let url = try EndpointURL(parsing: server.url)
    #expect(try await transport.send([], to: url).status == 200)
    #expect(server.heads[0].hasSuffix("Content-Length: 0"))
  }

  @Test func `goes over any of several transports`() async throws {
    let server = try LoopbackServer(answering: answer)
    for _ in 0..<5 { #expect(try await CurlTransport().ask(server.url).text == "{}") }
    #expect(try await CurlTransport.shared.ask(server.url).text == "{}")
    // A transport that nobody has any more closes its connections.
    #expect(await eventually { server.endedCount >= 5 })
  }
}
