import EVMPrimitives
import Vaults

/// What bindings send for each function, with the arguments of `bindings/calls.jsonl`.
enum BindingCalls {
  static let one = Address(repeating: 0x11)
  static let two = Address(repeating: 0x22)
  static let three = Address(repeating: 0x33)
  static let large = (UInt256(1) << 200) + 7
  static let word = Hash256(UInt256(42))
  static let signature = Array(UInt8(1)...65)
  static let peer = "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc"
  static let version = "v4.1.0"

  private static let at = Address(repeating: 0x99)

  /// By contract and signature.
  static let all: [String: [UInt8]?] = [
    token, vault, vaultTransactions, factory, oracles, status, files, stake, proposal, chequebook,
  ].reduce(into: [:]) { $0.merge($1) { _, _ in preconditionFailure("a call is there twice") } }

  private static let token: [String: [UInt8]?] = {
    let token = ERC20Contract(at)
    let coin = WrappedCoinContract(at)
    return [
      "token name()": token.name().calldata,
      "token symbol()": token.symbol().calldata,
      "token decimals()": token.decimals().calldata,
      "token totalSupply()": token.totalSupply().calldata,
      "token balanceOf(address)": token.balanceOf(one).calldata,
      "token allowance(address,address)": token.allowance(owner: one, spender: two).calldata,
      "token approve(address,uint256)": token.approve(one, large),
      "token transfer(address,uint256)": token.transfer(to: one, large),
      "token transferFrom(address,address,uint256)": token.transferFrom(one, to: two, large),
      "wrappedCoin deposit()": coin.deposit(),
      "wrappedCoin withdraw(uint256)": coin.withdraw(large),
    ]
  }()

  private static let vault: [String: [UInt8]?] = {
    let vault = VaultContract(at)
    return [
      "vault issuer()": vault.issuer().calldata,
      "vault token()": vault.token().calldata,
      "vault implementation()": vault.implementation().calldata,
      "vault proxiableUUID()": vault.proxiableUUID().calldata,
      "vault totalbalance()": vault.totalBalance().calldata,
      "vault totalPaidOut()": vault.totalPaidOut().calldata,
      "vault paidOut(address)": vault.paidOut(one).calldata,
      "vault bounced()": vault.bounced().calldata,
      "vault EIP712DOMAIN_TYPEHASH()": vault.domainTypeHash().calldata,
      "vault CHEQUE_TYPEHASH()": vault.chequeTypeHash().calldata,
      "vault MULTI_TOKEN_CHEQUE_TYPEHASH()": vault.multiTokenChequeTypeHash().calldata,
      "vault totalbalanceOf(address)": vault.totalBalanceOf(one).calldata,
      "vault multiTokensPaidOut(address,address)": vault.multiTokensPaidOut(one, two).calldata,
      "vault multiTokensTotalPaidOut(address)": vault.multiTokensTotalPaidOut(one).calldata,
      "vault multiTokensBounced(address)": vault.multiTokensBounced(one).calldata,
    ]
  }()

  private static let vaultTransactions: [String: [UInt8]?] = {
    let vault = VaultContract(at)
    return [
      "vault init(address,address)": VaultContract.initialization(issuer: one, token: two),
      "vault init(address,bytes)": VaultContract.proxyInitialization(logic: one, data: signature),
      "vault cashChequeBeneficiary(address,uint256,bytes)":
        vault.cashChequeBeneficiary(
          recipient: one, cumulativePayout: large, signature: signature),
      "vault multiTokenCashChequeBeneficiary(address,address,uint256,bytes)":
        vault.multiTokenCashChequeBeneficiary(
          token: one, recipient: two, cumulativePayout: large, signature: signature),
      "vault withdraw(uint256)": vault.withdraw(large),
      "vault deposit(uint256)": vault.deposit(large),
      "vault multiTokenWithdraw(address,uint256)": vault.multiTokenWithdraw(one, large),
      "vault multiTokenDeposit(address,uint256)": vault.multiTokenDeposit(one, large),
      "vault upgradeTo(address)": vault.upgradeTo(one),
      "vault upgradeToAndCall(address,bytes)": vault.upgradeToAndCall(one, signature),
    ]
  }()

