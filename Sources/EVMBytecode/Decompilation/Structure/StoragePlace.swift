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
    if let number = value(term) { return SlotPath(slot: number) }
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
    // Something with a base, and a number or an index times a size.
    if let number = int(node.a) {
      guard var path = slotPath(node.b, isVyper: isVyper, depth: depth + 1) else { return nil }
      if path.steps.isEmpty { return nil }
      if case .member(let more)? = path.steps.last {
        path.steps[path.steps.count - 1] = .member(more + number)
      } else {
        path.steps.append(.member(number))
        path.keys.append(.none)
      }
      return path
    }
    for (base, index) in [(node.a, node.b), (node.b, node.a)] {
      guard var path = slotPath(base, isVyper: isVyper, depth: depth + 1) else { continue }
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
}
