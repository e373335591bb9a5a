import ChequerTesting
import EVMAccounts
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing

@Suite struct `An endpoint` {
  private let chain: EmbeddedChain
  private let client: LoopbackClient

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    client = try await LoopbackClient(chain.endpoint)
  }

  // MARK: Without faults

  @Test func `answers as the chain does while nothing fails`() async throws {
    let reply = await client.call("eth_chainId")
    #expect(reply.status == 200)
    #expect(reply.json == ["jsonrpc": "2.0", "id": 7, "result": "0xc7"])
    #expect(await client.call("eth_noSuchThing").json?["error"]?["code"] == -32601)
    #expect(await client.post("{").json?["error"]?["code"] == -32700)
  }

  @Test func `reads bodies in chunks, and several requests of one connection`() async {
    let call = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_chainId\"}"
    let (first, second) = (call.prefix(10), call.dropFirst(10))
    let head = "POST / HTTP/1.1\r\nHost: localhost\r\n"
    let chunked =
      "\(head)Transfer-Encoding: chunked\r\n\r\na\r\n\(first)\r\n"
      + "\(String(second.utf8.count, radix: 16));x=y\r\n\(second)\r\n0\r\n\r\n"
    #expect(await client.send(chunked).result == "0xc7")
    chain.endpoint.fail(.delayed(by: .zero), times: 1, after: 1)
    chain.endpoint.forgetRequests()
    let plain = "\(head)Content-Length: \(call.utf8.count)\r\n\r\n\(call)"
    #expect(await client.send(chunked + plain).result == "0xc7")
    for _ in 0..<1000 where chain.endpoint.requests.count < 2 {
      try? await Task.sleep(for: .milliseconds(5))
    }
    #expect(chain.endpoint.requests.map(\.fault) == [nil, "delay"])
  }

  @Test(arguments: [
    "GARBAGE\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "POST / HTTP/1.1\r\nno colon\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
  ])
  func `ends the connection of what is no request`(_ text: String) async {
    #expect(await client.send(text).bytes.isEmpty)
    #expect(await client.call("eth_chainId").result == "0xc7")
  }

  @Test func `is one server, however often its URL is asked for`() async throws {
    #expect(try await chain.url == chain.url)
  }

  @Test func `stops when it is told to`() async throws {
    await chain.endpoint.stop()
    #expect(await client.call("eth_chainId").end == .closed)
    #expect(try await LoopbackClient(chain.endpoint).call("eth_chainId").result == "0xc7")
  }

  // MARK: The script

  @Test func `fails as often as it was told, and counts what it was asked`() async {
    chain.endpoint.fail(.http(429, headers: ["Retry-After": "1"]), times: 2)
    let replies = [
      await client.call("eth_chainId"), await client.call("eth_blockNumber"),
      await client.call("eth_chainId"),
    ]
    #expect(replies.map(\.status) == [429, 429, 200])
    #expect(replies[0].head.contains("\r\nRetry-After: 1"))
    #expect(chain.endpoint.requests.map(\.fault) == ["HTTP 429", "HTTP 429", nil])
    #expect(
      chain.endpoint.requests.map(\.methods)
        == [["eth_chainId"], ["eth_blockNumber"], ["eth_chainId"]])
  }

  @Test func `fails until it recovers`() async {
    chain.endpoint.fail(.http(503))
    for _ in 0..<3 { #expect(await client.call("eth_chainId").status == 503) }
    chain.endpoint.recover()
    #expect(await client.call("eth_chainId").status == 200)
  }

  @Test func `fails for some methods alone, and after some that go well`() async {
    chain.endpoint.fail(.http(500), on: ["eth_call", "eth_getLogs"], times: 1, after: 1)
    #expect(await client.call("eth_chainId").status == 200)
    #expect(await client.call("eth_getLogs", [[:]]).status == 200)
    #expect(await client.call("eth_chainId").status == 200)
    #expect(await client.call("eth_getLogs", [[:]]).status == 500)
    #expect(await client.call("eth_getLogs", [[:]]).status == 200)
  }

  @Test func `has one fault after the other`() async {
    chain.endpoint.fail(.http(429), times: 1)
    chain.endpoint.fail(.dropped, times: 1)
    #expect(await client.call("eth_chainId").status == 429)
    #expect(await client.call("eth_chainId").end == .closed)
    #expect(await client.call("eth_chainId").status == 200)
  }

  @Test func `lies while another in front of the same chain does not`() async throws {
    let honest = try await LoopbackClient(chain.newEndpoint())
    chain.endpoint.fail(.lyingBalance(5))
    let arguments: JSON = [.string(chain.host.address.hex), "latest"]
    #expect(await client.call("eth_getBalance", arguments).result == "0x5")
    #expect(
      await honest.call("eth_getBalance", arguments).result
        == "0x33b2e3c9fd0803ce8000000")
  }

  // MARK: Whole answers

  @Test func `answers with a page for people`() async {
    chain.endpoint.fail(.html())
    let reply = await client.call("eth_chainId")
    #expect(reply.status == 200)
    #expect(reply.head.contains("Content-Type: text/html"))
    #expect(reply.body.hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `ends a connection before, and within, an answer`() async {
    chain.endpoint.fail(.dropped, times: 1)
    chain.endpoint.fail(.truncated(after: 5), times: 1)
    let dropped = await client.call("eth_chainId")
    #expect(dropped.bytes.isEmpty && dropped.end == .closed)
    let truncated = await client.call("eth_chainId")
    #expect(truncated.body == "{\"jso" && truncated.end == .closed)
    #expect(truncated.head.contains("Content-Length: 40"))
  }

  @Test func `resets a connection before, and within, an answer`() async {
    chain.endpoint.fail(.reset, times: 1)
    chain.endpoint.fail(.resetInBody, times: 1)
    let first = await client.call("eth_chainId")
    #expect(first.bytes.isEmpty && first.end == .reset)
    let second = await client.call("eth_chainId")
    #expect(second.status == 200 && second.end == .reset)
  }

  @Test func `is late, slow, or silent`() async {
    chain.endpoint.fail(.delayed(by: .milliseconds(50)), times: 1)
    chain.endpoint.fail(.dripping(every: .milliseconds(1)), times: 1)
    let clock = ContinuousClock()
    let late = await clock.measure {
      #expect(await client.call("eth_chainId").result == "0xc7")
    }
    #expect(late >= .milliseconds(50))
    let slow = await clock.measure {
      #expect(await client.call("eth_chainId").result == "0xc7")
    }
    #expect(slow >= .milliseconds(100))
    chain.endpoint.fail(.silent, times: 1)
    var impatient = client
    impatient.timeout = .milliseconds(100)
    let silent = await impatient.call("eth_chainId")
    #expect(silent.bytes.isEmpty && silent.end == .timedOut)
    #expect(await client.call("eth_chainId").result == "0xc7")
  }

  @Test func `sends what is no HTTP, or says of text that it is compressed`() async {
    chain.endpoint.fail(.notHTTP, times: 1)
    chain.endpoint.fail(.corruptGzip, times: 1)
    chain.endpoint.fail(.redirect(to: "http://127.0.0.1:1/"), times: 1)
    chain.endpoint.fail(.body("null"), times: 1)
    chain.endpoint.fail(.oversized(100_000), times: 1)
    #expect(await client.call("eth_chainId").text == "SSH-2.0-OpenSSH_9.2\r\n")
    #expect(await client.call("eth_chainId").head.contains("Content-Encoding: gzip"))
    #expect(await client.call("eth_chainId").head.contains("Location: http://127.0.0.1:1/"))
    #expect(await client.call("eth_chainId").body == "null")
    #expect(await client.call("eth_chainId").body.utf8.count == 100_000)
  }

  @Test func `takes a transaction and loses the answer`() async throws {
    chain.endpoint.fail(.dropped, on: ["eth_sendTransaction"], times: 1)
    let reply = await client.call(
      "eth_sendTransaction",
      [["from": .string(chain.renter.address.hex), "to": .string(chain.host.address.hex)]])
    #expect(reply.bytes.isEmpty)
    #expect(chain.latestBlock.transactions.count == 1)
  }

  // MARK: Calls

  @Test func `answers with an error, or another chain's id`() async {
    chain.endpoint.fail(.error(-32005, "limit exceeded"), on: ["eth_call"])
    chain.endpoint.fail(.wrongChain(1029))
    #expect(
      await client.call("eth_call", [[:], "latest"]).json?["error"]
        == ["code": -32005, "message": "limit exceeded"])
    #expect(await client.call("eth_chainId").result == "0x405")
    #expect(await client.call("net_version").result == "1029")
    #expect(await client.call("eth_blockNumber").result == "0x0")
  }

  @Test func `knows no receipt of what it mined, or nothing of it at all`() async throws {
    let sent = try chain.transfer(.wbtt(1), from: chain.renter, to: chain.host)
    let hash: JSON = [.string(sent.hash.hex)]
    chain.endpoint.fail(.nullReceipts, times: 1)
    #expect(await client.call("eth_getTransactionReceipt", hash).result == JSON.null)
    #expect(
      await client.call("eth_getTransactionReceipt", hash).result?["status"] == "0x1")
    chain.endpoint.fail(.unknownTransactions)
    #expect(await client.call("eth_getTransactionByHash", hash).result == JSON.null)
    #expect(await client.call("eth_getTransactionReceipt", hash).result == JSON.null)
  }

  @Test func `leaves logs out`() async throws {
    try chain.transfer(.wbtt(1), from: chain.renter, to: chain.host)
    try chain.transfer(.wbtt(2), from: chain.renter, to: chain.host)
    chain.endpoint.fail(.missingLogs(1))
    let logs = await client.call("eth_getLogs", [["fromBlock": "0x0"]]).result
    guard case .array(let logs)? = logs else {
      Issue.record("There is no list of logs.")
      return
    }
    #expect(logs.map { $0["blockNumber"] } == ["0x1"])
  }

  @Test func `answers with the wrong id, twice, too long a number, or not at all`() async {
    let call = { (id: Int) in "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"eth_chainId\"}" }
    let batch = "[\(call(1)),\(call(2))]"
    func ids() async -> [JSON?] {
      guard case .array(let answers)? = await client.post(batch).json else { return [] }
      return answers.map { $0["id"] }
    }
    #expect(await ids() == [1, 2])
    chain.endpoint.fail(.wrongID, times: 1)
    #expect(await ids() == ["nobody's", 2])
    chain.endpoint.fail(.missingAnswer, times: 1, after: 1)
    #expect(await ids() == [1])
    chain.endpoint.fail(.doubleAnswer, times: 1)
    #expect(await ids() == [1, 1, 2])
    chain.endpoint.fail(.overlongQuantity, times: 1)
    let text = "0x" + String(repeating: "f", count: 65)
    #expect(await client.call("eth_chainId").result == .string(text))
  }

  @Test func `forgets a transaction, or says that it was known`() async throws {
    func raw(_ nonce: UInt64) throws -> (hash: JSON, arguments: JSON) {
      let signed = try UnsignedTransaction(
        nonce: nonce, gasLimit: 21_000, to: chain.host.address, value: 1, input: [],
        variant: .legacy(chainID: 199, gasPrice: 1)
      ).signed(with: chain.renter.key)
      return (.string(signed.hash.hex), [.string(Hex.encode(signed.encoded))])
    }
    let first = try raw(0)
    chain.endpoint.fail(.swallowedTransactions, times: 1)
    #expect(await client.call("eth_sendRawTransaction", first.arguments).result == first.hash)
    #expect(
      await client.call("eth_getTransactionByHash", [first.hash]).result == JSON.null)
    chain.endpoint.fail(.alreadyKnown, times: 1)
    let known = await client.call("eth_sendRawTransaction", first.arguments).json?["error"]
    #expect(known?["message"] == "already known")
    #expect(
      await client.call("eth_getTransactionByHash", [first.hash]).result?["blockNumber"] == "0x1")
  }

  @Test func `tells reverts without their data, and lacks methods`() async throws {
    let data = "0x2e1a7d4d" + String(repeating: "0", count: 63) + "1"
    let vault = try chain.deployVault(issuer: chain.renter)
    let call: JSON = [["to": .string(vault.address.hex), "data": .string(data)], "latest"]
    let honest = await client.call("eth_call", call).json?["error"]
    #expect(honest?["code"] == 3)
    #expect(honest?["message"] == "execution reverted: not issuer")
    chain.endpoint.fail(.bareReverts)
    #expect(
      await client.call("eth_call", call).json?["error"]
        == ["code": -32000, "message": "execution reverted"])
    chain.endpoint.fail(.unsupported("eth_getProof", "eth_getBlockReceipts"))
    for method in ["eth_getProof", "eth_getBlockReceipts"] {
      #expect(await client.call(method).json?["error"]?["code"] == -32601)
    }
    #expect(await client.call("eth_chainId").result == "0xc7")
  }

  @Test func `keeps the state of its head alone`() async throws {
    let first = chain.latestBlock.hash.hex
    try chain.mine()
    chain.endpoint.fail(.prunedState)
    let account = JSON.string(chain.host.address.hex)
    for block: JSON in ["latest", "0x1", ["blockNumber": "0x1"]] {
      #expect(await client.call("eth_getTransactionCount", [account, block]).result == "0x0")
    }
    for block: JSON in ["earliest", "0x0", ["blockHash": .string(first)]] {
      #expect(
        await client.call("eth_getTransactionCount", [account, block]).json?["error"]?["message"]
          == "missing trie node")
    }
    #expect(
      await client.call("eth_getStorageAt", [account, "0x0", "0x1"]).result
        == .string(Hash256(UInt256(0)).hex))
  }

  @Test func `is on another fork, of which its blocks know each other`() async throws {
    let sent = try chain.transfer(.wbtt(1), from: chain.renter, to: chain.host)
    try chain.mine()
    let hashes = (0...2).map { chain.development.block($0)?.hash.hex }
    chain.endpoint.fail(.reorganized(above: 0))
    let first = await client.call("eth_getBlockByNumber", ["0x1", false]).result
    let second = await client.call("eth_getBlockByNumber", ["0x2", false]).result
    #expect(first?["parentHash"] == hashes[0].map(JSON.string))
    #expect(first?["hash"] != hashes[1].map(JSON.string))
    #expect(second?["hash"] != hashes[2].map(JSON.string))
    #expect(second?["parentHash"] == first?["hash"])
    let receipt = await client.call("eth_getTransactionReceipt", [.string(sent.hash.hex)]).result
    #expect(receipt?["blockHash"] == first?["hash"])
    #expect(receipt?["transactionHash"] == .string(sent.hash.hex))
  }

  @Test func `tells logs twice, taken back, or of others, and no long ranges`() async throws {
    try chain.transfer(.wbtt(1), from: chain.renter, to: chain.host)
    try chain.transfer(.wbtt(2), from: chain.renter, to: chain.host)
    func logs(_ fault: EndpointFault) async -> [JSON] {
      chain.endpoint.fail(fault, times: 1)
      guard case .array(let logs)? = await client.call("eth_getLogs", [["fromBlock": "0x0"]]).result
      else { return [] }
      return logs
    }
    #expect(await logs(.doubleLogs).map { $0["blockNumber"] } == ["0x1", "0x1", "0x2", "0x2"])
    #expect(await logs(.removedLog).map { $0["removed"] } == [false, true])
    let foreign = await logs(.foreignLog)
    #expect(foreign.count == 3)
    #expect(foreign.last?["address"] == .string("0x" + String(repeating: "5a", count: 20)))
    chain.endpoint.fail(.logRange(of: 2))
    let long = await client.call("eth_getLogs", [["fromBlock": "0x0"]])
    #expect(
      long.json?["error"]
        == ["code": -32005, "message": "query exceeds max block range 2"])
    let short = await client.call("eth_getLogs", [["fromBlock": "earliest", "toBlock": "0x1"]])
    #expect(short.json?["error"] == nil)
    let latest = await client.call("eth_getLogs", [["fromBlock": "0x1", "toBlock": "latest"]])
    #expect(latest.json?["error"] == nil)
  }

  @Test func `has faults that a test made itself`() async {
    chain.endpoint.fail(
      EndpointFault("no version") { answer in
        [.send(answer.http(200, [:], Array("{\"id\":7,\"result\":\"0x1\"}".utf8)))]
      }, times: 1)
    chain.endpoint.fail(
      EndpointFault("upper case", of: ["eth_chainId"]) { call, honest in
        guard case .result(.string(let text)) = honest(call) else { return honest(call) }
        return .result(.string(text.uppercased()))
      })
    #expect(await client.call("eth_chainId").json == ["id": 7, "result": "0x1"])
    #expect(await client.call("eth_chainId").result == "0XC7")
    #expect(chain.endpoint.requests.last?.callFaults == ["upper case"])
  }
}

