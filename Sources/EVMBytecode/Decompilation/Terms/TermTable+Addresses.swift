import EVMPrimitives

/// Where stretches of memory stand to each other.
///
/// Addresses are taken not to wrap around: what is added to an address makes it larger, unless it is
/// a difference. No execution can pay for memory beyond some megabytes, so this fails only for code
/// that computes an address by overflow.
extension TermTable {
  /// How a stretch lies to another of `countB` bytes; counts are nil when they are not known, and
  /// then `length` may say what the first's is.
  func relation(
    _ restA: Term, _ startA: Int, _ countA: Int?, length: Term = .none,
    _ restB: Term, _ startB: Int, _ countB: Int?
  ) -> MemoryFacts.Relation {
    if restA == restB { return .distance(startB &- startA) }
    var termsA = addends(restA)
    var termsB = addends(restB)
    for term in termsA {
      guard let place = termsB.firstIndex(of: term), let own = termsA.firstIndex(of: term) else {
        continue
      }
      termsB.remove(at: place)
      termsA.remove(at: own)
    }
    if termsA.isEmpty {
      if !length.isNone, startB >= startA {
        // Behind the end, or behind the next multiple of 32.
        for (place, term) in termsB.enumerated() where term == length || rounded(term) == length {
          var others = termsB
          others.remove(at: place)
          if leastSum(others) != nil { return .apart }
        }
      }
      if let countA, let least = leastSum(termsB), startB &+ least >= startA &+ countA {
        return .apart
      }
    }
    if termsB.isEmpty, let countB, let least = leastSum(termsA),
      startA &+ least >= startB &+ countB
    {
      return .apart
    }
    return .unknown
  }

  /// The value that a formula rounds up to a multiple of 32; nil when it is no such formula.
  func rounded(_ term: Term) -> Term? {
    let node = node(term)
    guard node.kind == TermKind(.and), let mask = value(node.a), mask == ~UInt256(31) else {
      return nil
    }
    let sum = self.node(node.b)
    guard sum.kind == TermKind(.add), int(sum.a) == 31 else { return nil }
    return sum.b
  }

  /// A value rounded up to a multiple of 32.
  mutating func roundedUp(_ term: Term) -> Term {
    let sum = binary(.add, constant(31), term)
    return binary(.and, constant(~UInt256(31)), sum)
  }

  /// Whether an address lies behind so many bytes, rounded up to a multiple of 32, from another on.
  func liesBehind(
    _ rest: Term, _ start: Int, _ otherRest: Term, _ otherStart: Int, roundedLength: Term
  ) -> Bool {
    var terms = addends(rest)
    for term in addends(otherRest) {
      guard let place = terms.firstIndex(of: term) else { return false }
      terms.remove(at: place)
    }
    for (place, term) in terms.enumerated() where rounded(term) == roundedLength {
      var others = terms
      others.remove(at: place)
      if let least = leastSum(others), start &+ least >= otherStart { return true }
    }
    return false
  }

  private func addends(_ term: Term) -> [Term] {
    var result: [Term] = []
    var open = term.isNone ? [] : [term]
    while let next = open.popLast(), result.count < 12 {
      let node = node(next)
      if node.kind == TermKind(.add) {
        open.append(node.b)
        open.append(node.a)
      } else {
        result.append(next)
      }
    }
    return result + open
  }

  /// The least that the terms can add up to; nil when one may be negative.
  private func leastSum(_ terms: [Term]) -> Int? {
    var sum = 0
    for term in terms {
      guard let least = leastValue(term) else { return nil }
      sum = sum &+ least
    }
    return sum
  }

  /// The least that a value can be as an address; nil when it may be a negative number.
  func leastValue(_ term: Term, depth: Int = 0) -> Int? {
    if let value = value(term) {
      if let small = int(term) { return small }
      return value.significantBitCount == 256 ? nil : 1 << 40
    }
    let node = node(term)
    switch node.kind.opcode {
    case .sub?, .not?, .signExtend?, .sar?, .sdiv?, .smod?: return nil
    case .add?:
      guard depth < 12, let a = leastValue(node.a, depth: depth + 1),
        let b = leastValue(node.b, depth: depth + 1)
      else { return nil }
      return a + b
    default: return node.kind == .variable ? least[node.number] ?? 0 : 0
    }
  }

  /// An address as a constant and what is added to it; nil for a constant beyond all memory.
  func address(_ term: Term) -> (rest: Term, start: Int)? {
    let (constant, rest) = linear(term)
    if constant.significantBitCount <= 40 { return (rest ?? .none, Int(constant.limbs.0)) }
    let negative = UInt256.zero &- constant
    guard negative.significantBitCount <= 40, let rest else { return nil }
    return (rest, -Int(negative.limbs.0))
  }
}
