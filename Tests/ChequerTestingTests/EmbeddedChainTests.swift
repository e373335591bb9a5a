import ChequerTesting
import Cheques
import EVMABI
import EVMCrypto
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import Testing
import Vaults

@Suite struct `An embedded chain` {
  @Test func `begins as BTTC with BTFS's contracts and three people who have money`() async throws {
    let chain = try await EmbeddedChain.btfs()
    #expect(chain.development.chainID == 199)
    #expect(chain.development.fork == .bttc)
    #expect(chain.latestBlock.header.baseFee == nil)
    // The first accounts of the mnemonic that test chains share, as BIP-39 and BIP-44 derive them.
    #expect(chain.owner.address.checksummed == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
    #expect(chain.renter.address.checksummed == "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
    #expect(chain.host.address.checksummed == "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")
    #expect(chain.balance(of: chain.renter) == .btt(1_000_000_000))
    for token in TestToken.all {
      let million = TokenAmount(
        smallestUnits: token.denomination.scale &* 1_000_000, in: token.denomination)
      #expect(try chain.balance(of: chain.renter, in: token) == million)
      #expect(try chain.token(at: token.address) == token)
      let symbol: String = try chain.ask(token, "symbol()(string)")
      let decimals: UInt8 = try chain.ask(token, "decimals()(uint8)")
      // Swarm's token calls itself xBZZ on Gnosis.
      #expect(symbol == (token == .bzz ? "xBZZ" : token.denomination.symbol))
      #expect(Int(decimals) == token.denomination.decimals)
    }
  }

  @Test func `is another chain for each test, and the same each time`() async throws {
    let (first, second) = (try await EmbeddedChain.btfs(), try await EmbeddedChain.btfs())
    #expect(first.latestBlock.hash == second.latestBlock.hash)
    try first.transfer(.wbtt(1), from: first.renter, to: first.host)
    #expect(second.development.blockNumber == 0)
    try second.transfer(.wbtt(1), from: second.renter, to: second.host)
    #expect(first.latestBlock.hash == second.latestBlock.hash)
  }

