import EVMPrimitives

extension TermTable {
  /// The value of an instruction with one operand.
  mutating func unary(_ opcode: Opcode, _ a: Term) -> Term {
    if let value = value(a) {
      switch opcode {
      case .isZero: return constant(value.isZero ? UInt256.one : .zero)
      case .not: return constant(~value)
      case .clz: return constant(UInt256(UInt64(value.leadingZeroBitCount)))
      default: break
      }
    }
    let node = node(a)
    switch (opcode, node.kind.opcode) {
    case (.isZero, .isZero?):
      if isTruth(node.a) { return node.a }
      if self.is(node.a, .isZero) { return node.a }
    case (.isZero, .sub?), (.isZero, .xor?): return binary(.eq, node.a, node.b)
    case (.isZero, .add?):
      // x - c, which is kept as an addition, is zero where x is c.
      if let number = value(node.a) { return binary(.eq, constant(UInt256.zero &- number), node.b) }
    case (.isZero, .calldataSize?):
      if case .fallback(_, false) = assumption { break }
      return constant(0)
    case (.isZero, .or?) where !isTruth(a):
      // Zero when both are.
      let parts = [node.a, node.b].map { asTruth($0) }
      return unary(.isZero, binary(.or, parts[0], parts[1]))
    case (.not, .not?): return node.a
    default: break
    }
    return make(opcode, a)
  }

  /// A condition as JUMPI takes it: a value that is zero exactly when the operand is.
  mutating func condition(_ term: Term) -> Term {
    let node = node(term)
    switch node.kind.opcode {
    case .xor?, .sub?: return unary(.isZero, binary(.eq, node.a, node.b))
    case .add? where value(node.a) != nil: return unary(.isZero, unary(.isZero, term))
    case .isZero? where self.is(node.a, .isZero): return condition(self.node(node.a).a)
    case .or? where !isTruth(term):
      let parts = [node.a, node.b].map { asTruth($0) }
      return binary(.or, parts[0], parts[1])
    case .calldataSize?:
      if case .fallback(_, false) = assumption { return term }
      return constant(1)
    default: return term
    }
  }

  /// One where a value is not zero, else zero.
  mutating func asTruth(_ term: Term) -> Term {
    isTruth(term) ? term : unary(.isZero, unary(.isZero, term))
  }

  /// The value of an instruction with two operands, the one on top of the stack first.
  mutating func binary(_ opcode: Opcode, _ a: Term, _ b: Term) -> Term {
    if let x = value(a), let y = value(b),
      let result = ValueArena.evaluate(opcode.rawValue, x, y)
    {
      return constant(result)
    }
    switch opcode {
    case .add: return sum(a, b)
    case .sub:
      if let y = value(b) { return y.isZero ? a : sum(constant(UInt256.zero &- y), a) }
      if a == b { return constant(0) }
      return difference(a, b)
    case .mul: return product(a, b)
    case .div:
      if let y = value(b) {
        if y == UInt256.one { return a }
        if y.nonzeroBitCount == 1, y.trailingZeroBitCount >= 8 {
          return binary(.shr, constant(y.trailingZeroBitCount), a)
        }
      }
    case .and: return conjunction(a, b)
    case .or, .xor:
      let (x, y) = (value(a), value(b))
      if let x, x.isZero { return b }
      if let y, y.isZero { return a }
      if a == b { return opcode == .or ? a : constant(0) }
      return inOrder(opcode, a, b)
    case .eq: return equality(a, b)
    case .lt: return comparison(.lt, a, b)
    case .gt: return comparison(.gt, a, b)
    case .slt, .sgt:
      if a == b { return constant(0) }
      // Both are below 2^255.
      if width(a) < 256, width(b) < 256 { return comparison(opcode == .slt ? .lt : .gt, a, b) }
    case .shl, .shr, .sar: return shift(opcode, a, b)
    case .byte:
      if let index = int(a), index < 4, let number = selectorNumber, isFirstWord(b) {
        return constant(Int(number >> UInt32(24 - 8 * index)) & 0xff)
      }
    case .signExtend:
      if let index = int(a) {
        if index >= 31 || width(b) < 8 * index + 8 { return b }
        let node = node(b)
        if node.kind == TermKind(.signExtend), let inner = int(node.a), inner <= index { return b }
      }
    default: break
    }
    return make(opcode, a, b)
  }

