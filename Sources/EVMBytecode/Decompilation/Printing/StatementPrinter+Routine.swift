import EVMPrimitives

/// Checks that compilers add and no source has: they are kept, and hidden unless asked for.
extension StatementPrinter {
  /// Whether a branch to an ending is a compiler's own check.
  func isRoutine(_ condition: Term, _ end: PathEnd) -> Bool {
    guard case .revert(let message) = end else { return false }
    guard case .parts(let parts) = message else { return false }
    if let bytes = terms.constantBytes(parts), bytes.count == 36,
      bytes.starts(with: [0x4e, 0x48, 0x7b, 0x71])
    {
      // assert(false) is the source's own.
      return bytes[35] != 0x01
    }
    if isPassedOn(parts), let call = failedCall(condition), typedCalls.contains(call) {
      return true
    }
    guard parts.isEmpty else { return false }
    if !isPayable, terms.table.is(condition, .callValue) { return true }
    if context.isVyper, isOverflow(condition) { return true }
    return isCheck(condition, depth: 0)
  }

  /// Whether a message is all that the latest call returned.
  private func isPassedOn(_ parts: [MessagePart]) -> Bool {
    guard parts.count == 1, case .returned(let call, .zero, let length) = parts[0] else {
      return false
    }
    let node = terms.table.node(length)
    return node.kind == .returnedSize && node.number == call
  }

  /// The call that a condition says has failed.
  private func failedCall(_ condition: Term) -> Int32? {
    let node = terms.table.node(condition)
    return node.kind == TermKind(.isZero) ? terms.table.variable(node.a) : nil
  }

  /// Whether a condition asks whether calldata or what was returned is as its types say.
  private func isCheck(_ condition: Term, depth: Int) -> Bool {
    guard depth < 8 else { return false }
    let table = terms.table
    let node = table.node(condition)
    switch node.kind.opcode {
    case .callValue? where !isPayable: return true
    case .or? where table.isTruth(condition), .and? where table.isTruth(condition):
      return isCheck(node.a, depth: depth + 1) && isCheck(node.b, depth: depth + 1)
    case .isZero?:
      if isCodeSize(node.a) { return true }
      return isCheck(node.a, depth: depth + 1)
    case .lt?, .gt?, .slt?, .sgt?:
      if mentionsSize(condition, depth: 0) { return true }
      // A length or an offset that is larger than any can be.
      for (number, other) in [(node.a, node.b), (node.b, node.a)] {
        guard let value = table.value(number), isInput(other) else { continue }
        if value.significantBitCount >= 32, value.significantBitCount <= 64 { return true }
        // Vyper's bound of a dynamic type.
        let place = table.node(other)
        if context.isVyper, place.kind == TermKind(.calldataLoad), table.int(place.a) == nil {
          return true
        }
      }
      return false
    case .eq?:
      for (masked, plain) in [(node.a, node.b), (node.b, node.a)] where isInput(plain) {
        let inner = table.node(masked)
        switch inner.kind.opcode {
        case .and? where inner.b == plain && table.value(inner.a) != nil: return true
        case .signExtend? where inner.b == plain: return true
        case .isZero?:
          let deeper = table.node(inner.a)
          if deeper.kind == TermKind(.isZero), deeper.a == plain { return true }
        default: break
        }
      }
      return false
    case .shr?: return isInput(node.b) && (table.int(node.a) ?? 0) >= 1
    default: return false
    }
  }

  /// Whether a condition is that a sum or a difference ran over, as Vyper asks.
  private func isOverflow(_ condition: Term) -> Bool {
    let table = terms.table
    let node = table.node(condition)
    let (small, large): (Term, Term)
    switch node.kind.opcode {
    case .lt?: (small, large) = (node.a, node.b)
    case .gt?: (small, large) = (node.b, node.a)
    default: return false
    }
    // a + b < a
    let sum = table.node(small)
    if sum.kind == TermKind(.add), sum.a == large || sum.b == large { return true }
    // a < a - b
    let difference = table.node(large)
    if difference.kind == TermKind(.sub), difference.a == small { return true }
    // a < a - 1, kept as a sum.
    if difference.kind == TermKind(.add), difference.b == small, table.value(difference.a) != nil {
      return true
    }
    return false
  }

  private func isCodeSize(_ term: Term) -> Bool {
    guard let variable = terms.table.variable(term), let source = terms.inlined[variable] else {
      return false
    }
    if case .codeSize = source { return true }
    return false
  }

  /// Whether a value is a word of calldata or of what a call returned.
  private func isInput(_ term: Term) -> Bool {
    let node = terms.table.node(term)
    return node.kind == .returnedWord || node.kind == TermKind(.calldataLoad)
  }

  private func mentionsSize(_ term: Term, depth: Int) -> Bool {
    guard depth < 8, !term.isNone else { return false }
    let node = terms.table.node(term)
    if node.kind == .returnedSize || node.kind == TermKind(.calldataSize) { return true }
    switch node.kind.opcode {
    case .add?, .sub?, .lt?, .gt?, .slt?, .sgt?, .isZero?, .xor?, .mul?:
      return mentionsSize(node.a, depth: depth + 1) || mentionsSize(node.b, depth: depth + 1)
    default: return false
    }
  }
}
