extension ControlFlowGraph {
  /// The graph in Graphviz's language: a node a block, a cluster a function, call and return edges
  /// dotted.
  ///
  /// - Parameter code: The code that the graph was made of, for the instructions in the boxes.
  public func dot(of code: Bytecode) -> String {
    let drawn = drawnBlocks(of: code.bytes)
    var lines = [
      "digraph code {",
      "  node [shape=box fontname=monospace fontsize=10 style=filled fillcolor=white];",
    ]
    func node(_ block: Block, indented: String) -> String {
      guard let box = drawn[block.start] else { return "" }
      let text = box.lines.joined(separator: "\\l")
      var marks = ""
      if box.isUnresolved { marks += " color=orange penwidth=3" }
      if box.isLoopHeader { marks += " peripheries=2" }
      if box.loopDepth > 0 { marks += " fillcolor=\"\(box.fill)\"" }
      return "\(indented)b\(block.start) [label=\"\(text)\\l\"\(marks)];"
    }
    for block in blocks where block.function == nil { lines.append(node(block, indented: "  ")) }
    for function in functions {
      lines.append("  subgraph cluster_\(function.entry) {")
      lines.append("    label=\"function \(Self.hex(function.entry))\";")
      for block in blocks where block.function == function.entry {
        lines.append(node(block, indented: "    "))
      }
      lines.append("  }")
    }
    for edge in edges {
      let marks: String
      switch edge.kind {
      case .call: marks = " [style=dotted color=\"#2b6cb0\"]"
      case .return: marks = " [style=dotted color=\"#2b6cb0\" arrowhead=empty]"
      case .fallThrough, .jump, .taken, .notTaken, .table:
        marks = " [color=\"\(DrawnEdge.Style(edge.kind).color)\"]"
      }
      lines.append("  b\(edge.from) -> b\(edge.to)\(marks);")
    }
    lines.append("}")
    return lines.joined(separator: "\n")
  }
}

extension DrawnBlock {
  /// The colour of the box: deeper loops are darker.
  var fill: String {
    switch loopDepth {
    case 0: "#ffffff"
    case 1: "#fff6dc"
    case 2: "#ffeab0"
    default: "#ffdb80"
    }
  }
}
