import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Synchronization
import Testing
import Vaults

/// The end of a process, as far as a test can have it without one.
private struct Killed: Error {}

@Suite struct `A process that dies` {
  /// Ends the run at the n-th step that it reaches.
  private func killing(at number: Int, _ reached: Box<[SendingStep]>)
    -> @Sendable (SendingStep)
    throws -> Void
  {
    { step in
      let count = reached.value.withLock { steps in
        steps.append(step)
        return steps.count
      }
      if count == number { throw Killed() }
    }
  }

  /// Sends payments of 1, 2 and 3 wei that are not in the journal yet, as a program that runs again.
  private func sendAll(_ sender: TransactionSender, _ bench: SendingCase) async throws {
    try await sender.finishOpen()
    for wei in [1, 2, 3] as [UInt64] {
      let purpose = bench.payment(wei).purpose
      let isDone = sender.journal.transactions.contains {
        if case .settled = $0.stage { $0.purpose == purpose } else { false }
      }
      if isDone { continue }
      _ = try await sender.send(bench.payment(wei), signer: bench.signer)
    }
  }

  @Test(arguments: [true, false])
  func `has sent each transaction exactly once when it has run again`(
    _ minesAtOnce: Bool
  ) async throws {
    var ends: Set<SendingStep> = []
    for number in 1..<200 {
      let bench = try await SendingCase()
      if !minesAtOnce { try bench.stopMining() }
      let chain = bench.chain
      let before = bench.chain.development.balance(of: bench.chain.renter.address)
      let reached = Box<[SendingStep]>([])
      do {
        var sender = try await bench.sender(SendingPatience(confirmations: 2)) { try chain.mine() }
        sender.reach = killing(at: number, reached)
        try await sendAll(sender, bench)
        #expect(number > 40)
        break
      } catch is Killed {}
      if let last = reached.value.withLock({ $0.last }) { ends.insert(last) }
      let again = try await bench.sender(SendingPatience(confirmations: 2)) { try chain.mine() }
      try await sendAll(again, bench)
      #expect(bench.minedCount == 3, "ended at step \(number)")
      #expect(bench.chain.development.balance(of: bench.chain.renter.address) == before &+ 6)
      #expect(again.journal.open.isEmpty)
    }
    #expect(ends.count >= 15)
  }

  @Test func `a second time while it finishes the first has sent nothing twice`() async throws {
    for number in 1..<40 {
      let bench = try await SendingCase()
      try bench.stopMining()
      let chain = bench.chain
      do {
        var sender = try await bench.sender()
        sender.reach = { if $0 == .afterBroadcast { throw Killed() } }
        try? await sendAll(sender, bench)
      }
      // Nobody remembers it but the journal.
      _ = try chain.development.call("anvil_dropAllTransactions")
      let reached = Box<[SendingStep]>([])
      do {
        var sender = try await bench.sender { try chain.mine() }
        sender.reach = killing(at: number, reached)
        try await sendAll(sender, bench)
        break
      } catch is Killed {}
      let again = try await bench.sender { try chain.mine() }
      try await sendAll(again, bench)
      #expect(bench.minedCount == 3, "ended at step \(number)")
    }
  }

  @Test func `leaves nothing behind on a chain that forgot its blocks`() async throws {
    let bench = try await SendingCase()
    let start = bench.chain.snapshot()
    do { try await sendAll(try await bench.sender(), bench) }
    try bench.chain.revert(to: start)
    #expect(bench.minedCount == 0)
    let again = try await bench.sender()
    try await sendAll(again, bench)
    #expect(bench.minedCount == 3)
    #expect(Set(bench.caller.requests.filter { $0.method == "eth_sendRawTransaction" }).count == 3)
  }
}
