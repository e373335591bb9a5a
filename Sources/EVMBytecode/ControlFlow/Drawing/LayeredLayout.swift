/// Places boxes in layers so that lines run downwards, few of them cross, and long ones stay
/// straight: the method of Sugiyama, Tagawa and Toda.
///
/// Lines of cycles that go back are laid as if they went forward, and drawn upwards. Deterministic;
/// time and memory grow with the number of boxes and the length of lines, of which none spans more
/// than ``longestSpan`` layers: longer ones are left to words.
struct LayeredLayout {
  struct Node {
    let width: Double
    let height: Double
    var layer = 0
    var x = 0.0
    var y = 0.0
    /// A bend of a line, which has no box.
    let isBend: Bool
  }

  struct Line {
    let from: Int
    let to: Int
    /// The number that the caller gave it.
    let number: Int
    var isReversed = false
    /// The bends from the upper to the lower node.
    var bends: [Int] = []
  }

  private(set) var nodes: [Node]
  private(set) var lines: [Line]
  /// Lines that are not drawn because they are too long, by number.
  private(set) var omitted: [Int] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var layers: [[Int]] = []
  private var up: [[Int]] = []
  private var down: [[Int]] = []

  static let longestSpan = 24
  private static let gap = 26.0
  private static let bendGap = 12.0
  private static let layerGap = 34.0

  /// - Parameters:
  ///   - sizes: The boxes; the first is the entry.
  ///   - edges: Pairs of boxes; lines from a box to itself are the caller's.
  init(sizes: [(width: Double, height: Double)], edges: [(from: Int, to: Int)]) {
    nodes = sizes.map { Node(width: $0.width, height: $0.height, isBend: false) }
    lines = edges.enumerated().filter { $0.element.from != $0.element.to }.map {
      Line(from: $0.element.from, to: $0.element.to, number: $0.offset)
    }
    guard !nodes.isEmpty else { return }
    breakCycles()
    rank()
    bend()
    order()
    place()
  }

  /// The upper and the lower node of a line as it is laid.
  func upper(_ line: Line) -> Int { line.isReversed ? line.to : line.from }
  func lower(_ line: Line) -> Int { line.isReversed ? line.from : line.to }

  // MARK: - Layers

  /// Reverses lines that lead back to a node still open in a walk from the entry.
  private mutating func breakCycles() {
    var outgoing = [[Int]](repeating: [], count: nodes.count)
    for (index, line) in lines.enumerated() { outgoing[line.from].append(index) }
    var state = [UInt8](repeating: 0, count: nodes.count)
    for root in nodes.indices where state[root] == 0 {
      var open: [(node: Int, next: Int)] = [(root, 0)]
      state[root] = 1
      while let (node, next) = open.last {
        guard next < outgoing[node].count else {
          state[node] = 2
          open.removeLast()
          continue
        }
        open[open.count - 1].next += 1
        let index = outgoing[node][next]
        let target = lines[index].to
        if state[target] == 1 {
          lines[index].isReversed = true
        } else if state[target] == 0 {
          state[target] = 1
          open.append((target, 0))
        }
      }
    }
  }

  /// The layer of a node is the longest way to it; then nodes with one line down move towards it.
  private mutating func rank() {
    var incoming = [Int](repeating: 0, count: nodes.count)
    var below = [[Int]](repeating: [], count: nodes.count)
    for line in lines {
      incoming[lower(line)] += 1
      below[upper(line)].append(lower(line))
    }
    var ready = nodes.indices.filter { incoming[$0] == 0 }
    var next = 0
    while next < ready.count {
      let node = ready[next]
      next += 1
      for target in below[node] {
        nodes[target].layer = max(nodes[target].layer, nodes[node].layer + 1)
        incoming[target] -= 1
        if incoming[target] == 0 { ready.append(target) }
      }
    }
  }

  /// Puts a bend into each layer that a line passes.
  private mutating func bend() {
    var kept: [Line] = []
    for var line in lines {
      let (top, bottom) = (nodes[upper(line)].layer, nodes[lower(line)].layer)
      guard bottom - top <= Self.longestSpan else {
        omitted.append(line.number)
        continue
      }
      for layer in top + 1..<max(bottom, top + 1) {
        var node = Node(width: 1, height: 1, isBend: true)
        node.layer = layer
        line.bends.append(nodes.count)
        nodes.append(node)
      }
      kept.append(line)
    }
    lines = kept
    layers = Array(repeating: [], count: (nodes.map(\.layer).max() ?? 0) + 1)
    up = Array(repeating: [], count: nodes.count)
    down = up
    for line in lines {
      let chain = [upper(line)] + line.bends + [lower(line)]
      for (above, below) in zip(chain, chain.dropFirst()) {
        down[above].append(below)
        up[below].append(above)
      }
    }
  }

