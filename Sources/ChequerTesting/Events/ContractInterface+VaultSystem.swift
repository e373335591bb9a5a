import EVMABI

extension ContractInterface {
  /// The events of BTFS's vaults, factories and tokens and of Swarm's, with the names of their
  /// parameters.
  static let vaultSystemEvents: ContractInterface = {
    let lines = [
      // Vaults of all generations, and Swarm's chequebook where they agree.
      "event ChequeCashed(address indexed beneficiary, address indexed recipient, address indexed caller, uint256 totalPayout, uint256 cumulativePayout, uint256 callerPayout)",
      "event ChequeBounced()",
      "event VaultWithdraw(address indexed from, uint256 amount)",
      "event VaultDeposit(address indexed from, uint256 amount)",
      "event Upgraded(address indexed implementation)",
      // Vaults for several tokens.
      "event MultiTokenChequeCashed(address token, address indexed beneficiary, address indexed recipient, address indexed caller, uint256 totalPayout, uint256 cumulativePayout, uint256 callerPayout)",
      "event MultiTokenChequeBounced(address indexed token)",
      "event MultiTokenVaultWithdraw(address indexed token, address indexed from, uint256 amount)",
      "event MultiTokenVaultDeposit(address indexed token, address indexed from, uint256 amount)",
      // Factories.
      "event VaultDeployed(address issuer, address contractAddress, string id)",
      "event SimpleSwapDeployed(address contractAddress)",
      // Hard deposits of Swarm's chequebooks.
      "event HardDepositAmountChanged(address indexed beneficiary, uint256 amount)",
      "event HardDepositDecreasePrepared(address indexed beneficiary, uint256 decreaseAmount)",
      "event HardDepositTimeoutChanged(address indexed beneficiary, uint256 timeout)",
      // Tokens.
      "event Transfer(address indexed from, address indexed to, uint256 value)",
      "event Approval(address indexed owner, address indexed spender, uint256 value)",
      "event Deposit(address indexed to, uint256 amount)",
      "event Withdrawal(address indexed from, uint256 amount)",
    ]
    do { return try ContractInterface(humanReadable: lines) } catch {
      preconditionFailure("The events of the vault system cannot be read: \(error)")
    }
  }()
}
