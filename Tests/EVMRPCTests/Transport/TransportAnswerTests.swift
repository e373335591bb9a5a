import ChequerTesting
import EVMRPC
import EmbeddedChain
import Testing

@Suite struct `An answer` {
  private let transport = CurlTransport()

  private func answer(_ head: String, _ body: [UInt8] = []) -> EndpointFault {
    EndpointFault("an answer") { _ in
      [.send(Array("\(head)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)]
    }
  }

  @Test func `comes back as the endpoint gave it`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let answer = try await transport.ask(try await chain.url)
    #expect(answer.status == 200)
    #expect(answer.contentType == "application/json")
    #expect(answer.retryAfter == nil)
    #expect(answer.text == chainIDAnswer)
  }

  @Test func `belongs to its request, of however many`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let url = try EndpointURL(parsing: try await chain.url)
    let results = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for id in 0..<200 {
        group.addTask { [transport] in
          let call = #"{"jsonrpc":"2.0","id":\#(id),"method":"eth_blockNumber","params":[]}"#
          return (id, try await transport.send(Array(call.utf8), to: url).text)
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(results.count == 200)
    for (id, text) in results {
      #expect(text == #"{"jsonrpc":"2.0","id":\#(id),"result":"0x0"}"#)
    }
  }

  @Test(arguments: [400, 401, 403, 404, 413, 429, 500, 502, 503, 504])
  func `of an error's status is an answer`(_ status: Int) async throws {
    let chain = try EmbeddedChain(chainID: 199)
    chain.endpoint.fail(
      .http(status, headers: ["Retry-After": "7", "Content-Type": "text/plain"], body: "no"))
    let answer = try await transport.ask(try await chain.url)
    #expect(
      answer
        == HTTPAnswer(
          status: status, retryAfter: "7", contentType: "text/plain", body: Array("no".utf8)))
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `of a redirect is none, and is not followed`(_ status: Int) async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let other = try LoopbackServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    chain.endpoint.fail(.http(status, headers: ["Location": other.url]), times: 1)
    let url = try await chain.url
    #expect(try await transport.failure(url) == .redirected(status: status))
    #expect(try await transport.ask(url).text == chainIDAnswer)
    #expect(other.openedCount == 0)
  }

  @Test func `has the last head's fields when interim answers come before`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let early = "HTTP/1.1 103 Early Hints\r\nRetry-After: 1\r\nContent-Type: a/b\r\n\r\n"
    chain.endpoint.fail(answer("\(early)HTTP/1.1 200 OK", [0x7b, 0x7d]))
    let answer = try await transport.ask(try await chain.url)
    #expect(answer == HTTPAnswer(status: 200, body: [0x7b, 0x7d]))
  }

  @Test func `has no fields that are no plain text, or endless`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let url = try await chain.url
    for value in ["\u{1b}[31mred", String(repeating: "9", count: 201), "caf\u{e9}"] {
      chain.endpoint.fail(answer("HTTP/1.1 429 X\r\nRetry-After: \(value)"), times: 1)
      #expect(try await transport.ask(url) == HTTPAnswer(status: 429, body: []))
    }
    chain.endpoint.fail(
      answer("HTTP/1.1 429 X\r\nRETRY-AFTER:\t Wed, 21 Oct 2026 07:28:00 GMT \t"), times: 1)
    #expect(try await transport.ask(url).retryAfter == "Wed, 21 Oct 2026 07:28:00 GMT")
  }

  @Test func `that ends with its connection is whole`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\n\r\n{\"a\":1}")
    }
    #expect(try await transport.ask(server.url).text == "{\"a\":1}")
  }

  // MARK: Compression

  /// `gzip.compress(b'{"jsonrpc":"2.0","id":1,"result":"0xc7"}', mtime=0)` of Python 3.11.
  private static let gzipped = bytes(
    """
    1f8b0800000000000203ab56ca2acecf2b2a4856b25232d23350d251ca4c51b232d4512a4a2d2ecd29018a1a\
    54249b2bd50200b604f52128000000
    """)

  /// 64 KiB of zeros, which may be repeated: `zlib.compressobj(9, zlib.DEFLATED, -15)` of Python 3.11,
  /// `compress(bytes(65536)) + flush(zlib.Z_FULL_FLUSH)`.
  private static let zeros =
    bytes("ecc101010000008090feafee080a") + [UInt8](repeating: 0, count: 62)
    + bytes("6a000000ffff")

  private static func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
      UInt8(hex.dropFirst($0).prefix(2), radix: 16)
    }
  }

  @Test func `is decompressed`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    chain.endpoint.fail(answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", Self.gzipped))
    #expect(try await transport.ask(try await chain.url).text == chainIDAnswer)
  }

  @Test func `that is not compressed as it says is refused`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    let url = try await chain.url
    chain.endpoint.fail(.corruptGzip, times: 1)
    #expect(try await transport.failure(url) == .undecodable)
    chain.endpoint.fail(answer("HTTP/1.1 200 OK\r\nContent-Encoding: own", [1, 2]), times: 1)
    #expect(try await transport.failure(url) == .undecodable)
    var damaged = Self.gzipped
    damaged[20] ^= 0xff
    chain.endpoint.fail(answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", damaged), times: 1)
    #expect(try await transport.failure(url) == .undecodable)
    #expect(try await transport.ask(url).text == chainIDAnswer)
  }

  @Test func `that decompresses without end is refused at the limit`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
      connection.send(Self.bytes("1f8b08000000000000ff"))
      // Nothing but the client ends it.
      while connection.send(Self.zeros) {}
    }
    let limit = Deadlines(byteLimit: 1 << 20)
    #expect(try await transport.failure(server.url, within: limit) == .tooLarge(limit: 1 << 20))
    #expect(await eventually { server.endedCount == 1 })
  }

  // MARK: Size

  @Test func `of just the limit is taken, and a byte more is refused`() async throws {
    let chain = try EmbeddedChain(chainID: 199)
    chain.endpoint.fail(.oversized(100_000))
    let url = try await chain.url
    let enough = Deadlines(byteLimit: 100_000)
    #expect(try await transport.ask(url, within: enough).body.count == 100_000)
    let short = Deadlines(byteLimit: 99_999)
    #expect(try await transport.failure(url, within: short) == .tooLarge(limit: 99_999))
    let none = Deadlines(byteLimit: -1)
    #expect(try await transport.failure(url, within: none) == .tooLarge(limit: 0))
  }

  @Test(arguments: ["Content-Length: 99999999999", "Transfer-Encoding: chunked", "X: y"])
  func `without end is refused at the limit`(_ length: String) async throws {
    let piece = [UInt8](repeating: 0x20, count: 4096)
    let isChunked = length.hasSuffix("chunked")
    let server = try LoopbackServer { connection in
      _ = connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n\r\n")
      while connection.send(isChunked ? Array("1000\r\n".utf8) + piece + [13, 10] : piece) {}
    }
    let limit = Deadlines(byteLimit: 1 << 20)
    #expect(try await transport.failure(server.url, within: limit) == .tooLarge(limit: 1 << 20))
    #expect(await eventually { server.endedCount == 1 })
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n"])
  func `whose head has no end is refused`(_ start: String) async throws {
    let isInterim = start.contains("100")
    let server = try LoopbackServer { connection in
      _ = connection.readHead()
      connection.send(start)
      while connection.send(isInterim ? start : "X-Field: value\r\n") {}
    }
    #expect(try await transport.failure(server.url) == .tooLarge(limit: 262_144))
    #expect(await eventually { server.endedCount == 1 })
  }
}
