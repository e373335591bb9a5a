/// Writes clusters as SVG.
struct SVGDrawing {
  private var body: [String] = []
  private var width = 0.0
  private var height = 0.0

  private static let top = 64.0
  private static let space = 28.0

  /// The whole document.
  var document: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.text(width))" height="\(Self.text(height))" viewBox="0 0 \(Self.text(width)) \(Self.text(height))" font-family="monospace" font-size="11">
    <rect width="100%" height="100%" fill="#f7f8fa"/>
    \(body.joined(separator: "\n"))
    </svg>
    """
  }

  mutating func draw(_ clusters: [DrawnCluster], of graph: ControlFlowGraph) {
    let placed = pack(clusters)
    drawLegend(graph, drawn: clusters.reduce(0) { $0 + $1.boxes.count })
    for cluster in placed { draw(cluster) }
  }

  /// Puts clusters in rows, tall ones first, about as wide as the widest or as all together are high.
  private mutating func pack(_ clusters: [DrawnCluster]) -> [DrawnCluster] {
    guard let first = clusters.first else {
      width = 720
      height = Self.top
      return []
    }
    let area = clusters.reduce(0) { $0 + $1.width * $1.height }
    let limit = max(clusters.reduce(720) { max($0, $1.width) }, (area * 1.6).squareRoot())
    let rest = clusters.dropFirst().enumerated().sorted {
      ($1.element.height, $0.offset) < ($0.element.height, $1.offset)
    }.map(\.element)
    var placed: [DrawnCluster] = []
    var x = Self.space
    var y = Self.top
    var rowHeight = 0.0
    for var cluster in [first] + rest {
      if x > Self.space, x + cluster.width > limit + Self.space {
        x = Self.space
        y += rowHeight + Self.space
        rowHeight = 0
      }
      cluster.x = x
      cluster.y = y
      x += cluster.width + Self.space
      rowHeight = max(rowHeight, cluster.height)
      width = max(width, x)
      height = max(height, y + cluster.height + Self.space)
      placed.append(cluster)
    }
    width = max(width, 720)
    return placed
  }

  private mutating func drawLegend(_ graph: ControlFlowGraph, drawn: Int) {
    var words =
      "\(graph.byteCount) bytes, \(graph.blocks.count) blocks, \(graph.edges.count) edges, \(graph.functions.count) functions, \(graph.loops.count) loops"
    if drawn < graph.blocks.count { words += "; only the first \(drawn) blocks are drawn" }
    words += graph.isComplete ? "" : "; NOT COMPLETE"
    label(words, x: Self.space, y: 22, size: 14, color: "#1f2933", isBold: true)
    var x = Self.space
    let legend: [(DrawnEdge.Style, String)] = [
      (.always, "goes on"), (.taken, "condition holds"), (.notTaken, "does not hold"),
      (.table, "by table"), (.behindCall, "behind a call"),
    ]
    for (style, text) in legend {
      body.append(
        "<path d=\"M\(Self.text(x)) 42h24\" stroke=\"\(style.color)\" stroke-width=\"2\"\(Self.dashes(style))/>"
      )
      label(text, x: x + 30, y: 46, size: 11, color: "#1f2933")
      x += 46 + Double(text.count) * DrawnCluster.characterWidth
    }
  }

  private mutating func draw(_ cluster: DrawnCluster) {
    body.append(
      "<rect x=\"\(Self.text(cluster.x))\" y=\"\(Self.text(cluster.y))\" width=\"\(Self.text(cluster.width))\" height=\"\(Self.text(cluster.height))\" rx=\"8\" fill=\"#ffffff\" stroke=\"#c9d1da\"/>"
    )
    label(
      cluster.title, x: cluster.x + 12, y: cluster.y + 19, size: 13, color: "#2b6cb0",
      isBold: true)
    let x = cluster.x + DrawnCluster.margin
    let y = cluster.y + DrawnCluster.margin + DrawnCluster.titleHeight
    drawLines(cluster, x, y)
    for (index, box) in cluster.boxes.enumerated() {
      draw(box, cluster.layout.nodes[index], x, y)
    }
  }

  private mutating func draw(
    _ box: DrawnBlock, _ node: LayeredLayout.Node, _ left: Double, _ top: Double
  ) {
    let x = left + node.x - node.width / 2
    let y = top + node.y - node.height / 2
    let (stroke, strokeWidth) = box.border
    body.append(
      "<rect x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" width=\"\(Self.text(node.width))\" height=\"\(Self.text(node.height))\" rx=\"3\" fill=\"\(box.fill)\" stroke=\"\(stroke)\" stroke-width=\"\(Self.text(strokeWidth))\"/>"
    )
    for (index, line) in box.lines.enumerated() {
      label(
        line, x: x + 7, y: y + 16 + Double(index) * DrawnCluster.lineHeight, size: 11,
        color: index == 0 ? "#2b6cb0" : line.hasPrefix("?") ? "#c05600" : "#1f2933",
        isBold: index == 0)
    }
  }

  private mutating func label(
    _ text: String, x: Double, y: Double, size: Int, color: String, isBold: Bool = false
  ) {
    let weight = isBold ? " font-weight=\"bold\"" : ""
    let fontSize = size == 11 ? "" : " font-size=\"\(size)\""
    body.append(
      "<text x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" fill=\"\(color)\"\(fontSize)\(weight) xml:space=\"preserve\">\(Self.escaped(text))</text>"
    )
  }

  // MARK: - Lines

  private mutating func drawLines(_ cluster: DrawnCluster, _ left: Double, _ top: Double) {
    let layout = cluster.layout
    let ports = Ports(layout)
    for (index, line) in layout.lines.enumerated() {
      let style = cluster.edges[line.number].style
      var points = [ports.upper[index]]
      for bend in line.bends { points.append((layout.nodes[bend].x, layout.nodes[bend].y)) }
      points.append(ports.lower[index])
      if line.isReversed { points.reverse() }
      let color = line.isReversed ? "#2b6cb0" : style.color
      draw(points.map { ($0.0 + left, $0.1 + top) }, style, color)
    }
    for edge in cluster.edges where edge.from == edge.to {
      guard let index = cluster.starts.firstIndex(of: edge.from) else { continue }
      let node = layout.nodes[index]
      let x = left + node.x + node.width / 2
      let y = top + node.y
      body.append(
        "<path d=\"M\(Self.text(x)) \(Self.text(y + 8))c16 0 16 -16 0 -16\" fill=\"none\" stroke=\"#2b6cb0\" stroke-width=\"1.5\"/>"
      )
    }
  }

  /// A smooth line through the points with an arrowhead at its end.
  private mutating func draw(
    _ points: [(Double, Double)], _ style: DrawnEdge.Style, _ color: String
  ) {
    guard let first = points.first, let last = points.last else { return }
    let isUp = last.1 < first.1
    let tip = isUp ? 6.0 : -6.0
    var path = "M\(Self.text(first.0)) \(Self.text(first.1))"
    for (from, to) in zip(points, points.dropFirst()) {
      let end = to.0 == last.0 && to.1 == last.1 ? to.1 + tip : to.1
      let middle = (from.1 + end) / 2
      path +=
        "C\(Self.text(from.0)) \(Self.text(middle)) \(Self.text(to.0)) \(Self.text(middle)) \(Self.text(to.0)) \(Self.text(end))"
    }
    body.append(
      "<path d=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.3\"\(Self.dashes(style))/>"
    )
    body.append(
      "<path d=\"M\(Self.text(last.0)) \(Self.text(last.1))l-3.5 \(Self.text(tip))h7z\" fill=\"\(color)\"/>"
    )
  }

  private static func dashes(_ style: DrawnEdge.Style) -> String {
    style == .behindCall ? " stroke-dasharray=\"5 3\"" : ""
  }

  // MARK: - Text

  /// A number with at most one decimal.
  private static func text(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    let rest = abs(tenths % 10)
    let whole = "\(abs(tenths) / 10)"
    return (tenths < 0 ? "-" : "") + (rest == 0 ? whole : "\(whole).\(rest)")
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }
}

/// Where lines leave and enter boxes: side by side, in the order of their other ends.
private struct Ports {
  var upper: [(Double, Double)]
  var lower: [(Double, Double)]

  init(_ layout: LayeredLayout) {
    upper = Array(repeating: (0, 0), count: layout.lines.count)
    lower = upper
    var leaving = [[(x: Double, line: Int)]](repeating: [], count: layout.nodes.count)
    var entering = leaving
    for (index, line) in layout.lines.enumerated() {
      let (top, bottom) = (layout.upper(line), layout.lower(line))
      leaving[top].append((layout.nodes[line.bends.first ?? bottom].x, index))
      entering[bottom].append((layout.nodes[line.bends.last ?? top].x, index))
    }
    for (index, node) in layout.nodes.enumerated() where !node.isBend {
      for (order, port) in leaving[index].sorted(by: <).enumerated() {
        upper[port.line] = (
          Self.place(order, of: leaving[index].count, node), node.y + node.height / 2
        )
      }
      for (order, port) in entering[index].sorted(by: <).enumerated() {
        lower[port.line] = (
          Self.place(order, of: entering[index].count, node), node.y - node.height / 2
        )
      }
    }
  }

  private static func place(_ order: Int, of count: Int, _ node: LayeredLayout.Node) -> Double {
    node.x + node.width * (Double(order + 1) / Double(count + 1) - 0.5)
  }
}

extension DrawnBlock {
  /// The colour and width of the frame: ends by what they are, unresolved jumps thick.
  fileprivate var border: (color: String, width: Double) {
    if isUnresolved { return ("#e07b00", 3) }
    if isLoopHeader { return ("#2b6cb0", 2.2) }
    return switch block.ending {
    case .revert, .invalid, .undefined: ("#c0392b", 1.2)
    case .stop, .return, .selfDestruct, .endOfCode: ("#1a7f4b", 1.8)
    case .fallThrough, .jump, .branch: ("#7b8794", 1)
    }
  }
}