  private static let factory: [String: [UInt8]?] = {
    let factory = VaultFactoryContract(at)
    func deploy(_ generation: VaultGeneration) -> [UInt8]? {
      factory.deployVault(generation, issuer: one, salt: word, peerID: peer)
    }
    return [
      "factory deployVault(address,address,bytes32,string,bytes)":
        factory.deployVault(issuer: one, logic: two, salt: word, peerID: peer, data: signature),
      "factory deployVault(address,bytes32)": deploy(.directVault),
      "factory deployVault(address,bytes32,string)": deploy(.directVaultWithPeerID),
      "factory deploySimpleSwap(address,bytes32)": deploy(.chequebook),
      "factory deployedContracts(address)": factory.deployedContracts(one).calldata,
      "factory peerVaultAddress(string)": factory.peerVaultAddress(peer).calldata,
      "factory master()": factory.master().calldata,
      "factory TokenAddress()": factory.tokenAddress().calldata,
      "factory ERC20Address()": factory.erc20Address().calldata,
    ]
  }()

  private static let oracles: [String: [UInt8]?] = {
    let oracle = PriceOracleContract(at)
    let multi = MultiTokenPriceOracleContract(at)
    let swarm = ChequebookPriceOracleContract(at)
    let tokens = [one, two]
    return [
      "oracle getPrice(address)": oracle.getPrice(one).calldata,
      "oracle getPrices(address[])": oracle.getPrices(tokens).calldata,
      "oracle prices(address)": oracle.prices(one).calldata,
      "oracle exchangeRate()": oracle.exchangeRate().calldata,
      "oracle getExchangeRate()": oracle.getExchangeRate().calldata,
      "oracle owner()": oracle.owner().calldata,
      "oracle updatePrices(address[],uint256[])": oracle.updatePrices(tokens, [large, .max]),
      "oracle updateExchangeRate(uint256)": oracle.updateExchangeRate(large),
      "multiOracle getPrice(address)": multi.getPrice(one).calldata,
      "multiOracle getRate(address)": multi.getRate(one).calldata,
      "multiOracle getPrices(address[])": multi.getPrices(tokens).calldata,
      "multiOracle getRates(address[])": multi.getRates(tokens).calldata,
      "multiOracle getPricesAndRates(address[])": multi.getPricesAndRates(tokens).calldata,
      "multiOracle prices(address)": multi.prices(one).calldata,
      "multiOracle rates(address)": multi.rates(one).calldata,
      "multiOracle owner()": multi.owner().calldata,
      "multiOracle updatePricesAndRates(address[],uint256[],uint256[])":
        multi.updatePricesAndRates(tokens, [large, .max], [5, .max]),
      "chequebookOracle getPrice()": swarm.getPrice().calldata,
      "chequebookOracle price()": swarm.price().calldata,
      "chequebookOracle updatePrice(uint256)": swarm.updatePrice(large),
    ]
  }()

  private static let status: [String: [UInt8]?] = {
    let status = StatusContract(at)
    let report = HostReport(
      peerID: peer, createTime: 1_700_000_000, version: version, nonce: 42, account: one,
      signedTime: 1_700_000_600)
    return [
      "status getStatus(string)": status.getStatus(peer).calldata,
      "status reportStatus(string,uint32,string,uint32,address,uint32,bytes)":
        status.reportStatus(report, signature: signature),
      "status genHashExt(string,uint32,string,uint32,address,uint32)":
        status.genHashExt(report).calldata,
      "status getHighScoreHost()": status.getHighScoreHost().calldata,
      "status totalStat()": status.totalStat().calldata,
      "status currentVersion()": status.currentVersion().calldata,
      "status owner()": status.owner().calldata,
    ]
  }()

  private static let files: [String: [UInt8]?] = {
    let old = FileMetaContract(at)
    let registry = FileContractMetaContract(at)
    let file = FileDescription(
      ownerPeerID: peer, from: one, fileName: "name", fileExtension: ".txt", isDirectory: true,
      fileSize: large)
    return [
      "fileMeta AddFileMeta(string,(string,address,string,string,bool,uint256))":
        old.addFileMeta(peer, file),
      "fileMeta GetFileMeta(string)": old.getFileMeta(peer).calldata,
      "fileMeta DeleteFileMeta(string)": old.deleteFileMeta(peer),
      "fileMeta getImplementation()": old.getImplementation().calldata,
      "fileContractMeta addFileMeta(string,bytes,uint256,(bytes32,address)[])":
        registry.addFileMeta(
          peer, metaData: signature, size: large,
          contracts: [
            StorageContractHost(contractID: word, host: one),
            StorageContractHost(contractID: Hash256(.max), host: two),
          ]),
      "fileContractMeta getFileMeta(string,string[])":
        registry.getFileMeta(peer, ["first", "second"]).calldata,
      "fileContractMeta updateStatus(string,uint8)": registry.updateStatus(peer, .completed),
      "fileContractMeta contractStatus(bytes32)": registry.contractStatus(word).calldata,
      "fileContractMeta contractSP(bytes32)": registry.contractSP(word).calldata,
      "fileContractMeta fileMeta(bytes32)": registry.fileMeta(word).calldata,
      "fileContractMeta totalUsedSize()": registry.totalUsedSize().calldata,
    ]
  }()

