/// The drawing of one function, or of what belongs to none: boxes, lines, and its place.
struct DrawnCluster {
  let title: String
  /// The starts of the blocks, the entry first.
  let starts: [Int]
  var boxes: [DrawnBlock]
  private(set) var layout: LayeredLayout
  private(set) var edges: [DrawnEdge]
  /// The upper left corner in the whole drawing.
  var x = 0.0
  var y = 0.0

  static let margin = 18.0
  static let titleHeight = 26.0
  static let lineHeight = 14.0
  static let characterWidth = 6.7

  var width: Double {
    max(layout.width, Double(title.count) * 8) + 2 * Self.margin
  }
  var height: Double { layout.height + Self.titleHeight + 2 * Self.margin }

  /// Lays out the blocks. Lines to blocks that many share, to other clusters, and lines that would be
  /// too long become words in the box that they leave.
  init(
    title: String, starts: [Int], drawn: [Int: DrawnBlock], edges: [DrawnEdge], isShared: Set<Int>
  ) {
    self.title = title
    self.starts = starts
    let index = Dictionary(
      starts.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    var boxes = starts.compactMap { drawn[$0] }
    var kept: [DrawnEdge] = []
    var ends: [(from: Int, to: Int)] = []
    for edge in edges {
      guard let from = index[edge.from] else { continue }
      guard let to = index[edge.to], !isShared.contains(edge.to) || edge.from == edge.to else {
        boxes[from].lines.append(edge.words)
        continue
      }
      kept.append(edge)
      ends.append((from, to))
    }
    layout = Self.layout(boxes, ends)
    if !layout.omitted.isEmpty {
      // Words make boxes larger, so the rest is laid anew.
      let omitted = Set(layout.omitted)
      for number in layout.omitted { boxes[ends[number].from].lines.append(kept[number].words) }
      kept = kept.enumerated().filter { !omitted.contains($0.offset) }.map(\.element)
      ends = ends.enumerated().filter { !omitted.contains($0.offset) }.map(\.element)
      layout = Self.layout(boxes, ends)
    }
    self.boxes = boxes
    self.edges = kept
  }

  private static func layout(
    _ boxes: [DrawnBlock], _ ends: [(from: Int, to: Int)]
  ) -> LayeredLayout {
    LayeredLayout(
      sizes: boxes.map { box in
        let longest = box.lines.map(\.count).max() ?? 0
        return (
          Double(longest) * characterWidth + 14, Double(box.lines.count) * lineHeight + 10
        )
      }, edges: ends)
  }
}

extension DrawnEdge {
  /// The line in words, for a box.
  fileprivate var words: String {
    let place = ControlFlowGraph.hex(to)
    return switch style {
    case .taken: "then → \(place)"
    case .notTaken: "else → \(place)"
    case .behindCall: "back at → \(place)"
    case .always, .table: "→ \(place)"
    }
  }
}
