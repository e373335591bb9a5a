import ChequerTesting
import Cheques
import EVMABI
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults
import VectorFiles

@Suite struct `In any state of a vault` {
  /// What the verdict says is what then happens when the cheque is cashed in a transaction, told by
  /// the token's balances and not by events.
  @Test(arguments: 1...6)
  func `the verdict is what cashing then does`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let chain = try await EmbeddedChain.btfs()
    for _ in 0..<12 {
      let kind = try #require(AnyVault.Kind.allCases.randomElement(using: &random))
      let vault = try AnyVault(kind, on: chain, funding: UInt64.random(in: 1...12, using: &random))
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let other = try #require([chain.host, chain.owner].randomElement(using: &random))
        _ = try chain.cash(
          vault.cheque(to: other, paying: UInt64.random(in: 0...9, using: &random)))
        if Bool.random(using: &random) {
          try vault.deposit(UInt64.random(in: 1...4, using: &random))
        }
      }
      let signer = UInt8.random(in: 0..<6, using: &random) == 0 ? chain.owner : chain.renter
      let cheque = try vault.cheque(
        to: chain.host, paying: UInt64.random(in: 0...20, using: &random), signedBy: signer,
        forChain: UInt8.random(in: 0..<8, using: &random) == 0 ? 1029 : nil)
      let verdict = try await chain.check(cheque)
      let before = try chain.balance(of: chain.host, in: vault.token)
      let cashed = try chain.cash(cheque)
      let got = try chain.balance(of: chain.host, in: vault.token).subtracting(before)
      #expect(verdict.answer.paid == got.smallestUnits)
      #expect(verdict.gas?.used == cashed.transaction.gasUsed)
      expect(verdict.answer, matches: cashed, of: vault)
      #expect(verdict.expected == verdict.answer)
    }
  }

  /// The verdict in words, beside what the chain said of the transaction.
  private func expect(_ answer: ChequeAnswer, matches cashed: CashOut, of vault: AnyVault) {
    switch (answer, cashed.result) {
    case (.pays, .paid), (.partial, .partlyPaid), (.bounces, .bounced),
      (.nothingLeft, .refused(.message("Vault: cannot cash"))),
      (.nothingLeft, .refused(.message("SafeMath: subtraction overflow"))),
      (.notGenuine, .refused(.message("invalid issuer signature"))):
      break
    // An empty V1 vault or chequebook "succeeds" with nothing; so does a chequebook with nothing due.
    case (.bounces, .partlyPaid(let paid, _)), (.nothingLeft, .paid(let paid)):
      #expect(paid.smallestUnits == 0)
    default:
      Issue.record("\(vault.kind): the verdict is \(answer), but cashing gave \(cashed.result)")
    }
  }
}