  private static let stake: [String: [UInt8]?] = {
    let stake = StakeContract(at)
    return [
      "stake stake()": stake.stake(),
      "stake unstake(uint256)": stake.unstake(large),
      "stake withdraw()": stake.withdraw(),
      "stake getUserStake(address)": stake.getUserStake(one).calldata,
      "stake getGlobalStats()": stake.getGlobalStats().calldata,
      "stake minStakeAmount()": stake.minStakeAmount().calldata,
      "stake unlockPeriod()": stake.unlockPeriod().calldata,
      "stake stakers(address)": stake.stakers(one).calldata,
      "stake totalStaked()": stake.totalStaked().calldata,
      "stake totalUnlocked()": stake.totalUnlocked().calldata,
    ]
  }()

  private static let proposal: [String: [UInt8]?] = {
    let proposal = ProposalContract(at)
    return [
      "proposal submitProposal(uint8,string,string,string)":
        proposal.submitProposal(type: 2, title: peer, description: version, uri: "third"),
      "proposal approveProposal(uint256)": proposal.approveProposal(large),
      "proposal rejectProposal(uint256)": proposal.rejectProposal(large),
      "proposal cancelProposal(uint256)": proposal.cancelProposal(large),
      "proposal getProposal(uint256)": proposal.getProposal(large).calldata,
      "proposal getAllProposals()": proposal.getAllProposals().calldata,
      "proposal getProposalsByType(uint8)": proposal.getProposalsByType(2).calldata,
      "proposal getProposalCount()": proposal.getProposalCount().calldata,
      "proposal getActiveProposalCount()": proposal.getActiveProposalCount().calldata,
      "proposal paused()": proposal.paused().calldata,
    ]
  }()

  private static let chequebook: [String: [UInt8]?] = {
    let book = ChequebookContract(at)
    let factory = ChequebookFactoryContract(at)
    return [
      "chequebook cashChequeBeneficiary(address,uint256,bytes)":
        book.cashChequeBeneficiary(recipient: one, cumulativePayout: large, signature: signature),
      "chequebook balance()": book.balance().calldata,
      "chequebook liquidBalance()": book.liquidBalance().calldata,
      "chequebook liquidBalanceFor(address)": book.liquidBalanceFor(one).calldata,
      "chequebook hardDeposits(address)": book.hardDeposits(one).calldata,
      "chequebook totalHardDeposit()": book.totalHardDeposit().calldata,
      "chequebook defaultHardDepositTimeout()": book.defaultHardDepositTimeout().calldata,
      "chequebook prepareDecreaseHardDeposit(address,uint256)":
        book.prepareDecreaseHardDeposit(one, large),
      "chequebook decreaseHardDeposit(address)": book.decreaseHardDeposit(one),
      "chequebook increaseHardDeposit(address,uint256)": book.increaseHardDeposit(one, large),
      "chequebook withdraw(uint256)": book.withdraw(large),
      "chequebook issuer()": book.issuer().calldata,
      "chequebook token()": book.token().calldata,
      "chequebook totalPaidOut()": book.totalPaidOut().calldata,
      "chequebook paidOut(address)": book.paidOut(one).calldata,
      "chequebook bounced()": book.bounced().calldata,
      "chequebook CHEQUE_TYPEHASH()": book.chequeTypeHash().calldata,
      "chequebookFactory deploySimpleSwap(address,uint256,bytes32)":
        factory.deploySimpleSwap(issuer: one, defaultHardDepositTimeout: large, salt: word),
      "chequebookFactory deployedContracts(address)": factory.deployedContracts(one).calldata,
      "chequebookFactory master()": factory.master().calldata,
      "chequebookFactory ERC20Address()": factory.erc20Address().calldata,
    ]
  }()
}

extension Address {
  init(repeating byte: UInt8) {
    self.init(lastBytesOf: Hash256(UInt256(byte) &* (.max / 255)))
  }
}