  // MARK: - Sums

  private mutating func sum(_ a: Term, _ b: Term) -> Term {
    let (left, right) = value(b) == nil ? (a, b) : (b, a)
    if let number = value(left) {
      if number.isZero { return right }
      let node = node(right)
      if node.kind == TermKind(.add), let more = value(node.a) {
        let total = number &+ more
        return total.isZero ? node.b : make(.add, constant(total), node.b)
      }
      return make(.add, constant(number), right)
    }
    for (outer, other) in [(a, b), (b, a)] {
      let node = node(outer)
      if node.kind == TermKind(.add), let number = value(node.a) {
        return sum(constant(number), sum(node.b, other))
      }
    }
    let nodes = [node(a), node(b)]
    guard nodes.contains(where: { $0.kind == TermKind(.add) || $0.kind == TermKind(.sub) }) else {
      return inOrder(.add, a, b)
    }
    return sum(of: flattened([a, b]))
  }

  /// What is added up in sums, without numbers.
  private func flattened(_ terms: [Term]) -> [Term] {
    var result: [Term] = []
    var open = terms
    while let next = open.popLast() {
      let node = node(next)
      if node.kind == TermKind(.add), result.count + open.count < 16 {
        open.append(node.b)
        open.append(node.a)
      } else {
        result.append(next)
      }
    }
    return result
  }

  /// The sum of terms in one order, so that equal sums are one formula; x + (y - x) is y.
  private mutating func sum(of terms: [Term]) -> Term {
    var terms = terms
    var index = 0
    while index < terms.count {
      let node = node(terms[index])
      if node.kind == TermKind(.sub), let other = terms.firstIndex(of: node.b) {
        // What was subtracted from may be a sum itself, or a number.
        let whole = node.a
        terms.remove(at: max(index, other))
        terms.remove(at: min(index, other))
        guard !terms.isEmpty else { return whole }
        return binary(.add, whole, sum(of: terms))
      }
      index += 1
    }
    terms.sort { $0.index < $1.index }
    return terms.dropFirst().reduce(terms[0]) { make(.add, $0, $1) }
  }

  /// Constants in either operand are brought to the front, and what is added to both goes.
  private mutating func difference(_ a: Term, _ b: Term) -> Term {
    let (left, right) = (linear(a), linear(b))
    if left.rest == right.rest { return constant(left.constant &- right.constant) }
    guard let x = left.rest, let y = right.rest else {
      guard !right.constant.isZero, let y = right.rest else { return make(.sub, a, b) }
      return make(.sub, constant(left.constant &- right.constant), y)
    }
    let number = left.constant &- right.constant
    if node(x).kind == TermKind(.add) || node(y).kind == TermKind(.add) {
      var own = flattened([x])
      var others = flattened([y])
      for term in own {
        guard let place = others.firstIndex(of: term), let index = own.firstIndex(of: term) else {
          continue
        }
        others.remove(at: place)
        own.remove(at: index)
      }
      if others.isEmpty {
        return own.isEmpty ? constant(number) : sum(constant(number), sum(of: own))
      }
      if own.isEmpty { return make(.sub, constant(number), sum(of: others)) }
      let rest = make(.sub, sum(of: own), sum(of: others))
      return sum(constant(number), rest)
    }
    if number.isZero { return make(.sub, x, y) }
    return sum(constant(number), make(.sub, x, y))
  }

  /// A value as a constant and what is added to it; nil for nothing.
  func linear(_ term: Term) -> (constant: UInt256, rest: Term?) {
    if let value = value(term) { return (value, nil) }
    let node = node(term)
    if node.kind == TermKind(.add), let value = value(node.a) { return (value, node.b) }
    return (.zero, term)
  }

