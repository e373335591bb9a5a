import ChequerTesting
import Cheques
import EVMPrimitives
import EmbeddedChain
import Testing
import Vaults

@Suite struct `Many cheques` {
  @Test func `are read in batches whose number does not grow with them`() async throws {
    let chain = try await EmbeddedChain.btfs()
    var cheques: [SignedCheque] = []
    for index in 0..<6 {
      let vault = try AnyVault(index % 2 == 0 ? .v2 : .multiToken, on: chain, funding: 10)
      for account in chain.accounts.prefix(5) where account.address != chain.renter.address {
        cheques.append(try vault.cheque(to: account, paying: UInt64(index)))
      }
    }
    let one = CountingCaller(chain.development)
    _ = try await chain.check([cheques[1]], by: one)
    let all = CountingCaller(chain.development)
    let verdicts = try await chain.check(cheques, by: all)
    #expect(verdicts.count == cheques.count)
    #expect(all.batches <= one.batches + 4)
    #expect(all.requests < cheques.count * one.requests / 2)
    for (cheque, verdict) in zip(cheques, verdicts) {
      let due = cheque.cheque.cumulativePayout
      #expect(verdict.cheque == cheque)
      #expect(verdict.answer == (due == 0 ? .nothingLeft : .pays(due)))
    }
  }

  @Test func `give the same verdicts in small chunks, and tell how far they are`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try AnyVault(.v1, on: chain, funding: 5)
    let cheques = try (1...9).map { try vault.cheque(to: chain.accounts[$0], paying: UInt64($0)) }
    let whole = try await chain.check(cheques)
    let pieces = try await chain.check(cheques) {
      $0.chunkSize = 2
      $0.workers = 3
    }
    #expect(whole.map(\.answer) == pieces.map(\.answer))
    #expect(whole.map(\.competition) == pieces.map(\.competition))
  }

  @Test func `of no list are no verdicts`() async throws {
    let chain = try await EmbeddedChain.btfs()
    #expect(try await chain.check([SignedCheque]()).isEmpty)
  }
}
