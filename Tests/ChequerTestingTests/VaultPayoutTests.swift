import ChequerTesting
import Cheques
import EVMABI
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import Testing

// What vaults do with cheques, by what is known of BTFS's contracts: sources of btfs-vault at v2.1.0,
// v2.1.2 and v2.3.0. The same happens, to the gas and the root, on two other machines:
// Vectors/contracts/btfs/SOURCE.md.

@Suite struct `A vault of any generation` {
  @Test(arguments: VaultKind.allCases)
  func `pays a cheque once, and of a larger one the difference`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let before = try chain.balance(of: chain.host, in: .wbtt)
    let first = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try chain.cash(first).result == .paid(.wbtt(3)))
    #expect(try chain.cash(first).result == .refused("Vault: cannot cash"))
    let larger = try vault.cheque(to: chain.host, paying: .wbtt(4))
    #expect(try chain.cash(larger).result == .paid(.wbtt(1)))
    #expect(try chain.cash(first).result == .refused("Vault: cannot cash"))
    #expect(try vault.paidOut(to: chain.host) == .wbtt(4))
    #expect(try vault.totalPaidOut() == .wbtt(4))
    #expect(try vault.balance() == .wbtt(6))
    #expect(try chain.balance(of: chain.host, in: .wbtt) == before.adding(.wbtt(4)))
    #expect(try !vault.hasBounced())
  }

  @Test(arguments: VaultKind.allCases)
  func `tells of a cash-out by ChequeCashed, whose caller gets nothing`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let cashOut = try chain.cash(
      vault.cheque(to: chain.host, paying: .wbtt(3)), recipient: chain.owner)
    let event = try #require(cashOut.transaction.event("ChequeCashed", of: vault))
    #expect(
      event.log.topics.first?.hex
        == "0x950494fc3642fae5221b6c32e0e45765c95ebb382a04a71b160db0843e74c99f")
    #expect(event["beneficiary"] == .address(chain.host.address))
    #expect(event["recipient"] == .address(chain.owner.address))
    #expect(event["caller"] == .address(chain.host.address))
    #expect(event["totalPayout"] == .uint(TokenAmount.wbtt(3).smallestUnits))
    #expect(event["cumulativePayout"] == .uint(TokenAmount.wbtt(3).smallestUnits))
    #expect(event["callerPayout"] == .uint(0))
    let transfer = try #require(cashOut.transaction.event("Transfer", of: TestToken.wbtt))
    #expect(transfer["from"] == .address(vault.address))
    #expect(transfer["to"] == .address(chain.owner.address))
  }

  @Test(arguments: VaultKind.allCases)
  func `lets nobody cash but the beneficiary`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let byOwner = try chain.cash(cheque, recipient: chain.host, by: chain.owner)
    #expect(byOwner.result == .refused("invalid issuer signature"))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
  }

  @Test(arguments: VaultKind.allCases)
  func `refuses a cheque that somebody else signed, or for another chain`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let refused = CashOutResult.refused("invalid issuer signature")
    let forged = try vault.cheque(to: chain.host, paying: .wbtt(3), signedBy: chain.host)
    #expect(try chain.cash(forged).result == refused)
    let donau = try vault.cheque(to: chain.host, paying: .wbtt(3), forChain: 1029)
    #expect(try chain.cash(donau).result == refused)
  }

  @Test(arguments: VaultKind.allCases)
  func `pays its issuer without a signature, which drains it and counts as paid out`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    try vault.drain(.wbtt(10), to: chain.owner)
    #expect(try vault.balance() == .wbtt(0))
    #expect(try vault.totalPaidOut() == .wbtt(10))
    #expect(try vault.paidOut(to: chain.renter) == .wbtt(10))
    let expected: CashOutResult =
      kind == .v1 ? .partlyPaid(.wbtt(0), due: .wbtt(3)) : .bounced(due: .wbtt(3))
    #expect(try chain.cash(cheque).result == expected)
  }

  @Test(arguments: VaultKind.allCases)
  func `pays a cheque however old it is`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    try chain.advance(by: .seconds(20 * 365 * 86_400))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
  }

  @Test(arguments: VaultKind.allCases)
  func `takes the largest promise for one above its balance`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let all = TokenAmount(smallestUnits: .max, in: .wbtt)
    let expected: CashOutResult =
      kind == .v1 ? .partlyPaid(.wbtt(10), due: all) : .bounced(due: all)
    #expect(try chain.cash(vault.cheque(to: chain.host, paying: all)).result == expected)
  }

  @Test(arguments: VaultKind.allCases)
  func `lets its issuer withdraw everything at any time, and nobody else`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    #expect(throws: EmbeddedChainError.reverted("not issuer")) {
      try vault.withdraw(.wbtt(1), by: chain.host)
    }
    #expect(throws: EmbeddedChainError.reverted("totalbalance not sufficient")) {
      try vault.withdraw(.wbtt(11))
    }
    let withdrawal = try vault.withdraw(.wbtt(10))
    #expect(
      withdrawal.event("VaultWithdraw", of: vault)?["amount"]
        == .uint(TokenAmount.wbtt(10).smallestUnits))
    #expect(try vault.balance() == .wbtt(0))
  }

  @Test(arguments: VaultKind.allCases)
  func `pays all beneficiaries from one balance, whoever comes first`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(5))
    let hosts = [chain.host, chain.accounts[3]]
    let cheques = try hosts.map { try vault.cheque(to: $0, paying: .wbtt(4)) }
    #expect(try chain.cash(cheques[1]).result == .paid(.wbtt(4)))
    let expected: CashOutResult =
      kind == .v1 ? .partlyPaid(.wbtt(1), due: .wbtt(4)) : .bounced(due: .wbtt(4))
    #expect(try chain.cash(cheques[0]).result == expected)
  }

  @Test(arguments: VaultKind.allCases)
  func `takes deposits of anybody, by allowance and by plain transfer`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind)
    let deposit = try vault.deposit(.wbtt(2), from: chain.host)
    #expect(
      deposit.event("VaultDeposit", of: vault)?["from"] == .address(chain.host.address))
    let transfer = try chain.transfer(.wbtt(3), from: chain.host, to: vault)
    #expect(transfer.events.map(\.contract) == [TestToken.wbtt.address])
    #expect(try vault.balance() == .wbtt(5))
  }

  @Test(arguments: VaultKind.allCases)
  func `pays to whom the host says, such as the host's own vault as go-btfs has it`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let own = try chain.deployVault(issuer: chain.host, generation: kind)
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try chain.cash(cheque, recipient: own).result == .paid(.wbtt(3)))
    #expect(try own.balance() == .wbtt(3))
    try own.withdraw(.wbtt(3))
    #expect(try own.balance() == .wbtt(0))
  }
}