  private mutating func product(_ a: Term, _ b: Term) -> Term {
    let (left, right) = value(b) == nil ? (a, b) : (b, a)
    guard let number = value(left) else { return inOrder(.mul, a, b) }
    if number.isZero { return constant(0) }
    if number == UInt256.one { return right }
    if number.nonzeroBitCount == 1, number.trailingZeroBitCount >= 32 {
      return binary(.shl, constant(number.trailingZeroBitCount), right)
    }
    let inner = node(right)
    if number.nonzeroBitCount == 1, number > UInt256.one {
      // What was divided and is multiplied again has lost its lowest bits.
      if inner.kind == TermKind(.div), value(inner.b) == number {
        return conjunction(constant(~(number &- .one)), inner.a)
      }
      if inner.kind == TermKind(.shr), int(inner.a) == number.trailingZeroBitCount {
        return conjunction(constant(~(number &- .one)), inner.b)
      }
    }
    return make(.mul, constant(number), right)
  }

  private mutating func inOrder(_ opcode: Opcode, _ a: Term, _ b: Term) -> Term {
    let swaps = value(a) == nil && (value(b) != nil || b.index < a.index)
    return swaps ? make(opcode, b, a) : make(opcode, a, b)
  }

  // MARK: - Bits

  private mutating func conjunction(_ a: Term, _ b: Term) -> Term {
    if a == b { return a }
    let (left, right) = value(b) == nil ? (a, b) : (b, a)
    guard let mask = value(left) else { return inOrder(.and, a, b) }
    if let other = value(right) { return constant(mask & other) }
    if mask.isZero { return constant(0) }
    // A mask of the lowest bits that cuts off none.
    if (mask &+ .one).nonzeroBitCount <= 1, width(right) <= mask.significantBitCount {
      return right
    }
    let node = node(right)
    if node.kind == TermKind(.and), let more = value(node.a) {
      return conjunction(constant(mask & more), node.b)
    }
    // Multiples of the mask's lowest bit come out of a sum.
    if (~mask &+ .one).nonzeroBitCount <= 1, mask.trailingZeroBitCount <= 16,
      node.kind == TermKind(.add), let parts = multiples(right, of: mask)
    {
      let rest = conjunction(constant(mask), parts.rest)
      return binary(.add, rest, parts.multiples)
    }
    if let number = selectorNumber, isFirstWord(right),
      mask == UInt256(0xffff_ffff).shiftedLeft(by: 224)
    {
      return constant(UInt256(UInt64(number)).shiftedLeft(by: 224))
    }
    return make(.and, constant(mask), right)
  }

