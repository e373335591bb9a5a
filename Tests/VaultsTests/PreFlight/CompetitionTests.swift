import ChequerTesting
import EVMPrimitives
import EmbeddedChain
import Testing
import Vaults

@Suite struct `Cheques of one vault that are checked together` {
  @Test(arguments: AnyVault.Kind.allCases)
  func `compete for one balance, in the order of the list`(kind: AnyVault.Kind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(kind, on: chain, funding: 10)
    let first = try vault.cheque(to: chain.host, paying: 6)
    let second = try vault.cheque(to: chain.owner, paying: 7)
    let verdicts = try await chain.check([first, second])
    #expect(verdicts.map(\.answer) == [.pays(vault.units(6)), .pays(vault.units(7))])
    let competition = try #require(verdicts[1].competition)
    #expect(competition.claims == 2)
    #expect(competition.due == vault.units(13))
    #expect(competition.available == vault.units(10))
    #expect(!competition.sufficesForAll)
    #expect(verdicts[1].reason("competition")?.isWarning == true)
    #expect(verdicts[0].competition?.paidInOrder == vault.units(6))
    #expect(competition.paidInOrder == (kind.paysInPart ? vault.units(4) : 0))

    // What is said of the order is what happens in it.
    try chain.cash(first).transaction.succeeded()
    let before = try chain.balance(of: chain.owner, in: vault.token)
    _ = try chain.cash(second)
    let got = try chain.balance(of: chain.owner, in: vault.token).subtracting(before)
    #expect(got.smallestUnits == competition.paidInOrder)
  }

  @Test func `do not compete when there is enough, nor with other vaults`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let one = try AnyVault(.v2, on: chain, funding: 10)
    let other = try AnyVault(.v2, on: chain, funding: 1)
    let verdicts = try await chain.check([
      one.cheque(to: chain.host, paying: 6), one.cheque(to: chain.owner, paying: 4),
      other.cheque(to: chain.host, paying: 1),
    ])
    #expect(verdicts[0].competition?.sufficesForAll == true)
    #expect(verdicts[0].reason("competition")?.isWarning == false)
    #expect(verdicts[2].competition == nil)
  }

  @Test func `are replaced by a newer cheque to the same beneficiary`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 10)
    let verdicts = try await chain.check([
      vault.cheque(to: chain.host, paying: 3), vault.cheque(to: chain.host, paying: 8),
    ])
    #expect(verdicts[0].competition?.isSuperseded == true)
    #expect(verdicts[0].remedy == "Cash the newer cheque.")
    #expect(verdicts[1].competition == nil)
    #expect(verdicts[1].answer == .pays(vault.units(8)))
  }

  @Test func `pay by the older one while the newer one bounces`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 5)
    let older = try vault.cheque(to: chain.host, paying: 4)
    let newer = try vault.cheque(to: chain.host, paying: 9)
    let verdicts = try await chain.check([newer, older])
    #expect(verdicts.map(\.answer) == [.bounces(shortBy: vault.units(4)), .pays(vault.units(4))])
    #expect(verdicts[0].competition?.olderPays == true)
    #expect(verdicts[0].remedy.contains("older"))
    #expect(verdicts[1].competition == nil)
    #expect(try chain.cash(older).result == .paid(vault.amount(4)))
    #expect(try await chain.check(newer).answer == .bounces(shortBy: vault.units(4)))
  }

  @Test func `do not compete when they are not genuine`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v2, on: chain, funding: 10)
    let verdicts = try await chain.check([
      vault.cheque(to: chain.host, paying: 6),
      vault.cheque(to: chain.owner, paying: 9, signedBy: chain.owner),
    ])
    #expect(verdicts[0].competition == nil)
  }
}
