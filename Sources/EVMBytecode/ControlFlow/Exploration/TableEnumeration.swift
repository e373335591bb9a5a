import EVMPrimitives

/// The numbers that a computation can give, found by trying each value of the few parts that are
/// bounded: `MOD n`, `AND mask`, a shift that leaves few bits, BYTE, and what the code compared.
struct TableEnumeration {
  /// Why the numbers cannot be listed.
  enum Failure: Error { case unbounded, tooManyEntries }

  /// A part whose value is not known but of which there are few.
  private struct Choice {
    let node: Int
    enum Domain {
      case below(AbstractValue)
      case submasks(UInt256)
    }
    let domain: Domain
  }

  private let arena: ValueArena
  private let code: [UInt8]
  private let limit: Int
  private var choices: [Choice] = []
  private var chosen: [Int: UInt256] = [:]
  private var results: [UInt256] = []
  private(set) var evaluations = 0

  private init(_ arena: ValueArena, _ code: [UInt8], limit: Int) {
    self.arena = arena
    self.code = code
    self.limit = limit
  }

  /// All values, each once, in the order of the choices.
  ///
  /// - Parameters:
  ///   - limit: How many combinations are tried at most.
  ///   - work: Grows by the number of combinations that were tried.
  static func values(
    of value: AbstractValue, in arena: ValueArena, code: [UInt8], limit: Int, work: inout Int
  ) throws(Failure) -> [UInt256] {
    var enumeration = TableEnumeration(arena, code, limit: limit)
    guard enumeration.collect(value) else { throw .unbounded }
    defer { work += enumeration.evaluations }
    try enumeration.choose(from: 0, of: value)
    var seen = Set<UInt256>()
    return enumeration.results.filter { seen.insert($0).inserted }
  }

  /// Finds the choices of a tree, those that another depends on first; false when a part is not
  /// bounded.
  private mutating func collect(_ value: AbstractValue) -> Bool {
    guard let index = value.node else { return !value.isUnknown && value.slot == nil }
    if choices.contains(where: { $0.node == index }) { return true }
    let node = arena.nodes[index]
    if !node.hasOpaque { return !node.hasSlot }
    switch node.operation {
    case ValueArena.opaque: return false
    case ValueArena.bounded:
      if let domain = domain(node) { return add(Choice(node: index, domain: domain)) }
      return false
    default: break
    }
    let known = choices.count
    if collect(node.a), collect(node.b) { return true }
    choices.removeSubrange(known...)
    guard let domain = domain(node) else { return false }
    if case .below(let bound) = domain, !collect(bound) { return false }
    return add(Choice(node: index, domain: domain))
  }

  private mutating func add(_ choice: Choice) -> Bool {
    guard choices.count < 8 else { return false }
    choices.append(choice)
    return true
  }

  /// What a part can be although its operands are not known.
  private func domain(_ node: ValueArena.Node) -> Choice.Domain? {
    switch node.operation {
    case 0x06, ValueArena.bounded: return .below(node.b)
    case 0x16:
      guard let mask = arena.word(node.a) ?? arena.word(node.b),
        mask.nonzeroBitCount <= ValueArena.maximumMaskBits
      else { return nil }
      return .submasks(mask)
    case 0x1a: return .submasks(255)
    case 0x1c:
      guard let shift = node.a.small, shift >= 256 - UInt64(ValueArena.maximumMaskBits) else {
        return nil
      }
      return .submasks(shift >= 256 ? .zero : UInt256.max.shiftedRight(by: shift))
    default: return nil
    }
  }

  private mutating func choose(from index: Int, of value: AbstractValue) throws(Failure) {
    guard index < choices.count else {
      evaluations += 1
      guard evaluations <= limit else { throw .tooManyEntries }
      if let result = evaluate(value) { results.append(result) }
      return
    }
    let choice = choices[index]
    switch choice.domain {
    case .below(let bound):
      guard let bound = evaluate(bound) else { return }
      guard let count = Int(exactly: bound), count <= limit else { throw .tooManyEntries }
      // MOD by zero is zero.
      for number in 0..<max(count, 1) {
        chosen[choice.node] = UInt256(UInt64(number))
        try choose(from: index + 1, of: value)
      }
    case .submasks(let mask):
      var subset = UInt256.zero
      repeat {
        chosen[choice.node] = subset
        try choose(from: index + 1, of: value)
        subset = (subset &- mask) & mask
      } while !subset.isZero
    }
    chosen[choice.node] = nil
  }

  private func evaluate(_ value: AbstractValue) -> UInt256? {
    if let word = arena.word(value) { return word }
    guard let index = value.node else { return nil }
    if let chosen = chosen[index] { return chosen }
    let node = arena.nodes[index]
    guard node.operation != ValueArena.opaque, let a = evaluate(node.a), let b = evaluate(node.b)
    else { return nil }
    if node.operation == ValueArena.codeLoad {
      guard let count = Int(exactly: b) else { return nil }
      return Self.load(code, from: a, count: count)
    }
    return ValueArena.evaluate(node.operation, a, b)
  }

  /// The number of `count` bytes of code, at most 32, with zeros behind its end.
  static func load(_ code: [UInt8], from offset: UInt256, count: Int) -> UInt256 {
    var result = UInt256.zero
    let start = Int(exactly: offset) ?? .max
    for index in 0..<min(count, 32) {
      let place = start.addingReportingOverflow(index)
      let byte = place.overflow || place.partialValue >= code.count ? 0 : code[place.partialValue]
      result = result.shiftedLeft(by: 8) | UInt256(UInt64(byte))
    }
    return result
  }
}
