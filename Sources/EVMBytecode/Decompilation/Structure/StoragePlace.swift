import EVMPrimitives

/// What a slot's formula says of the variable that it belongs to.
///
/// This is what a layout inference needs to name a variable, and all that the printer asks for.
public struct StoragePlace: Hashable, Sendable {
  /// A step from the variable's slot to the value's.
  public enum Step: Hashable, Sendable {
    /// A value of a mapping, by a key that stands apart.
    case mapping
    /// An element of an array, by an index that stands apart.
    case element
    /// So many slots further: a member of a struct.
    case member(Int)
  }

  /// The slot of the variable, 32 bytes big-endian.
  public let slot: [UInt8]
  /// How the value is reached from it.
  public let path: [Step]
  /// The bits of the word that are read or written, the lowest being 0: the whole word is 0..<256.
  public let bits: Range<Int>
  /// Whether it is transient storage.
  public let isTransient: Bool
}

/// Who knows names of variables, such as a storage layout that was inferred or published.
public protocol StorageNaming: Sendable {
  /// The variable's own name without keys, and the name of the member or packed field in it, if it is
  /// one; nil for a place that is not known.
  func name(of place: StoragePlace) -> (variable: String, field: String?)?
}

extension TermTable {
  /// A slot's formula taken apart.
  struct SlotPath {
    var slot: UInt256
    var steps: [StoragePlace.Step] = []
    /// The keys and indices of the steps, in order; none for members.
    var keys: [Term] = []
  }

  /// How a slot is reached; nil for a formula that no compiler makes.
  func slotPath(_ term: Term, isVyper: Bool, depth: Int = 0) -> SlotPath? {
    if let number = value(term) {
      return knownArray(number).map { element(of: $0, .zero) } ?? SlotPath(slot: number)
    }
    guard depth < 12 else { return nil }
    let node = node(term)
    if node.kind == .variable, let parts = hashes[node.number], parts.count > 1 {
      // A mapping whose keys are bytes: the printer finds them by the variable.
      guard case .word(let base, 0, 32)? = isVyper ? parts.first : parts.last,
        var path = slotPath(base, isVyper: isVyper, depth: depth + 1)
      else { return nil }
      path.steps.append(.mapping)
      path.keys.append(term)
      return path
    }
    if node.kind == .hash {
      let list = self.node(node.a)
      let second = list.b.isNone ? nil : self.node(list.b)
      if let second, second.b.isNone {
        guard kind(list.a) != .piece, kind(second.a) != .piece else { return nil }
        let (key, base) = isVyper ? (second.a, list.a) : (list.a, second.a)
        guard var path = slotPath(base, isVyper: isVyper, depth: depth + 1) else { return nil }
        path.steps.append(.mapping)
        path.keys.append(key)
        return path
      }
      // The first element of a dynamic array of solc.
      guard second == nil, kind(list.a) != .piece,
        var path = slotPath(list.a, isVyper: isVyper, depth: depth + 1)
      else { return nil }
      path.steps.append(.element)
      path.keys.append(.zero)
      return path
    }
    guard node.kind == TermKind(.add) else { return nil }
    return sumPath(term, isVyper: isVyper, depth: depth)
  }

  /// A base, and a number or an index times a size.
  private func sumPath(_ term: Term, isVyper: Bool, depth: Int) -> SlotPath? {
    let node = node(term)
    // A number, small or negative, or a hash that was computed at compile time.
    if let number = value(node.a) {
      if let base = knownArray(number) { return element(of: base, node.b) }
      if let small = int(node.a) {
        guard var path = slotPath(node.b, isVyper: isVyper, depth: depth + 1),
          let last = path.steps.last
        else { return nil }
        switch last {
        case .member(let more): path.steps[path.steps.count - 1] = .member(more + small)
        case .element where path.keys.last == .zero:
          path.keys[path.keys.count - 1] = node.a
        default:
          path.steps.append(.member(small))
          path.keys.append(.none)
        }
        return path
      }
      return nil
    }
    for (base, index) in [(node.a, node.b), (node.b, node.a)] {
      guard var path = slotPath(base, isVyper: isVyper, depth: depth + 1), !path.steps.isEmpty
      else { continue }
      if path.steps.last == .element, path.keys.last == .zero {
        path.keys[path.keys.count - 1] = index
      } else {
        path.steps.append(.element)
        path.keys.append(index)
      }
      return path
    }
    return nil
  }

  private func element(of slot: UInt256, _ index: Term) -> SlotPath {
    SlotPath(slot: slot, steps: [.element], keys: [index])
  }

  /// The slot of the array whose first element has the number, for slots below 256.
  private func knownArray(_ number: UInt256) -> UInt256? {
    number.significantBitCount > 200 ? Self.arrays[number] : nil
  }

  private static let arrays: [UInt256: UInt256] = {
    var result: [UInt256: UInt256] = [:]
    for slot in 0..<256 as Range<UInt64> {
      let hash = Keccak256.hash(UInt256(slot).bigEndianBytes)
      if let word = try? UInt256(bigEndian: hash.bytes) { result[word] = UInt256(slot) }
    }
    return result
  }()
}
