import ChequerTesting
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing

/// What is sent, byte for byte, of answers that fail as HTTP or as a connection.
@Suite struct `An endpoint with bad HTTP` {
  private let chain: EmbeddedChain
  private let client: LoopbackClient

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    client = try await LoopbackClient(chain.endpoint)
  }

  private let honest = #"{"jsonrpc":"2.0","id":7,"result":"0xc7"}"#

  /// The answer to `eth_chainId` with a fault.
  private func reply(
    _ fault: EndpointFault, timeout: Duration = .seconds(10)
  ) async -> LoopbackClient.Reply {
    chain.endpoint.recover()
    chain.endpoint.fail(fault)
    var client = client
    client.timeout = timeout
    return await client.call("eth_chainId")
  }

  // MARK: Connections

  @Test func `tells of more bytes than come`() async {
    let reply = await reply(.lengthBeyondBody, timeout: .milliseconds(500))
    #expect(reply.body == honest)
    #expect(reply.head.contains("Content-Length: 1040"))
    #expect(reply.end == .timedOut)
  }

  @Test func `sends spaces for as long as it likes, and the answer then`() async {
    let slow = await reply(.stalling(every: .seconds(10)), timeout: .milliseconds(500))
    #expect(slow.head.contains("Content-Length: 3640"))
    let whole = await reply(.stalling(20, every: .milliseconds(1)))
    #expect(whole.body == String(repeating: " ", count: 20) + honest)
  }

  @Test func `closes the connection behind an answer`() async {
    chain.endpoint.fail(.closing)
    let call = LoopbackClient.call("eth_chainId").text()
    let request = "POST / HTTP/1.1\r\nContent-Length: \(call.utf8.count)\r\n\r\n\(call)"
    #expect(await client.send(request + request).body.hasPrefix(honest))
    for _ in 0..<100 where chain.endpoint.requests.count < 2 {
      try? await Task.sleep(for: .milliseconds(1))
    }
    #expect(chain.endpoint.requests.count == 1)
  }

  // MARK: Framing

  @Test func `sends interim answers first`() async {
    let reply = await reply(.interimAnswers)
    #expect(
      reply.text.hasPrefix(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 "))
    #expect(
      reply.text.hasSuffix("Content-Length: 40\r\nContent-Type: application/json\r\n\r\n\(honest)"))
  }

  @Test func `sends chunks, good and bad`() async {
    let good = await reply(.chunked(by: 32))
    #expect(good.head.contains("Transfer-Encoding: chunked"))
    #expect(good.body == "20\r\n\(honest.prefix(32))\r\n8\r\n\(honest.dropFirst(32))\r\n0\r\n\r\n")
    let bad = await reply(.badChunks)
    #expect(bad.body == "zz\r\n" + honest && bad.end == .closed)
    let boundless = await reply(.boundlessChunk)
    #expect(boundless.body == "fffffffffffffff0\r\n" + honest && boundless.end == .closed)
    let endless = await reply(.endlessChunks)
    #expect(endless.body == "28\r\n\(honest)\r\n" && endless.end == .closed)
  }

  @Test func `tells a wrong length, two, none, or one that is no number`() async {
    let short = await reply(.lengthWithinBody)
    #expect(short.head.contains("Content-Length: 20") && short.body == honest)
    let two = await reply(.twoLengths)
    #expect(two.head.hasSuffix("Content-Length: 40\r\nContent-Length: 20"))
    #expect(await reply(.badLength).head.contains("Content-Length: -1"))
    let none = await reply(.unknownLength)
    #expect(!none.head.contains("Content-Length") && none.body == honest && none.end == .closed)
  }

  @Test func `sends a head of a megabyte`() async {
    let reply = await reply(.oversizedHead(1_000_000))
    #expect(reply.head.utf8.count > 1_000_000 && reply.body == honest)
  }

  // MARK: HTTP

  @Test func `refuses under a status before anything is done`() async throws {
    let send: JSON = [["from": .string(chain.renter.address.hex)]]
    for fault in [EndpointFault.http(429), .page(503), .redirect(to: "/"), .html()] {
      chain.endpoint.recover()
      chain.endpoint.fail(fault)
      #expect(await client.call("eth_sendTransaction", send).status != nil)
      #expect(chain.development.blockNumber == 0)
    }
  }

  @Test func `gives up at the gateway while the node works on`() async {
    chain.endpoint.fail(.gatewayTimeout)
    let reply = await client.call(
      "eth_sendTransaction",
      [["from": .string(chain.renter.address.hex), "to": .string(chain.host.address.hex)]])
    #expect(reply.status == 504)
    #expect(chain.development.blockNumber == 1)
  }

  @Test func `shows a key that it does not know`() async {
    let reply = await reply(.unauthorized(showing: "k3y"))
    #expect(reply.status == 401)
    #expect(reply.body.contains("https://user:k3y@rpc.example/v3/k3y"))
  }

  @Test func `answers under another status or type, or with none of a body`() async {
    let refused = await reply(.status(400))
    #expect(refused.status == 400 && refused.body == honest)
    let empty = await reply(.noContent)
    #expect(empty.text == "HTTP/1.1 204 No Content\r\n\r\n")
    let plain = await reply(.plainText)
    #expect(plain.head.contains("Content-Type: text/plain") && plain.body == honest)
    #expect(await reply(.unknownEncoding).head.contains("Content-Encoding: compress-o-matic"))
  }

  // MARK: Compression

  @Test func `begins as gzip does, and goes on with a block that there is not`() async {
    let reply = await reply(.gzipNonsense)
    #expect(reply.head.contains("Content-Encoding: gzip"))
    let body = reply.bytes.dropFirst(reply.head.utf8.count + 4)
    #expect(body.starts(with: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 7]))
  }

  /// The bytes and sizes are such that `gzip -t` 1.12 and Python's `gzip.decompress` take them, and the
  /// checksum is Python's `zlib.crc32(b" " * spaces + honest)`.
  @Test(arguments: [
    (2_000, UInt32(0x1d0a_7518), 1, 70), (2_200, 0x1805_f4af, 2_065, 83),
    (6_300, 0x4665_4321, 6_193, 109), (256 << 20, 0xec54_10a2, 268_433_521, 1_690_785),
  ])
  func `becomes large when it is decompressed`(
    _ size: Int, _ checksum: UInt32, _ spaces: Int, _ count: Int
  ) async {
    let reply = await reply(.gzipBomb(of: size))
    let body = Array(reply.bytes.dropFirst(reply.head.utf8.count + 4))
    #expect(body.starts(with: [0x1f, 0x8b, 8]))
    #expect(body.count == count)
    func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    #expect(number(body.suffix(4)) == UInt32(spaces + honest.utf8.count))
    #expect(number(body.dropLast(4).suffix(4)) == checksum)
  }

  @Test func `repeats its copies a byte for a byte`() async {
    let reply = await reply(.gzipBomb(of: 10_000))
    #expect(
      Hex.encode(reply.bytes.dropFirst(reply.head.utf8.count + 4), prefix: false)
        == "1f8b08000000000000ff521805a360148c8251300a46c1281805a360148c8251300a46c1281805a360148c"
        + "8251300a46c1281805a360148c8251300a46c12800000000ffff012800d7ff7b226a736f6e727063223a22"
        + "322e30222c226964223a372c22726573756c74223a2230786337227d29daa33669200000")
  }

  // MARK: Rate limits

  @Test(arguments: ["1", "-5", "315360000", "soon"])
  func `wants to be asked later, in seconds or nonsense`(_ time: String) async {
    let reply = await reply(.tooManyRequests(retryAfter: time))
    #expect(reply.status == 429 && reply.head.contains("\r\nRetry-After: \(time)"))
  }

  /// The date of RFC 9110, section 5.6.7.
  @Test func `wants to be asked later, at a date`() async {
    let reply = await reply(.tooManyRequests(retryDateIn: 77, now: { 784_111_700 }))
    #expect(reply.head.contains("\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT"))
    #expect(await self.reply(.tooManyRequests()).head.contains("Retry-After") == false)
    #expect(await self.reply(.overloaded(retryAfter: 3)).head.contains("\r\nRetry-After: 3"))
  }

  @Test(arguments: [429, -32005, -32007, -32012, -32016])
  func `says so under status 200`(_ code: Int) async {
    let reply = await reply(.rateLimit(code: code))
    #expect(reply.status == 200 && reply.json?["error"]?["code"] == .integer(code))
    #expect(EndpointFault.rateLimitCodes.contains(code))
  }

  @Test func `says so to a batch as a whole`() async {
    chain.endpoint.fail(.anonymousRateLimit)
    let reply = await client.batch("eth_chainId", "eth_blockNumber")
    #expect(reply.json?["id"] == JSON.null && reply.json?["error"]?["code"] == 429)
  }
}
