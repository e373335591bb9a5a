public import EVMBytecode
public import EVMPrimitives
public import EVMRPC

/// What a vault's code really is at one block: every hop from its address to the logic, from raw code
/// and storage.
///
/// Nothing here is what the vault says of itself: `implementation()` is never asked.
public struct ResolvedVault: Sendable {
  public let vault: Address
  /// The block whose state was read.
  public let block: BlockID
  /// At least one: the vault's own code, be it empty.
  public let hops: [VaultHop]
  public let verdict: ResolutionVerdict
  /// The factories whose clones have the vault's code, byte for byte; that one of them made the vault
  /// is not known from here.
  public let factoryRecords: [VaultFactoryRecord]
  /// The design of the vault, by its shell's code where that shows it, otherwise by its factory.
  public let generation: VaultGeneration?
  /// How ``generation`` is known.
  public let generationStrength: Claim.Strength
  public let payoutRule: PayoutRule
  /// How ``payoutRule`` is known: proven by the logic's code, or reported of its address.
  public let payoutRuleStrength: Claim.Strength
}

extension ResolvedVault {
  /// The contract that decides; nil when the way does not end at code that answers itself.
  public var logic: Address? { logicHop?.address }

  /// The last hop, when it is code that answers itself.
  public var logicHop: VaultHop? {
    guard let last = hops.last, last.code.byteCount > 0, last.code.proxy == nil else { return nil }
    return last
  }

  /// What the logic's code shows.
  public var logicCode: CodeReading? { logicHop?.code }

  /// What go-btfs's or bee's configuration calls the logic.
  public var knownLogic: KnownContract? { logicHop?.known }

  /// What the logic is in the vault system by what it does; nil when it is not told to be any.
  public var kind: VaultSystemContract.Kind? { logicCode?.system?.kind }

  /// In whose storage the logic runs, which is the vault unless calls are sent on to another contract.
  public var storage: Address { logicHop?.storage ?? vault }

  /// The known layout that the logic's code keeps in ``storage``; nil where it fits none.
  public var layout: NamedStorageLayout? { logicCode?.layout?.layout }

  /// The slot of a variable such as `issuer` or `token`, by the layout that the logic's code has.
  public func slot(of variable: String) -> UInt256? {
    layout?.variables.first { $0.name == variable }?.slot
  }

  /// Whether cheques in other tokens than the vault's own are paid; nil where that cannot be told.
  public var supportsMultiToken: Bool? {
    guard let code = logicCode, verdict == .complete else { return nil }
    if code.has(VaultSystemReading.multiCash) { return true }
    return code.behaviour?.isComplete == true ? false : nil
  }

  /// Whether there is a contract at the vault's address.
  public var isContract: Bool { (hops.first?.code.byteCount ?? 0) > 0 }
}
