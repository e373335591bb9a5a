public import EVMBytecode
public import EVMPrimitives
import Synchronization

/// What a piece of code shows of a vault: where it hands calls on, or what it does as a vault's logic
/// or shell.
public final class CodeReading: Sendable {
  public let codeHash: Hash256
  /// The length in bytes.
  public let byteCount: Int
  /// What the code hands calls on to; nil for code that answers itself.
  public let proxy: ProxyRecognition?
  /// What it is in the vault system, by what it does; nil for anything else, and for clones, whose
  /// bytes are known.
  public let system: VaultSystemContract?
  /// The known layout that its storage has.
  public let layout: NamedStorageLayout.Known?
  /// What it can do; nil for clones.
  public let behaviour: ContractBehaviour?
  /// The functions that it has.
  public let functions: Set<Selector>
  /// Whether a cheque above the balance is refused whole, or paid in part; nil where all that was
  /// followed shows neither.
  let refusesWhole: Bool?
  /// Of a shell: whether `init` works only while there is no logic; nil for other code.
  let guardsInitialisation: Bool?

  /// Reads code; tens of milliseconds for a contract of usual size, bounded for any.
  init(_ code: Bytecode) {
    codeHash = code.hash
    byteCount = code.count
    proxy = ProxyRecognition(code)
    guard !code.isEmpty, proxy == nil || proxy?.flow != nil else {
      system = nil
      layout = nil
      behaviour = nil
      functions = []
      refusesWhole = nil
      guardsInitialisation = nil
      return
    }
    let exploration = CodeExploration(code, notesEffects: true)
    let storage = StorageLayout(exploration)
    let interface = InferredInterface(exploration)
    layout = NamedStorageLayout.known(for: storage)
    let behaviour = ContractBehaviour(exploration, names: StorageNames(layout?.layout))
    let reading = VaultSystemReading(interface, storage, behaviour)
    system = VaultSystemContract(interface, storage, behaviour)
    self.behaviour = behaviour
    functions = Set(interface.functions.map(\.selector))
    refusesWhole = behaviour.isComplete ? reading.refusesWhole : nil
    guardsInitialisation =
      system?.kind == .vaultProxy ? reading.shellInitialisation?.isGuarded : nil
  }

  /// Whether it has a function with this signature.
  public func has(_ signature: String) -> Bool {
    functions.contains(Selector(signature: signature))
  }
}

// MARK: - Readings that were made

extension CodeReading {
  /// The reading of code, made once for each code: all vaults share a few.
  static func of(_ code: Bytecode) -> CodeReading {
    if let made = readings.withLock({ $0[code.hash] }) { return made }
    let reading = CodeReading(code)
    readings.withLock { readings in
      if readings.count >= limit { readings.removeAll() }
      readings[code.hash] = reading
    }
    return reading
  }

  /// Far more than there are logics, and few enough to keep.
  private static let limit = 128
  private static let readings = Mutex<[Hash256: CodeReading]>([:])
}
