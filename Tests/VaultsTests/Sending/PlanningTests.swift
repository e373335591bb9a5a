import ChequerTesting
import EVMABI
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing
import Vaults

@Suite struct `A transaction that is planned` {
  private let bench: SendingCase

  init() async throws { bench = try await SendingCase() }

  @Test func `is tried with its own account, value and block`() async throws {
    let sender = try await bench.sender()
    let head = bench.chain.latestBlock
    _ = try await sender.plan(bench.payment(7))
    let estimates = bench.caller.requests.filter { $0.method == "eth_estimateGas" }
    let message: JSON = [
      "from": .string(bench.account.address.hex), "to": .string(bench.chain.renter.address.hex),
      "value": "0x7",
    ]
    #expect(
      estimates.map(\.parameters) == [[message, ["blockHash": .string(head.hash.hex)]]])
  }

  @Test func `is refused when its function takes no coin, though it would do without`() async throws
  {
    let vault = try bench.chain.deployVault(issuer: bench.account, funding: .wbtt(10))
    let sender = try await bench.sender()
    func withdrawal(value: UInt256) -> TransactionRequest {
      TransactionRequest(
        to: vault.address, data: VaultContract(vault.address).withdraw(5), value: value,
        purpose: .withdraw(vault: vault.address, token: TestToken.wbtt.address, amount: 5))
    }
    await #expect(throws: SendingFailure.wouldRevert(.empty)) {
      try await sender.send(withdrawal(value: 1), signer: bench.signer)
    }
    #expect(bench.caller.count(of: "eth_sendRawTransaction") == 0)
    #expect(try await sender.send(withdrawal(value: 0), signer: bench.signer).settlement.succeeded)
  }

  /// 25,200 gas at 9,000,000 gwei: twelve times what 64 bits hold.
  @Test func `costs what it costs at the dearest gas that was proposed for BTTC`() async throws {
    var sender = try await bench.sender()
    sender.fees.gasPrice = UInt256(9_000_000_000_000_000 as UInt64)
    let fee = try UInt256(parsing: "226800000000000000000")
    #expect(try await sender.plan(bench.payment()).maximumFee == fee)
    sender.fees.maximumFee = fee &- 1
    await #expect(throws: SendingFailure.feeAboveMaximum(fee: fee, maximum: fee &- 1)) {
      try await sender.plan(bench.payment())
    }
    bench.chain.setBalance(TokenAmount(smallestUnits: fee, in: .btt), of: bench.account)
    try bench.chain.mine()
    sender.fees.maximumFee = fee
    await #expect(
      throws: SendingFailure.insufficientCoin(
        account: bench.account.address, balance: fee, value: 5, fee: fee)
    ) { try await sender.plan(bench.payment()) }
  }

  @Test(arguments: [
    "transaction underpriced: gas tip cap 1, minimum needed 25000000000",
    "tx fee (27.00 ether) exceeds the configured cap (1.00 ether)",
  ])
  func `that pays too little or too much for a node is refused in its words`(_ words: String)
    async throws
  {
    let sender = try await bench.sender()
    bench.caller.answer("eth_sendRawTransaction", .failure(.node(code: -32000, message: words)))
    let error = await #expect(throws: SendingFailure.self) {
      try await sender.send(bench.payment(), signer: bench.signer)
    }
    guard case .refused? = error else {
      Issue.record("It threw \(String(describing: error)).")
      return
    }
    #expect(error?.description.contains(words) == true)
  }
}

@Suite struct `A nonce of the chain` {
  private let bench: SendingCase

  init() async throws { bench = try await SendingCase() }

  @Test func `is looked for near the first block as elsewhere`() async throws {
    let chain = bench.chain
    let start = chain.latestBlock.number
    #expect(start < 5)
    let sender = try await bench.sender(SendingPatience(confirmations: 12)) { try chain.mine() }
    let outcome = try await sender.send(bench.payment(), signer: bench.signer)
    #expect(outcome.settlement.block == start + 1)
    #expect(chain.latestBlock.number == start + 12)
  }

  /// The count of what was sent is the next nonce, which is still free.
  @Test func `that is the next one has not been taken by another transaction`() async throws {
    let (chain, account) = (bench.chain, bench.account)
    let sender = try await bench.sender()
    _ = try await sender.send(bench.payment(), signer: bench.signer)
    try bench.stopMining()
    let second = try await sender.submit(bench.payment(), signer: bench.signer)
    #expect(second.nonce == 1)
    let hash = try #require(second.hash)
    _ = try chain.development.call("anvil_dropAllTransactions")
    for _ in 0..<20 { try chain.mine() }
    #expect(try await chain.development.ask(.nonce(of: account.address)) == 1)
    #expect(try await sender.state(of: hash) == .unknown)
    let outcome = try await bench.sending(sender) { try chain.mine() }.finishOpen()
    #expect(outcome.map(\.settlement.hash) == [hash])
  }
}

extension SendingCase {
  /// A sender on the journal of another, who mines while it waits.
  fileprivate func sending(
    _ sender: TransactionSender, whilePausing: @escaping @Sendable () throws -> Void
  ) -> TransactionSender {
    var sender = sender
    sender.clock = SendingClock(now: { .zero }, pause: { _ in try whilePausing() })
    return sender
  }
}
