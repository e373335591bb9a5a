public import EVMPrimitives
public import EVMRPC

/// A vault of BTFS, of any generation.
///
/// What it says of itself is its logic's word: that decides what the functions do, and the issuer
/// may replace it.
public struct VaultContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }
}

// MARK: - All generations

extension VaultContract {
  /// Who signs the vault's cheques.
  public func issuer(at block: BlockID = .latest) -> RPCCall<Address> {
    read("issuer()(address)", at: block)
  }

  /// The token in which cheques pay that name none.
  public func token(at block: BlockID = .latest) -> RPCCall<Address> {
    read("token()(address)", at: block)
  }

  /// The logic that the vault names, which proves nothing; from V1 on.
  public func implementation(at block: BlockID = .latest) -> RPCCall<Address> {
    read("implementation()(address)", at: block)
  }

  /// What the vault has in its ``token(at:)``: `totalbalance()`.
  public func totalBalance(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalbalance()(uint256)", at: block)
  }

  /// What was ever paid to all in the vault's token.
  public func totalPaidOut(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalPaidOut()(uint256)", at: block)
  }

  /// What was ever paid to a beneficiary in the vault's token.
  public func paidOut(
    _ beneficiary: Address, at block: BlockID = .latest
  ) -> RPCCall<UInt256> {
    read("paidOut(address)(uint256)", beneficiary, at: block)
  }

  /// Whether a cheque was paid in part; V2 and later refuse such cheques and never say so.
  public func bounced(at block: BlockID = .latest) -> RPCCall<Bool> {
    read("bounced()(bool)", at: block)
  }

  /// The hash of the type of cheques that name no token: `CHEQUE_TYPEHASH()`.
  public func chequeTypeHash(at block: BlockID = .latest) -> RPCCall<Hash256> {
    read("CHEQUE_TYPEHASH()(bytes32)", at: block)
  }

  /// The hash of the type of the signing domain: `EIP712DOMAIN_TYPEHASH()`.
  public func domainTypeHash(at block: BlockID = .latest) -> RPCCall<Hash256> {
    read("EIP712DOMAIN_TYPEHASH()(bytes32)", at: block)
  }

  /// The ERC-1967 slot, asked of a logic; asked of a vault it reverts.
  public func proxiableUUID(at block: BlockID = .latest) -> RPCCall<Hash256> {
    read("proxiableUUID()(bytes32)", at: block)
  }
}

// MARK: - Vaults for several tokens

extension VaultContract {
  /// The hash of the type of cheques that name a token: `MULTI_TOKEN_CHEQUE_TYPEHASH()`. Only vaults
  /// for several tokens answer.
  public func multiTokenChequeTypeHash(at block: BlockID = .latest) -> RPCCall<Hash256> {
    read("MULTI_TOKEN_CHEQUE_TYPEHASH()(bytes32)", at: block)
  }

  /// What the vault has in a token: `totalbalanceOf(address)`.
  public func totalBalanceOf(
    _ token: Address, at block: BlockID = .latest
  ) -> RPCCall<UInt256> {
    read("totalbalanceOf(address)(uint256)", token, at: block)
  }

  /// What was ever paid to a beneficiary in a token other than the vault's own.
  public func multiTokensPaidOut(
    _ token: Address, _ beneficiary: Address, at block: BlockID = .latest
  ) -> RPCCall<UInt256> {
    read("multiTokensPaidOut(address,address)(uint256)", token, beneficiary, at: block)
  }

  /// What was ever paid to all in a token other than the vault's own.
  public func multiTokensTotalPaidOut(
    _ token: Address, at block: BlockID = .latest
  ) -> RPCCall<UInt256> {
    read("multiTokensTotalPaidOut(address)(uint256)", token, at: block)
  }

  /// What the contract declares and never writes: always false.
  public func multiTokensBounced(
    _ token: Address, at block: BlockID = .latest
  ) -> RPCCall<Bool> {
    read("multiTokensBounced(address)(bool)", token, at: block)
  }
}
