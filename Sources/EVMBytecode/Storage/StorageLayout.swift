public import EVMABI
public import EVMPrimitives

/// A variable in storage, as code shows it.
public struct StorageVariable: Hashable, Sendable {
  public let slot: UInt256
  /// Where its lowest byte stands in the slot, counted from the least significant.
  public let offset: Int
  /// How many bytes it takes in the slot: 32 for what begins with a length or is kept elsewhere.
  public let byteCount: Int
  public let type: StorageType
  /// The functions that read and that write it, in order; a constructor is not seen.
  public let readers: [Selector]
  public let writers: [Selector]
  /// Whether code that is no function's, such as `fallback`, reads or writes it.
  public let isUsedElsewhere: Bool

  /// The slot that a standard or a proxy reserves and that the variable is in, or behind: structs of
  /// ERC-7201 begin at theirs.
  public var known: KnownStorageSlot? {
    guard slot.significantBitCount > 64 else { return nil }
    return (0..<Self.structLimit).lazy.compactMap {
      KnownStorageSlot.named(Hash256(slot &- UInt256($0)))
    }.first
  }

  /// The known slot's name, and how far behind it the variable is.
  public var knownName: String? {
    guard let known else { return nil }
    let distance = slot &- UInt256(known.key)
    return distance.isZero ? known.name : "\(known.name), word \(distance)"
  }

  /// Words that a struct at a reserved slot is taken to have at most.
  private static let structLimit: UInt64 = 16
}

/// The layout of a contract's storage, found by following how its code computes slots and what it does
/// with the words.
///
/// Variables that no code touches do not show; of a struct only the members do that code touches. What
/// only a constructor writes shows where the contract reads it.
public struct StorageLayout: Hashable, Sendable {
  /// In the order of slots and offsets.
  public let variables: [StorageVariable]
  /// The variables of transient storage (EIP-1153).
  public let transient: [StorageVariable]
  /// Instructions that use a slot which is computed in a way that is not known, such as one that the
  /// caller chooses; by their offsets.
  public let unknownReads: [Int]
  public let unknownWrites: [Int]
  /// Whether all paths were followed.
  public let isComplete: Bool

  /// Follows the code; a few milliseconds for a contract of usual size, and bounded for any.
  public init(_ code: Bytecode) { self.init(CodeExploration(code)) }

  /// Reads the layout off paths that were followed already.
  ///
  /// - Parameter signatures: The functions whose declarations are known: their types tell keys and
  ///   values apart that code treats alike.
  public init(_ exploration: CodeExploration, signatures: [Selector: ABIFunction] = [:]) {
    var reading = StorageReading(exploration, isTransient: false)
    reading.read(exploration, signatures)
    variables = reading.variables(exploration)
    unknownReads = reading.unknownReads.sorted()
    unknownWrites = reading.unknownWrites.sorted()
    isComplete = exploration.isComplete
    guard exploration.allFacts.contains(where: { $0.storage.contains(where: \.isTransient) })
    else {
      transient = []
      return
    }
    var other = StorageReading(exploration, isTransient: true)
    other.read(exploration, signatures)
    transient = other.variables(exploration)
  }
}