  // MARK: - Order within layers

  /// Sorts each layer by the middle of its neighbours, downwards and upwards in turn.
  private mutating func order() {
    var isPlaced = [Bool](repeating: false, count: nodes.count)
    for root in nodes.indices where !isPlaced[root] && up[root].isEmpty {
      var open = [root]
      isPlaced[root] = true
      while let node = open.popLast() {
        layers[nodes[node].layer].append(node)
        for target in down[node].reversed() where !isPlaced[target] {
          isPlaced[target] = true
          open.append(target)
        }
      }
    }
    var position = [Double](repeating: 0, count: nodes.count)
    for layer in layers {
      for (index, node) in layer.enumerated() { position[node] = Double(index) }
    }
    for sweep in 0..<14 {
      let isDown = sweep.isMultiple(of: 2)
      for number in isDown ? Array(layers.indices) : layers.indices.reversed() {
        let wanted = layers[number].enumerated().map { index, node in
          let near = isDown ? up[node] : down[node]
          let sum = near.reduce(0) { $0 + position[$1] }
          return (
            key: near.isEmpty ? position[node] : sum / Double(near.count), index: index, node: node
          )
        }
        layers[number] = wanted.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map(\.node)
        for (index, node) in layers[number].enumerated() { position[node] = Double(index) }
      }
    }
  }

  // MARK: - Coordinates

  private mutating func place() {
    for layer in layers {
      var x = 0.0
      for node in layer {
        nodes[node].x = x + nodes[node].width / 2
        x += nodes[node].width + Self.gap
      }
    }
    for sweep in 0..<24 {
      let isDown = sweep.isMultiple(of: 2)
      for number in isDown ? Array(layers.indices) : layers.indices.reversed() {
        align(layers[number], to: isDown ? up : down)
      }
    }
    var left = Double.infinity
    for node in nodes { left = min(left, node.x - node.width / 2) }
    var y = 0.0
    for layer in layers {
      let tallest = layer.reduce(0) { max($0, nodes[$1].height) }
      for node in layer {
        nodes[node].x -= left
        nodes[node].y = y + (nodes[node].isBend ? tallest / 2 : nodes[node].height / 2)
        width = max(width, nodes[node].x + nodes[node].width / 2)
      }
      height = y + tallest
      let busy = layer.reduce(0) { $0 + down[$1].count }
      y += tallest + Self.layerGap + min(Double(busy) * 1.5, 60)
    }
  }

  /// Moves the nodes of a layer as near as they can be to the middle of their neighbours, keeping
  /// order and distance: a weighted least-squares fit, blocks of nodes that touch being merged.
  private mutating func align(_ layer: [Int], to neighbours: [[Int]]) {
    var blocks: [(wanted: Double, weight: Double, count: Int)] = []
    var offsets: [Double] = []
    var offset = 0.0
    for (index, node) in layer.enumerated() {
      if index > 0 {
        let previous = nodes[layer[index - 1]]
        let gap = previous.isBend && nodes[node].isBend ? Self.bendGap : Self.gap
        offset += previous.width / 2 + gap + nodes[node].width / 2
      }
      offsets.append(offset)
      let near = neighbours[node].map { nodes[$0].x }.sorted()
      let middle =
        near.isEmpty ? nodes[node].x : (near[(near.count - 1) / 2] + near[near.count / 2]) / 2
      let weight = near.isEmpty ? 0.05 : nodes[node].isBend ? 4 : 1
      blocks.append((middle - offset, weight, 1))
      while blocks.count > 1, blocks[blocks.count - 2].wanted > blocks[blocks.count - 1].wanted {
        let last = blocks.removeLast()
        let before = blocks.removeLast()
        let weight = last.weight + before.weight
        blocks.append(
          (
            (last.wanted * last.weight + before.wanted * before.weight) / weight, weight,
            last.count + before.count
          ))
      }
    }
    var index = 0
    for block in blocks {
      for _ in 0..<block.count {
        nodes[layer[index]].x = block.wanted + offsets[index]
        index += 1
      }
    }
  }
}
