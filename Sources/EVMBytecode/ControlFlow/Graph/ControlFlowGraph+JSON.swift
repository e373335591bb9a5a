public import ExactJSON

extension ControlFlowGraph {
  /// The graph for programs. Places are offsets into the code, blocks are named by their start.
  ///
  /// `blocks` (`start`, `end`, `last`: the offset of the last instruction, `ending`, `dominator`
  /// and `function`, each null where there is none), `edges` (`from`, `to`, `kind`), `unresolved`
  /// (`pc`, `reason`: a word, `message`: what it means here), `functions` (`entry`, `blocks`,
  /// `exits`, `calls` with `from` and `returnsTo`), `loops` (`header`, `latches`, `blocks`,
  /// `depth`), `unreached` (`start`, `end`, `kind`), `complete`, and `reason`, a word of ``Gap``,
  /// only when it is not. Lists are in the order of the properties; equal codes have equal text.
  public var json: JSON {
    var members: [JSON.Member] = [
      JSON.Member("size", .integer(byteCount)),
      JSON.Member("blocks", .array(blocks.map(\.json))),
      JSON.Member("edges", .array(edges.map(\.json))),
      JSON.Member("unresolved", .array(unresolved.map(\.json))),
      JSON.Member("functions", .array(functions.map(\.json))),
      JSON.Member("loops", .array(loops.map(\.json))),
      JSON.Member("unreached", .array(unreached.map(\.json))),
      JSON.Member("complete", .bool(isComplete)),
    ]
    if let gap { members.append(JSON.Member("reason", .string(gap.rawValue))) }
    return .object(members)
  }
}

extension ControlFlowGraph.Block {
  fileprivate var json: JSON {
    [
      "start": .integer(start), "end": .integer(end), "last": .integer(last),
      "ending": .string(ending.rawValue), "dominator": dominator.map { .integer($0) } ?? .null,
      "function": function.map { .integer($0) } ?? .null,
    ]
  }
}

extension ControlFlowGraph.Edge {
  fileprivate var json: JSON {
    ["from": .integer(from), "to": .integer(to), "kind": .string(kind.rawValue)]
  }
}

extension ControlFlowGraph.UnresolvedJump {
  fileprivate var json: JSON {
    [
      "pc": .integer(offset), "reason": .string(reason.name),
      "message": .string(reason.description),
    ]
  }
}

extension ControlFlowGraph.UnresolvedJump.Reason {
  /// The case in one word.
  public var name: String {
    switch self {
    case .loaded: "loaded"
    case .unknown: "unknown"
    case .unboundedIndex: "unboundedIndex"
    case .tooManyTargets: "tooManyTargets"
    case .notJumpDestination: "notJumpDestination"
    }
  }
}

extension ControlFlowGraph.Function {
  fileprivate var json: JSON {
    [
      "entry": .integer(entry), "blocks": .array(blocks.map { .integer($0) }),
      "exits": .array(exits.map { .integer($0) }),
      "calls": .array(
        calls.map { ["from": .integer($0.from), "returnsTo": .integer($0.returnsTo)] }),
    ]
  }
}

extension ControlFlowGraph.Loop {
  fileprivate var json: JSON {
    [
      "header": .integer(header), "latches": .array(latches.map { .integer($0) }),
      "blocks": .array(blocks.map { .integer($0) }), "depth": .integer(depth),
    ]
  }
}

extension ControlFlowGraph.Region {
  fileprivate var json: JSON {
    ["start": .integer(start), "end": .integer(end), "kind": .string(kind.rawValue)]
  }
}
