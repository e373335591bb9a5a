public import EVMPrimitives

/// What a transaction is sent for, in words that a journal keeps.
public enum TransactionPurpose: Hashable, Sendable {
  /// To cash a cheque.
  case cashOut(CashOutPurpose)
  /// To create a vault.
  case deployVault(factory: Address, peerID: String)
  /// To let a contract take exactly so much of a token.
  case approve(token: Address, spender: Address, amount: UInt256)
  /// To move tokens of one's own into a vault.
  case deposit(vault: Address, token: Address, amount: UInt256)
  /// To take tokens out of a vault of one's own.
  case withdraw(vault: Address, token: Address, amount: UInt256)
  /// To turn coin into its token.
  case wrap(token: Address, amount: UInt256)
  /// To turn the token back into coin.
  case unwrap(token: Address, amount: UInt256)
  /// To call a contract, or to pay somebody coin: whatever the user wants.
  case call(to: Address, data: [UInt8], value: UInt256)
  /// To create a contract with init code of this hash.
  case create(initCodeHash: Hash256)
  /// To use a nonce that was left out, so that later transactions can be mined.
  case fillGap
}

/// Which cheque a cash-out is for, and what it should pay.
public struct CashOutPurpose: Hashable, Sendable {
  /// The digest that the issuer signed: a cheque's name, whatever its signature's bytes.
  public var cheque: Hash256
  public var vault: Address
  public var beneficiary: Address
  /// The token that the cheque names; `nil` for one that the vault pays in its own.
  public var token: Address?
  /// The token that the vault pays in; `nil` where it was not known.
  public var paidIn: Address?
  /// Who is paid.
  public var recipient: Address
  /// In the token's smallest unit, as all amounts here.
  public var cumulativePayout: UInt256
  /// What was outstanding when it was sent.
  public var outstanding: UInt256

  public init(
    cheque: Hash256, vault: Address, beneficiary: Address, token: Address?, paidIn: Address?,
    recipient: Address, cumulativePayout: UInt256, outstanding: UInt256
  ) {
    self.cheque = cheque
    self.vault = vault
    self.beneficiary = beneficiary
    self.token = token
    self.paidIn = paidIn
    self.recipient = recipient
    self.cumulativePayout = cumulativePayout
    self.outstanding = outstanding
  }
}

extension TransactionPurpose {
  /// The cash-out, if it is one.
  public var cashOut: CashOutPurpose? {
    if case .cashOut(let purpose) = self { purpose } else { nil }
  }

  /// The name in journals and JSON.
  public var kind: String {
    switch self {
    case .cashOut: "cash-out"
    case .deployVault: "deploy-vault"
    case .approve: "approve"
    case .deposit: "deposit"
    case .withdraw: "withdraw"
    case .wrap: "wrap"
    case .unwrap: "unwrap"
    case .call: "call"
    case .create: "create"
    case .fillGap: "fill-gap"
    }
  }
}

extension TransactionPurpose: CustomStringConvertible {
  /// What it does, as the end of a sentence; amounts in the token's smallest unit.
  public var description: String {
    switch self {
    case .cashOut(let purpose):
      "cash a cheque of vault \(purpose.vault), \(purpose.outstanding) outstanding"
    case .deployVault(let factory, let peerID):
      "deploy a vault for peer \(quoted(peerID, limit: 80)) through \(factory)"
    case .approve(let token, let spender, let amount):
      "let \(spender) take \(amount) of token \(token)"
    case .deposit(let vault, let token, let amount):
      "deposit \(amount) of token \(token) in vault \(vault)"
    case .withdraw(let vault, let token, let amount):
      "withdraw \(amount) of token \(token) from vault \(vault)"
    case .wrap(let token, let amount): "wrap \(amount) wei as token \(token)"
    case .unwrap(let token, let amount): "unwrap \(amount) of token \(token)"
    case .call(let to, let data, let value) where data.isEmpty: "pay \(value) wei to \(to)"
    case .call(let to, let data, let value):
      "call \(to) with \(Hex.encode(data.prefix(4)))" + (value.isZero ? "" : " and \(value) wei")
    case .create(let hash): "create a contract with init code of hash \(hash)"
    case .fillGap: "use a nonce that was left out"
    }
  }
}
