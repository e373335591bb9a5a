import EVMPrimitives

/// The rules of a fork that the interpreter asks for besides the cost of instructions.
///
/// - SeeAlso: The EIPs named at each; yellow paper, appendix G.
struct ForkRules: Sendable {
  let fork: Fork

  /// Whether a contract begins with nonce 1, empty accounts vanish when touched, and code has a
  /// greatest size (EIP-161, EIP-170).
  let clearsEmptyAccounts: Bool
  /// Whether all but a 64th of the gas may be passed on, however much was asked for (EIP-150).
  let keepsAFractionOfGas: Bool
  /// Whether a creation that cannot pay for its code fails (EIP-2); before it made a contract
  /// without code.
  let failsWithoutDeposit: Bool
  /// Whether the first touch of an account or slot costs more (EIP-2929).
  let hasAccessSets: Bool
  /// How storage is charged.
  let storage: StorageRules
  /// Gas per byte of EXP's exponent (EIP-160).
  let gasPerExponentByte: Int64
  /// Gas given back for a destroyed contract; none since London (EIP-3529).
  let destructionRefund: Int64
  /// The greatest part of the gas used that is given back is one in this many (EIP-3529).
  let refundDivisor: UInt64
  /// Whether code must not begin with 0xef (EIP-3541).
  let refusesReservedCode: Bool
  /// Whether init code is charged by the word and has a greatest size (EIP-3860).
  let metersInitCode: Bool
  /// Whether only a contract of the same transaction can be destroyed (EIP-6780).
  let keepsOldContracts: Bool
  /// Whether code that is a designator runs another account's (EIP-7702).
  let hasDelegations: Bool
  /// Whether the block's proposer is warm from the start (EIP-3651).
  let warmsCoinbase: Bool

  /// How SSTORE is charged.
  enum StorageRules: Sendable {
    /// 20,000 from zero, 5,000 else, 15,000 back to zero.
    case plain
    /// By what the transaction changes in the end (EIP-1283, Constantinople alone).
    case net
    /// The same with the prices of EIP-2200 and not below 2,300 gas.
    case netWithSentry
    /// The same with warm and cold slots (EIP-2929).
    case netWithAccessSets
  }

  init(_ fork: Fork) {
    self.fork = fork
    clearsEmptyAccounts = fork.includes(.spuriousDragon)
    keepsAFractionOfGas = fork.includes(.tangerineWhistle)
    failsWithoutDeposit = fork.includes(.homestead)
    hasAccessSets = fork.includes(.berlin)
    storage =
      switch fork.onEthereum {
      case .constantinople: .net
      case .istanbul: .netWithSentry
      case _ where fork.includes(.berlin): .netWithAccessSets
      default: .plain
      }
    gasPerExponentByte = fork.includes(.spuriousDragon) ? 50 : 10
    destructionRefund = fork.includes(.london) ? 0 : 24_000
    refundDivisor = fork.includes(.london) ? 5 : 2
    refusesReservedCode = fork.includes(.london)
    metersInitCode = fork.includes(.shanghai)
    keepsOldContracts = fork.includes(.cancun)
    hasDelegations = fork.includes(.prague)
    warmsCoinbase = fork.includes(.shanghai)
  }

  /// Bytes that code may have since Spurious Dragon (EIP-170).
  static let maximumCodeSize = 24_576
  /// Bytes that init code may have since Shanghai (EIP-3860).
  static let maximumInitCodeSize = 49_152
}

/// Gas whose amount no fork changed, or that came with the rule it belongs to.
enum GasCost {
  static let coldAccount: Int64 = 2_600
  static let coldSlot: Int64 = 2_100
  static let warmAccess: Int64 = 100
  static let callValue: Int64 = 9_000
  static let callStipend: Int64 = 2_300
  static let newAccount: Int64 = 25_000
  static let codeByte: Int64 = 200
  static let initCodeWord: Int64 = 2
  static let hashWord: Int64 = 6
  static let copyWord: Int64 = 3
  static let logByte: Int64 = 8
}