  /// A sum as terms that have none of the bits that a mask cuts off, and the others; nil when there
  /// are none of the first.
  private mutating func multiples(
    _ sum: Term, of mask: UInt256
  ) -> (multiples: Term, rest: Term)? {
    let node = node(sum)
    guard node.kind == TermKind(.add) else { return nil }
    let parts = [node.a, node.b]
    for (own, other) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      let inner = self.node(own)
      if inner.kind == TermKind(.and), let bits = value(inner.a), bits & ~mask == .zero {
        return (own, other)
      }
      let zeros = mask.trailingZeroBitCount
      if inner.kind == TermKind(.shl), let count = int(inner.a), count >= zeros {
        return (own, other)
      }
      if inner.kind == TermKind(.mul), let factor = value(inner.a),
        factor.trailingZeroBitCount >= zeros
      {
        return (own, other)
      }
    }
    for (own, other) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      guard depth(own) < 12, let found = multiples(own, of: mask) else { continue }
      return (found.multiples, binary(.add, found.rest, other))
    }
    return nil
  }

  private mutating func shift(_ opcode: Opcode, _ count: Term, _ b: Term) -> Term {
    guard let bits = int(count) else { return make(opcode, count, b) }
    if bits == 0 { return b }
    let node = node(b)
    let inner = int(node.a)
    switch (opcode, node.kind.opcode) {
    case (.shr, .shl?) where inner == bits:
      return conjunction(constant(UInt256.max.shiftedRight(by: UInt64(bits))), node.b)
    case (.shl, .shr?) where inner == bits:
      return conjunction(constant(UInt256.max.shiftedLeft(by: UInt64(min(bits, 256)))), node.b)
    case (.shr, .shr?), (.shl, .shl?):
      if let inner, bits + inner < 256 {
        return shift(opcode, constant(bits + inner), node.b)
      }
    case (.shr, .or?):
      let (a, b) = (shift(.shr, count, node.a), shift(.shr, count, node.b))
      if a == .zero { return b }
      if b == .zero { return a }
    case (.shr, .and?):
      // The mask of the bits that stay goes outside.
      if let mask = value(node.a), bits < 256 {
        let kept = mask.shiftedRight(by: UInt64(bits))
        return conjunction(constant(kept), shift(.shr, count, node.b))
      }
    default: break
    }
    if opcode == .shr {
      if bits >= width(b) { return constant(0) }
      if bits == 224, let number = selectorNumber, isFirstWord(b) {
        return constant(UInt256(UInt64(number)))
      }
    }
    if opcode == .sar, width(b) < 256 { return shift(.shr, count, b) }
    return make(opcode, count, b)
  }

  private mutating func equality(_ a: Term, _ b: Term) -> Term {
    if a == b { return constant(1) }
    for (constant, other) in [(a, b), (b, a)] {
      guard let number = value(constant) else { continue }
      if number.isZero { return unary(.isZero, other) }
      if number == UInt256.one, isTruth(other) { return other }
      if number.significantBitCount > width(other) { return self.constant(0) }
      if case .fallback(let selectors, _) = assumption, isSelector(other),
        let known = UInt32(exactly: number), selectors.contains(Selector(rawValue: known))
      {
        return self.constant(0)
      }
    }
    return inOrder(.eq, a, b)
  }

  private mutating func comparison(_ opcode: Opcode, _ a: Term, _ b: Term) -> Term {
    if a == b { return constant(0) }
    let (small, large) = opcode == .lt ? (a, b) : (b, a)
    if let number = value(large) {
      if number.isZero { return constant(0) }
      if number == UInt256.one { return unary(.isZero, small) }
      // Calldata holds a selector.
      if case .function = assumption, self.is(small, .calldataSize), number <= 4 {
        return constant(0)
      }
      // What has so few bits is below it.
      if width(small) < number.significantBitCount { return constant(1) }
    }
    if let number = value(small) {
      if number.isZero { return unary(.isZero, unary(.isZero, large)) }
      if number == UInt256.max { return constant(0) }
      if case .function = assumption, self.is(large, .calldataSize), number < 4 {
        return constant(1)
      }
      if width(large) < number.significantBitCount { return constant(0) }
    }
    // One form for both: a > b is b < a.
    return make(.lt, small, large)
  }

  // MARK: - The selector

  private var selectorNumber: UInt32? {
    if case .function(let selector) = assumption { return selector.rawValue }
    return nil
  }

  private func isFirstWord(_ term: Term) -> Bool {
    let node = node(term)
    return node.kind == TermKind(.calldataLoad) && int(node.a) == 0
  }

  /// Whether a value is the first four bytes of calldata as a number.
  func isSelector(_ term: Term) -> Bool {
    let node = node(term)
    return node.kind == TermKind(.shr) && int(node.a) == 224 && isFirstWord(node.b)
  }

  mutating func calldata(_ offset: Term) -> Term {
    if case .receive = assumption { return constant(0) }
    return make(.calldataLoad, offset)
  }
}

extension TermTable {
  /// The term with variables replaced; `memo` holds what was replaced already.
  mutating func substituting(
    _ term: Term, _ values: [Int32: Term], _ memo: inout [Term: Term], depth: Int = 0
  ) -> Term {
    guard !term.isNone, !values.isEmpty else { return term }
    if let known = memo[term] { return known }
    let node = node(term)
    var result = term
    if node.kind == .variable {
      result = values[node.number] ?? term
    } else if depth < 400, !node.a.isNone || !node.b.isNone {
      let a = substituting(node.a, values, &memo, depth: depth + 1)
      let b = substituting(node.b, values, &memo, depth: depth + 1)
      let c = substituting(node.c, values, &memo, depth: depth + 1)
      if a != node.a || b != node.b || c != node.c {
        result = remade(node, a, b, c)
      }
    }
    memo[term] = result
    return result
  }

  private mutating func remade(_ node: TermNode, _ a: Term, _ b: Term, _ c: Term) -> Term {
    guard let opcode = node.kind.opcode else {
      return make(TermNode(kind: node.kind, a: a, b: b, c: c, number: node.number))
    }
    switch opcode {
    case .isZero, .not, .clz: return unary(opcode, a)
    case .calldataLoad, .blobHash: return make(opcode, a)
    case .addmod, .mulmod: return make(opcode, a, b, c)
    default: return binary(opcode, a, b)
    }
  }
}