@Suite struct `A vault V1` {
  @Test func `pays a cheque above its balance in part, and the rest of it later`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: .v1, funding: .wbtt(2))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let first = try chain.cash(cheque)
    #expect(first.result == .partlyPaid(.wbtt(2), due: .wbtt(3)))
    #expect(
      first.events.map(\.name) == ["ChequeBounced", "Transfer", "ChequeCashed"])
    #expect(try vault.hasBounced())
    #expect(try vault.paidOut(to: chain.host) == .wbtt(2))
    #expect(try vault.totalPaidOut() == .wbtt(2))
    // The event tells the cheque's whole payout, which is more than was paid.
    #expect(
      first.transaction.event("ChequeCashed")?["cumulativePayout"]
        == .uint(TokenAmount.wbtt(3).smallestUnits))

    #expect(try chain.cash(cheque).result == .partlyPaid(.wbtt(0), due: .wbtt(1)))
    try vault.deposit(.wbtt(5))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(1)))
    #expect(try vault.hasBounced(), "a vault that bounced once stays marked")
    #expect(try chain.cash(cheque).result == .refused("Vault: cannot cash"))
  }

  @Test func `lets anyone put other logic behind it`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: .v1, funding: .wbtt(2))
    let attack = try chain.send(
      from: chain.host, to: vault, "init(address,bytes)", VaultKind.v2.logic, [UInt8]())
    #expect(attack.isSuccess)
    #expect(attack.event("Upgraded")?["implementation"] == .address(VaultKind.v2.logic))
  }

  @Test func `may be deployed for a peer id that is taken`() async throws {
    let chain = try await EmbeddedChain.btfs()
    _ = try chain.deployVault(issuer: chain.renter, generation: .v1, peerID: "peer")
    let second = try chain.deployVault(issuer: chain.host, generation: .v1, peerID: "peer")
    let registered: Address = try chain.ask(
      VaultKind.v1.factory, "peerVaultAddress(string)(address)", "peer")
    #expect(registered == second.address)
  }
}

