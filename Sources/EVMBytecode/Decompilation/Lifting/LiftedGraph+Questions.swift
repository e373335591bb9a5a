import EVMPrimitives

/// What is asked of a graph before it is written.
extension LiftedGraph {
  private var usedTerms: [Term] {
    nodes.flatMap { node in
      node.actions.flatMap(\.action.terms) + node.terminatorTerms
        + node.edges.flatMap { $0.moves.map(\.value) }
    }
  }

  /// Whether a branch depends on how long calldata is, in another way than whether it holds a
  /// selector.
  var asksForSize: Bool {
    nodes.contains { node in
      guard case .branch(let condition, _, _) = node.terminator else { return false }
      var term = condition
      while table.is(term, .isZero) { term = table.node(term).a }
      return table.is(term, .calldataSize)
    }
  }

  /// Whether a jump's target is computed from what is not known.
  var jumpsBySelector: Bool {
    nodes.contains { node in
      if case .end(.unresolvedJump) = node.terminator { return true }
      return false
    }
  }

  /// Whether a formula that is used holds the number.
  func mentions(_ number: UInt256) -> Bool {
    var open = usedTerms
    var seen: Set<Term> = []
    while let term = open.popLast() {
      guard !term.isNone, seen.insert(term).inserted else { continue }
      if table.value(term) == number { return true }
      open += table.node(term).operands
    }
    return false
  }
}
