import ChequerTesting
import Testing

// The example of the module's page and of the README, line for line.
@Suite struct `The example of ten lines` {
  @Test func `a cheque pays once, and bounces when the renter takes the money back`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))

    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
    #expect(try chain.cash(cheque).result == .refused("Vault: cannot cash"))

    let next = try vault.cheque(to: chain.host, paying: .wbtt(5))
    try vault.withdraw(.wbtt(6))
    #expect(try chain.cash(next).result == .bounced(due: .wbtt(2)))
    #expect(try vault.paidOut(to: chain.host) == .wbtt(3))
  }
}