@Suite struct `An endpoint whose head is stale` {
  private let chain: EmbeddedChain
  private let client: LoopbackClient
  private let early: SentTransaction
  private let late: SentTransaction

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    client = try await LoopbackClient(chain.endpoint)
    early = try chain.transfer(.wbtt(1), from: chain.renter, to: chain.accounts[5])
    late = try chain.transfer(.wbtt(2), from: chain.renter, to: chain.accounts[5])
    chain.endpoint.fail(.staleHead(by: 1))
  }

  @Test func `tells an older block of itself`() async {
    #expect(await client.call("eth_blockNumber").result == "0x1")
    let block = await client.call("eth_getBlockByNumber", ["latest", false]).result
    #expect(block?["number"] == "0x1")
    #expect(await client.call("eth_getBlockByNumber", ["0x2", false]).result == JSON.null)
  }

  @Test func `answers calls with what was then`() async {
    let data =
      "0x70a08231" + String(repeating: "0", count: 24)
      + chain.accounts[5].address.hex.dropFirst(2)
    let call: JSON = ["to": .string(TestToken.wbtt.address.hex), "data": .string(data)]
    let answer = await client.call("eth_call", [call, "latest"]).result
    #expect(
      answer == .string(Hash256(TokenAmount.wbtt(1).smallestUnits).hex))
  }

  @Test func `knows nothing of what came later`() async {
    let (early, late) = (early.hash.hex, late.hash.hex)
    for method in ["eth_getTransactionReceipt", "eth_getTransactionByHash"] {
      #expect(await client.call(method, [.string(late)]).result == JSON.null)
      #expect(await client.call(method, [.string(early)]).result?["blockNumber"] == "0x1")
    }
    for filter: JSON in [
      ["fromBlock": "0x0"], ["fromBlock": "0x0", "toBlock": "latest"],
      ["fromBlock": "0x0", "toBlock": "0x2"],
    ] {
      let logs = await client.call("eth_getLogs", [filter]).result
      guard case .array(let logs)? = logs else {
        Issue.record("There is no list of logs.")
        continue
      }
      #expect(logs.map { $0["blockNumber"] } == ["0x1"])
    }
  }
}
