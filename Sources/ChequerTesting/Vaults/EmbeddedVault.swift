public import Cheques
public import EVMPrimitives
public import EmbeddedChain
import EVMAccounts
import EVMCrypto

/// A vault of BTFS on an ``EmbeddedChain``, with the account that issues its cheques.
public struct EmbeddedVault: HasAddress {
  public let chain: EmbeddedChain
  public let address: Address
  /// Who signs its cheques and may withdraw.
  public let issuer: TestAccount

  /// A vault that is there already.
  public init(_ address: some HasAddress, on chain: EmbeddedChain, issuer: TestAccount) {
    self.chain = chain
    self.address = address.address
    self.issuer = issuer
  }
}

// MARK: - Deploying

extension EmbeddedChain {
  /// Deploys a vault as go-btfs does, through the factory of its time, and puts money in.
  ///
  /// - Parameters:
  ///   - generation: Which factory and which logic.
  ///   - funding: What the issuer deposits.
  ///   - peerID: The node's id in the factory's books; by default the issuer's own, and for further
  ///     vaults the same with a number, because V2's factory takes each id once.
  /// - Throws: ``EmbeddedChainError/failed(_:)`` when the factory refuses, as for an id that is taken
  ///   ("vault alerady created", as the contract spells it), or the issuer has too little.
  public func deployVault(
    issuer: TestAccount, generation: VaultKind = .multiToken, funding: TokenAmount = .wbtt(0),
    peerID: String? = nil
  ) throws(EmbeddedChainError) -> EmbeddedVault {
    let salt = Hash256(UInt256(development.nonce(of: issuer.address)))
    let setup = try encoded(
      "init(address,address)", issuer.address, TestToken.wbtt.address)
    let id = if let peerID { peerID } else { try freePeerID(of: issuer, in: generation.factory) }
    let sent = try send(
      from: issuer, to: generation.factory,
      "deployVault(address,address,bytes32,string,bytes)", issuer.address, generation.logic, salt,
      id, setup
    ).succeeded()
    guard
      let address = sent.event("VaultDeployed", of: generation.factory)?[
        "contractAddress", as: Address.self]
    else { throw .missingEvent("VaultDeployed", of: generation.factory) }
    let vault = EmbeddedVault(address, on: self, issuer: issuer)
    if !funding.smallestUnits.isZero { try vault.deposit(funding) }
    return vault
  }

  /// The account's peer id, with a number behind it when the factory knows it already.
  private func freePeerID(
    of issuer: TestAccount, in factory: Address
  ) throws(EmbeddedChainError) -> String {
    let own = PeerID(issuer.key.publicKey).text
    var id = own
    var number = 1
    while try ask(factory, "peerVaultAddress(string)(address)", id) != Address.zero {
      number += 1
      id = "\(own)-\(number)"
    }
    return id
  }
}

// MARK: - What it says of itself

extension EmbeddedVault {
  /// What the vault has in a token.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no vault.
  public func balance(in token: TestToken = .wbtt) throws(EmbeddedChainError) -> TokenAmount {
    try chain.balance(of: self, in: token)
  }

  /// What was ever paid to a beneficiary.
  ///
  /// - Parameter token: Other than WBTT only of a vault that pays several.
  /// - Throws: ``EmbeddedChainError`` when there is no such vault.
  public func paidOut(
    to beneficiary: some HasAddress, in token: TestToken = .wbtt
  ) throws(EmbeddedChainError) -> TokenAmount {
    token.amount(
      token == .wbtt
        ? try chain.ask(self, "paidOut(address)(uint256)", beneficiary.address)
        : try chain.ask(
          self, "multiTokensPaidOut(address,address)(uint256)", token.address, beneficiary.address))
  }

  /// What was ever paid to all, the issuer's own cash-outs included.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no such vault.
  public func totalPaidOut(
    in token: TestToken = .wbtt
  ) throws(EmbeddedChainError) -> TokenAmount {
    token.amount(
      token == .wbtt
        ? try chain.ask(self, "totalPaidOut()(uint256)")
        : try chain.ask(self, "multiTokensTotalPaidOut(address)(uint256)", token.address))
  }

