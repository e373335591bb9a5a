import ChequerTesting
import EVMBytecode
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults

@Suite struct `The history of an audited vault` {
  @Test func `has deposits, cash-outs and withdrawals in order, and their sum`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(3)))
    try vault.deposit(.usdt(5))
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .usdt(2)))
    try vault.withdraw(.wbtt(1))
    let audit = try await chain.audit(vault)
    let history = try #require(audit.history)
    #expect(history.isComplete)
    let names = history.entries.map { entry in
      switch entry.event {
      case .upgraded: "upgraded"
      case .initialized: "initialized"
      case .deposit: "deposit"
      case .chequeCashed: "cashed"
      case .withdraw: "withdraw"
      default: "other"
      }
    }
    #expect(
      names.filter { $0 != "initialized" } == [
        "upgraded", "deposit", "cashed", "deposit", "cashed", "withdraw",
      ])
    #expect(history.paid() == TokenAmount.wbtt(3).smallestUnits)
    #expect(history.paid(in: TestToken.usdt.address) == TokenAmount.usdt(2).smallestUnits)
    #expect(audit.totalPaidOut.stored == TokenAmount.wbtt(3).smallestUnits)
    let usdt = try #require(audit.balances.first { $0.token?.symbol == "USDT" })
    #expect(usdt.balance == TokenAmount.usdt(3).smallestUnits)
    #expect(usdt.paidOut == TokenAmount.usdt(2).smallestUnits)
    #expect(audit.finding("accounts-differ") == nil)
    #expect(audit.finding("history-gap") == nil)
  }

  @Test func `of a node without eth_getLogs is a gap, and not nothing`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(3)))
    let audit = try await chain.audit(
      vault, caller: CountingCaller(chain.development, refusing: ["eth_getLogs"]))
    let history = try #require(audit.history)
    #expect(!history.isComplete)
    let head = try #require(audit.header).number
    #expect(history.gaps.map(\.blocks) == [0...head])
    let finding = try #require(audit.finding("history-gap"))
    #expect(finding.strength == .unknown)
    #expect(finding.shows("eth_getLogs"))
    #expect(audit.finding("accounts-differ") == nil, "nothing is concluded from a gap")
    #expect(audit.critical.isEmpty)
  }

  @Test func `from a later block on leaves the earlier ones as a gap`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let head = chain.latestBlock.header.number
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(3)))
    var options = VaultAudit.Options()
    options.history = .from(head + 1)
    let history = try #require(try await chain.audit(vault, options: options).history)
    #expect(history.gaps.map(\.blocks) == [0...head])
    #expect(history.entries.count == 1)
    options.history = .none
    let none = try #require(try await chain.audit(vault, options: options).history)
    #expect(none.entries.isEmpty)
    #expect(none.gaps.map(\.blocks) == [0...(head + 1)])
  }

  /// Storage that remembers less than was paid lets a cheque be cashed again.
  @Test func `that storage forgot is critical`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(3)))
    try chain.setStorage(103, of: vault, to: 1)
    let audit = try await chain.audit(vault)
    #expect(audit.critical == ["paid-out-reset"])
    #expect(audit.finding("paid-out-reset")?.shows("3000000000000000000") == true)
    try chain.setStorage(103, of: vault, to: TokenAmount.wbtt(4).smallestUnits)
    #expect(try await chain.audit(vault).finding("accounts-differ")?.severity == .warning)
  }

  /// V1 marks itself in byte 20 of the issuer's word.
  @Test func `of a bounce is in storage, and told`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(1))
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(3)))
    let audit = try await chain.audit(vault)
    #expect(audit.bounced == .init(stored: true, told: true))
    #expect(audit.finding("bounced")?.strength == .proven)
    #expect(audit.history?.paid() == TokenAmount.wbtt(1).smallestUnits)
    #expect(audit.finding("paid-out-reset") == nil)
  }

  @Test func `coins in a vault are told of`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1))
    chain.setBalance(.btt(5), of: vault)
    try chain.mine()
    let audit = try await chain.audit(vault)
    #expect(audit.coins == TokenAmount.btt(5).smallestUnits)
    #expect(audit.finding("coins-in-vault")?.severity == .note)
  }

  /// What an endpoint does not answer is neither good nor bad.
  @Test func `and what was not read are told apart`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1))
    let audit = try await chain.audit(
      vault, caller: CountingCaller(chain.development, refusing: ["eth_call"]))
    #expect(audit.verdict == .incomplete)
    #expect(audit.critical.isEmpty)
    #expect(audit.finding("not-read")?.strength == .unknown)
    #expect(audit.finding("registration-unread")?.strength == .unknown)
    #expect(audit.issuer == .init(stored: chain.renter.address, told: nil))
  }
}
