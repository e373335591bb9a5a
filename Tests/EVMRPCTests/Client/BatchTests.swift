import EVMPrimitives
import EVMRPC
import ExactJSON
import Synchronization
import Testing

@Suite struct `Batches of an endpoint` {
  private func client(
    batchLimit: Int = 100, retries: RetryPolicy = .never, _ steps: ScriptedTransport.Step...
  ) throws -> (RPCClient, ScriptedTransport) {
    let transport = ScriptedTransport(steps)
    return (
      try RPCClient.scripted(transport, retries: retries, batchLimit: batchLimit), transport
    )
  }

  private let three: [RPCCall<UInt64>] = [.chainID, .blockNumber, .nonce(of: .zero)]

  @Test func `one call is no batch, and the body is compact`() async throws {
    let (client, transport) = try client { .results(#""0xc7""#, to: $0) }
    #expect(try await client.ask(.chainID) == 199)
    #expect(
      transport.sent[0].text == #"{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}"#)
  }

  @Test func `no two requests of a client have the same id`() async throws {
    let (client, transport) = try client { .results(#""0x1""#, to: $0) }
    _ = try await client.ask(three)
    _ = try await client.ask(.chainID)
    _ = try await client.ask(three)
    #expect(transport.sent.flatMap(\.ids) == ["1", "2", "3", "4", "5", "6", "7"])
  }

  @Test func `many calls go out in batches of the limit`() async throws {
    let (client, transport) = try client(batchLimit: 4) { .results(#""0x1""#, to: $0) }
    let answers = try await client.ask(Array(repeating: RPCCall<UInt64>.chainID, count: 10))
    #expect(answers == Array(repeating: .success(1), count: 10))
    #expect(transport.sent.map(\.ids.count) == [4, 4, 2])
  }

  @Test func `answers out of order go where they belong`() async throws {
    let (client, _) = try client { body in
      .text(
        """
        [{"id":3,"result":"0x3"},{"id":1,"result":"0x1","jsonrpc":"2.0"},{"id":"2","result":"0x2"}]
        """)
    }
    #expect(try await client.ask(three) == [.success(1), .success(2), .success(3)])
  }

  @Test func `a missing member is asked for again, alone`() async throws {
    let (client, transport) = try client(retries: RetryPolicy()) { _ in
      .text(#"[{"id":1,"result":"0x1"},{"id":3,"result":"0x3"}]"#)
    } _: {
      .results(#""0x2""#, to: $0)
    }
    #expect(try await client.ask(three) == [.success(1), .success(2), .success(3)])
    #expect(
      transport.sent.map(\.methods)
        == [["eth_chainId", "eth_blockNumber", "eth_getTransactionCount"], ["eth_blockNumber"]])
  }

  @Test(arguments: [
    ("foreign", #"[{"id":1,"result":"0x1"},{"id":9,"result":"0x9"},{"id":3,"result":"0x3"}]"#),
    ("none", #"[{"id":1,"result":"0x1"},{"result":"0x9"},{"id":3,"result":"0x3"}]"#),
    ("null", #"[{"id":1,"result":"0x1"},{"id":null,"result":"0x9"},{"id":3,"result":"0x3"}]"#),
    ("fraction", #"[{"id":1,"result":"0x1"},{"id":2.0,"result":"0x9"},{"id":3,"result":"0x3"}]"#),
    ("padded", #"[{"id":1,"result":"0x1"},{"id":"02","result":"0x9"},{"id":3,"result":"0x3"}]"#),
    ("no object", #"[{"id":1,"result":"0x1"},"0x9",{"id":3,"result":"0x3"}]"#),
    (
      "twice",
      #"[{"id":1,"result":"0x1"},{"id":2,"result":"0x8"},{"id":2,"result":"0x9"},{"id":3,"result":"0x3"}]"#
    ),
  ])
  func `an answer that cannot be matched is none`(_ name: String, _ body: String) async throws {
    let (client, _) = try client { _ in .text(body) }
    let answers = try await client.ask(three)
    #expect(answers[0] == .success(1) && answers[2] == .success(3))
    #expect(throws: RPCFailure.self) { try answers[1].get() }
  }

  @Test func `an additional answer does no harm`() async throws {
    let (client, _) = try client { _ in
      .text(
        #"[{"id":7,"result":"0x7"},{"id":1,"result":"0x1"},{"id":2,"result":"0x2"},{"id":3,"result":"0x3"}]"#
      )
    }
    #expect(try await client.ask(three) == [.success(1), .success(2), .success(3)])
  }

  /// The words of geth, of a gateway, and of a server without batches; the last two by HTTP alone.
  static let refusals: [(name: String, answer: @Sendable (SentBody) -> HTTPAnswer)] = [
    (
      "object",
      { _ in
        .text(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}"#)
      }
    ),
    (
      "geth",
      {
        .text(
          #"[{"jsonrpc":"2.0","id":\#($0.ids[0]),"error":{"code":-32600,"message":"batch too large"}}]"#
        )
      }
    ),
    (
      "one error",
      { _ in
        .text(#"[{"id":null,"error":{"code":-32005,"message":"batch size limit 2"}}]"#, status: 400)
      }
    ),
    ("bad request", { _ in .text("Bad Request", status: 400) }),
    ("too large", { _ in .text("<html>413</html>", status: 413) }),
  ]

  @Test(arguments: refusals.indices)
  func `a batch that is refused goes out in halves`(_ index: Int) async throws {
    let refusal = Self.refusals[index]
    let (client, transport) = try client { body in
      body.ids.count > 2 ? refusal.answer(body) : .results(#""0x1""#, to: body)
    }
    let answers = try await client.ask(Array(repeating: RPCCall<UInt64>.chainID, count: 8))
    #expect(answers == Array(repeating: .success(1), count: 8), "\(refusal.name)")
    #expect(transport.sent.map(\.ids.count) == [8, 4, 2, 2, 4, 2, 2], "\(refusal.name)")
  }

  @Test func `how large a batch is taken is remembered`() async throws {
    let (client, transport) = try client { body in
      body.isBatch
        ? .text(#"{"error":{"code":-32600,"message":"batches are not supported"}}"#)
        : .results(#""0x1""#, to: body)
    }
    _ = try await client.ask(three)
    #expect(client.batchLimit == 1)
    let before = transport.sent.count
    _ = try await client.ask(three)
    #expect(transport.sent.dropFirst(before).map(\.isBatch) == [false, false, false])
  }

  @Test func `an answer too large for one body comes in parts, and the limit stays`() async throws {
    let (client, _) = try client { body in
      guard body.ids.count < 3 else { throw TransportFailure.tooLarge(limit: 10) }
      return .results(#""0x1""#, to: body)
    }
    #expect(try await client.ask(three) == [.success(1), .success(1), .success(1)])
    #expect(client.batchLimit == 100)
  }

  @Test func `a rate limit in the place of a batch's answer does not split it`() async throws {
    let (client, transport) = try client { _ in
      .text(#"{"id":null,"error":{"code":429,"message":"Too many requests"}}"#)
    }
    let answers = try await client.ask(three)
    #expect(transport.sent.count == 1)
    #expect(
      answers
        == Array(
          repeating: .failure(
            .rateLimited(endpoint: "https://node.example", retryAfter: nil)), count: 3))
  }

  @Test func `what must not be repeated goes alone`() async throws {
    let (client, transport) = try client { .results(#""0x1""#, to: $0) }
    _ = try await client.answers(to: [
      RPCRequest("eth_chainId"), RPCRequest("eth_sendTransaction", [[:]]),
      RPCRequest("eth_blockNumber"),
    ])
    #expect(
      transport.sent.map(\.methods)
        == [["eth_sendTransaction"], ["eth_chainId", "eth_blockNumber"]])
  }

  @Test func `several batches are under way at once, and each answer is in its place`() async throws
  {
    let transport = ScriptedTransport({ body in
      .text(
        "["
          + body.ids.map { #"{"id":\#($0),"result":"0x\#(String(UInt64($0) ?? 0, radix: 16))"}"# }
          .joined(separator: ",") + "]")
    })
    let client = try RPCClient.scripted(transport, batchLimit: 10, parallelBatches: 4)
    let calls = (0..<95).map { _ in RPCCall<UInt64>.chainID }
    let answers = try await client.ask(calls).map { try $0.get() }
    #expect(Set(answers) == Set(1...95))
    for start in stride(from: 0, to: 90, by: 10) {
      #expect(answers[start..<start + 10].elementsEqual(answers[start]..<answers[start] + 10))
    }
  }
}
