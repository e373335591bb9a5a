import ChequerTesting
import EVMAccounts
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing
import Vaults

@Suite struct `A nonce` {
  @Test(
    arguments: [
      (latest: 3, pending: 3, held: [], next: 3), (latest: 3, pending: 5, held: [], next: 5),
      // A node that has not seen yet what was sent a moment ago.
      (latest: 3, pending: 3, held: [3, 4], next: 5),
      (latest: 3, pending: 4, held: [3, 4], next: 5),
      // What is mined holds nothing.
      (latest: 6, pending: 6, held: [3, 4], next: 6),
      // A pending count behind the mined one.
      (latest: 6, pending: 2, held: [], next: 6),
      // Gaps come first.
      (latest: 3, pending: 3, held: [5], next: 3), (latest: 3, pending: 3, held: [3, 6], next: 4),
    ] as [(latest: UInt64, pending: UInt64, held: Set<UInt64>, next: UInt64)])
  func `is the first that is free`(
    _ row: (latest: UInt64, pending: UInt64, held: Set<UInt64>, next: UInt64)
  ) throws {
    let nonces = try NonceAllocator(latest: row.latest, pending: row.pending, held: row.held)
    #expect(nonces.next == row.next)
  }

  @Test func `that nobody used below one that is held is a gap`() throws {
    #expect(try NonceAllocator(latest: 3, pending: 3, held: [3, 4]).gap == nil)
    #expect(try NonceAllocator(latest: 3, pending: 3, held: [3, 6, 9]).gap == 4...5)
    #expect(try NonceAllocator(latest: 3, pending: 5, held: [7]).gap == 5...6)
    #expect(try NonceAllocator(latest: 9, pending: 9, held: [7]).gap == nil)
  }

  @Test func `far beyond what is mined is not believed`() {
    #expect(throws: SendingFailure.implausibleNonce(latest: 0, pending: .max)) {
      try NonceAllocator(latest: 0, pending: .max, held: [])
    }
  }

  @Test func `is not given twice while the chain lags`() async throws {
    let bench = try await SendingCase()
    try bench.stopMining()
    let sender = try await bench.sender()
    // A node that never counts what waits.
    bench.caller.answer { request in
      guard request.method == "eth_getTransactionCount" else { return nil }
      return .success("0x0")
    }
    for nonce in 0..<4 {
      let sent = try await sender.submit(bench.payment(), signer: bench.signer)
      #expect(sent.nonce == UInt64(nonce))
    }
  }

  @Test func `that was left out is found, and filled when that is asked for`() async throws {
    let bench = try await SendingCase()
    try bench.stopMining()
    do {
      let sender = try await bench.sender()
      bench.caller.answer { request in
        guard request.method == "eth_getTransactionCount" else { return nil }
        return .success("0x2")
      }
      // The endpoint counts two of another wallet that are lost later.
      #expect(try await sender.submit(bench.payment(), signer: bench.signer).nonce == 2)
    }
    bench.caller.forgetRules()
    let chain = bench.chain
    let sender = try await bench.sender { try chain.mine() }
    _ = try bench.chain.development.call("anvil_dropAllTransactions")
    await #expect(throws: SendingFailure.nonceGap(first: 0, last: 1)) {
      try await sender.finishOpen()
    }
    let filled = try await sender.fillGaps(signer: bench.signer)
    #expect(filled.map(\.nonce) == [0, 1])
    let outcomes = try await sender.finishOpen()
    #expect(outcomes.compactMap(\.transaction.nonce) == [0, 1, 2])
    #expect(bench.minedCount == 3)
  }
}

@Suite struct `A transaction that waits` {
  private let bench: SendingCase

  init() async throws {
    bench = try await SendingCase()
    try bench.stopMining()
  }

