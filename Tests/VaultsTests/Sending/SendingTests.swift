import ChequerTesting
import EVMABI
import EVMAccounts
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization
import Testing
import Vaults

@Suite struct `A transaction` {
  let bench: SendingCase

  init() async throws { bench = try await SendingCase() }

  private func raw(_ request: RPCRequest) -> SignedTransaction? {
    guard request.method == "eth_sendRawTransaction",
      case .string(let text)? = request.parameters.first
    else { return nil }
    return (try? Hex.decode(text)).flatMap { try? SignedTransaction(decoding: $0) }
  }

  /// What was broadcast, in order.
  var broadcasts: [SignedTransaction] { bench.caller.requests.compactMap(raw) }

  // MARK: Without trouble

  @Test func `is mined once, by the account, with its value`() async throws {
    let before = bench.chain.development.balance(of: bench.chain.renter.address)
    let outcome = try await bench.sender().send(bench.payment(7), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
    #expect(bench.minedCount == 1)
    #expect(bench.chain.development.balance(of: bench.chain.renter.address) == before &+ 7)
    #expect(outcome.receipt.from == bench.account.address)
  }

  @Test func `is in the journal before anybody sees it`() async throws {
    let (bench, folder) = (bench, bench.folder)
    let found = Box(false)
    bench.caller.answer { request in
      guard request.method == "eth_sendRawTransaction",
        case .string(let raw)? = request.parameters.first,
        let name = folder.names().first(where: { $0.hasSuffix(".jsonl") })
      else { return nil }
      let text = String(decoding: folder.read(name), as: UTF8.self)
      found.value.withLock { $0 = text.contains(raw) }
      return nil
    }
    _ = try await bench.sender().send(bench.payment(), signer: bench.signer)
    #expect(found.value.withLock { $0 })
  }

  @Test func `is of type 0 with the chain's id where gas has no base fee`() async throws {
    _ = try await bench.sender().send(bench.payment(), signer: bench.signer)
    let sent = try #require(broadcasts.first)
    #expect(sent.transaction.type == .legacy)
    #expect(sent.transaction.chainID == 199)
  }

  @Test func `is of type 2 where gas has a base fee`() async throws {
    let london = try DevelopmentChain(ChainOptions(chainID: 1337, fork: .london))
    let account = london.accounts[2]
    let owner = try await TransactionSender.owner(
      of: account.address, chainID: 1337, caller: london)
    let sender = TransactionSender(
      caller: london, journal: try TransactionJournal.open(in: bench.folder.path, for: owner))
    let outcome = try await sender.send(
      TransactionRequest(to: .zero, value: 1, purpose: .fillGap),
      signer: TransactionSigner(account.key))
    let mined = try #require(london.transaction(outcome.settlement.hash))
    #expect(mined.signed.transaction.type == .feeMarket)
    #expect(outcome.settlement.succeeded)
  }

  // MARK: Broadcast again

  @Test(arguments: [
    "already known", "known transaction: 0xab", "AlreadyKnown",
    "Transaction with the same hash was already imported.",
  ])
  func `that a node has already counts as sent`(_ words: String) async throws {
    let (bench, development) = (bench, bench.chain.development)
    let sender = try await bench.sender()
    let once = Box(true)
    bench.caller.answer { request in
      guard request.method == "eth_sendRawTransaction", once.value.withLock({ $0 }) else {
        return nil
      }
      once.value.withLock { $0 = false }
      _ = try? development.call(request.method, .array(request.parameters))
      return .failure(.node(code: -32000, message: words))
    }
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
    #expect(outcome.transaction.broadcasts.values.contains(.sent))
    #expect(bench.minedCount == 1)
  }

  @Test func `whose nonce is too low because it is mined already is found`() async throws {
    let (bench, development) = (bench, bench.chain.development)
    let sender = try await bench.sender()
    bench.caller.answer { request in
      guard request.method == "eth_sendRawTransaction" else { return nil }
      _ = try? development.call(request.method, .array(request.parameters))
      return .failure(.node(code: -32000, message: "nonce too low: next nonce 1, tx nonce 0"))
    }
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
  }

  @Test func `whose broadcast got lost is sent again with the same bytes`() async throws {
    let sender = try await bench.sender()
    bench.caller.answer(
      "eth_sendRawTransaction", times: 2,
      .failure(.transport(endpoint: "node", reason: "The connection was reset.")))
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
    #expect(broadcasts.count == 3)
    #expect(Set(broadcasts).count == 1)
    #expect(bench.minedCount == 1)
  }

  @Test func `that one endpoint refuses and another took without saying so is not given up`()
    async throws
  {
    let development = bench.chain.development
    try bench.stopMining()
    let taker = ScriptedCaller(development)
    taker.answer { request in
      guard request.method == "eth_sendRawTransaction" else { return nil }
      _ = try? development.call(request.method, .array(request.parameters))
      return .failure(.transport(endpoint: "taker", reason: "The connection was reset."))
    }
    // Nobody shows what waits.
    taker.answer("eth_getTransactionByHash", .success(nil))
    let refuser = ScriptedCaller(development)
    refuser.answer { request in
      switch request.method {
      case "eth_sendRawTransaction":
        .failure(.node(code: -32000, message: "insufficient funds for gas * price + value"))
      case "eth_getTransactionByHash": .success(.null)
      default: nil
      }
    }
    var options = EndpointPoolOptions()
    // The chain's clock stands still.
    options.maximumHeadAge = nil
    let pool = EndpointPool(
      [Endpoint(name: "refuser", caller: refuser), Endpoint(name: "taker", caller: taker)],
      chainID: 199, options: options)
    let chain = bench.chain
    let clock = SendingClock(now: { .zero }, pause: { _ in try chain.mine() })
    let sender = TransactionSender(
      caller: pool, journal: try await bench.journal(), clock: clock)
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
    #expect(bench.minedCount == 1)
    #expect(sender.journal.transactions.count == 1)
  }

  // MARK: Waited for

  @Test func `is waited for while its receipt is null`() async throws {
    try bench.stopMining()
    let looks = Box(0)
    let chain = bench.chain
    let sender = try await bench.sender {
      let count = looks.value.withLock { looks in
        looks += 1
        return looks
      }
      if count == 10 { try chain.mine() }
    }
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
    #expect(looks.value.withLock { $0 } == 10)
    // A node that has it is not sent it again.
    #expect(broadcasts.count == 1)
  }

  @Test func `is settled only under as many blocks as were asked for`() async throws {
    let chain = bench.chain
    let sender = try await bench.sender(SendingPatience(confirmations: 5)) { try chain.mine() }
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(chain.latestBlock.number == outcome.settlement.block + 4)
  }

  @Test func `whose block the chain leaves is waited for in the next one`() async throws {
    let chain = bench.chain
    let start = chain.snapshot()
    let looks = Box(0)
    let sender = try await bench.sender(SendingPatience(confirmations: 3)) {
      let count = looks.value.withLock { looks in
        looks += 1
        return looks
      }
      // The other branch is longer and does not have it.
      if count == 1 { try chain.revert(to: start) }
      try chain.mine()
    }
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(chain.development.receipt(of: outcome.settlement.hash) != nil)
    #expect(
      chain.development.block(outcome.settlement.block)?.hash == outcome.settlement.blockHash)
    #expect(bench.minedCount == 1)
    #expect(Set(broadcasts).count == 1)
  }

