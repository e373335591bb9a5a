import EVMABI
import EVMAccounts
public import EVMPrimitives
public import EmbeddedChain

/// A chequebook of Swarm on an ``EmbeddedChain``, with the account that issues its cheques.
///
/// It pays in part as vaults V1 do; besides, money can be set aside for a beneficiary, and others may
/// cash for one who agrees.
public struct EmbeddedChequebook: HasAddress {
  public let chain: EmbeddedChain
  public let address: Address
  /// Who signs its cheques and may withdraw.
  public let issuer: TestAccount

  /// Swarm's factory, at its address on Gnosis.
  public static let factory = genesisAddress("c2d5a532cf69aa9a1378737d8ccdef884b6e7420")

  /// A chequebook that is there already.
  public init(_ address: some HasAddress, on chain: EmbeddedChain, issuer: TestAccount) {
    self.chain = chain
    self.address = address.address
    self.issuer = issuer
  }
}

extension EmbeddedChain {
  /// Deploys a chequebook as bee does, through Swarm's factory, and puts money in.
  ///
  /// - Parameters:
  ///   - hardDepositTimeout: How long money that was set aside stays so after it was called back.
  ///   - funding: What the issuer pays in.
  /// - Throws: ``EmbeddedChainError/failed(_:)``.
  public func deployChequebook(
    issuer: TestAccount, hardDepositTimeout: Duration = .seconds(86_400),
    funding: TokenAmount = .bzz(0)
  ) throws(EmbeddedChainError) -> EmbeddedChequebook {
    let salt = Hash256(UInt256(development.nonce(of: issuer.address)))
    let factory = EmbeddedChequebook.factory
    let sent = try send(
      from: issuer, to: factory, "deploySimpleSwap(address,uint256,bytes32)", issuer.address,
      UInt256(UInt64(clamping: hardDepositTimeout.components.seconds)), salt
    ).succeeded()
    guard
      let address = sent.event("SimpleSwapDeployed", of: factory)?[
        "contractAddress", as: Address.self]
    else { throw .missingEvent("SimpleSwapDeployed", of: factory) }
    let chequebook = EmbeddedChequebook(address, on: self, issuer: issuer)
    if !funding.smallestUnits.isZero { try chequebook.deposit(funding) }
    return chequebook
  }
}

// MARK: - Money

extension EmbeddedChequebook {
  /// What the chequebook has.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is none.
  public func balance() throws(EmbeddedChainError) -> TokenAmount {
    try chain.balance(of: self, in: .bzz)
  }

  /// What of it can be paid to anybody: all but what is set aside.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no chequebook.
  public func liquidBalance() throws(EmbeddedChainError) -> TokenAmount {
    TestToken.bzz.amount(try chain.ask(self, "liquidBalance()(uint256)"))
  }

  /// What of it can be paid to a beneficiary: also what is set aside for it.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no chequebook.
  public func liquidBalance(for beneficiary: some HasAddress) throws(EmbeddedChainError)
    -> TokenAmount
  {
    TestToken.bzz.amount(
      try chain.ask(self, "liquidBalanceFor(address)(uint256)", beneficiary.address))
  }

  /// What was ever paid to a beneficiary.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no chequebook.
  public func paidOut(to beneficiary: some HasAddress) throws(EmbeddedChainError) -> TokenAmount {
    TestToken.bzz.amount(try chain.ask(self, "paidOut(address)(uint256)", beneficiary.address))
  }

  /// Whether a cheque of it bounced.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no chequebook.
  public func hasBounced() throws(EmbeddedChainError) -> Bool {
    try chain.ask(self, "bounced()(bool)")
  }

  /// All that the chequebook logged, oldest first.
  public var events: [DecodedEvent] { chain.events(of: self) }

  /// Pays tokens in, which for a chequebook is a transfer.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)``.
  @discardableResult
  public func deposit(
    _ amount: TokenAmount, from depositor: TestAccount? = nil
  ) throws(EmbeddedChainError) -> SentTransaction {
    try chain.transfer(amount, from: depositor ?? issuer, to: self)
  }

  /// Takes tokens out, of those that are not set aside.
  ///
  /// - Parameter account: The issuer by default; nobody else may.
  /// - Throws: ``EmbeddedChainError/failed(_:)`` with the contract's reason.
  @discardableResult
  public func withdraw(
    _ amount: TokenAmount, by account: TestAccount? = nil
  ) throws(EmbeddedChainError) -> SentTransaction {
    try chain.send(
      from: account ?? issuer, to: self, "withdraw(uint256)", amount.smallestUnits
    ).succeeded()
  }

  /// Sets money aside for a beneficiary.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)`` with the contract's reason.
  @discardableResult
  public func increaseHardDeposit(
    for beneficiary: some HasAddress, by amount: TokenAmount
  ) throws(EmbeddedChainError) -> SentTransaction {
    try chain.send(
      from: issuer, to: self, "increaseHardDeposit(address,uint256)", beneficiary.address,
      amount.smallestUnits
    ).succeeded()
  }

  /// Calls back what was set aside; it is free after the timeout, with ``decreaseHardDeposit(for:)``.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)`` with the contract's reason.
  @discardableResult
  public func prepareDecreaseHardDeposit(
    for beneficiary: some HasAddress, by amount: TokenAmount
  ) throws(EmbeddedChainError) -> SentTransaction {
    try chain.send(
      from: issuer, to: self, "prepareDecreaseHardDeposit(address,uint256)", beneficiary.address,
      amount.smallestUnits
    ).succeeded()
  }

  /// Frees what was called back, when its time has come.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)`` with the contract's reason.
  @discardableResult
  public func decreaseHardDeposit(
    for beneficiary: some HasAddress
  ) throws(EmbeddedChainError) -> SentTransaction {
    try chain.send(
      from: issuer, to: self, "decreaseHardDeposit(address)", beneficiary.address
    ).succeeded()
  }
}
