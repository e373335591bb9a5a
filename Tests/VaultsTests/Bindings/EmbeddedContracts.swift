import ChequerTesting
import Cheques
import EVMCrypto
import EVMInterpreter
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults

/// The bindings against contracts that run: `Vectors/contracts/btfs/SOURCE.md` tells what they are.
@Suite struct `Bindings on the embedded chain` {
  private func address(_ text: String) throws -> Address { try Address(parsing: text) }

  @Test func `tokens tell their names, decimals and balances`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    for (token, name) in [(TestToken.wbtt, "WBTT"), (.usdt, "USDT"), (.bzz, "xBZZ")] {
      let contract = ERC20Contract(token.address)
      #expect(try await caller.ask(contract.symbol()) == name)
      #expect(try await Int(caller.ask(contract.decimals())) == token.denomination.decimals)
    }
    let usdt = ERC20Contract(TestToken.usdt.address)
    #expect(try await caller.ask(usdt.totalSupply()) == 2_000_000_000_000)
    try chain.send(from: chain.renter, to: usdt.address, usdt.approve(chain.host.address, 70))
      .succeeded()
    let allowance = usdt.allowance(owner: chain.renter.address, spender: chain.host.address)
    #expect(try await caller.ask(allowance) == 70)
    try chain.send(
      from: chain.host, to: usdt.address,
      usdt.transferFrom(chain.renter.address, to: chain.owner.address, 60)
    ).succeeded()
    #expect(try await caller.ask(allowance) == 10)
    #expect(try await caller.ask(usdt.balanceOf(chain.owner.address)) == 60)
    try chain.send(from: chain.owner, to: usdt.address, usdt.transfer(to: chain.host.address, 5))
      .succeeded()
    #expect(try await caller.ask(usdt.balanceOf(chain.owner.address)) == 55)
  }

  @Test func `coins are wrapped and unwrapped`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let wbtt = WrappedCoinContract(TestToken.wbtt.address)
    try chain.send(from: chain.owner, to: wbtt.address, wbtt.deposit(), value: 1000).succeeded()
    try chain.send(from: chain.owner, to: wbtt.address, wbtt.withdraw(400)).succeeded()
    #expect(try await chain.development.ask(wbtt.balanceOf(chain.owner.address)) == 600)
  }

  @Test(arguments: VaultKind.allCases)
  func `a vault is deployed, filled, asked and emptied`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    let renter = chain.renter.address
    let wbtt = WrappedCoinContract(TestToken.wbtt.address)
    let factory = VaultFactoryContract(kind.factory)
    let sent = try chain.send(
      from: chain.renter, to: factory.address,
      factory.deployVault(
        issuer: renter, logic: kind.logic, salt: Hash256(UInt256(42)), peerID: "peer",
        data: VaultContract.initialization(issuer: renter, token: wbtt.address))
    ).succeeded()
    let log = try #require(sent.mined.receipt.logs.last)
    guard
      case .vaultDeployed(renter, let address, "peer") = FactoryEvent(
        topics: log.topics, data: log.data)
    else {
      Issue.record("no deployment in \(log)")
      return
    }
    let record = try #require(VaultFactoryRecord.at(factory.address).first { $0.chainID == 199 })
    #expect(address == record.vaultAddress(caller: renter, salt: Hash256(UInt256(42))))
    #expect(try await caller.ask(factory.peerVaultAddress("peer")) == address)
    #expect(try await caller.ask(factory.peerVaultAddress("nobody")) == .zero)
    #expect(try await caller.ask(factory.deployedContracts(address)))
    #expect(try await !caller.ask(factory.deployedContracts(renter)))
    #expect(try await caller.ask(factory.master()) == record.master)
    #expect(try await caller.ask(factory.tokenAddress()) == wbtt.address)

    let vault = VaultContract(address)
    try chain.send(from: chain.renter, to: wbtt.address, wbtt.approve(address, 900)).succeeded()
    try chain.send(from: chain.renter, to: address, vault.deposit(900)).succeeded()
    try chain.send(from: chain.renter, to: address, vault.withdraw(200)).succeeded()
    #expect(try await caller.ask(vault.issuer()) == renter)
    #expect(try await caller.ask(vault.token()) == wbtt.address)
    #expect(try await caller.ask(vault.implementation()) == kind.logic)
    #expect(try await caller.ask(vault.totalBalance()) == 700)
    #expect(try await caller.ask(vault.totalPaidOut()) == 0)
    #expect(try await caller.ask(vault.paidOut(chain.host.address)) == 0)
    #expect(try await !caller.ask(vault.bounced()))
    #expect(
      try await caller.ask(vault.chequeTypeHash()).hex
        == "0x797885ce783397eac54dfce7eb7e575a99b61d93125111f5fcc84780c6bb18b9")
    #expect(
      try await caller.ask(vault.domainTypeHash()).hex
        == "0xc2f8787176b8ac6bf7215b4adcc1e069bf4ab82d9ab1df05a57a91d425935b6e")
    #expect(
      try await caller.ask(VaultContract(kind.logic).proxiableUUID()).hex
        == "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc")
    await #expect(throws: RPCFailure.self) { try await caller.ask(vault.proxiableUUID()) }
  }

  @Test func `an upgraded vault pays in several tokens`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    let deployed = try chain.deployVault(
      issuer: chain.renter, generation: .v2, funding: .wbtt(1))
    let vault = VaultContract(deployed.address)
    let usdt = ERC20Contract(TestToken.usdt.address)
    await #expect(throws: RPCFailure.self) {
      try await caller.ask(vault.multiTokenChequeTypeHash())
    }
    try chain.send(
      from: chain.renter, to: vault.address, vault.upgradeTo(VaultKind.multiToken.logic)
    ).succeeded()
    #expect(
      try await caller.ask(vault.multiTokenChequeTypeHash()).hex
        == "0x8c842092946feae38811135d7ff31dbe46e5f73d737c2a68f78c927b9eb40b61")
    try chain.send(from: chain.renter, to: usdt.address, usdt.approve(vault.address, 90))
      .succeeded()
    try chain.send(
      from: chain.renter, to: vault.address, vault.multiTokenDeposit(usdt.address, 90)
    ).succeeded()
    try chain.send(
      from: chain.renter, to: vault.address, vault.multiTokenWithdraw(usdt.address, 20)
    ).succeeded()
    let cheque = try chain.signedCheque(over: 30, of: deployed)
    #expect(try await caller.ask(vault.available(for: cheque.cheque)) == 70)
    try chain.send(from: chain.host, to: vault.address, vault.cashOut(of: cheque)).succeeded()
    #expect(try await caller.ask(vault.paidOut(on: cheque.cheque)) == 30)
    #expect(try await caller.ask(vault.available(for: cheque.cheque)) == 40)
    #expect(try await caller.ask(vault.totalBalanceOf(usdt.address)) == 40)
    #expect(
      try await caller.ask(vault.multiTokensPaidOut(usdt.address, chain.host.address)) == 30)
    #expect(try await caller.ask(vault.multiTokensTotalPaidOut(usdt.address)) == 30)
    #expect(try await !caller.ask(vault.multiTokensBounced(usdt.address)))
    #expect(try await caller.ask(vault.paidOut(chain.host.address)) == 0)
  }

  @Test func `a vault of January 2022 is deployed without a logic`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let factory = VaultFactoryContract(
      try address("0x6de0B87328597ef382A2a815a5B6d7be7dC051aF"))
    let deployment = try #require(
      factory.deployVault(
        .directVaultWithPeerID, issuer: chain.renter.address, salt: .zero, peerID: "peer"))
    try chain.send(from: chain.renter, to: factory.address, deployment).succeeded()
    let vault = VaultContract(
      try await chain.development.ask(factory.peerVaultAddress("peer")))
    #expect(try await chain.development.ask(vault.issuer()) == chain.renter.address)
    #expect(try await chain.development.ask(vault.totalBalance()) == 0)
    await #expect(throws: RPCFailure.self, "there is no proxy to upgrade") {
      try await chain.development.ask(vault.implementation())
    }
  }

  @Test func `oracles tell prices and rates`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    let wbtt = TestToken.wbtt.address
    let usdt = TestToken.usdt.address
    let old = PriceOracleContract(try address("0x0064d80C42b6E2cE3aC92eaD445B3D83C510c7AA"))
    let new = MultiTokenPriceOracleContract(
      try address("0x094fF75b4760f867d6211E0104f805a59809c369"))
    #expect(try await caller.ask(old.getExchangeRate()) == 1_000_000_000_000)
    #expect(try await caller.ask(old.exchangeRate()) == 1_000_000_000_000)
    #expect(try await caller.ask(old.owner()) == chain.owner.address)
    try chain.send(from: chain.owner, to: old.address, old.updatePrices([wbtt, usdt], [5, 6]))
      .succeeded()
    try chain.send(from: chain.owner, to: old.address, old.updateExchangeRate(9)).succeeded()
    #expect(try await caller.ask(old.getPrices([wbtt, usdt])) == [5, 6])
    #expect(try await caller.ask(old.getPrice(usdt)) == 6)
    #expect(try await caller.ask(old.prices(wbtt)) == 5)
    #expect(try await caller.ask(old.getExchangeRate()) == 9)

    #expect(try await caller.ask(new.getRate(wbtt)) == 1_000_000_000_000)
    #expect(try await caller.ask(new.getRate(usdt)) == 1)
    try chain.send(
      from: chain.owner, to: new.address,
      new.updatePricesAndRates([wbtt, usdt], [7, 8], [1_000_000, 2])
    ).succeeded()
    let both = try await caller.ask(new.getPricesAndRates([wbtt, usdt]))
    #expect(both.map(\.price) == [7, 8])
    #expect(both.map(\.rate) == [1_000_000, 2])
    #expect(try await caller.ask(new.getPrices([usdt, wbtt])) == [8, 7])
    #expect(try await caller.ask(new.getRates([usdt])) == [2])
    #expect(try await caller.ask(new.getPrice(wbtt)) == 7)
    #expect(try await caller.ask(new.prices(usdt)) == 8)
    #expect(try await caller.ask(new.rates(usdt)) == 2)
    #expect(try await caller.ask(new.owner()) == chain.owner.address)
    let failure = await #expect(throws: RPCFailure.self) {
      try await caller.ask(new.getPrices([]))
    }
    #expect(failure?.description.contains("tokens length not greater than 0") == true)
  }

  @Test func `a node reports that it is alive`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    let status = StatusContract(try address("0x6DBAd4Bd16C15AE6dDEaA640626e5A3E151F02fC"))
    #expect(try await caller.ask(status.currentVersion()) == "4.1.0")
    #expect(try await caller.ask(status.getStatus("peer")).createTime == 0)
    let report = HostReport(
      peerID: "peer", createTime: 1_690_000_000, version: "4.1.0", nonce: 12,
      account: chain.host.address, signedTime: UInt32(EmbeddedChain.genesisTime))
    let hash = try await caller.ask(status.genHashExt(report))
    // The server writes v as 0 or 1.
    let signature = try chain.owner.key.sign(hash).bytes(in: .v0or1)
    try chain.send(
      from: chain.host, to: status.address, status.reportStatus(report, signature: signature)
    ).succeeded()
    let kept = try await caller.ask(status.getStatus("peer"))
    #expect(kept.peerID == "peer")
    #expect(kept.createTime == 1_690_000_000)
    #expect(kept.version == "4.1.0")
    #expect(kept.lastNonce == 12)
    #expect(kept.lastSignedTime == 1_700_000_000)
    #expect(kept.lastSignature == signature)
    #expect(kept.hearts(on: EmbeddedChain.genesisTime) == 12)
    #expect(kept.hearts.reduce(0, +) == 12)
    #expect(try await caller.ask(status.totalStat()).nodes == 1)
    #expect(try await caller.ask(status.getHighScoreHost()).isEmpty)
    #expect(try await caller.ask(status.owner()) == chain.owner.address)
  }

  @Test func `files and storage contracts are registered`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    let old = FileMetaContract(try address("0xe74117DC4A3457Eb32436F8F3De10701a3C4F6d7"))
    let file = FileDescription(
      ownerPeerID: "peer", from: chain.renter.address, fileName: "日", fileExtension: "txt",
      isDirectory: false, fileSize: 1 << 40)
    try chain.send(from: chain.renter, to: old.address, old.addFileMeta("cid", file)).succeeded()
    #expect(try await caller.ask(old.getFileMeta("cid")) == file)
    try chain.send(from: chain.renter, to: old.address, old.deleteFileMeta("cid")).succeeded()
    #expect(try await caller.ask(old.getFileMeta("cid")).fileName.isEmpty)

    let registry = FileContractMetaContract(
      try address("0xFb10f40D1B0cE49eCfeD1706Da561E345a06bC19"))
    let contractHash = Keccak256.hash("contract".utf8)
    try chain.send(
      from: chain.renter, to: registry.address,
      registry.addFileMeta(
        "cid", metaData: [1, 2, 3], size: 1000,
        contracts: [StorageContractHost(contractID: contractHash, host: chain.host.address)])
    ).succeeded()
    try chain.send(
      from: chain.host, to: registry.address, registry.updateStatus("contract", .completed)
    ).succeeded()
    let stored = try await caller.ask(registry.getFileMeta("cid", ["contract", "other"]))
    #expect(stored.metaData == [1, 2, 3])
    #expect(stored.states == [.completed, .invalid])
    #expect(try await caller.ask(registry.getFileMeta("cid", [])).states.isEmpty)
    #expect(try await caller.ask(registry.contractStatus(contractHash)) == .completed)
    #expect(try await caller.ask(registry.contractSP(contractHash)) == chain.host.address)
    #expect(try await caller.ask(registry.fileMeta(Keccak256.hash("cid".utf8))) == [1, 2, 3])
    #expect(try await caller.ask(registry.totalUsedSize()) == 1000)
  }

  @Test func `coins are staked and taken back`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    let stake = StakeContract(try address("0xE128a86176C39141370c2C4DAAF91063b315fee9"))
    let thousand = TokenAmount.btt(1000).smallestUnits
    #expect(try await caller.ask(stake.minStakeAmount()) == thousand)
    #expect(try await caller.ask(stake.unlockPeriod()) == 604_800)
    try chain.send(from: chain.host, to: stake.address, stake.stake(), value: thousand * 3)
      .succeeded()
    try chain.send(from: chain.host, to: stake.address, stake.unstake(thousand)).succeeded()
    let position = try await caller.ask(stake.getUserStake(chain.host.address))
    #expect(position.staked == thousand * 2)
    #expect(position.unlocked == thousand)
    #expect(position.unlockTime == UInt256(chain.timestamp + 604_800))
    #expect(try await caller.ask(stake.stakers(chain.host.address)) == position)
    #expect(try await caller.ask(stake.totalStaked()) == thousand * 2)
    #expect(try await caller.ask(stake.totalUnlocked()) == thousand)
    let totals = try await caller.ask(stake.getGlobalStats())
    #expect(totals.staked == thousand * 2)
    #expect(totals.unlocked == thousand)
    #expect(totals.balance == thousand * 3)
    try chain.advance(by: .seconds(604_801))
    try chain.send(from: chain.host, to: stake.address, stake.withdraw()).succeeded()
    #expect(try await caller.ask(stake.getGlobalStats()).balance == thousand * 2)
  }

  @Test func `a chequebook is deployed and sets money aside`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let caller = chain.development
    let factory = ChequebookFactoryContract(EmbeddedChequebook.factory)
    let sent = try chain.send(
      from: chain.renter, to: factory.address,
      factory.deploySimpleSwap(
        issuer: chain.renter.address, defaultHardDepositTimeout: 86_400, salt: .zero)
    ).succeeded()
    let log = try #require(sent.mined.receipt.logs.last)
    let address = try #require(FactoryEvent(topics: log.topics, data: log.data)).contract
    #expect(try await caller.ask(factory.deployedContracts(address)))
    #expect(
      try await caller.ask(factory.master())
        == self.address("0x3b6a7f0bDB6663007F95dBD7FDDef815f7596715"))
    #expect(try await caller.ask(factory.erc20Address()) == TestToken.bzz.address)

    let book = ChequebookContract(address)
    let bzz = ERC20Contract(TestToken.bzz.address)
    try chain.send(from: chain.renter, to: bzz.address, bzz.transfer(to: address, 100))
      .succeeded()
    try chain.send(
      from: chain.renter, to: address, book.increaseHardDeposit(chain.host.address, 60)
    ).succeeded()
    #expect(try await caller.ask(book.issuer()) == chain.renter.address)
    #expect(try await caller.ask(book.token()) == bzz.address)
    #expect(try await caller.ask(book.balance()) == 100)
    #expect(try await caller.ask(book.liquidBalance()) == 40)
    #expect(try await caller.ask(book.liquidBalanceFor(chain.host.address)) == 100)
    #expect(try await caller.ask(book.liquidBalanceFor(chain.owner.address)) == 40)
    #expect(try await caller.ask(book.totalHardDeposit()) == 60)
    #expect(try await caller.ask(book.defaultHardDepositTimeout()) == 86_400)
    try chain.send(
      from: chain.renter, to: address, book.prepareDecreaseHardDeposit(chain.host.address, 20)
    ).succeeded()
    let deposit = try await caller.ask(book.hardDeposits(chain.host.address))
    #expect(deposit.amount == 60)
    #expect(deposit.decreaseAmount == 20)
    #expect(deposit.canBeDecreasedAt == UInt256(chain.timestamp + 86_400))
    try chain.advance(by: .seconds(86_401))
    try chain.send(
      from: chain.renter, to: address, book.decreaseHardDeposit(chain.host.address)
    ).succeeded()
    #expect(try await caller.ask(book.liquidBalance()) == 60)
    try chain.send(from: chain.renter, to: address, book.withdraw(10)).succeeded()
    #expect(try await caller.ask(book.balance()) == 90)
    #expect(try await caller.ask(book.totalPaidOut()) == 0)
    #expect(try await caller.ask(book.paidOut(chain.host.address)) == 0)
    #expect(try await !caller.ask(book.bounced()))
    #expect(
      try await caller.ask(book.chequeTypeHash()).hex
        == "0x48ebe6deff4a5ee645c01506a026031e2a945d6f41f1f4e5098ad65347492c12")
  }

  @Test func `an account without code is no contract`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let failure = await #expect(throws: RPCFailure.self) {
      try await chain.development.ask(VaultContract(chain.host.address).issuer())
    }
    #expect(
      failure?.description
        == "The answer to eth_call cannot be read: \(chain.host.address) has no contract with the function issuer()."
    )
  }
}

extension EmbeddedChain {
  /// A cheque over USDT to the host.
  fileprivate func signedCheque(
    over smallestUnits: UInt256, of vault: EmbeddedVault
  ) throws -> SignedCheque {
    try vault.cheque(
      to: host, paying: TokenAmount(smallestUnits: smallestUnits, in: .usdt))
  }
}