  /// Whether the vault says that a cheque of it bounced; with V2 and later it never does.
  ///
  /// - Throws: ``EmbeddedChainError`` when there is no vault.
  public func hasBounced() throws(EmbeddedChainError) -> Bool {
    try chain.ask(self, "bounced()(bool)")
  }

  /// All that the vault logged, oldest first.
  public var events: [DecodedEvent] { chain.events(of: self) }
}

// MARK: - What its issuer does

extension EmbeddedVault {
  /// A cheque that the issuer signed, which promises so much in total.
  ///
  /// An amount in WBTT makes a cheque that names no token, one in another token a cheque over that.
  /// - Parameters:
  ///   - payout: All that was ever promised to the beneficiary, and not what this cheque adds.
  ///   - signer: Somebody else, for a cheque that is not genuine.
  ///   - chainID: Another chain's, for a cheque that was signed for that.
  /// - Throws: ``EmbeddedChainError/cheque(_:)`` for a beneficiary of zero.
  public func cheque(
    to beneficiary: some HasAddress, paying payout: TokenAmount,
    signedBy signer: TestAccount? = nil,
    forChain chainID: UInt64? = nil
  ) throws(EmbeddedChainError) -> SignedCheque {
    let token = try TestToken(of: payout)
    return try chain.cheque(
      token == .wbtt ? .btfs : .btfsMulti(token: token.address), of: self, to: beneficiary,
      paying: payout.smallestUnits, signedBy: signer ?? issuer, forChain: chainID)
  }

  /// Puts tokens into the vault: allows it to take them, and deposits.
  ///
  /// - Parameter depositor: The issuer by default; anybody may.
  /// - Throws: ``EmbeddedChainError/failed(_:)`` when the depositor has too few.
  @discardableResult
  public func deposit(
    _ amount: TokenAmount, from depositor: TestAccount? = nil
  ) throws(EmbeddedChainError) -> SentTransaction {
    let depositor = depositor ?? issuer
    let token = try TestToken(of: amount)
    try chain.approve(amount, from: depositor, for: self)
    return token == .wbtt
      ? try chain.send(from: depositor, to: self, "deposit(uint256)", amount.smallestUnits)
        .succeeded()
      : try chain.send(
        from: depositor, to: self, "multiTokenDeposit(address,uint256)", token.address,
        amount.smallestUnits
      ).succeeded()
  }

  /// Takes tokens out of the vault, which is how cheques are made to bounce.
  ///
  /// - Parameter account: The issuer by default; nobody else may.
  /// - Throws: ``EmbeddedChainError/failed(_:)`` with the contract's reason.
  @discardableResult
  public func withdraw(
    _ amount: TokenAmount, by account: TestAccount? = nil
  ) throws(EmbeddedChainError) -> SentTransaction {
    let token = try TestToken(of: amount)
    return token == .wbtt
      ? try chain.send(
        from: account ?? issuer, to: self, "withdraw(uint256)", amount.smallestUnits
      ).succeeded()
      : try chain.send(
        from: account ?? issuer, to: self, "multiTokenWithdraw(address,uint256)", token.address,
        amount.smallestUnits
      ).succeeded()
  }

  /// Lets the issuer cash without a signature, as if it were a beneficiary: the money goes, and the
  /// total paid out grows.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)`` with the contract's reason.
  @discardableResult
  public func drain(
    _ payout: TokenAmount, to recipient: some HasAddress
  ) throws(EmbeddedChainError) -> SentTransaction {
    try chain.send(
      from: issuer, to: self, "cashChequeBeneficiary(address,uint256,bytes)", recipient.address,
      payout.smallestUnits, [UInt8]()
    ).succeeded()
  }

  /// Puts other logic behind the vault, as go-btfs does when a new release starts.
  ///
  /// - Throws: ``EmbeddedChainError/failed(_:)`` with the contract's reason.
  @discardableResult
  public func upgrade(
    to generation: VaultKind, by account: TestAccount? = nil
  ) throws(EmbeddedChainError) -> SentTransaction {
    try chain.send(
      from: account ?? issuer, to: self, "upgradeTo(address)", generation.logic
    ).succeeded()
  }
}