  @Test func `is settled when the second endpoint has the same receipt`() async throws {
    var sender = try await bench.sender()
    let witness = ScriptedCaller(bench.chain.development)
    witness.answer("eth_getTransactionReceipt", times: 4, .success(nil))
    sender.witness = witness
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
    #expect(witness.count(of: "eth_getTransactionReceipt") == 5)
  }

  @Test func `is waited for through answers that fail`() async throws {
    let sender = try await bench.sender()
    bench.caller.answer(
      "eth_getTransactionReceipt", times: 3, .failure(.blockNotFound("block 1")))
    let (caller, refused) = (bench.caller, Box(0))
    bench.caller.answer { request in
      guard request.method == "eth_getBlockByNumber",
        caller.count(of: "eth_sendRawTransaction") > 0
      else { return nil }
      return refused.value.withLock { refused in
        refused += 1
        return refused > 3 ? nil : .failure(.rateLimited(endpoint: "n", retryAfter: nil))
      }
    }
    #expect(try await sender.send(bench.payment(), signer: bench.signer).settlement.succeeded)
    #expect(refused.value.withLock { $0 } > 3)
    #expect(bench.caller.count(of: "eth_getTransactionReceipt") > 3)
  }

  @Test func `that is never mined ends the wait in a state from which it goes on`() async throws {
    try bench.stopMining()
    let hash: Hash256
    do {
      let sender = try await bench.sender()
      let error = await #expect(throws: SendingFailure.self) {
        try await sender.send(bench.payment(), signer: bench.signer)
      }
      guard case .unsettled(let found, .pending)? = error else {
        Issue.record("It threw \(String(describing: error)).")
        return
      }
      hash = found
    }
    try bench.chain.mine()
    let sender = try await bench.sender()
    let outcomes = try await sender.finishOpen()
    #expect(outcomes.map(\.settlement.hash) == [hash])
    #expect(Set(broadcasts).count == 1)
    #expect(bench.minedCount == 1)
  }

  @Test func `that the endpoint dropped is handed in again`() async throws {
    try bench.stopMining()
    let (chain, development) = (bench.chain, bench.chain.development)
    let looks = Box(0)
    let sender = try await bench.sender {
      let count = looks.value.withLock { looks in
        looks += 1
        return looks
      }
      if count == 2 { _ = try development.call("anvil_dropAllTransactions") }
      if count == 12 { try chain.mine() }
    }
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.succeeded)
    #expect(broadcasts.count == 2)
  }

  @Test func `whose nonce another one took is told apart, and only when that stays`() async throws {
    try bench.stopMining()
    let (chain, account) = (bench.chain, bench.account)
    let looks = Box(0)
    let sender = try await bench.sender(SendingPatience(confirmations: 2)) {
      let count = looks.value.withLock { looks in
        looks += 1
        return looks
      }
      if count == 1 {
        // The account's owner sends from another wallet, and pays more.
        let other = try UnsignedTransaction(
          nonce: 0, gasLimit: 21_000, to: .zero, value: 1, input: [],
          variant: .legacy(chainID: 199, gasPrice: UInt256(900_000_000_000_000 as UInt64))
        ).signed(with: account.key)
        try chain.development.send(other)
      }
      try chain.mine()
    }
    let error = await #expect(throws: SendingFailure.self) {
      try await sender.send(bench.payment(), signer: bench.signer)
    }
    guard case .replacedByOther(_, nonce: 0)? = error else {
      Issue.record("It threw \(String(describing: error)).")
      return
    }
    #expect(sender.journal.open.isEmpty)
    // The block with the other one is the first; two more must lie on it before that is believed.
    #expect(chain.latestBlock.number >= 3)
  }

  @Test func `that fails on the chain is an outcome that says so`() async throws {
    let vault = try bench.chain.deployVault(issuer: bench.chain.renter)
    let sender = try await bench.sender()
    // An endpoint that lies of the estimate lets a failing transaction be sent.
    bench.caller.answer("eth_estimateGas", .success("0x186a0"))
    let outcome = try await sender.send(
      TransactionRequest(
        to: vault.address, data: VaultContract(vault.address).withdraw(5),
        purpose: .withdraw(vault: vault.address, token: TestToken.wbtt.address, amount: 5)),
      signer: bench.signer)
    #expect(!outcome.settlement.succeeded)
  }
}
