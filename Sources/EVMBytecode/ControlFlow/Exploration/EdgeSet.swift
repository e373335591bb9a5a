/// Edges between blocks, each once, in the order found.
struct EdgeSet {
  struct Edge {
    let from: Int32
    let to: Int32
    let kind: ControlFlowGraph.Edge.Kind

    /// Unlike that of any other edge; a block's number has at most 20 bits.
    fileprivate var key: UInt64 {
      UInt64(UInt32(bitPattern: from)) &<< 32 | UInt64(UInt32(bitPattern: to)) &<< 4
        | UInt64(kind.number)
    }
  }

  private(set) var edges: [Edge] = []
  /// Open addressing: edge index plus one, or zero.
  private var table = [UInt32](repeating: 0, count: 1 << 10)

  mutating func insert(_ from: Int32, _ to: Int, _ kind: ControlFlowGraph.Edge.Kind) {
    let edge = Edge(from: from, to: Int32(truncatingIfNeeded: to), kind: kind)
    let place = place(of: edge.key)
    guard table[place] == 0 else { return }
    edges.append(edge)
    table[place] = UInt32(truncatingIfNeeded: edges.count)
    guard edges.count * 2 > table.count else { return }
    table = Array(repeating: 0, count: table.count * 2)
    for (index, edge) in edges.enumerated() {
      table[self.place(of: edge.key)] = UInt32(truncatingIfNeeded: index + 1)
    }
  }

  private func place(of key: UInt64) -> Int {
    var hash = key &* 0x9e37_79b9_7f4a_7c15
    hash ^= hash >> 29
    var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[place] != 0, edges[Int(table[place]) - 1].key != key {
      place = (place + 1) & (table.count - 1)
    }
    return place
  }
}
