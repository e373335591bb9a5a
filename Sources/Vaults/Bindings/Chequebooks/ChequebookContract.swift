import EVMABI
public import EVMPrimitives
public import EVMRPC

/// A chequebook of Swarm.
///
/// It pays in part what it cannot pay whole, and marks itself as bounced.
public struct ChequebookContract: ContractBinding {
  public let address: Address
  public init(_ address: Address) { self.address = address }

  /// Who signs its cheques.
  public func issuer(at block: BlockID = .latest) -> RPCCall<Address> {
    read("issuer()(address)", at: block)
  }

  public func token(at block: BlockID = .latest) -> RPCCall<Address> {
    read("token()(address)", at: block)
  }

  /// What the chequebook has.
  public func balance(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("balance()(uint256)", at: block)
  }

  /// What of it is set aside for nobody.
  public func liquidBalance(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("liquidBalance()(uint256)", at: block)
  }

  /// What of it can be paid to a beneficiary: also what is set aside for it.
  public func liquidBalanceFor(
    _ beneficiary: Address, at block: BlockID = .latest
  ) -> RPCCall<UInt256> {
    read("liquidBalanceFor(address)(uint256)", beneficiary, at: block)
  }

  /// What was ever paid to a beneficiary.
  public func paidOut(
    _ beneficiary: Address, at block: BlockID = .latest
  ) -> RPCCall<UInt256> {
    read("paidOut(address)(uint256)", beneficiary, at: block)
  }

  /// What was ever paid to all.
  public func totalPaidOut(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalPaidOut()(uint256)", at: block)
  }

  /// Whether a cheque was paid in part.
  public func bounced(at block: BlockID = .latest) -> RPCCall<Bool> {
    read("bounced()(bool)", at: block)
  }

  /// What is set aside for a beneficiary.
  public func hardDeposits(
    _ beneficiary: Address, at block: BlockID = .latest
  ) -> RPCCall<HardDeposit> {
    read(
      "hardDeposits(address)(uint256,uint256,uint256,uint256)", beneficiary, at: block,
      making: HardDeposit.init)
  }

  /// What is set aside for all.
  public func totalHardDeposit(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("totalHardDeposit()(uint256)", at: block)
  }

  /// Seconds that money stays set aside after it was called back.
  public func defaultHardDepositTimeout(at block: BlockID = .latest) -> RPCCall<UInt256> {
    read("defaultHardDepositTimeout()(uint256)", at: block)
  }

  public func chequeTypeHash(at block: BlockID = .latest) -> RPCCall<Hash256> {
    read("CHEQUE_TYPEHASH()(bytes32)", at: block)
  }
}

// MARK: - Transactions

extension ChequebookContract {
  /// Pays what the sender's cheque promises beyond what was paid.
  public func cashChequeBeneficiary(
    recipient: Address, cumulativePayout: UInt256, signature: [UInt8]
  ) -> [UInt8] {
    calldata(
      "cashChequeBeneficiary(address,uint256,bytes)", recipient, cumulativePayout, signature)
  }

  /// Takes tokens out, of those that are not set aside; the issuer alone may.
  public func withdraw(_ amount: UInt256) -> [UInt8] { calldata("withdraw(uint256)", amount) }

  /// Sets money aside for a beneficiary.
  public func increaseHardDeposit(_ beneficiary: Address, _ amount: UInt256) -> [UInt8] {
    calldata("increaseHardDeposit(address,uint256)", beneficiary, amount)
  }

  /// Calls back what was set aside.
  public func prepareDecreaseHardDeposit(_ beneficiary: Address, _ amount: UInt256) -> [UInt8] {
    calldata("prepareDecreaseHardDeposit(address,uint256)", beneficiary, amount)
  }

  /// Frees what was called back, when its time has come.
  public func decreaseHardDeposit(_ beneficiary: Address) -> [UInt8] {
    calldata("decreaseHardDeposit(address)", beneficiary)
  }
}

/// Money of a chequebook that is set aside for one beneficiary.
public struct HardDeposit: Hashable, Sendable {
  public let amount: UInt256
  /// How much of it is called back.
  public let decreaseAmount: UInt256
  /// Seconds that it stays after it was called back; 0 for the chequebook's own.
  public let timeout: UInt256
  /// From when on what was called back is free, in seconds since 1970; 0 when nothing was.
  public let canBeDecreasedAt: UInt256

  init(_ values: [ABIValue]) throws {
    (amount, decreaseAmount, timeout, canBeDecreasedAt) = try unpack(
      values, as: UInt256.self, UInt256.self, UInt256.self, UInt256.self)
  }
}
