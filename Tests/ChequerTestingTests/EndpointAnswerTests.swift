import ChequerTesting
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing

/// Bodies, envelopes, batches and ids that are not what they have to be.
@Suite struct `An endpoint with bad answers` {
  private let chain: EmbeddedChain
  private let client: LoopbackClient

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    client = try await LoopbackClient(chain.endpoint)
  }

  private let honest = #"{"jsonrpc":"2.0","id":7,"result":"0xc7"}"#

  private func reply(
    _ fault: EndpointFault, _ method: String = "eth_chainId", _ arguments: JSON = []
  ) async -> LoopbackClient.Reply {
    chain.endpoint.recover()
    chain.endpoint.fail(fault)
    return await client.call(method, arguments)
  }

  // MARK: Bodies

  @Test(
    arguments: [
      (.emptyBody, ""), (.body("null"), "null"), (.halfBody, #"{"jsonrpc":"2.0","id"#),
      (
        .trailingText,
        #"{"jsonrpc":"2.0","id":7,"result":"0xc7"}<!-- served by node 3 -->"#
      ),
      (
        .repeatedBody,
        #"{"jsonrpc":"2.0","id":7,"result":"0xc7"}{"jsonrpc":"2.0","id":7,"result":"0xc7"}"#
      ),
      (.nested(2), #"[[{"jsonrpc":"2.0","id":7,"result":"0xc7"}]]"#), (.unclosed(3), "[[["),
      (.spacedBody, " \r\n\t\n{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0xc7\"} \r\n\t\n"),
      (.byteOrderMark, "\u{feff}{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0xc7\"}"),
      (.nullError, #"{"jsonrpc":"2.0","id":7,"result":"0xc7","error":null}"#),
      (.noVersion, #"{"id":7,"result":"0xc7"}"#),
      (
        .strangeMembers,
        #"{"jsonrpc":"2.0","id":7,"result":"0xc7","servedBy":"node-3","usage":{"units":26}}"#
      ),
      (.doubleKeys, #"{"jsonrpc":"2.0","id":7,"result":"0xc7","result":"0xc6"}"#),
      (.bareAnswer, #"{"jsonrpc":"2.0","id":7}"#),
      (
        .resultAndError,
        #"{"jsonrpc":"2.0","id":7,"result":"0xc7","error":{"code":-32603,"message":"internal error"}}"#
      ),
      (.textError, #"{"jsonrpc":"2.0","id":7,"error":"upstream connect error"}"#),
      (
        .oddError,
        #"{"jsonrpc":"2.0","id":7,"error":{"code":"-32000","message":{"text":"no"}}}"#
      ),
      (.nullResult, #"{"jsonrpc":"2.0","id":7,"result":null}"#),
      (.boundlessNumber, #"{"jsonrpc":"2.0","id":7,"result":1e999999999}"#),
      (.anotherKind, #"{"jsonrpc":"2.0","id":7,"result":{"result":"0xc7"}}"#),
      (.wrongID, #"{"jsonrpc":"2.0","id":"nobody's","result":"0xc7"}"#),
      (.missingID, #"{"jsonrpc":"2.0","result":"0xc7"}"#),
      (.nullID, #"{"jsonrpc":"2.0","id":null,"result":"0xc7"}"#),
      (.textID, #"{"jsonrpc":"2.0","id":"7","result":"0xc7"}"#),
      (
        .longMessage(10),
        #"{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"long long "}}"#
      ),
    ] as [(EndpointFault, String)])
  func `sends another body`(_ fault: EndpointFault, _ body: String) async {
    let reply = await reply(fault)
    #expect(reply.body == body)
    #expect(reply.status == 200 && reply.head.contains("Content-Length: \(body.utf8.count)\r\n"))
  }

  @Test func `sends bytes that are no UTF-8, or UTF-16`() async {
    let invalid = await reply(.invalidUTF8)
    #expect(
      invalid.bytes.dropFirst(invalid.head.utf8.count + 4).prefix(5) == [
        0x7b, 0x22, 0xc3, 0x28, 0x6a,
      ])
    let wide = await reply(.utf16)
    #expect(
      wide.bytes.dropFirst(wide.head.utf8.count + 4).prefix(6) == [0xff, 0xfe, 0x7b, 0, 0x22, 0])
    #expect(wide.head.contains("Content-Length: 82"))
  }

  @Test func `tells another kind of result`() async {
    #expect(await reply(.anotherKind, "eth_getLogs", [[:]]).result == "0x01")
    #expect(
      await reply(.anotherKind, "eth_getBlockByNumber", ["latest", false]).result == "0x01")
  }

  @Test func `repeats what it was asked, or moves the cursor`() async {
    let echo = await reply(.echo, "eth_sendRawTransaction", ["0x1234"])
    #expect(
      echo.json?["error"]?["message"] == #"invalid params in eth_sendRawTransaction: ["0x1234"]"#)
    guard case .string(let text)? = await reply(.terminalEscapes).json?["error"]?["message"] else {
      Issue.record("There is no message.")
      return
    }
    #expect(text.unicodeScalars.first == "\u{1b}" && text.unicodeScalars.contains("\u{202e}"))
  }

  // MARK: Quantities and bytes

  @Test(
    arguments: [
      (.padded, "0x00c7"), (.upperCase, "0XC7"), (.number, 199), (.decimal, "199"),
      (.bare, "c7"), (.empty, "0x"), (.negative, "-0xc7"), (.spaced, "0xc7 "),
      (.exponent, JSONNumber("1990e-1").map(JSON.number) ?? .null),
      (.fraction, JSONNumber("199.5").map(JSON.number) ?? .null),
      (.overlong, .string("0x" + String(repeating: "f", count: 65))), (.null, .null),
    ] as [(EndpointFault.QuantityForm, JSON)])
  func `writes quantities otherwise`(_ form: EndpointFault.QuantityForm, _ value: JSON) async {
    #expect(await reply(.quantities(as: form)).result == value)
    // Bytes are none.
    let storage = await reply(
      .quantities(as: form), "eth_getStorageAt", [.string(chain.host.address.hex), "0x0", "latest"])
    #expect(storage.result == .string("0x" + String(repeating: "0", count: 64)))
  }

  @Test func `writes quantities within blocks otherwise, and not the nonce`() async {
    let block = await reply(
      .quantities(as: .decimal), "eth_getBlockByNumber", ["latest", false]
    ).result
    #expect(block?["number"] == "0" && block?["timestamp"] == "1700000000")
    #expect(block?["nonce"] == "0x0000000000000000")
  }

  @Test(arguments: [
    (EndpointFault.BytesForm.odd, 63, "0"), (.noHex, 64, "g"), (.short, 62, "0"), (.long, 66, "0"),
    (.elided, 9, "…"), (.bare, 62, "0"),
  ])
  func `writes bytes otherwise`(
    _ form: EndpointFault.BytesForm, _ digits: Int, _ last: Character
  ) async {
    let reply = await reply(
      .bytes(as: form), "eth_getStorageAt", [.string(chain.host.address.hex), "0x0", "latest"])
    guard case .string(let text)? = reply.result else {
      Issue.record("There is no text.")
      return
    }
    #expect(text.count == digits + 2 && text.last == last)
  }

  // MARK: Batches

  /// Ids and results of the answers to a batch of `eth_chainId`, `eth_blockNumber` and `net_listening`.
  private func batch(_ fault: EndpointFault) async -> JSON? {
    chain.endpoint.recover()
    chain.endpoint.fail(fault)
    guard let answer = await client.batch("eth_chainId", "eth_blockNumber", "net_listening").json
    else { return nil }
    guard case .array(let answers) = answer else { return answer }
    return .array(
      answers.map { $0 == .null ? .null : [$0["id"] ?? .null, $0["result"] ?? .null] })
  }

  @Test(
    arguments: [
      (.delayed(by: .zero), [[1, "0xc7"], [2, "0x0"], [3, true]]),
      (.reorderedBatch, [[3, true], [2, "0x0"], [1, "0xc7"]]),
      (.emptyBatch, []),
      (
        .extraAnswer,
        [[1, "0xc7"], [2, "0x0"], [3, true], [9_007_199_254_740_993, "0x1"]]
      ),
      (.swappedIDs, [[2, "0xc7"], [3, "0x0"], [1, true]]),
      (.holedBatch, [[1, "0xc7"], .null, [3, true]]),
      (.missingAnswer.everySecondTime, [[1, "0xc7"], [3, true]]),
      (.contradiction.starting(after: 2), [[1, "0xc7"], [2, "0x0"], [3, false], [3, true]]),
      (.unwrappedBatch, ["jsonrpc": "2.0", "id": 1, "result": "0xc7"]),
      (
        .batchLimit(of: 2),
        [
          "jsonrpc": "2.0", "id": .null,
          "error": ["code": -32600, "message": "batch limit of 2 exceeded"],
        ]
      ),
      (.batchLimit(of: 3), [[1, "0xc7"], [2, "0x0"], [3, true]]),
    ] as [(EndpointFault, JSON)])
  func `answers a batch otherwise`(_ fault: EndpointFault, _ answers: JSON) async {
    #expect(await batch(fault) == answers)
  }

  @Test func `refuses batches before anything is done, and takes single calls`() async {
    chain.endpoint.fail(.batchLimit(of: 0))
    let send = LoopbackClient.call(
      "eth_sendTransaction", [["from": .string(chain.renter.address.hex)]])
    #expect(await client.post("[\(send.text())]").json?["error"]?["code"] == -32600)
    #expect(chain.development.blockNumber == 0)
    #expect(await client.call("eth_chainId").body == honest)
  }

  // MARK: Rhythms

  @Test func `fails every second time, or after some that go well`() async {
    chain.endpoint.fail(.wrongChain(1029).everySecondTime)
    var ids: [JSON?] = []
    for _ in 0..<4 { ids.append(await client.call("eth_chainId").result) }
    #expect(ids == ["0xc7", "0x405", "0xc7", "0x405"])
    chain.endpoint.recover()
    chain.endpoint.fail(.wrongChain(1029).starting(after: 2))
    ids = []
    for _ in 0..<4 { ids.append(await client.call("eth_chainId").result) }
    #expect(ids == ["0xc7", "0xc7", "0x405", "0x405"])
  }

  @Test func `stands in front of a chain beside others`() async throws {
    let other = FaultyEndpoint(chain.development)
    other.fail(.wrongChain(1))
    #expect(try await LoopbackClient(other).call("eth_chainId").result == "0x1")
    #expect(await client.call("eth_chainId").result == "0xc7")
    await other.stop()
  }
}
