import EVMBytecode
public import EVMPrimitives
import EVMRPC

/// Something that an audit reads of the chain: a word of storage, or what a contract answers.
///
/// All answers fit one word, so that everything goes out in a few batches.
public enum AuditQuestion: Hashable, Sendable {
  case storage(of: Address, slot: UInt256)
  /// The chain's coin that an account has, in wei.
  case coins(of: Address)
  case issuer(Address)
  case token(Address)
  case implementation(Address)
  case totalBalance(Address)
  case totalPaidOut(Address)
  case bounced(Address)
  /// What of a chequebook is set aside.
  case totalHardDeposit(Address)
  case balance(token: Address, of: Address)
  /// What a vault for several tokens has paid in one.
  case paidOutInToken(vault: Address, token: Address)
  /// What a vault has paid to a beneficiary, in its own token or another.
  case paidOut(vault: Address, token: Address?, beneficiary: Address)
  case isDeployed(factory: Address, vault: Address)
  case peerVault(factory: Address, peerID: String)

  /// The call that answers it.
  func call(at block: BlockID) -> RPCCall<UInt256> {
    switch self {
    case .storage(let account, let slot): .storage(of: account, slot: slot, at: block)
    case .coins(let account): .balance(of: account, at: block)
    case .issuer(let vault): VaultContract(vault).issuer(at: block).map(\.word)
    case .token(let vault): VaultContract(vault).token(at: block).map(\.word)
    case .implementation(let vault): VaultContract(vault).implementation(at: block).map(\.word)
    case .totalBalance(let vault): VaultContract(vault).totalBalance(at: block)
    case .totalPaidOut(let vault): VaultContract(vault).totalPaidOut(at: block)
    case .bounced(let vault): VaultContract(vault).bounced(at: block).map { $0 ? 1 : 0 }
    case .totalHardDeposit(let vault): ChequebookContract(vault).totalHardDeposit(at: block)
    case .balance(let token, let holder): ERC20Contract(token).balanceOf(holder, at: block)
    case .paidOutInToken(let vault, let token):
      VaultContract(vault).multiTokensTotalPaidOut(token, at: block)
    case .paidOut(let vault, nil, let beneficiary):
      VaultContract(vault).paidOut(beneficiary, at: block)
    case .paidOut(let vault, let token?, let beneficiary):
      VaultContract(vault).multiTokensPaidOut(token, beneficiary, at: block)
    case .isDeployed(let factory, let vault):
      VaultFactoryContract(factory).deployedContracts(vault, at: block).map { $0 ? 1 : 0 }
    case .peerVault(let factory, let peerID):
      VaultFactoryContract(factory).peerVaultAddress(peerID, at: block).map(\.word)
    }
  }

  /// Whether the answer is a word of storage, which nobody's code decides.
  var isRaw: Bool {
    switch self {
    case .storage, .coins: true
    default: false
    }
  }

  /// How the answer is read.
  private var form: Form {
    switch self {
    case .issuer, .token, .implementation, .peerVault: .address
    case .bounced, .isDeployed: .flag
    case .storage: .word
    default: .amount
    }
  }

  private enum Form { case address, flag, word, amount }

  /// The answer as it is shown.
  func text(of answer: UInt256) -> String {
    switch form {
    case .address: Address(truncating: answer).checksummed
    case .flag: answer.isZero ? "false" : "true"
    case .word: Hash256(answer).hex
    case .amount: answer.description
    }
  }
}

extension AuditQuestion: CustomStringConvertible {
  /// What is read, and of whom.
  public var description: String {
    switch self {
    case .storage(let account, let slot): "storage slot \(Self.name(slot)) of \(account)"
    case .coins(let account): "the coin of \(account)"
    case .issuer(let vault): "issuer() of \(vault)"
    case .token(let vault): "token() of \(vault)"
    case .implementation(let vault): "implementation() of \(vault)"
    case .totalBalance(let vault): "totalbalance() of \(vault)"
    case .totalPaidOut(let vault): "totalPaidOut() of \(vault)"
    case .bounced(let vault): "bounced() of \(vault)"
    case .totalHardDeposit(let vault): "totalHardDeposit() of \(vault)"
    case .balance(let token, let holder): "balanceOf(\(holder)) of the token \(token)"
    case .paidOutInToken(let vault, let token): "multiTokensTotalPaidOut(\(token)) of \(vault)"
    case .paidOut(let vault, nil, let beneficiary): "paidOut(\(beneficiary)) of \(vault)"
    case .paidOut(let vault, let token?, let beneficiary):
      "multiTokensPaidOut(\(token), \(beneficiary)) of \(vault)"
    case .isDeployed(let factory, let vault): "deployedContracts(\(vault)) of \(factory)"
    case .peerVault(let factory, let peerID):
      "peerVaultAddress(\(quoted(peerID, limit: 64))) of \(factory)"
    }
  }

  private static func name(_ slot: UInt256) -> String {
    guard slot.significantBitCount > 64 else { return slot.description }
    let known = KnownStorageSlot.named(Hash256(slot)).map { " (\($0.name))" } ?? ""
    return Hash256(slot).hex + known
  }
}
