import ChequerTesting
import EVMAccounts
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import TestThreads
import Testing

/// Issue 6: with two honest endpoints of three, every answer is right.
@Suite(.serialized, .ownThreads) struct `Of three endpoints over HTTP a hostile one` {
  private static func pool(_ chain: EmbeddedChain, _ hostile: FaultyEndpoint) async throws
    -> EndpointPool
  {
    func endpoint(_ name: String, _ url: String, within time: Duration) throws -> Endpoint {
      let options = RPCClientOptions(
        deadlines: Deadlines(connect: time, total: time, byteLimit: 8 << 20), retries: .never)
      return Endpoint(
        name: name,
        caller: RPCClient(
          try EndpointURL(parsing: url), over: CurlTransport.shared, options: options))
    }
    var settings = EndpointPoolOptions()
    settings.grace = .milliseconds(250)
    settings.lagPause = .milliseconds(50)
    settings.patience = .zero
    let clock = ContinuousClock()
    let start = clock.now
    return EndpointPool(
      [
        try endpoint("hostile", await hostile.url, within: .milliseconds(500)),
        try endpoint("honest", await chain.url, within: .seconds(60)),
        try endpoint("honest, too", await chain.url, within: .seconds(60)),
      ], chainID: 199, options: settings,
      clock: EndpointClock(
        now: { start.duration(to: clock.now) },
        sleep: { (time: Duration) async throws(CancellationError) in
          do { try await clock.sleep(for: time) } catch { throw CancellationError() }
        }, wallTime: { EmbeddedChain.genesisTime + 10 }))
  }

  @Test(arguments: EndpointFault.catalogue)
  func `makes no answer wrong`(fault: EndpointFault) async throws {
    let chain = try await EmbeddedChain.btfs()
    let transfer = try chain.transfer(.wbtt(3), from: chain.renter, to: chain.host)
    let token = TestToken.wbtt.address
    let truth = chain.development
    let hostile = chain.newEndpoint()
    hostile.fail(fault)
    let caller = try await Self.pool(chain, hostile).agreeing()

    let header = try await caller.ask(.header(.latest))
    #expect(header.hash == chain.latestBlock.hash)
    #expect(header.stateRoot == chain.latestBlock.header.stateRoot)
    let head = header.id
    #expect(
      try await caller.ask(.balance(of: chain.host.address, at: head))
        == truth.balance(of: chain.host.address))
    #expect(try await caller.ask(.nonce(of: chain.renter.address, at: head)) == 1)
    #expect(try await caller.ask(.code(of: token)) == truth.ask(.code(of: token)))
    let slots = (0..<3).map { UInt256($0) }
    let words = try await caller.ask(slots.map { .storage(of: token, slot: $0, at: head) })
    #expect(try words.map { try $0.get() } == slots.map { truth.state[token]?.storage[$0] ?? 0 })
    let balanceOf = CallMessage(
      to: token,
      data: [0x70, 0xa0, 0x82, 0x31] + Array(repeating: 0, count: 12) + chain.host.address.bytes)
    #expect(
      try await caller.ask(.call(balanceOf, at: head)) == truth.ask(.call(balanceOf)))
    #expect(
      try await caller.ask(.receipt(of: transfer.hash)) == truth.ask(.receipt(of: transfer.hash)))
    let filter = RPCLogFilter(addresses: [token], blocks: 0...header.number)
    #expect(try await caller.ask(.logs(filter)) == truth.ask(.logs(filter)))
    #expect(try await caller.ask(.gasPrice) == truth.ask(.gasPrice))
    let proven = try ProofCheckedCaller(caller, at: header)
    #expect(
      try await proven.ask(.balance(of: chain.host.address, at: head))
        == truth.balance(of: chain.host.address))

    let transaction = try UnsignedTransaction(
      nonce: 1, gasLimit: 21_000, to: chain.host.address, value: 5, input: [],
      variant: .legacy(chainID: 199, gasPrice: try await caller.ask(.gasPrice))
    ).signed(with: chain.renter.key)
    #expect(
      try await caller.ask(.send(raw: transaction.encoded, hash: transaction.hash))
        == transaction.hash)
    #expect(truth.receipt(of: transaction.hash) != nil)
    await hostile.stop()
    await chain.endpoint.stop()
  }
}