  private func price(of hash: Hash256, in journal: TransactionJournal) throws -> UInt256 {
    let attempt = try #require(
      journal.transactions.flatMap(\.attempts).first { $0.hash == hash })
    return try SignedTransaction(decoding: attempt.raw).transaction.maximumFeePerGas
  }

  @Test func `is sped up by a tenth and a wei, with the same nonce`() async throws {
    let chain = bench.chain
    var sender = try await bench.sender { try chain.mine() }
    let first = try await sender.submit(bench.payment(), signer: bench.signer)
    let before = try price(of: #require(first.hash), in: sender.journal)
    let second = try await sender.speedUp(#require(first.hash), signer: bench.signer)
    #expect(second.nonce == first.nonce)
    #expect(second.id == first.id)
    #expect(try price(of: #require(second.hash), in: sender.journal) == before &+ before / 10 &+ 1)
    // Where more is suggested by now, that is offered.
    let dear = ScriptedCaller(bench.chain.development)
    dear.answer("eth_gasPrice", .success("0x1c6bf52634000"))
    sender.priceCallers = [dear]
    let third = try await sender.speedUp(#require(second.hash), signer: bench.signer)
    #expect(
      try price(of: #require(third.hash), in: sender.journal)
        == UInt256(500_000_000_000_000 as UInt64))
    let outcome = try await sender.settle(first.id)
    #expect(outcome.settlement.hash == third.hash)
    #expect(!outcome.settlement.isCancelled)
    #expect(bench.minedCount == 1)
  }

  @Test(arguments: [
    (UInt256(10), UInt256(12)), (UInt256(11), UInt256(14)), (UInt256(0), UInt256(1)),
    (UInt256(300_000_000_000_000 as UInt64), UInt256(330_000_000_000_001 as UInt64)),
  ])
  func `must be outbid by more than a tenth`(_ old: UInt256, _ new: UInt256) {
    #expect(GasPrice.fixed(old).bumped(orAtLeast: .fixed(0)) == .fixed(new))
    let fees = GasFees(maxFeePerGas: old, maxPriorityFeePerGas: old)
    #expect(
      GasPrice.market(fees).bumped(orAtLeast: .fixed(0))
        == .market(GasFees(maxFeePerGas: new, maxPriorityFeePerGas: new)))
    #expect(GasPrice.fixed(.max).bumped(orAtLeast: .fixed(0)) == nil)
  }

  @Test func `counts whichever of its attempts is mined`() async throws {
    let sender = try await bench.sender()
    let first = try await sender.submit(bench.payment(), signer: bench.signer)
    let firstBytes = try #require(first.attempts.first)
    _ = try await sender.speedUp(firstBytes.hash, signer: bench.signer)
    // The block's maker never saw the dearer one.
    _ = try bench.chain.development.call("anvil_dropAllTransactions")
    try bench.chain.development.send(SignedTransaction(decoding: firstBytes.raw))
    try bench.chain.mine()
    let outcome = try await sender.settle(first.id)
    #expect(outcome.settlement.hash == firstBytes.hash)
  }

  @Test func `is cancelled by one that does nothing`() async throws {
    let chain = bench.chain
    let sender = try await bench.sender { try chain.mine() }
    let first = try await sender.submit(bench.payment(), signer: bench.signer)
    let before = bench.chain.development.balance(of: bench.chain.renter.address)
    _ = try await sender.cancel(#require(first.hash), signer: bench.signer)
    let outcome = try await sender.settle(first.id)
    #expect(outcome.settlement.isCancelled)
    #expect(bench.chain.development.balance(of: bench.chain.renter.address) == before)
    await #expect(throws: SendingFailure.notOpen(try #require(first.hash))) {
      try await sender.speedUp(#require(first.hash), signer: bench.signer)
    }
  }

  @Test func `is followed up under its dearer bytes when the process dies before they are sent`()
    async throws
  {
    struct Killed: Error {}
    let hash: Hash256
    do {
      var sender = try await bench.sender()
      let first = try await sender.submit(bench.payment(), signer: bench.signer)
      hash = try #require(first.hash)
      sender.reach = { if $0 == .afterReplacementSigned { throw Killed() } }
      await #expect(throws: Killed.self) { try await sender.speedUp(hash, signer: bench.signer) }
    }
    _ = try bench.chain.development.call("anvil_dropAllTransactions")
    let chain = bench.chain
    let again = try await bench.sender { try chain.mine() }
    let outcomes = try await again.finishOpen()
    let attempts = try #require(again.journal.transactions.first?.attempts)
    #expect(attempts.count == 2)
    #expect(outcomes.map(\.settlement.hash) == [attempts[1].hash])
    #expect(bench.minedCount == 1)
  }

  @Test func `falls back on its earlier bytes where the dearer ones are refused`() async throws {
    let chain = bench.chain
    let sender = try await bench.sender { try chain.mine() }
    let first = try await sender.submit(bench.payment(), signer: bench.signer)
    let hash = try #require(first.hash)
    bench.caller.answer(
      "eth_sendRawTransaction", times: 1,
      .failure(.node(code: -32000, message: "insufficient funds for gas * price + value")))
    await #expect(throws: SendingFailure.self) {
      try await sender.speedUp(hash, signer: bench.signer)
    }
    _ = try bench.chain.development.call("anvil_dropAllTransactions")
    let dear = try #require(sender.journal.transaction(hash)?.attempts.last)
    let refused = Hex.encode(dear.raw)
    bench.caller.answer { request in
      guard request.parameters.first == .string(refused) else { return nil }
      return .failure(.node(code: -32000, message: "insufficient funds for gas * price + value"))
    }
    let outcomes = try await sender.finishOpen()
    #expect(outcomes.map(\.settlement.hash) == [hash])
  }

  @Test func `is not replaced above the allowed fee`() async throws {
    var sender = try await bench.sender()
    let first = try await sender.submit(bench.payment(), signer: bench.signer)
    sender.fees.maximumFee = 1
    await #expect(throws: SendingFailure.self) {
      try await sender.speedUp(#require(first.hash), signer: bench.signer)
    }
    #expect(sender.journal[first.id]?.attempts.count == 1)
  }

  @Test func `of another journal cannot be replaced`() async throws {
    let sender = try await bench.sender()
    await #expect(throws: SendingFailure.unknownTransaction(.zero)) {
      try await sender.cancel(.zero, signer: bench.signer)
    }
  }
}
