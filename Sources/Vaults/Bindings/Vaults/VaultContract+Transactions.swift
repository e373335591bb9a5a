public import EVMPrimitives

// Calldata of the vault's transactions.

extension VaultContract {
  /// Pays what the sender's cheque promises beyond what was paid.
  ///
  /// - Parameters:
  ///   - recipient: Where the money goes.
  ///   - signature: The issuer's; its form is the caller's business.
  public func cashChequeBeneficiary(
    recipient: Address, cumulativePayout: UInt256, signature: [UInt8]
  ) -> [UInt8] {
    calldata(
      "cashChequeBeneficiary(address,uint256,bytes)", recipient, cumulativePayout, signature)
  }

  /// Pays what the sender's cheque over a token promises beyond what was paid.
  public func multiTokenCashChequeBeneficiary(
    token: Address, recipient: Address, cumulativePayout: UInt256, signature: [UInt8]
  ) -> [UInt8] {
    calldata(
      "multiTokenCashChequeBeneficiary(address,address,uint256,bytes)", token, recipient,
      cumulativePayout, signature)
  }

  /// Takes the vault's token out; the issuer alone may.
  public func withdraw(_ amount: UInt256) -> [UInt8] { calldata("withdraw(uint256)", amount) }

  /// Puts the vault's token in, which the sender has approved.
  public func deposit(_ amount: UInt256) -> [UInt8] { calldata("deposit(uint256)", amount) }

  /// Takes another token out; the issuer alone may.
  public func multiTokenWithdraw(_ token: Address, _ amount: UInt256) -> [UInt8] {
    calldata("multiTokenWithdraw(address,uint256)", token, amount)
  }

  /// Puts another token in, which the sender has approved.
  public func multiTokenDeposit(_ token: Address, _ amount: UInt256) -> [UInt8] {
    calldata("multiTokenDeposit(address,uint256)", token, amount)
  }

  /// Puts other logic behind the vault; the issuer alone may, of V1 and later.
  public func upgradeTo(_ logic: Address) -> [UInt8] { calldata("upgradeTo(address)", logic) }

  /// Puts other logic behind the vault and calls it.
  public func upgradeToAndCall(_ logic: Address, _ data: [UInt8]) -> [UInt8] {
    calldata("upgradeToAndCall(address,bytes)", logic, data)
  }

  /// Sets a new vault up: `init(address,address)`, which its logic takes once.
  public static func initialization(issuer: Address, token: Address) -> [UInt8] {
    Self(.zero).calldata("init(address,address)", issuer, token)
  }

  /// Points a new vault's proxy at its logic, and calls that: `init(address,bytes)`. Of V1 anybody
  /// may call it at any time.
  public static func proxyInitialization(logic: Address, data: [UInt8]) -> [UInt8] {
    Self(.zero).calldata("init(address,bytes)", logic, data)
  }
}