  @Test func `deploys vaults whose code and addresses are those of BTTC's factories`() async throws
  {
    let chain = try await EmbeddedChain.btfs()
    for kind in VaultKind.allCases {
      let record = try #require(
        VaultFactoryRecord.all.first { $0.factory == kind.factory && $0.chainID == 199 })
      let salt = Hash256(UInt256(chain.development.nonce(of: chain.renter.address)))
      let vault = try chain.deployVault(issuer: chain.renter, generation: kind)
      #expect(vault.address == record.vaultAddress(caller: chain.renter.address, salt: salt))
      #expect(chain.development.state[vault.address]?.code.bytes == record.cloneCode)
      #expect(try chain.ask(vault, "issuer()(address)") == chain.renter.address)
      #expect(try chain.ask(vault, "implementation()(address)") == kind.logic)
      #expect(try chain.ask(kind.factory, "deployedContracts(address)(bool)", vault.address))
    }
  }

  @Test func `names vaults after the peer id of their issuer`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vaults = [
      try chain.deployVault(issuer: chain.renter), try chain.deployVault(issuer: chain.renter),
    ]
    #expect(vaults[0].address != vaults[1].address)
    let ids = chain.events("VaultDeployed").compactMap { $0["id", as: String.self] }
    #expect(ids.count == 2)
    #expect(ids[0].hasPrefix("16Uiu2HA"))
    #expect(ids[1] == ids[0] + "-2")
  }

  // MARK: Time

  @Test func `lets time pass when it is told, and not otherwise`() async throws {
    let chain = try await EmbeddedChain.btfs()
    #expect(chain.timestamp == EmbeddedChain.genesisTime)
    try chain.mine()
    #expect(chain.timestamp == EmbeddedChain.genesisTime + 1)
    try chain.advance(by: .seconds(3600))
    #expect(chain.timestamp == EmbeddedChain.genesisTime + 3601)
    try chain.mine()
    #expect(chain.timestamp == EmbeddedChain.genesisTime + 3602)
  }

  @Test func `goes back to a snapshot once`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(5))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let snapshot = chain.snapshot()
    #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
    try chain.revert(to: snapshot)
    #expect(try vault.paidOut(to: chain.host) == .wbtt(0))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
    #expect(throws: EmbeddedChainError.noSnapshot) { try chain.revert(to: snapshot) }
  }

  // MARK: Transactions and events

  @Test func `takes the fee of a transaction that fails`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    let before = chain.balance(of: chain.host).smallestUnits
    let cashOut = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(3)))
    #expect(cashOut.result == .bounced(due: .wbtt(3)))
    let fee = cashOut.transaction.fee
    #expect(fee == UInt256(cashOut.transaction.gasUsed) &* UInt256(300_000_000_000_000))
    #expect(chain.balance(of: chain.host).smallestUnits == before &- fee)
  }

  @Test func `tells all events with their names, or those that are asked for`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(5))
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(3)))
    #expect(
      chain.events().map(\.name) == [
        "Upgraded", "Initialized", "VaultDeployed", "Approval", "Transfer", "VaultDeposit",
        "Transfer",
        "ChequeCashed",
      ])
    #expect(
      vault.events.map(\.name) == ["Upgraded", "Initialized", "VaultDeposit", "ChequeCashed"])
    #expect(chain.events("Transfer", of: TestToken.wbtt).count == 2)
    #expect(chain.events("Transfer", in: 4...4).count == 1)
    #expect(chain.events(in: 5...9).isEmpty)
    let host = chain.host.address.checksummed
    #expect(
      vault.events.last?.description
        == "ChequeCashed(beneficiary: \(host), recipient: \(host), caller: \(host), totalPayout: 3000000000000000000, cumulativePayout: 3000000000000000000, callerPayout: 0) from \(vault.address)"
    )
  }

  @Test func `tells an event that nobody knows by its topic`() {
    let topic = Hash256(UInt256(5))
    let event = DecodedEvent(Log(address: VaultKind.v1.logic, topics: [topic], data: [1]))
    #expect(event.name == nil)
    #expect(event.arguments.isEmpty)
    #expect(
      event.description == "an unknown event \(topic.hex) from \(VaultKind.v1.logic)")
  }

  @Test func `pays nothing where there is no vault`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let nowhere = EmbeddedVault(chain.accounts[9], on: chain, issuer: chain.renter)
    let cashOut = try chain.cash(nowhere.cheque(to: chain.host, paying: .wbtt(3)))
    #expect(cashOut.result == .nobodyPaid)
    #expect(cashOut.transaction.isSuccess)
  }

  @Test func `writes a vault's amounts in the unit of the token that it has`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(5))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt("1.331381"))
    #expect(
      try chain.cash(cheque).result.description == "The cheque paid 1.331381 WBTT.")
  }

  @Test func `serves an account of one's own key`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let key = try SecretKey([UInt8](repeating: 0, count: 31) + [7])
    let stranger = TestAccount(key: key)
    chain.setBalance(.btt(1000), of: stranger)
    try chain.transfer(.wbtt(9), from: chain.renter, to: stranger)
    let vault = try chain.deployVault(issuer: stranger, funding: .wbtt(9))
    #expect(
      try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(9))).result == .paid(.wbtt(9)))
    let toStranger = try vault.cheque(to: stranger, paying: .wbtt(10))
    #expect(throws: EmbeddedChainError.noKey(stranger.address)) { try chain.cash(toStranger) }
    #expect(try chain.cash(toStranger, by: stranger).result == .bounced(due: .wbtt(10)))
  }

  // MARK: Errors

  @Test func `says what a test did wrong`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    #expect(throws: EmbeddedChainError.noToken(.btt)) { try vault.deposit(.btt(1)) }
    #expect(throws: EmbeddedChainError.self) {
      try vault.cheque(to: Address.zero, paying: .wbtt(1))
    }
    #expect(throws: EmbeddedChainError.tooFewAccounts(2)) {
      try EmbeddedChain(DevelopmentChain(ChainOptions(accountCount: 2)))
    }
    #expect(throws: EmbeddedChainError.self) {
      let _: UInt256 = try chain.ask(vault, "noSuchFunction()(uint256)")
    }
    #expect(throws: EmbeddedChainError.self) {
      let _: UInt256 = try chain.ask(vault, "no function")
    }
    let manual = try EmbeddedChain(DevelopmentChain(ChainOptions(mining: .onRequest)))
    #expect(throws: EmbeddedChainError.self) {
      try manual.send(from: manual.renter, to: manual.host)
    }
  }

  @Test(arguments: [
    (
      EmbeddedChainError.tooFewAccounts(2),
      "The chain holds keys of 2 accounts, but owner, renter and host are needed; make it with an accountCount of 3 at least."
    ),
    (
      .noKey(.zero),
      "The chain holds no key of 0x0000000000000000000000000000000000000000, so nobody can sign for it; use one of the chain's accounts, or pass one made of your own key."
    ),
    (
      .noToken(.btt),
      "No token of the genesis is written in BTT; write the amount in WBTT, TRX, USDD, USDT or BZZ."
    ),
    (
      .notMined(.zero),
      "The transaction 0x0000000000000000000000000000000000000000000000000000000000000000 waits for a block, because the chain does not mine by itself; call mine()."
    ),
    (.reverted("not issuer"), "The transaction reverted: \"not issuer\"."),
    (.failed(.reverted(.empty)), "The transaction reverted without a reason."),
    (
      .noSnapshot,
      "There is no such snapshot: each is used up by going back to it or to an earlier one; take another."
    ),
    (
      .missingEvent("VaultDeployed", of: .zero),
      "The contract at 0x0000000000000000000000000000000000000000 did not log VaultDeployed, so it is not the contract of the genesis."
    ),
  ])
  func `explains an error in a sentence`(error: EmbeddedChainError, sentence: String) {
    #expect(error.description == sentence)
  }

  @Test(arguments: [
    (CashOutResult.paid(.wbtt(3)), "The cheque paid 3 WBTT."),
    (
      .partlyPaid(.wbtt(2), due: .wbtt(3)),
      "The cheque paid 2 WBTT of 3 WBTT and bounced; the vault has no more."
    ),
    (
      .bounced(due: .wbtt(3)),
      "The cheque bounced: the vault has less than the 3 WBTT that are due."
    ),
    (.refused("Vault: cannot cash"), "The cheque was refused: \"Vault: cannot cash\"."),
    (
      .nobodyPaid,
      "Nobody paid, although the transaction succeeded: there is no vault at the cheque's address."
    ),
  ])
  func `tells the outcome of a cash-out in a sentence`(result: CashOutResult, sentence: String) {
    #expect(result.description == sentence)
  }
}
