import ChequerTesting
import Cheques
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults

@Suite struct `The solvency of a vault` {
  private static func options(_ cheques: [SignedCheque]) -> VaultAudit.Options {
    var options = VaultAudit.Options()
    options.cheques = cheques
    return options
  }

  /// Two hosts are owed 3 - 1 and 5 WBTT; the vault has 8 - 1 = 7.
  @Test func `counts what is outstanding, the greatest cheque of each beneficiary`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(8))
    let other = chain.accounts[4]
    let first = try vault.cheque(to: chain.host, paying: .wbtt(1))
    _ = try chain.cash(first)
    let cheques = [
      try vault.cheque(to: chain.host, paying: .wbtt(3)), first,
      try vault.cheque(to: other, paying: .wbtt(5)),
    ]
    let audit = try await chain.audit(vault, options: Self.options(cheques))
    let total = try #require(audit.solvency?.totals.first)
    #expect(audit.solvency?.totals.count == 1)
    #expect(total.token == TestToken.wbtt.address)
    #expect(total.outstanding == TokenAmount.wbtt(7).smallestUnits)
    #expect(total.balance == TokenAmount.wbtt(7).smallestUnits)
    #expect(total.isCovered == true)
    #expect(
      total.claims.map(\.outstanding) == [
        TokenAmount.wbtt(2).smallestUnits, TokenAmount.wbtt(5).smallestUnits,
      ])
    #expect(audit.finding("cheques-covered")?.severity == .note)
    #expect(audit.critical.isEmpty)
  }

  @Test func `that is not given is critical, token by token`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(8))
    let cheques = [
      try vault.cheque(to: chain.host, paying: .wbtt(8)),
      try vault.cheque(to: chain.host, paying: .usdt(1)),
    ]
    let audit = try await chain.audit(vault, options: Self.options(cheques))
    #expect(audit.solvency?.totals.map(\.isCovered) == [true, false])
    #expect(audit.critical == ["insolvent"])
    #expect(audit.finding("insolvent")?.shows("1 USDT (1000000)") == true)
  }

  @Test func `does not count what the vault does not pay`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v2, funding: .wbtt(8))
    let another = try chain.deployVault(issuer: chain.renter, funding: .wbtt(8))
    let cheques = [
      try vault.cheque(to: chain.host, paying: .wbtt(100), signedBy: chain.owner),
      try vault.cheque(to: chain.host, paying: .wbtt(100), forChain: 1029),
      try vault.cheque(to: chain.host, paying: .usdt(1)),
      try another.cheque(to: chain.host, paying: .wbtt(100)),
    ]
    let audit = try await chain.audit(vault, options: Self.options(cheques))
    #expect(audit.solvency?.totals.isEmpty == true)
    #expect(audit.solvency?.rejections.count == 4)
    #expect(audit.critical.isEmpty)
    #expect(audit.finding("cheque-not-good")?.evidence.count == 4)
  }

  /// Sums past 256 bits are not less than any balance.
  @Test func `of endless promises is none`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(8))
    let endless = TokenAmount(smallestUnits: .max, in: .wbtt)
    let cheques = [
      try vault.cheque(to: chain.host, paying: endless),
      try vault.cheque(to: chain.owner, paying: endless),
    ]
    let audit = try await chain.audit(vault, options: Self.options(cheques))
    #expect(audit.solvency?.totals.first?.outstanding == .max)
    #expect(audit.critical == ["insolvent"])
  }
}
