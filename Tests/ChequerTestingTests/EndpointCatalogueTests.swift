import ChequerTesting
import EVMAccounts
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing

@Suite(.serialized) struct `The catalogue of faults` {
  @Test func `has many, each under its own name`() {
    let names = EndpointFault.catalogue.map(\.name)
    #expect(names.count >= 50)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: EndpointFault.Consequence.allCases)
  func `has some of each consequence`(_ consequence: EndpointFault.Consequence) {
    let faults = EndpointFault.catalogue(consequence)
    #expect(faults.count >= 5)
    #expect(faults.allSatisfy { $0.consequence == consequence })
  }

  /// What a client asks in the course of a cash-out; two chains that are asked the same are the same.
  private struct Course {
    let chain: EmbeddedChain
    var calls: [String] = []

    init() async throws {
      chain = try await EmbeddedChain.btfs()
      for amount: TokenAmount in [.wbtt(1), .wbtt(2), .wbtt(3)] {
        try chain.transfer(amount, from: chain.renter, to: chain.host)
      }
      let vault = try chain.deployVault(issuer: chain.renter)
      let mined = try #require(chain.development.block(1)).transactions[0].hash.hex
      let latest = chain.latestBlock
      let token = JSON.string(TestToken.wbtt.address.hex)
      let (renter, host) = (
        JSON.string(chain.renter.address.hex), JSON.string(chain.host.address.hex)
      )
      let withdraw = "0x2e1a7d4d" + String(repeating: "0", count: 63) + "1"
      let signed = try UnsignedTransaction(
        nonce: chain.development.nonce(of: chain.host.address), gasLimit: 21_000,
        to: chain.host.address, value: 1, input: [], variant: .legacy(chainID: 199, gasPrice: 1)
      ).signed(with: chain.host.key)
      let single: [(String, JSON)] = [
        ("eth_chainId", []), ("eth_chainId", []), ("eth_blockNumber", []),
        ("eth_getBlockByNumber", ["latest", false]),
        ("eth_getBlockByHash", [.string(latest.hash.hex), false]), ("eth_syncing", []),
        ("eth_getBalance", [host, ["blockHash": .string(latest.hash.hex)]]),
        ("eth_getBalance", [host, "0x1"]), ("eth_getTransactionCount", [renter, "latest"]),
        ("eth_getCode", [token, "latest"]), ("eth_getStorageAt", [token, "0x0", "latest"]),
        ("eth_getProof", [token, ["0x0"], "latest"]),
        ("eth_call", [["to": token, "data": "0x06fdde03"], "latest"]),
        ("eth_call", [["to": token, "data": "0x06fdde03"], "latest"]),
        ("eth_call", [["to": .string(vault.address.hex), "data": .string(withdraw)], "latest"]),
        ("eth_gasPrice", []),
        ("eth_estimateGas", [["from": renter, "to": token, "data": "0x18160ddd"]]),
        ("eth_getLogs", [["fromBlock": "0x0"]]),
        ("eth_getTransactionByHash", [.string(mined)]),
        ("eth_getTransactionReceipt", [.string(mined)]),
        ("eth_getTransactionReceipt", [.string(mined)]),
        ("eth_sendRawTransaction", [.string(Hex.encode(signed.encoded))]),
        ("eth_getTransactionReceipt", [.string(signed.hash.hex)]),
      ]
      let batch = JSON.array(
        ["eth_chainId", "eth_blockNumber", "eth_gasPrice"].enumerated().map {
          LoopbackClient.call($0.element, id: .integer($0.offset + 1))
        })
      calls = single.map { LoopbackClient.call($0.0, $0.1).text() } + [batch.text()]
    }
  }

  /// How answers go that are right.
  private static let honest = Task {
    let course = try await Course()
    let client = try await LoopbackClient(course.chain.endpoint)
    var replies: [LoopbackClient.Reply] = []
    for call in course.calls { replies.append(await client.post(call)) }
    await course.chain.endpoint.stop()
    return replies
  }

  @Test(arguments: EndpointFault.catalogue)
  func `strikes in the course of a cash-out, and is gone when the endpoint recovers`(
    _ fault: EndpointFault
  ) async throws {
    let honest = try await Self.honest.value
    #expect(honest.allSatisfy { $0.status == 200 && $0.json != nil })
    let course = try await Course()
    let endpoint = course.chain.endpoint
    var client = try await LoopbackClient(endpoint)
    client.timeout = Self.endless.contains(fault.name) ? .milliseconds(200) : .seconds(10)
    endpoint.fail(fault)
    var isStruck = false
    var isOtherwise = false
    for (call, reply) in zip(course.calls, honest) where !isOtherwise {
      let found = await client.post(call)
      let request = try #require(endpoint.requests.last)
      isStruck =
        isStruck || request.fault == fault.name || request.callFaults.contains(fault.name)
      // A transaction that was swallowed is missed later.
      isOtherwise = isStruck && (found.bytes != reply.bytes || found.end != reply.end)
    }
    #expect(isStruck)
    #expect(isOtherwise != Self.unseen.contains(fault.name))
    endpoint.recover()
    client.timeout = .seconds(10)
    #expect(await client.call("eth_chainId").bytes == honest[0].bytes)
    await endpoint.stop()
  }

  /// Those for whose end a client waits in vain.
  private static let endless = [
    "silence", "silence every second time", "slow drip", "stalling", "length beyond the body",
  ]
  /// Those that change nothing of what one request gets.
  private static let unseen = ["delay", "closed behind the answer"]
}
