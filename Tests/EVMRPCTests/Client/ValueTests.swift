import EVMPrimitives
import EVMRPC
import ExactJSON
import Testing

@Suite struct `A value in a result` {
  private func answer<Value>(
    _ result: String, to call: RPCCall<Value>
  ) async throws -> Result<Value, RPCFailure> {
    let client = try RPCClient.scripted(ScriptedTransport { .results(result, to: $0) })
    return try await client.ask([call])[0]
  }

  private func isMalformed<Value>(_ answer: Result<Value, RPCFailure>) -> Bool {
    if case .malformed? = answer.failure { true } else { false }
  }

  private static let most =
    "115792089237316195423570985008687907853269984665640564039457584007913129639935"
  private static let tooMany =
    "115792089237316195423570985008687907853269984665640564039457584007913129639936"

  @Test(arguments: [
    (#""0x400""#, "1024"), (#""0x0400""#, "1024"), (#""0X400""#, "1024"), ("1024", "1024"),
    (#""1024""#, "1024"), (#""0x0""#, "0"), (#""0x00""#, "0"),
    ("9007199254740993", "9007199254740993"), (most, most), (#""\#(most)""#, most),
    (#""0x000\#(String(repeating: "f", count: 64))""#, most),
  ])
  func `is a number in whatever form nodes write it`(_ result: String, _ number: String)
    async throws
  {
    let balance = try await answer(result, to: .balance(of: .zero)).get()
    #expect(balance.description == number)
  }

  @Test(arguments: [
    tooMany, #""\#(tooMany)""#, #""0x1\#(String(repeating: "0", count: 64))""#,
    #""0x\#(String(repeating: "f", count: 10_000))""#, #""0x""#, #""0X""#, #""""#, #""-1""#,
    "-1", #""+5""#, #"" 5""#, #""0x-5""#, "1.5", "1e3", #""1e3""#, "null", "true", "[]", "{}",
    #"["0x5"]"#, #""٥""#,
  ])
  func `is no number when it is too long, empty or odd`(_ result: String) async throws {
    #expect(isMalformed(try await answer(result, to: .balance(of: .zero))))
  }

  @Test func `has 64 bits at most where it counts something`() async throws {
    #expect(try await answer("18446744073709551615", to: .blockNumber).get() == .max)
    #expect(isMalformed(try await answer("18446744073709551616", to: .blockNumber)))
    #expect(isMalformed(try await answer(#""0x10000000000000000""#, to: .nonce(of: .zero))))
  }

  @Test func `of no bytes is empty data`() async throws {
    #expect(try await answer(#""0x""#, to: .code(of: .zero)).get() == [])
    #expect(try await answer(#""0x00""#, to: .code(of: .zero)).get() == [0])
    for result in [#""0x0""#, #""0x123""#, #""""#, #""00""#, "0", "null"] {
      #expect(isMalformed(try await answer(result, to: .code(of: .zero))), "\(result)")
    }
  }
}

@Suite struct `A value in a call` {
  private func text(_ json: JSON?) -> String? {
    if case .string(let text)? = json { text } else { nil }
  }

  @Test(
    arguments: [
      (0, "0x0"), (1, "0x1"), (1024, "0x400"), (.max, "0xffffffffffffffff"),
    ] as [(UInt64, String)])
  func `is a number of as few digits as it takes`(_ number: UInt64, _ digits: String) throws {
    let message = CallMessage(to: .zero, gas: number, gasPrice: UInt256(number))
    let document = try JSONDocument(parsing: message.json.text()).root
    #expect(document["gas"]?.string == digits)
    #expect(document["gasPrice"]?.string == digits)
    #expect(text(RPCCall.balance(of: .zero, at: .number(number)).request.parameters.last) == digits)
    let logs = RPCCall.logs(RPCLogFilter(addresses: [], topics: [], blocks: number...number))
    let filter = try JSONDocument(parsing: #require(logs.request.parameters.first).text()).root
    #expect(filter["fromBlock"]?.string == digits)
    #expect(filter["toBlock"]?.string == digits)
  }

  @Test func `has all 256 bits`() throws {
    let message = CallMessage(to: .zero, value: .max, gasPrice: UInt256(1) << 128)
    let document = try JSONDocument(parsing: message.json.text()).root
    #expect(document["value"]?.string == "0x" + String(repeating: "f", count: 64))
    #expect(document["gasPrice"]?.string == "0x1" + String(repeating: "0", count: 32))
  }

  @Test func `is data of whole bytes where it is no number`() throws {
    let storage = RPCCall.storage(of: .zero, slot: 5).request.parameters
    #expect(text(storage[0]) == "0x" + String(repeating: "0", count: 40))
    #expect(text(storage[1]) == "0x" + String(repeating: "0", count: 63) + "5")
    let message = CallMessage(to: .zero, data: [0, 5])
    #expect(try JSONDocument(parsing: message.json.text()).root["data"]?.string == "0x0005")
  }
}
