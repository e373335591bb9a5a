import ChequerTesting
import EVMABI
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import Testing

// What Swarm's chequebook does, by swap-swear-and-swindle's ERC20SimpleSwap.

@Suite struct `A chequebook of Swarm` {
  private let chain: EmbeddedChain
  private let chequebook: EmbeddedChequebook

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    chequebook = try chain.deployChequebook(issuer: chain.renter, funding: .bzz(10))
  }

  @Test func `pays a cheque in part, marks the bounce, and pays the rest later`() throws {
    let cheque = try chequebook.cheque(to: chain.host, paying: .bzz(12))
    let first = try chain.cash(cheque)
    #expect(first.result == .partlyPaid(.bzz(10), due: .bzz(12)))
    #expect(first.events.map(\.name) == ["ChequeBounced", "Transfer", "ChequeCashed"])
    #expect(try chequebook.hasBounced())
    try chequebook.deposit(.bzz(2))
    #expect(try chain.cash(cheque).result == .paid(.bzz(2)))
    #expect(try chequebook.paidOut(to: chain.host) == .bzz(12))
  }

  @Test func `pays nothing for what was paid, and refuses less`() throws {
    #expect(
      try chain.cash(chequebook.cheque(to: chain.host, paying: .bzz(3))).result == .paid(.bzz(3)))
    #expect(
      try chain.cash(chequebook.cheque(to: chain.host, paying: .bzz(3))).result == .paid(.bzz(0)))
    #expect(
      try chain.cash(chequebook.cheque(to: chain.host, paying: .bzz(2))).result
        == .refused("SafeMath: subtraction overflow"))
  }

  @Test func `is cashed by a third party to whom the beneficiary agreed, for a fee`() throws {
    let cheque = try chequebook.cheque(to: chain.host, paying: .bzz(3))
    let consent = try chequebook.consent(
      to: cheque, cashedBy: chain.owner, recipient: chain.host, fee: .bzz(1))
    let before = try chain.balance(of: chain.owner, in: .bzz)
    let cashOut = try chequebook.cash(
      cheque, by: chain.owner, recipient: chain.host, fee: .bzz(1), consent: consent)
    #expect(cashOut.result == .paid(.bzz(3)))
    let event = try #require(cashOut.transaction.event("ChequeCashed", of: chequebook))
    #expect(event["caller"] == .address(chain.owner.address))
    #expect(event["callerPayout"] == .uint(TokenAmount.bzz(1).smallestUnits))
    #expect(try chain.balance(of: chain.owner, in: .bzz) == before.adding(.bzz(1)))
    #expect(
      cashOut.events.filter { $0.name == "Transfer" }.compactMap { $0["value"] }
        == [
          .uint(TokenAmount.bzz(1).smallestUnits), .uint(TokenAmount.bzz(2).smallestUnits),
        ])
  }

  @Test func `is not cashed by a third party to whom the beneficiary did not agree`() throws {
    let cheque = try chequebook.cheque(to: chain.host, paying: .bzz(3))
    let refused = CashOutResult.refused("invalid beneficiary signature")
    let consent = try chequebook.consent(
      to: cheque, cashedBy: chain.owner, recipient: chain.host, fee: .bzz(1))
    let more = try chequebook.cash(
      cheque, by: chain.owner, recipient: chain.host, fee: .bzz(2), consent: consent)
    #expect(more.result == refused)
    let elsewhere = try chequebook.cash(
      cheque, by: chain.owner, recipient: chain.owner, fee: .bzz(1), consent: consent)
    #expect(elsewhere.result == refused)
    let forged = try chequebook.consent(
      to: cheque, cashedBy: chain.owner, recipient: chain.host, fee: .bzz(1),
      signedBy: chain.owner)
    let byForgery = try chequebook.cash(
      cheque, by: chain.owner, recipient: chain.host, fee: .bzz(1), consent: forged)
    #expect(byForgery.result == refused)
    // Without a word of the beneficiary it is the caller's own cheque, which it is not.
    #expect(
      try chain.cash(cheque, by: chain.owner).result
        == .refused("invalid issuer signature"))
  }

  @Test func `keeps a hard deposit for its beneficiary, whom the issuer cannot leave behind`()
    throws
  {
    try chequebook.increaseHardDeposit(for: chain.host, by: .bzz(4))
    #expect(try chequebook.balance() == .bzz(10))
    #expect(try chequebook.liquidBalance() == .bzz(6))
    #expect(try chequebook.liquidBalance(for: chain.host) == .bzz(10))
    #expect(try chequebook.liquidBalance(for: chain.owner) == .bzz(6))
    #expect(
      throws: EmbeddedChainError.reverted("liquidBalance not sufficient")
    ) { try chequebook.withdraw(.bzz(7)) }
    try chequebook.withdraw(.bzz(6))
    let other = try chequebook.cheque(to: chain.owner, paying: .bzz(1))
    #expect(try chain.cash(other).result == .partlyPaid(.bzz(0), due: .bzz(1)))
    let cheque = try chequebook.cheque(to: chain.host, paying: .bzz(4))
    #expect(try chain.cash(cheque).result == .paid(.bzz(4)))
  }

  @Test func `refuses a hard deposit above its balance`() throws {
    #expect(
      throws: EmbeddedChainError.reverted("hard deposit exceeds balance")
    ) { try chequebook.increaseHardDeposit(for: chain.host, by: .bzz(11)) }
  }

  @Test func `frees a hard deposit in two steps, the second after its time`() throws {
    try chequebook.increaseHardDeposit(for: chain.host, by: .bzz(4))
    try chequebook.prepareDecreaseHardDeposit(for: chain.host, by: .bzz(3))
    let tooEarly = EmbeddedChainError.reverted("deposit not yet timed out")
    #expect(throws: tooEarly) { try chequebook.decreaseHardDeposit(for: chain.host) }
    // That refusal was in a block of its own, a second later; the next one is another second on.
    try chain.advance(by: .seconds(86_400 - 3))
    #expect(throws: tooEarly) { try chequebook.decreaseHardDeposit(for: chain.host) }
    let freed = try chequebook.decreaseHardDeposit(for: chain.host)
    #expect(
      freed.event("HardDepositAmountChanged")?["amount"]
        == .uint(TokenAmount.bzz(1).smallestUnits))
    #expect(try chequebook.liquidBalance() == .bzz(9))
  }

  @Test func `takes no cheque of a vault, though all but a name is the same`() throws {
    let asVault = EmbeddedVault(chequebook, on: chain, issuer: chain.renter)
    let cheque = try asVault.cheque(to: chain.host, paying: .wbtt(1))
    #expect(
      try chain.cash(cheque).result == .refused("invalid issuer signature"))
  }
}
