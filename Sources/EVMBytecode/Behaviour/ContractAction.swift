public import EVMPrimitives

/// Something that a function does to others, to the contract's code or to its coins.
public struct ContractAction: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Runs other code on this contract's storage.
    case delegateCall(to: ValueSource)
    /// Sends all coins away and, before EIP-6780, removes the code.
    case selfDestruct(to: ValueSource)
    /// Writes a slot that decides which code runs or who decides so.
    case writesControl(KnownStorageSlot, value: ValueSource)
    /// Writes a slot that is not known from the code.
    case writesAnySlot(slot: ValueSource, value: ValueSource)
    /// Writes a variable.
    case writes(ValueSource, value: ValueSource)
    /// Sends coins.
    case sendsCoins(to: ValueSource, amount: ValueSource)
    /// Calls a function that moves or approves tokens; the arguments as they are given.
    case movesTokens(TokenFunction, token: ValueSource, arguments: [ValueSource])
    /// Calls another contract.
    case calls(ValueSource, selector: Selector?, arguments: [ValueSource])
    /// Creates a contract.
    case creates(Creation, salt: ValueSource?)
  }

  /// What a token's function does.
  public enum TokenFunction: String, Hashable, Sendable, CaseIterable {
    case transfer, transferFrom, approve, mint, burn
  }

  /// What is created.
  public enum Creation: Hashable, Sendable {
    /// A minimal proxy of the address.
    case clone(of: ValueSource)
    /// A contract whose code stands in this one's.
    case embedded
    /// Code that is put together in a way not known.
    case unknown
  }

  public let kind: Kind
  /// The function; nil for what runs when none is called.
  public let function: Selector?
  /// The instructions that do it, by their offsets in the code.
  public let offsets: [Int]
  /// What held on every path that was followed to it.
  public let requirements: [Requirement]
  /// The calls of other contracts that may have come before, by their offsets.
  public let callsBefore: [Int]
  /// Whether some path with it ends well; otherwise it is always undone.
  public let canSucceed: Bool
  /// Whether all paths to it were told apart; otherwise requirements may be missing.
  public let isComplete: Bool

  /// Whether anything that was seen keeps strangers out.
  public var isGuarded: Bool { requirements.contains(where: \.limitsCaller) }
}

extension ContractAction.TokenFunction {
  init?(_ selector: UInt32) {
    switch selector {
    case 0xa905_9cbb: self = .transfer
    case 0x23b8_72dd, 0x4284_2e0e: self = .transferFrom
    case 0x095e_a7b3: self = .approve
    case 0x40c1_0f19: self = .mint
    case 0x4296_6c68, 0x79cc_6790, 0x9dc2_9fac: self = .burn
    default: return nil
    }
  }
}
