import ChequerTesting
import EVMABI
import EVMAccounts
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing
import Vaults

// What is not sent, and why.

extension `A transaction` {
  // MARK: Refused before it is signed

  @Test func `that would revert is not signed, and the reason is told`() async throws {
    let vault = try bench.chain.deployVault(issuer: bench.chain.renter)
    let request = TransactionRequest(
      to: vault.address, data: VaultContract(vault.address).withdraw(5),
      purpose: .withdraw(vault: vault.address, token: TestToken.wbtt.address, amount: 5))
    let sender = try await bench.sender()
    await #expect(throws: SendingFailure.wouldRevert(.message("not issuer"))) {
      try await sender.send(request, signer: bench.signer)
    }
    #expect(sender.journal.transactions.isEmpty)
    #expect(broadcasts.isEmpty)
  }

  @Test func `that could cost more than allowed is not signed`() async throws {
    var sender = try await bench.sender()
    // A payment costs 21,000 gas, with the margin 25,200.
    sender.fees = FeePolicy(maximumFee: UInt256(25_199 as UInt64), gasPrice: 1)
    await #expect(
      throws: SendingFailure.feeAboveMaximum(
        fee: UInt256(25_200 as UInt64), maximum: UInt256(25_199 as UInt64))
    ) { try await sender.send(bench.payment(), signer: bench.signer) }
    sender.fees.maximumFee = UInt256(25_200 as UInt64)
    #expect(try await sender.send(bench.payment(), signer: bench.signer).settlement.succeeded)
  }

  @Test func `is compared with the balance in all 256 bits`() async throws {
    var sender = try await bench.sender()
    sender.fees = FeePolicy(maximumFee: .max, gasPrice: UInt256(1) << 240)
    let balance = bench.chain.development.balance(of: bench.account.address)
    await #expect(
      throws: SendingFailure.insufficientCoin(
        account: bench.account.address, balance: balance, value: 5,
        fee: UInt256(25_200 as UInt64) &* (UInt256(1) << 240))
    ) { try await sender.send(bench.payment(), signer: bench.signer) }
    sender.fees.gasPrice = .max
    await #expect(throws: SendingFailure.feeAboveMaximum(fee: .max, maximum: .max)) {
      try await sender.send(bench.payment(), signer: bench.signer)
    }
    #expect(broadcasts.isEmpty)
  }

  @Test func `takes the highest price that an endpoint suggests`() async throws {
    var sender = try await bench.sender()
    let low = ScriptedCaller(bench.chain.development)
    low.answer("eth_gasPrice", .success("0x1"))
    let dead = ScriptedCaller(bench.chain.development)
    dead.answer("eth_gasPrice", .failure(.transport(endpoint: "dead", reason: "It is.")))
    let high = ScriptedCaller(bench.chain.development)
    high.answer("eth_gasPrice", .success("0x77359400"))
    sender.priceCallers = [low, dead, high]
    _ = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(broadcasts.first?.transaction.maximumFeePerGas == UInt256(2_000_000_000 as UInt64))
  }

  @Test(arguments: [0, 20_999, UInt64.max])
  func `is not signed on an estimate that cannot be`(_ estimate: UInt64) async throws {
    let sender = try await bench.sender()
    bench.caller.answer(
      "eth_estimateGas", .success(.string("0x" + String(estimate, radix: 16))))
    await #expect(throws: SendingFailure.self) {
      try await sender.send(bench.payment(), signer: bench.signer)
    }
    #expect(broadcasts.isEmpty)
  }

  @Test func `is not broadcast when the endpoint serves another chain by then`() async throws {
    let sender = try await bench.sender()
    bench.caller.answer("eth_chainId", times: 1, .success("0x405"))
    await #expect(throws: SendingFailure.wrongChain(expected: 199, found: 1029)) {
      try await sender.send(bench.payment(), signer: bench.signer)
    }
    #expect(broadcasts.isEmpty)
    #expect(sender.journal.open.isEmpty)
    // The nonce is free again: nobody can have seen the bytes.
    #expect(try await sender.send(bench.payment(), signer: bench.signer).transaction.nonce == 0)
  }

  @Test func `is not taken from a signer of another account`() async throws {
    let sender = try await bench.sender()
    let renter = bench.chain.renter
    await #expect(
      throws: SendingFailure.otherSigner(expected: bench.account.address, found: renter.address)
    ) { try await sender.send(bench.payment(), signer: TransactionSigner(renter.key)) }
    let liar = TransactionSigner(account: bench.account.address) { try $0.signed(with: renter.key) }
    await #expect(
      throws: SendingFailure.otherSigner(expected: bench.account.address, found: renter.address)
    ) { try await sender.send(bench.payment(), signer: liar) }
    #expect(sender.journal.open.isEmpty)
    #expect(broadcasts.isEmpty)
  }

  // MARK: Refused by everybody

  @Test(arguments: [
    "insufficient funds for gas * price + value: balance 0, tx cost 1",
    "transaction underpriced: gas tip cap 1, minimum needed 25000000000",
    "tx fee (27.00 ether) exceeds the configured cap (1.00 ether)",
  ])
  func `that every node refuses frees its nonce`(_ words: String) async throws {
    let sender = try await bench.sender()
    bench.caller.answer(
      "eth_sendRawTransaction", times: 1, .failure(.node(code: -32000, message: words)))
    await #expect(throws: SendingFailure.self) {
      try await sender.send(bench.payment(), signer: bench.signer)
    }
    #expect(sender.journal.open.isEmpty)
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.transaction.nonce == 0)
  }
}
