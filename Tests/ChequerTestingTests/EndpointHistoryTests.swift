import ChequerTesting
import EVMAccounts
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing

/// What is said of logs, receipts, transactions and reverts.
@Suite struct `An endpoint with a bad memory` {
  private let chain: EmbeddedChain
  private let client: LoopbackClient
  private let first: SentTransaction

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    client = try await LoopbackClient(chain.endpoint)
    first = try chain.transfer(.wbtt(1), from: chain.renter, to: chain.host)
    try chain.transfer(.wbtt(2), from: chain.renter, to: chain.host)
    try chain.transfer(.wbtt(3), from: chain.renter, to: chain.host)
  }

  private func reply(
    _ fault: EndpointFault, _ method: String, _ arguments: JSON
  ) async -> LoopbackClient.Reply {
    chain.endpoint.recover()
    chain.endpoint.fail(fault)
    return await client.call(method, arguments)
  }

  // MARK: Logs

  private func logs(_ fault: EndpointFault) async -> [JSON] {
    guard
      case .array(let logs)? = await reply(fault, "eth_getLogs", [["fromBlock": "0x0"]]).result
    else { return [] }
    return logs
  }

  @Test(arguments: [
    (EndpointFault.cutLogs(after: 1), ["0x1"]), (.noLogs, []),
    (.reversedLogs, ["0x3", "0x2", "0x1"]), (.strayLog, ["0x1", "0x2", "0xf4243"]),
  ])
  func `leaves logs out, or tells them in another order or place`(
    _ fault: EndpointFault, _ blocks: [String]
  ) async {
    #expect(await logs(fault).map { $0["blockNumber"] } == blocks.map { .string($0) })
  }

  @Test func `changes the latest log`() async {
    let honest = await logs(.delayed(by: .zero))
    #expect(honest.count == 3)
    for (fault, key) in [
      (EndpointFault.alteredLog, "data"), (.orphanedLog, "blockHash"), (.topiclessLog, "topics"),
      (.mistopicedLog, "topics"), (.pendingLog, "blockNumber"), (.bareLog, "data"),
    ] {
      let logs = await logs(fault)
      #expect(logs.dropLast() == honest.dropLast())
      #expect(logs.last?[key] != honest.last?[key])
    }
    #expect(await logs(.topiclessLog).last?["topics"] == [])
    #expect(await logs(.bareLog).last?["data"] == nil)
    #expect(await reply(.nullLogs, "eth_getLogs", [[:]]).result == JSON.null)
  }

  @Test(
    arguments: [
      (.exceedMax, -32000, "exceed max block range: 2"),
      (.exceedMaximum, -32701, "exceed maximum block range: 2"),
      (.exceedsLimit, -32602, "range 3 exceeds limit of 2"),
      (.payload, -32602, "invalid params"), (.tooWide, -32000, "block range is too wide"),
      (.limitedTo, -32614, "eth_getLogs is limited to a 2 range"),
      (
        .larger, -32000,
        "block range is larger than max block range, block range = 3, max block range = 2"
      ),
      (.timeout, -32000, "query timeout exceeded"),
    ] as [(EndpointFault.RangeWords, Int, String)])
  func `refuses long ranges in the words of many`(
    _ words: EndpointFault.RangeWords, _ code: Int, _ message: String
  ) async {
    let fault = EndpointFault.logRange(of: 2, in: words)
    let error = await reply(fault, "eth_getLogs", [["fromBlock": "0x0"]]).json?["error"]
    #expect(error?["code"] == .integer(code) && error?["message"] == .string(message))
    let short: JSON = [["fromBlock": "0x2", "toBlock": "0x3"]]
    #expect(await reply(fault, "eth_getLogs", short).json?["error"] == nil)
  }

  @Test func `refuses many logs, suggests a range, and writes commas`() async throws {
    let all: JSON = [["fromBlock": "0x0"]]
    let many = await reply(.logCount(of: 2), "eth_getLogs", all).json?["error"]
    #expect(many?["message"] == "query returned more than 2 results")
    #expect(await reply(.logCount(of: 3), "eth_getLogs", all).json?["error"] == nil)
    let error = await reply(.logRange(of: 2, in: .suggestion), "eth_getLogs", all).json?["error"]
    guard case .string(let text)? = error?["message"] else {
      Issue.record("There is no message.")
      return
    }
    #expect(text.hasSuffix("this block range should work: [0x0, 0x1]"))
    let payload = await reply(.logRange(of: 2, in: .payload), "eth_getLogs", all).json?["error"]
    #expect(payload?["data"] == ["payload": "range 3 is bigger than range limit 2"])
    for _ in 0..<1_234 { try chain.mine() }
    let comma = await reply(.logRange(of: 1_234, in: .limitedTo), "eth_getLogs", all)
    #expect(comma.json?["error"]?["message"] == "eth_getLogs is limited to a 1,234 range")
  }

  // MARK: Receipts

  private func receipt(_ fault: EndpointFault) async -> JSON? {
    await reply(fault, "eth_getTransactionReceipt", [.string(first.hash.hex)]).result
  }

  @Test func `changes receipts`() async {
    let honest = await receipt(.delayed(by: .zero))
    #expect(honest?["status"] == "0x1")
    #expect(await receipt(.flippedStatus)?["status"] == "0x0")
    #expect(await receipt(.strangeStatus)?["status"] == "0x2")
    #expect(await receipt(.rootsForStatus)?["status"] == nil)
    #expect(await receipt(.receiptsWithoutLogs)?["logs"] == [])
    #expect(await receipt(.receiptsAhead)?["blockNumber"] == "0xf4241")
    #expect(await receipt(.emptyReceipts) == [:])
    let undefined = await receipt(.undefinedReceipts)
    #expect(undefined?["blockHash"] == JSON.null && undefined?["status"] == JSON.null)
    for (fault, key) in [
      (EndpointFault.otherReceipts, "transactionHash"), (.orphanedReceipts, "blockHash"),
      (.alteredReceipts, "logs"),
    ] {
      let receipt = await receipt(fault)
      #expect(receipt != nil && receipt?[key] != honest?[key])
      #expect(receipt?["gasUsed"] == honest?["gasUsed"])
    }
  }

  @Test func `tells a receipt once, and never again`() async {
    chain.endpoint.fail(.vanishingReceipts)
    let hash: JSON = [.string(first.hash.hex)]
    #expect(await client.call("eth_getTransactionReceipt", hash).result?["status"] == "0x1")
    for _ in 0..<2 {
      #expect(await client.call("eth_getTransactionReceipt", hash).result == JSON.null)
    }
  }

  @Test func `says of what is mined that it waits`() async {
    let transaction = await reply(
      .unminedTransactions, "eth_getTransactionByHash", [.string(first.hash.hex)])
    #expect(transaction.result?["hash"] == .string(first.hash.hex))
    #expect(transaction.result?["blockHash"] == JSON.null)
  }

  // MARK: Sending

  private func raw() throws -> (hash: JSON, arguments: JSON) {
    let signed = try UnsignedTransaction(
      nonce: chain.development.nonce(of: chain.renter.address), gasLimit: 21_000,
      to: chain.host.address, value: 1, input: [], variant: .legacy(chainID: 199, gasPrice: 1)
    ).signed(with: chain.renter.key)
    return (.string(signed.hash.hex), [.string(Hex.encode(signed.encoded))])
  }

  @Test(arguments: EndpointFault.TransactionRefusal.allCases)
  func `refuses a transaction, or takes it and says that it does not`(
    _ refusal: EndpointFault.TransactionRefusal
  ) async throws {
    let raw = try raw()
    let refused = await reply(.refusing(refusal), "eth_sendRawTransaction", raw.arguments)
    #expect(refused.json?["error"] == ["code": -32000, "message": .string(refusal.rawValue)])
    #expect(chain.development.blockNumber == 3)
    let taken = await reply(.takingThough(refusal), "eth_sendRawTransaction", raw.arguments)
    #expect(taken.json?["error"] == refused.json?["error"])
    #expect(chain.development.blockNumber == 4)
  }

  @Test(arguments: [
    (EndpointFault.KnownWords.geth, -32000), (.oldGeth, -32000), (.nethermind, -32010),
    (.erigon, -32000), (.parity, -32010),
  ])
  func `says in the words of many that a transaction was known`(
    _ words: EndpointFault.KnownWords, _ code: Int
  ) async throws {
    let raw = try raw()
    let error = await reply(.alreadyKnown(in: words), "eth_sendRawTransaction", raw.arguments)
      .json?["error"]
    #expect(error?["code"] == .integer(code))
    guard case .string(let hash) = raw.hash, case .string(let message)? = error?["message"] else {
      Issue.record("There is no message.")
      return
    }
    #expect(message == words.rawValue + (words == .oldGeth ? ": \(hash.dropFirst(2))" : ""))
    #expect(chain.development.blockNumber == 4)
  }

  @Test func `loses the answer, or the transaction`() async throws {
    let raw = try raw()
    let lost = await reply(.lostTransactions, "eth_sendRawTransaction", raw.arguments)
    #expect(lost.bytes.isEmpty && lost.end == .closed && chain.development.blockNumber == 3)
    #expect(await client.call("eth_chainId").result == "0xc7")
    let answer = await reply(.lostAnswers, "eth_sendRawTransaction", raw.arguments)
    #expect(answer.bytes.isEmpty && answer.end == .closed && chain.development.blockNumber == 4)
  }

  @Test func `takes a transaction, and tells another hash, none, or an error`() async throws {
    let first = try raw()
    let other = await reply(.otherTransactionHash, "eth_sendRawTransaction", first.arguments)
    #expect(other.result != nil && other.result != first.hash)
    let second = try raw()
    let null = await reply(.nullTransactionHash, "eth_sendRawTransaction", second.arguments)
    #expect(null.result == JSON.null)
    let third = try raw()
    let error = await reply(.takenWithError, "eth_sendRawTransaction", third.arguments)
    #expect(error.json?["error"]?["code"] == -32603)
    #expect(chain.development.blockNumber == 6)
  }

  // MARK: Reverts

  @Test(arguments: EndpointFault.RevertPlace.allCases)
  func `puts the data of a revert elsewhere`(_ place: EndpointFault.RevertPlace) async throws {
    // withdraw(1) by somebody who is not the issuer.
    let vault = try chain.deployVault(issuer: chain.renter)
    let input = "0x2e1a7d4d" + String(repeating: "0", count: 63) + "1"
    let call: JSON = [["to": .string(vault.address.hex), "data": .string(input)], "latest"]
    // Error(string) of "not issuer" as eth-abi encodes it.
    let word = String(repeating: "0", count: 62)
    let data =
      "0x08c379a0\(word)20\(word)0a" + "6e6f7420697373756572" + String(repeating: "0", count: 44)
    let reply = await reply(.reverts(in: place), "eth_call", call)
    let error = reply.json?["error"]
    switch place {
    case .dataObject: #expect(error?["data"]?["data"] == .string(data))
    case .nestedError:
      #expect(error?["code"] == -32603 && error?["data"]?["data"] == .string(data))
    case .originalError: #expect(error?["data"]?["originalError"]?["data"] == .string(data))
    case .underHash:
      guard case .object(let members)? = error?["data"] else { break }
      #expect(members.last?.key.count == 66 && members.last?.value["return"] == .string(data))
    case .text: #expect(error?["code"] == -32015 && error?["data"] == .string("Reverted \(data)"))
    case .message: #expect(error?["message"] == .string("execution reverted: \(data)"))
    case .reason:
      #expect(error == ["code": -32000, "message": "execution reverted: not issuer"])
    case .result: #expect(reply.result == .string(data))
    }
  }
}
