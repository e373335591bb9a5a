import EVMPrimitives

extension ExpressionTable {
  /// A value in words, in the look of ``ProxyRecognition/pseudocode``; parts deeper than a few levels
  /// are left out.
  func text(_ expression: Expression) -> String {
    var parts = 40
    return text(expression, depth: 8, parts: &parts)
  }

  /// `parts` are how many more formulas are written out.
  private func text(_ expression: Expression, depth: Int, parts: inout Int) -> String {
    parts -= 1
    guard depth > 0, parts > 0, expression.index >= 0 else { return "..." }
    if let value = value(expression) {
      return value < 1 << 64 ? value.description : Self.shortHex(value)
    }
    if isSelector(expression) { return "call.data[0 len 4]" }
    let (first, second) = operands(expression)
    func inner(_ operand: Expression) -> String { text(operand, depth: depth - 1, parts: &parts) }
    switch op(expression) {
    case Operator(.sload): return "storage[\(inner(first))]"
    case Operator(.tload): return "transient[\(inner(first))]"
    case Operator(.calldataLoad): return "call.data[\(inner(first)) len 32]"
    case Operator(.calldataSize): return "calldata.size"
    case Operator(.caller): return "caller"
    case Operator(.origin): return "tx.origin"
    case Operator(.callValue): return "call.value"
    case Operator(.address): return "this.address"
    case Operator(.returndataSize): return "return_data.size"
    case Operator(.extCodeSize): return "ext_code.size(\(inner(first)))"
    case Operator(.isZero): return "not \(inner(first))"
    case Operator(.and):
      // A mask of low bits says nothing to a reader.
      if let mask = value(first), (mask & (mask &+ 1)).isZero { return inner(second) }
      return "(\(inner(first)) & \(inner(second)))"
    case Operator(.add): return "(\(inner(second)) + \(inner(first)))"
    case Operator(.sub): return "(\(inner(first)) - \(inner(second)))"
    case Operator(.mul): return "(\(inner(first)) * \(inner(second)))"
    case Operator(.div): return "(\(inner(first)) / \(inner(second)))"
    case Operator(.or): return "(\(inner(first)) | \(inner(second)))"
    case Operator(.xor): return "(\(inner(first)) ^ \(inner(second)))"
    case Operator(.shr): return "(\(inner(second)) >> \(inner(first)))"
    case Operator(.shl): return "(\(inner(second)) << \(inner(first)))"
    case Operator(.eq): return "\(inner(first)) == \(inner(second))"
    case Operator(.lt), Operator(.slt): return "\(inner(first)) < \(inner(second))"
    case Operator(.gt), Operator(.sgt): return "\(inner(first)) > \(inner(second))"
    case .hash: return "sha3(\(inner(first)))"
    case .list:
      return second.index < 0 ? inner(first) : "\(inner(first)), \(inner(second))"
    case .success: return "call.success"
    case .returned: return "ext_call.return_data[\(inner(first)) len 32]"
    case .memory: return "memory[\(inner(first)) len 32]"
    default: return "..."
    }
  }

  private static func shortHex(_ value: UInt256) -> String {
    let digits = Hash256(value).hex.dropFirst(2).drop { $0 == "0" }
    return "0x" + digits
  }
}
