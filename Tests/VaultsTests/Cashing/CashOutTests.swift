import ChequerTesting
import Cheques
import EVMABI
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization
import Testing
import Vaults

@Suite struct `Cashing` {
  private let cashing: CashingCase
  private var chain: EmbeddedChain { cashing.chain }
  private var host: TestAccount { cashing.bench.account }

  init() async throws { cashing = try await CashingCase() }

  @Test func `pays the recipient what was outstanding, by the events of vault and token`()
    async throws
  {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let before = try cashing.income()
    let reports = try await cashing.cashAll(
      [try vault.cheque(to: host, paying: .wbtt(400))], with: cashing.bench.sender())
    #expect(reports.map(\.outcome) == [.paid(TokenAmount.wbtt(400).smallestUnits)])
    #expect(reports.map(\.received) == [TokenAmount.wbtt(400).smallestUnits])
    #expect(reports.map(\.isPaid) == [true])
    #expect(try cashing.income() == before.adding(.wbtt(400)))
    let fee = try #require(reports.first?.settlement.fee)
    #expect(
      fee == UInt256(try #require(reports.first?.settlement.gasUsed))
        &* UInt256(300_000_000_000_000 as UInt64))
  }

  @Test func `pays somebody else where that is asked for`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let own = try chain.deployVault(issuer: host)
    let cheque = try vault.cheque(to: host, paying: .wbtt(400))
    var run = CashOutRun(sender: try await cashing.bench.sender(), network: .bttc)
    run.recipient = own.address
    let plan = CashOutPlan(try await cashing.verdicts([cheque], recipient: own.address))
    let reports = try await run.cash(plan, signer: cashing.bench.signer)
    #expect(reports.map(\.isPaid) == [true])
    #expect(try own.balance() == .wbtt(400))
  }

  @Test func `pays tokens, and again only what is new`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter)
    try vault.deposit(.usdt(50))
    let sender = try await cashing.bench.sender()
    _ = try await cashing.cashAll([try vault.cheque(to: host, paying: .usdt(20))], with: sender)
    let newer = try vault.cheque(to: host, paying: .usdt(50))
    let reports = try await cashing.cashAll([newer], with: sender)
    #expect(reports.map(\.outcome) == [.paid(TokenAmount.usdt(30).smallestUnits)])
    #expect(reports.map(\.received) == [TokenAmount.usdt(30).smallestUnits])
    #expect(try await cashing.cashAll([newer], with: sender).isEmpty)
  }

  @Test func `tells a part, and the rest when there is money again`() async throws {
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: .v1, funding: .wbtt(300))
    let cheque = try vault.cheque(to: host, paying: .wbtt(500))
    let sender = try await cashing.bench.sender()
    let first = try await cashing.cashAll([cheque], with: sender)
    #expect(
      first.map(\.outcome)
        == [
          .partial(
            paid: TokenAmount.wbtt(300).smallestUnits,
            requested: TokenAmount.wbtt(500).smallestUnits)
        ])
    #expect(first.map(\.isPaid) == [false])
    try vault.deposit(.wbtt(1000))
    let second = try await cashing.cashAll([cheque], with: sender)
    #expect(second.map(\.outcome) == [.paid(TokenAmount.wbtt(200).smallestUnits)])
  }

  @Test func `checks each cheque again when its turn comes`() async throws {
    let vaults = try (0..<2).map { _ in
      try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    }
    let cheques = try zip(vaults, [600, 500] as [UInt64]).map {
      try $0.cheque(to: host, paying: .wbtt($1))
    }
    let plan = CashOutPlan(try await cashing.verdicts(cheques))
    #expect(plan.entries.count == 2)
    // The issuer takes the second vault's money out while the first is cashed.
    let skipped = Box<[String]>([])
    var run = CashOutRun(sender: try await cashing.bench.sender(), network: .bttc)
    run.observe = { event in
      switch event {
      case .mined: _ = try? vaults[1].withdraw(.wbtt(900))
      case .skipped(let verdict, .doesNotPay):
        skipped.value.withLock { $0.append(verdict.answer.name) }
      default: break
      }
    }
    let reports = try await run.cash(plan, signer: cashing.bench.signer)
    #expect(reports.map(\.purpose.vault) == [vaults[0].address])
    #expect(skipped.value.withLock { $0 } == ["bounces"])
    #expect(cashing.bench.caller.count(of: "eth_sendRawTransaction") == 1)
  }

  @Test func `of what the node forgot hides no money, and pays it when it runs again`() async throws
  {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let cheque = try vault.cheque(to: host, paying: .wbtt(400))
    let bench = cashing.bench
    try bench.stopMining()
    do {
      let sender = try await bench.sender(SendingPatience(limit: .zero))
      await #expect(throws: SendingFailure.self) {
        try await cashing.cashAll([cheque], with: sender)
      }
      #expect(sender.journal.open.count == 1)
    }
    _ = try chain.development.call("anvil_dropAllTransactions")
    try chain.mine()
    // What was sent and is not mined has paid nothing.
    let verdict = try await cashing.verdicts([cheque])[0]
    #expect(verdict.answer == .pays(TokenAmount.wbtt(400).smallestUnits))
    let chain = chain
    let sender = try await bench.sender { try chain.mine() }
    let reports = try await cashing.cashAll([cheque], with: sender)
    #expect(reports.map(\.outcome) == [.paid(TokenAmount.wbtt(400).smallestUnits)])
    let broadcasts = bench.caller.requests.filter { $0.method == "eth_sendRawTransaction" }
    #expect(broadcasts.count == 2)
    #expect(Set(broadcasts).count == 1)
  }

  @Test func `says so when a cash-out fails on the chain`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    try cashing.bench.stopMining()
    let chain = chain
    let isFirst = Box(true)
    let sender = try await cashing.bench.sender {
      // The issuer is quicker: its withdrawal pays more for its gas.
      if isFirst.value.withLock({ first in
        defer { first = false }
        return first
      }) {
        let data = VaultContract(vault.address).withdraw(TokenAmount.wbtt(900).smallestUnits)
        _ = try chain.development.call(
          "eth_sendTransaction",
          [
            [
              "from": .string(chain.renter.address.hex), "to": .string(vault.address.hex),
              "data": .string(Hex.encode(data)), "gasPrice": "0x3328b944c4000",
              "gas": "0x30d40",
            ]
          ])
      }
      try chain.mine()
    }
    let reports = try await cashing.cashAll(
      [try vault.cheque(to: host, paying: .wbtt(500))], with: sender)
    #expect(reports.map(\.outcome) == [.failed])
    #expect(reports.map(\.reason) == [.message("Vault: insufficient fund")])
    #expect(reports.map(\.isPaid) == [false])
  }

  /// Ends the run at the n-th step.
  private struct Killed: Error {}

  @Test(arguments: [true, false])
  func `of a batch that dies at any step is finished by the next run, each cheque once`(
    _ minesAtOnce: Bool
  ) async throws {
    var ends: [SendingStep: Int] = [:]
    for number in stride(from: 1, to: 400, by: 3) {
      let cashing = try await CashingCase()
      let (chain, host) = (cashing.chain, cashing.bench.account)
      let cheques = try (1...3).map { number in
        try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
          .cheque(to: host, paying: .wbtt(100 * UInt64(number)))
      }
      if !minesAtOnce { try cashing.bench.stopMining() }
      let patience = SendingPatience(confirmations: 2)
      let before = try cashing.income()
      let steps = Box<[SendingStep]>([])
      do {
        var sender = try await cashing.bench.sender(patience) { try chain.mine() }
        sender.reach = { step in
          let count = steps.value.withLock { steps in
            steps.append(step)
            return steps.count
          }
          if count == number { throw Killed() }
        }
        try await cashing.cashAll(cheques, with: sender)
        #expect(number > 40)
        break
      } catch is Killed {}
      if let last = steps.value.withLock({ $0.last }) { ends[last, default: 0] += 1 }
      let again = try await cashing.bench.sender(patience) { try chain.mine() }
      try await cashing.cashAll(cheques, with: again)
      for cheque in cheques {
        let vault = EmbeddedVault(cheque.cheque.vault, on: chain, issuer: chain.renter)
        let cashed = vault.events.filter { $0.name == "ChequeCashed" }
        #expect(cashed.count == 1, "ended at step \(number)")
      }
      #expect(try cashing.income() == before.adding(.wbtt(600)))
      #expect(cashing.bench.minedCount == 3, "ended at step \(number)")
      #expect(again.journal.open.isEmpty)
    }
    #expect(ends.count >= 8)
  }
}