@Suite struct `A vault V2 or later` {
  @Test(arguments: [VaultKind.v2, .multiToken])
  func `refuses a cheque above its balance whole, and no mark of it stays`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: kind, funding: .wbtt(2))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let bounced = try chain.cash(cheque)
    #expect(bounced.result == .bounced(due: .wbtt(3)))
    #expect(bounced.transaction.revert == .message("Vault: insufficient fund"))
    #expect(bounced.events.isEmpty)
    #expect(try !vault.hasBounced())
    #expect(try vault.paidOut(to: chain.host) == .wbtt(0))
    #expect(try vault.balance() == .wbtt(2))
    try vault.deposit(.wbtt(1))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
  }

  @Test(arguments: [VaultKind.v2, .multiToken])
  func `keeps the logic that its issuer chose`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind)
    let attack = try chain.send(
      from: chain.host, to: vault, "init(address,bytes)", VaultKind.v1.logic, [UInt8]())
    #expect(attack.revert == .message("already initialized"))
    #expect(throws: EmbeddedChainError.reverted("not issuer")) {
      try vault.upgrade(to: .v1, by: chain.host)
    }
  }

  @Test func `is not deployed for a peer id that is taken`() async throws {
    let chain = try await EmbeddedChain.btfs()
    _ = try chain.deployVault(issuer: chain.renter, generation: .v2, peerID: "peer")
    #expect(
      throws: EmbeddedChainError.reverted("vault alerady created")
    ) { try chain.deployVault(issuer: chain.host, generation: .v2, peerID: "peer") }
  }

  @Test func `inherits the mark of a bounce from the V1 that it was`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      issuer: chain.renter, generation: .v1, funding: .wbtt(2))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try chain.cash(cheque).result == .partlyPaid(.wbtt(2), due: .wbtt(3)))
    try vault.upgrade(to: .v2)
    #expect(try vault.hasBounced())
    #expect(try vault.paidOut(to: chain.host) == .wbtt(2))
    #expect(try chain.cash(cheque).result == .bounced(due: .wbtt(1)))
  }
}

@Suite struct `A vault for several tokens` {
  @Test func `pays other tokens by cheques of their own, and counts them apart`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .usdt(5))
    try vault.deposit(.wbtt(1))
    let cheque = try vault.cheque(to: chain.host, paying: .usdt(2))
    #expect(cheque.cheque.scheme == .btfsMulti(token: TestToken.usdt.address))
    let cashOut = try chain.cash(cheque)
    #expect(cashOut.result == .paid(.usdt(2)))
    let event = try #require(cashOut.transaction.event("MultiTokenChequeCashed", of: vault))
    #expect(event["token"] == .address(TestToken.usdt.address))
    #expect(try vault.paidOut(to: chain.host, in: .usdt) == .usdt(2))
    #expect(try vault.totalPaidOut(in: .usdt) == .usdt(2))
    #expect(try vault.totalPaidOut() == .wbtt(0))
    #expect(try vault.balance(in: .usdt) == .usdt(3))
    #expect(try chain.cash(cheque).result == .refused("Vault: cannot cash"))
    let larger = try vault.cheque(to: chain.host, paying: .usdt(6))
    #expect(try chain.cash(larger).result == .bounced(due: .usdt(4)))
    #expect(try !vault.hasBounced())
  }

  @Test func `takes a cheque over WBTT in the old form alone`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(5))
    let wrong = try Cheque(
      scheme: .btfsMulti(token: TestToken.wbtt.address), chainID: 199, vault: vault.address,
      beneficiary: chain.host.address, cumulativePayout: TokenAmount.wbtt(1).smallestUnits
    ).signed(with: chain.renter.key)
    #expect(try chain.cash(wrong).result == .refused("invalid issuer signature"))
  }

  @Test func `gives other tokens back to its issuer`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .trx(5))
    let withdrawal = try vault.withdraw(.trx(5))
    #expect(
      withdrawal.event("MultiTokenVaultWithdraw")?["token"] == .address(TestToken.trx.address))
    #expect(try vault.balance(in: .trx) == .trx(0))
  }
}

@Suite struct `A vault of January 2022` {
  @Test func `pays as V1 does, stands without a proxy, and names its events otherwise`()
    async throws
  {
    let chain = try await EmbeddedChain.btfs()
    // The factory of go-btfs 2.0.2, at its address on Donau.
    let factory = try Address(hex: "6de0B87328597ef382A2a815a5B6d7be7dC051aF")
    let deployment = try chain.send(
      from: chain.renter, to: factory, "deployVault(address,bytes32,string)",
      chain.renter.address, Hash256(UInt256(1)), "peer"
    ).succeeded()
    let event = try #require(deployment.event("VaultDeployed", of: factory))
    let vault = EmbeddedVault(
      try #require(event["contractAddress", as: Address.self]), on: chain, issuer: chain.renter)
    try chain.transfer(.wbtt(2), from: chain.renter, to: vault)
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    #expect(try chain.cash(cheque).result == .partlyPaid(.wbtt(2), due: .wbtt(3)))
    #expect(try vault.hasBounced())
    #expect(throws: EmbeddedChainError.failed(.reverted(.empty))) { try vault.upgrade(to: .v2) }
    try chain.transfer(.wbtt(5), from: chain.renter, to: vault)
    #expect(try chain.cash(cheque).result == .paid(.wbtt(1)))
    let topic = "0x884edad9ce6fa2440d8a54cc123490eb96d2768479d49ff9c7366125a9424364"
    let withdrawal = try vault.withdraw(.wbtt(4))
    #expect(withdrawal.event("Withdraw", of: vault)?.log.topics.first?.hex == topic)
  }
}
