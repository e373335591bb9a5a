import EVMABI
public import EVMPrimitives

/// A storage layout as a contract's source declares it.
public struct NamedStorageLayout: Hashable, Sendable {
  /// A variable of the source.
  public struct Variable: Hashable, Sendable {
    public let name: String
    public let slot: UInt256
    /// Where its lowest byte stands in the slot, counted from the least significant.
    public let offset: Int
    public let type: StorageType
    /// Types of the same size that other versions of the source give it.
    public let otherTypes: [StorageType]

    public init(
      _ name: String, slot: UInt256, offset: Int = 0, _ type: StorageType,
      or otherTypes: StorageType...
    ) {
      self.name = name
      self.slot = slot
      self.offset = offset
      self.type = type
      self.otherTypes = otherTypes
    }

    /// Whether the source, in some version, gives it this type.
    public func accepts(_ type: StorageType) -> Bool {
      type == self.type || otherTypes.contains(type)
    }

    /// The types in words: `bool or uint8`.
    public var typeDescription: String {
      ([type] + otherTypes).map(\.description).joined(separator: " or ")
    }
  }

  /// The contract's name in a sentence.
  public let name: String
  /// In the order of slots and offsets; what only keeps a place is left out.
  public let variables: [Variable]

  public init(_ name: String, _ variables: [Variable]) {
    self.name = name
    self.variables = variables
  }
}

/// How the storage that code uses agrees with a declared layout.
public struct StorageComparison: Hashable, Sendable {
  /// A variable that is declared one way and used another, or whose getter reads another.
  public struct Difference: Hashable, Sendable {
    public let declared: NamedStorageLayout.Variable
    /// What the code does with bytes of the same place.
    public let found: [StorageVariable]
  }

  /// Declared variables that the code uses as declared.
  public let matching: [NamedStorageLayout.Variable]
  public let different: [Difference]
  /// Declared variables that no code was seen to touch.
  public let untouched: [NamedStorageLayout.Variable]
  /// What the code uses and the layout does not declare; slots that a standard reserves are left out.
  public let undeclared: [StorageVariable]

  /// Matching variables that a function of the same name reads, as a getter does.
  public let withGetter: [NamedStorageLayout.Variable]

  /// Whether nothing speaks against the layout.
  public var agrees: Bool { different.isEmpty && undeclared.isEmpty }
  /// Whether the code is that of the layout: nothing speaks against it, at least three quarters of it
  /// were seen, and a function is called as what it reads. An address, a mapping and a number alone
  /// are many a contract's.
  public var fits: Bool {
    agrees && matching.count >= 3 * untouched.count && !withGetter.isEmpty
  }
}

extension StorageLayout {
  /// Compares what the code uses with a declared layout.
  public func comparison(with layout: NamedStorageLayout) -> StorageComparison {
    var matching: [NamedStorageLayout.Variable] = []
    var different: [StorageComparison.Difference] = []
    var untouched: [NamedStorageLayout.Variable] = []
    var withGetter: [NamedStorageLayout.Variable] = []
    let readers = Set(variables.flatMap(\.readers))
    var rest = variables.filter { $0.known == nil && $0.slot.significantBitCount <= 64 }
    for declared in layout.variables {
      let bytes = declared.offset..<declared.offset + declared.type.byteCount
      let found = rest.filter {
        $0.slot == declared.slot && ($0.offset..<$0.offset + $0.byteCount).overlaps(bytes)
      }
      rest.removeAll(where: found.contains)
      if found.isEmpty {
        untouched.append(declared)
      } else if found.count == 1, found[0].offset == declared.offset,
        declared.accepts(found[0].type),
        found[0].readers.contains(declared.getter) || !readers.contains(declared.getter)
      {
        matching.append(declared)
        if found[0].readers.contains(declared.getter) { withGetter.append(declared) }
      } else {
        different.append(.init(declared: declared, found: found))
      }
    }
    return StorageComparison(
      matching: matching, different: different, untouched: untouched, undeclared: rest,
      withGetter: withGetter)
  }
}

extension NamedStorageLayout.Variable {
  /// The function that Solidity makes for a public variable: it takes the keys of mappings.
  fileprivate var getter: Selector {
    var keys: [String] = []
    var type = type
    while case .mapping(let key, let value) = type {
      keys.append(key.description)
      type = value
    }
    return Selector(signature: "\(name)(\(keys.joined(separator: ",")))")
  }
}

extension StorageType {
  /// How many bytes of its slot the type takes.
  fileprivate var byteCount: Int {
    guard case .value(let type) = self else { return 32 }
    return switch type {
    case .bool: 1
    case .address: 20
    case .uint(let bits), .int(let bits): bits.value / 8
    case .fixedBytes(let count): count.value
    default: 32
    }
  }
}
