import EVMABI
import EVMPrimitives

/// The signatures of the vault system's functions that findings name.
enum VaultFunctionNames {
  /// The signature where it is known, otherwise the selector.
  static func title(of function: Selector) -> String { titles[function] ?? function.hex }

  private static let titles: [Selector: String] = Dictionary(
    [
      "withdraw(uint256)", "multiTokenWithdraw(address,uint256)", "upgradeTo(address)",
      "upgradeToAndCall(address,bytes)", "init(address,bytes)", "init(address,address)",
      "init(address,address,uint256)", "cashChequeBeneficiary(address,uint256,bytes)",
      "multiTokenCashChequeBeneficiary(address,address,uint256,bytes)",
      "cashCheque(address,address,uint256,bytes,uint256,bytes)",
    ].map { (Selector(signature: $0), $0) }, uniquingKeysWith: { one, _ in one })
}
