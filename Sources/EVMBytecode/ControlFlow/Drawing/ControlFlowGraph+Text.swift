extension ControlFlowGraph {
  /// The graph in a few lines for people: counts, what is not known, functions, loops, and what
  /// nothing reaches. Places are hexadecimal offsets.
  public var summary: String {
    var lines = [
      "\(byteCount) bytes: \(count(blocks, "block")), \(count(edges, "edge")), \(count(functions, "internal function")), \(count(loops, "loop"))"
    ]
    lines.append(gap.map { "not complete: \($0)" } ?? "complete: every jump is resolved")
    let tables = Set(edges.lazy.filter { $0.kind == .table }.map(\.from)).sorted()
    for from in tables {
      let targets = edges.filter { $0.from == from && $0.kind == .table }.map { Self.hex($0.to) }
      lines.append("table in \(Self.hex(from)): \(Self.list(targets))")
    }
    for jump in unresolved {
      let isKnown = if case .notJumpDestination = jump.reason { true } else { false }
      lines.append(
        "\(isKnown ? "failing" : "unresolved") jump at \(Self.hex(jump.offset)): \(jump.reason)")
    }
    for function in functions {
      let callers = Set(function.calls.map(\.from)).count
      lines.append(
        "function \(Self.hex(function.entry)): \(count(function.blocks, "block")), called from \(callers) \(callers == 1 ? "place" : "places"), returns from \(Self.list(function.exits.map(Self.hex)))"
      )
    }
    for loop in loops {
      lines.append(
        "loop at \(Self.hex(loop.header)): \(count(loop.blocks, "block")), depth \(loop.depth), back from \(Self.list(loop.latches.map(Self.hex)))"
      )
    }
    for region in unreached {
      lines.append(
        "\(region.kind == .code ? "unreached code" : "data") \(Self.hex(region.start))-\(Self.hex(region.end - 1)): \(region.end - region.start) bytes"
      )
    }
    return lines.joined(separator: "\n")
  }

  private func count(_ things: some Collection, _ noun: String) -> String {
    "\(things.count) \(noun)\(things.count == 1 ? "" : "s")"
  }

  /// The first of a list, and how many more there are.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: " ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  static func hex(_ offset: Int) -> String { "0x" + String(offset, radix: 16) }
}
