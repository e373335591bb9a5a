import ChequerTesting
import Cheques
import EVMCrypto
import EVMPrimitives
import EmbeddedChain
import Testing
import Vaults

@Suite struct `A plan of cash-outs` {
  private let cashing: CashingCase
  private var chain: EmbeddedChain { cashing.chain }
  private var host: TestAccount { cashing.bench.account }

  init() async throws { cashing = try await CashingCase() }

  private func plan(
    _ cheques: [SignedCheque], _ terms: CashOutTerms = CashOutTerms()
  ) async throws -> CashOutPlan {
    CashOutPlan(try await cashing.verdicts(cheques), terms: terms)
  }

  @Test func `takes what pays most first, each what is outstanding`() async throws {
    let vaults = try (0..<3).map { _ in
      try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    }
    let cheques = try zip(vaults, [200, 900, 500] as [UInt64]).map { vault, amount in
      try vault.cheque(to: host, paying: .wbtt(amount))
    }
    let plan = try await plan(cheques)
    #expect(plan.entries.map(\.cheque) == [cheques[1], cheques[2], cheques[0]])
    #expect(
      plan.entries.map(\.payout)
        == ([900, 500, 200] as [UInt64]).map { TokenAmount.wbtt($0).smallestUnits })
    #expect(plan.omissions.isEmpty)
    let used = plan.entries.compactMap(\.verdict.gas?.used)
    #expect(plan.gas == used.reduce(0, +))
    #expect(plan.gasCost == UInt256(plan.gas) &* UInt256(300_000_000_000_000 as UInt64))
  }

  @Test func `takes only the newest cheque of a vault`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let older = try vault.cheque(to: host, paying: .wbtt(300))
    let newer = try vault.cheque(to: host, paying: .wbtt(400))
    let plan = try await plan([newer, older, newer])
    #expect(plan.entries.map(\.cheque) == [newer])
    #expect(
      plan.omissions.map(\.reason)
        == [.superseded(by: newer.cheque.digest), .superseded(by: newer.cheque.digest)])
  }

  /// A signature of 65 bytes, and the same in EIP-2098's 64.
  @Test func `takes a cheque once that comes in two forms of its signature`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let cheque = try vault.cheque(to: host, paying: .wbtt(300))
    let compact = SignedCheque(
      cheque: cheque.cheque,
      signature: try Signature(compact: cheque.signature.bytes(in: .compact)))
    #expect(compact != cheque)
    for list in [[cheque, compact], [compact, cheque]] {
      let plan = try await plan(list)
      #expect(plan.entries.map(\.cheque.cheque) == [cheque.cheque])
      #expect(plan.omissions.map(\.reason) == [.superseded(by: cheque.cheque.digest)])
      #expect(plan.entries.map(\.payout) == [TokenAmount.wbtt(300).smallestUnits])
    }
  }

  @Test func `takes an older cheque where the vault has too little for the newest`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(350))
    let older = try vault.cheque(to: host, paying: .wbtt(300))
    let newer = try vault.cheque(to: host, paying: .wbtt(400))
    let plan = try await plan([newer, older])
    #expect(plan.entries.map(\.cheque) == [older])
    #expect(plan.omissions.map(\.reason) == [.superseded(by: older.cheque.digest)])
  }

  @Test func `leaves out what is not worth its gas`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let cheque = try vault.cheque(to: host, paying: .wbtt(1))
    let usual = try await plan([cheque])
    guard case .notWorthGas(.loss, _)? = usual.omissions.first?.reason else {
      Issue.record("It was \(usual.omissions.map(\.reason)).")
      return
    }
    #expect(usual.entries.isEmpty)
    #expect(try await plan([cheque], CashOutTerms(minimumGain: nil)).entries.count == 1)
  }

  @Test func `leaves out what gains less than was asked for`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let cheque = try vault.cheque(to: host, paying: .wbtt(100))
    guard case .gain(let gain)? = try await cashing.verdicts([cheque])[0].worth else {
      Issue.record("It gains nothing.")
      return
    }
    #expect(try await plan([cheque], CashOutTerms(minimumGain: gain)).entries.count == 1)
    #expect(try await plan([cheque], CashOutTerms(minimumGain: gain &+ 1)).entries.isEmpty)
  }

  @Test func `takes tokens whose price is not known, behind the others`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    try vault.deposit(.trx(5))
    let trx = try vault.cheque(to: host, paying: .trx(1))
    let wbtt = try vault.cheque(to: host, paying: .wbtt(100))
    let plan = try await plan([trx, wbtt])
    #expect(plan.entries.map(\.cheque) == [wbtt, trx])
  }

  @Test func `stops where the account's coin for gas ends`() async throws {
    let vaults = try (0..<3).map { _ in
      try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    }
    let cheques = try vaults.map { try $0.cheque(to: host, paying: .wbtt(500)) }
    let gas = try #require(try await cashing.verdicts(cheques)[0].gas)
    let coin = gas.cost &+ gas.reserve &+ UInt256(9_000_000_000_000_000 as UInt64)
    chain.setBalance(TokenAmount(smallestUnits: coin, in: .btt), of: host)
    let plan = try await plan(cheques)
    #expect(plan.entries.count == 2)
    let last = try #require(plan.omissions.first?.verdict.gas)
    #expect(
      plan.omissions.map(\.reason)
        == [.coinExhausted(missing: last.reserve &- (coin &- plan.gasCost))])
  }

  @Test func `says of each other cheque why it does not pay`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(100))
    let other = try chain.deployVault(issuer: chain.renter, funding: .wbtt(100))
    let cheques = [
      try vault.cheque(to: host, paying: .wbtt(500)),
      try other.cheque(to: chain.owner, paying: .wbtt(50)),
      try other.cheque(to: host, paying: .wbtt(50), signedBy: chain.owner),
    ]
    let plan = try await plan(cheques)
    #expect(plan.entries.isEmpty)
    #expect(plan.omissions.map(\.reason) == [.doesNotPay, .doesNotPay, .doesNotPay])
    #expect(
      plan.omissions.map(\.verdict.answer.name) == ["bounces", "not-yours", "not-genuine"])
  }

  @Test func `does not let a forged cheque take a genuine one's place`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1000))
    let genuine = try vault.cheque(to: host, paying: .wbtt(300))
    let forged = try vault.cheque(to: host, paying: .wbtt(900), signedBy: chain.owner)
    for list in [[genuine, forged], [forged, genuine]] {
      let plan = try await plan(list)
      #expect(plan.entries.map(\.cheque) == [genuine])
      #expect(plan.omissions.map(\.reason) == [.doesNotPay])
    }
  }

  @Test func `takes a part where the vault pays parts, unless told otherwise`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(300))
    let cheque = try vault.cheque(to: host, paying: .wbtt(500))
    let taken = try await plan([cheque])
    #expect(taken.entries.map(\.payout) == [TokenAmount.wbtt(300).smallestUnits])
    let terms = CashOutTerms(takesParts: false)
    #expect(try await plan([cheque], terms).omissions.map(\.reason) == [.doesNotPay])
  }
}
