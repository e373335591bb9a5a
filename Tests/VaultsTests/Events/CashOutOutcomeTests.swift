import ChequerTesting
import Cheques
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults

/// Receipts of the embedded chain, as a node tells them.
@Suite struct `The outcome of a cash-out` {
  private func outcome(
    of cheque: SignedCheque, on chain: EmbeddedChain, as read: Cheque? = nil,
    requested: UInt256? = nil
  ) async throws -> CashOutOutcome {
    let sent = try chain.cash(cheque)
    let receipt = try #require(try await chain.development.ask(.receipt(of: sent.transaction.hash)))
    return CashOutOutcome(of: read ?? cheque.cheque, in: receipt, requested: requested)
  }

  @Test(arguments: VaultKind.allCases)
  func `a covered cheque is paid, and then fails`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let three = TokenAmount.wbtt(3).smallestUnits
    #expect(try await outcome(of: cheque, on: chain, requested: three) == .paid(three))
    let larger = try vault.cheque(to: chain.host, paying: .wbtt(5))
    #expect(
      try await outcome(of: larger, on: chain) == .paid(TokenAmount.wbtt(2).smallestUnits))
    #expect(try await outcome(of: larger, on: chain) == .failed)
  }

  @Test func `V1 pays in part, and bounces with nothing, both in a success`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(2))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let paid = TokenAmount.wbtt(2).smallestUnits
    let due = TokenAmount.wbtt(3).smallestUnits
    let first = try await outcome(of: cheque, on: chain, requested: due)
    #expect(first == .partial(paid: paid, requested: due))
    #expect(first.paid == paid)
    let second = try await outcome(of: cheque, on: chain)
    #expect(second == .bounced)
    #expect(second.paid == 0)
  }

  @Test(arguments: [VaultKind.v2, .multiToken])
  func `V2 and later fail a cheque above the balance`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind, funding: .wbtt(2))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try await outcome(of: cheque, on: chain) == .failed)
  }

  @Test func `a cheque over another token is paid in that`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    try vault.deposit(.usdt(7))
    let cheque = try vault.cheque(to: chain.host, paying: .usdt(4))
    #expect(try await outcome(of: cheque, on: chain) == .paid(4_000_000))
  }

  @Test func `a chequebook pays in part`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let book = try chain.deployChequebook(issuer: chain.renter, funding: .bzz(1))
    let cheque = try book.cheque(to: chain.host, paying: .bzz(4))
    #expect(
      try await outcome(of: cheque, on: chain)
        == .partial(paid: TokenAmount.bzz(1).smallestUnits, requested: nil))
  }

  @Test func `less than was due is partial even if nothing bounced`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let paid = TokenAmount.wbtt(3).smallestUnits
    #expect(
      try await outcome(of: cheque, on: chain, requested: paid + 1)
        == .partial(paid: paid, requested: paid + 1))
  }

  @Test func `a success without a vault is nothing`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = EmbeddedVault(chain.owner, on: chain, issuer: chain.renter)
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try await outcome(of: cheque, on: chain) == .nothing)
  }

  @Test func `the pay-out of another vault, beneficiary, total or token is not this cheque's`()
    async throws
  {
    let chain = try await EmbeddedChain.btfs()
    func cheque(
      _ scheme: ChequeScheme = .btfs, vault: Address, beneficiary: Address, payout: UInt256
    ) throws -> Cheque {
      try Cheque(
        scheme: scheme, chainID: 199, vault: vault, beneficiary: beneficiary,
        cumulativePayout: payout)
    }
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let host = chain.host.address
    let three = TokenAmount.wbtt(3).smallestUnits
    let cashed = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let sent = try chain.cash(cashed)
    let receipt = try #require(try await chain.development.ask(.receipt(of: sent.transaction.hash)))
    let others = [
      try cheque(vault: chain.owner.address, beneficiary: host, payout: three),
      try cheque(vault: vault.address, beneficiary: chain.owner.address, payout: three),
      try cheque(vault: vault.address, beneficiary: host, payout: three + 1),
      try cheque(
        .btfsMulti(token: TestToken.usdt.address), vault: vault.address, beneficiary: host,
        payout: three),
    ]
    for other in others { #expect(CashOutOutcome(of: other, in: receipt) == .nothing, "\(other)") }
    #expect(CashOutOutcome(of: cashed.cheque, in: receipt) == .paid(three))
  }
}
