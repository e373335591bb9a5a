extension ControlFlowGraph {
  /// At most so many blocks are drawn; what is left out is said in the drawing.
  public static let maximumDrawnBlocks = 3_000

  /// The graph as an SVG document of its own: what runs from the entry first, then each internal
  /// function in a frame.
  ///
  /// A box is a block: its offsets, its first and last instructions, what it calls. Lines run
  /// downwards, those of loops upwards. A line to a block that many others end in, such as a shared
  /// revert, to another frame, or over many layers, is written into its box instead.
  /// - Parameter code: The code that the graph was made of.
  public func svg(of code: Bytecode) -> String {
    var drawing = SVGDrawing()
    drawing.draw(clusters(of: code.bytes), of: self)
    return drawing.document
  }

  private func clusters(of code: [UInt8]) -> [DrawnCluster] {
    let drawn = drawnBlocks(of: code)
    let edges = drawnEdges
    var incoming: [Int: Int] = [:]
    var outgoing: [Int: Int] = [:]
    for edge in edges {
      incoming[edge.to, default: 0] += 1
      outgoing[edge.from, default: 0] += 1
    }
    let isShared = Set(incoming.filter { $0.value > 3 && outgoing[$0.key] == nil }.keys)
    let shown = blocks.prefix(Self.maximumDrawnBlocks)
    var groups: [Int?: [Int]] = [:]
    for block in shown { groups[block.function, default: []].append(block.start) }
    // A line of edges by the cluster that they leave.
    let home = Dictionary(
      shown.map { ($0.start, $0.function) }, uniquingKeysWith: { first, _ in first })
    var lines: [Int?: [DrawnEdge]] = [:]
    for edge in edges {
      if let owner = home[edge.from] { lines[owner, default: []].append(edge) }
    }
    var clusters: [DrawnCluster] = []
    if let starts = groups[nil] {
      clusters.append(
        DrawnCluster(
          title: "from the entry", starts: starts, drawn: drawn, edges: lines[nil] ?? [],
          isShared: isShared))
    }
    for function in functions {
      guard let starts = groups[function.entry] else { continue }
      let callers = Set(function.calls.map(\.from)).count
      clusters.append(
        DrawnCluster(
          title: "function \(Self.hex(function.entry)), \(callers) call\(callers == 1 ? "" : "s")",
          starts: [function.entry] + starts.filter { $0 != function.entry }, drawn: drawn,
          edges: lines[function.entry] ?? [], isShared: isShared))
    }
    return clusters
  }
}
