import EVMPrimitives

/// The way to a word of storage, as the formula of its slot shows it: from a slot that stands in the
/// code through mappings, arrays and structs.
struct StoragePath: Sendable {
  /// A part of the way.
  enum Step: Hashable, Sendable {
    /// The word at this distance from where the way has come to; the first step is a slot.
    case word(UInt256)
    /// The value of a key.
    case key(Expression)
    /// The value of a key of bytes, such as a string, whose hash is taken with the slot.
    case bytesKey
    /// What a dynamic array or a long string keeps at the hash of its slot.
    case data
    /// Any element of an array, whose elements take this many words: 0 when several share one, nil
    /// when the code names one element, so that the size does not show.
    case element(stride: UInt256?)
  }

  var steps: [Step]
  /// The formulas that elements are counted by.
  var indices: [Expression] = []
}

/// Reads slots as ways through storage.
struct StoragePathReader {
  /// Whether the key stands before the mapping's slot in what is hashed, as Solidity has it. Vyper has
  /// the slot first.
  let keysFirst: Bool
  /// The slots whose hashes may stand in the code as numbers, by the upper bits of the hash.
  private var hashedSlots: [UInt256: (slot: UInt256, hash: UInt256)] = [:]

  /// How many elements an index is checked against.
  private let bounds: ArrayBounds

  /// How many hashes stand in one another, and how many terms are added up, at most.
  private static let depthLimit = 10
  private static let termLimit = 24
  /// How far behind a hash in the code an element may stand.
  private static let distanceBits: UInt256 = 32
  /// Slots of which the hashes are known, at most.
  private static let hashedSlotLimit = 1024

  private init(keysFirst: Bool, bounds: ArrayBounds) {
    self.keysFirst = keysFirst
    self.bounds = bounds
  }

  /// A reader for the storage that a contract's code uses.
  init(_ exploration: CodeExploration, isTransient: Bool = false) {
    let table = exploration.machine.table
    self.init(keysFirst: exploration.isSolidity, bounds: ArrayBounds(table))
    for facts in exploration.allFacts {
      for access in facts.storage where access.isTransient == isTransient {
        if let slot = table.value(access.slot) { addHashed(slot: slot) }
      }
    }
  }

  /// Makes the hash of a slot known, so that numbers in the code that are counted from it are told.
  private mutating func addHashed(slot: UInt256) {
    guard hashedSlots.count < Self.hashedSlotLimit, slot.significantBitCount <= 64 else { return }
    let hash = UInt256(Keccak256.hash(slot.bigEndianBytes))
    hashedSlots[hash &>> Self.distanceBits] = (slot, hash)
  }

  /// The way to a slot; nil when it is computed in another way.
  func path(_ slot: Expression, _ table: ExpressionTable) -> StoragePath? {
    path(slot, table, depth: Self.depthLimit)
  }

  private func path(
    _ slot: Expression, _ table: ExpressionTable, depth: Int
  ) -> StoragePath? {
    guard depth > 0 else { return nil }
    var terms: [Expression] = []
    var constant = UInt256.zero
    guard collect(slot, table, into: &terms, &constant) else { return nil }
    let bases = terms.filter { Self.isHash($0, table) }
    guard bases.count <= 1 else { return nil }
    let indices = terms.filter { !Self.isHash($0, table) }
    var path: StoragePath
    if let base = bases.first {
      guard let way = self.base(base, table, depth: depth) else { return nil }
      path = way
    } else if let hashed = hashedSlots[constant &>> Self.distanceBits],
      constant >= hashed.hash
    {
      path = StoragePath(steps: [.word(hashed.slot), .data])
      constant = constant &- hashed.hash
    } else {
      path = StoragePath(steps: [])
    }
    let stride = indices.map { Self.stride($0, table) }.max()
    if path.steps.last == .data {
      // An element of a dynamic array, the number of which may be known.
      path.steps.append(.element(stride: stride))
      path.steps.append(.word(stride.map { $0.isZero ? constant : constant % $0 } ?? constant))
    } else {
      path.steps.append(.word(constant))
      if let stride {
        // Fixed arrays check their indices; otherwise it is a place that somebody else chose.
        guard indices.allSatisfy({ bounds.isChecked($0, table) }) else { return nil }
        path.steps += [.element(stride: stride), .word(.zero)]
      }
    }
    path.indices += indices
    return path
  }

  private static func isHash(_ term: Expression, _ table: ExpressionTable) -> Bool {
    table.op(term) == .hash || table.op(term) == .bytesHash
  }

  /// The terms of a sum, and what is added to them.
  private func collect(
    _ sum: Expression, _ table: ExpressionTable, into terms: inout [Expression],
    _ constant: inout UInt256
  ) -> Bool {
    if let value = table.value(sum) {
      constant = constant &+ value
      return true
    }
    if table.isOp(sum, .add) {
      let (first, second) = table.operands(sum)
      return collect(first, table, into: &terms, &constant)
        && collect(second, table, into: &terms, &constant)
    }
    guard terms.count < Self.termLimit else { return false }
    // A slot that somebody else chose is no index into a known place.
    terms.append(sum)
    return true
  }

  /// The way to what a hash is the place of.
  private func base(_ hash: Expression, _ table: ExpressionTable, depth: Int) -> StoragePath? {
    let (first, _) = table.operands(hash)
    if table.op(hash) == .bytesHash {
      guard var way = container(first, table, depth: depth - 1) else { return nil }
      way.steps.append(.bytesKey)
      return way
    }
    let (left, rest) = table.operands(first)
    guard rest.index >= 0 else {
      guard var way = container(left, table, depth: depth - 1) else { return nil }
      way.steps.append(.data)
      return way
    }
    let (right, end) = table.operands(rest)
    guard end.index < 0 else { return nil }
    for isPreferred in [true, false] {
      let (key, slot) = keysFirst == isPreferred ? (left, right) : (right, left)
      // Without being preferred, only what cannot be a key is taken for a slot.
      guard isPreferred || Self.isHash(slot, table) || table.value(slot) != nil,
        var way = container(slot, table, depth: depth - 1)
      else { continue }
      way.steps.append(.key(key))
      return way
    }
    return nil
  }

  /// The way to a mapping or array itself; nil unless it begins at a slot in the code.
  private func container(
    _ slot: Expression, _ table: ExpressionTable, depth: Int
  ) -> StoragePath? {
    guard let path = path(slot, table, depth: depth), path.isAnchored else { return nil }
    return path
  }

  /// How many words lie between the elements that a formula counts: 1 when nothing is multiplied, 0
  /// when several elements share a word.
  private static func stride(_ index: Expression, _ table: ExpressionTable) -> UInt256 {
    let (first, second) = table.operands(index)
    switch table.op(index) {
    case Operator(.mul): return table.value(first) ?? .one
    case Operator(.shl):
      guard let bits = table.int(first), bits < 32 else { return .one }
      return UInt256.one &<< UInt256(UInt64(bits))
    case Operator(.div): return table.value(second) == nil ? .one : .zero
    case Operator(.shr): return table.value(first) == nil ? .one : .zero
    default: return .one
    }
  }
}

extension StoragePath {
  /// Whether the way begins at a slot that stands in the code, and not at an index alone.
  var isAnchored: Bool {
    guard case .word(let slot)? = steps.first else { return false }
    // Zero plus an index may be slot 0's array, or a slot that is computed in a way not known.
    return !(slot.isZero && steps.count > 1 && steps[1].isElement)
  }
}

extension StoragePath.Step {
  var isElement: Bool { if case .element = self { true } else { false } }
}
