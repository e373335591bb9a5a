import EVMPrimitives

/// How words that are not small constants were computed; equal computations are one node.
///
/// A node's tree has at most ``maximumSize`` parts, so recursion over it is bounded.
struct ValueArena {
  struct Node {
    let operation: Operation
    /// The parts of the tree.
    let size: UInt8
    let hasSlot: Bool
    let hasOpaque: Bool
    let a: AbstractValue
    let b: AbstractValue
  }

  /// An opcode's number, or one of those below, which are no instructions.
  typealias Operation = UInt8
  /// A constant of 2^62 or more: the word with the index `a`.
  static let constant: Operation = 0xe0
  /// What the instruction at offset `a` put on the stack, or a procedure left there; `b` tells the
  /// times apart when it does so more than once.
  static let opaque: Operation = 0xe1
  /// `a`, which is below `b` because the code checked it.
  static let bounded: Operation = 0xe2
  /// `b` bytes of the code from offset `a`, as a big-endian number; zeros behind the code's end.
  static let codeLoad: Operation = 0xe3

  static let maximumSize = 200

  private(set) var nodes: [Node] = []
  private(set) var words: [UInt256] = []
  private var wordIndex: [UInt256: Int] = [:]
  /// Open addressing: node index plus one, or zero.
  private var table: [UInt32] = Array(repeating: 0, count: 1 << 10)
  /// The state that is followed now, for words of which only the origin is known.
  var state = 0
  /// Past this many nodes new computations are unknown; memory stays bounded.
  let maximumCount: Int

  init(maximumCount: Int) { self.maximumCount = maximumCount }

  // MARK: - Constants

  mutating func constant(_ word: UInt256) -> AbstractValue {
    if let number = UInt64(exactly: word), let small = AbstractValue(small: number) { return small }
    let index: Int
    if let known = wordIndex[word] {
      index = known
    } else {
      guard words.count < maximumCount else { return .unknown }
      index = words.count
      words.append(word)
      wordIndex[word] = index
    }
    return node(Self.constant, AbstractValue(offset: index), .zero)
  }

  /// The number of a constant of any size.
  func word(_ value: AbstractValue) -> UInt256? {
    if let small = value.small { return UInt256(small) }
    guard let index = value.node, nodes[index].operation == Self.constant else { return nil }
    return words[Int(nodes[index].a.small ?? 0)]
  }

  // MARK: - Nodes

  /// A word of which only its origin is known.
  ///
  /// Equal ones are equal words: the state that makes a word cannot have it on its own stack, since
  /// it was first followed without it, and what differs is joined to the unknown.
  mutating func opaque(at offset: Int, in state: Int, place: Int = 0) -> AbstractValue {
    node(
      Self.opaque, AbstractValue(offset: offset), AbstractValue(offset: state << 12 | place))
  }

  /// Whether a word was computed from an opaque one.
  func isFromOpaque(_ value: AbstractValue) -> Bool { hasOpaque(value) }

  func hasSlot(_ value: AbstractValue) -> Bool {
    if let index = value.node { nodes[index].hasSlot } else { value.slot != nil }
  }

  /// The offset of the instruction that gave the word which others were computed from; nil when
  /// code was read with it, so that it is an index.
  func origin(of value: AbstractValue) -> Int? {
    guard let index = value.node, nodes[index].hasOpaque else { return nil }
    switch nodes[index].operation {
    case Self.codeLoad: return nil
    case Self.opaque: return nodes[index].a.small.map { Int($0) }
    default: return origin(of: nodes[index].a) ?? origin(of: nodes[index].b)
    }
  }

  private func size(_ value: AbstractValue) -> Int {
    if let index = value.node { Int(nodes[index].size) } else { 1 }
  }

  private func hasOpaque(_ value: AbstractValue) -> Bool {
    if let index = value.node { nodes[index].hasOpaque } else { false }
  }

  /// The node of a computation; unknown when it would be too large.
  mutating func node(_ operation: Operation, _ a: AbstractValue, _ b: AbstractValue)
    -> AbstractValue
  {
    var hash = (a.bits &* 0x9e37_79b9_7f4a_7c15) ^ (b.bits &* 0xc2b2_ae3d_27d4_eb4f)
    hash = (hash ^ UInt64(operation)) &* 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 29
    var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[place] != 0 {
      let index = Int(table[place]) - 1
      let found = nodes[index]
      if found.operation == operation, found.a == a, found.b == b {
        return AbstractValue(node: index)
      }
      place = (place + 1) & (table.count - 1)
    }
    let isLeaf = operation == Self.constant || operation == Self.opaque
    let size = isLeaf ? 1 : size(a) + size(b) + 1
    guard size <= Self.maximumSize, nodes.count < maximumCount else { return .unknown }
    nodes.append(
      Node(
        operation: operation, size: UInt8(truncatingIfNeeded: size),
        hasSlot: !isLeaf && (hasSlot(a) || hasSlot(b)),
        hasOpaque: operation == Self.opaque || !isLeaf && (hasOpaque(a) || hasOpaque(b)),
        a: a, b: b))
    table[place] = UInt32(truncatingIfNeeded: nodes.count)
    if nodes.count * 2 > table.count { grow() }
    return AbstractValue(node: nodes.count - 1)
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: table.count * 2)
    for (index, node) in nodes.enumerated() {
      var hash = (node.a.bits &* 0x9e37_79b9_7f4a_7c15) ^ (node.b.bits &* 0xc2b2_ae3d_27d4_eb4f)
      hash = (hash ^ UInt64(node.operation)) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 29
      var place = Int(truncatingIfNeeded: hash) & (larger.count - 1)
      while larger[place] != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = UInt32(truncatingIfNeeded: index + 1)
    }
    table = larger
  }

  /// The value with each entry slot replaced.
  mutating func substituting(_ value: AbstractValue, _ caller: CallerStack) -> AbstractValue {
    if let slot = value.slot { return caller[slot] }
    guard let index = value.node, nodes[index].hasSlot else { return value }
    let node = nodes[index]
    let a = substituting(node.a, caller)
    let b = substituting(node.b, caller)
    if a.isUnknown || b.isUnknown { return .unknown }
    return compute(node.operation, a, b)
  }
}

/// What a caller has in the slots of the procedure that it calls.
struct CallerStack {
  /// The known part of the caller's stack, the top last.
  let words: [AbstractValue]
  let base: Int
  /// Whether there is nothing below the known part.
  let isMain: Bool

  subscript(slot: Int) -> AbstractValue {
    if slot < words.count { return words[words.count - 1 - slot] }
    return isMain ? .unknown : AbstractValue(slot: base + slot - words.count)
  }
}
