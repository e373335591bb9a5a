/// Equal elements of two sequences in the order of both, as many as can be found at bounded cost.
///
/// The greedy algorithm finds the most of them as long as at most ``window`` elements differ; where
/// more do, the way that has come furthest is kept, and the search begins anew behind it.
/// - SeeAlso: E. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986).
struct SequenceAlignment {
  /// Elements that stand in both, one after the other.
  struct Run: Hashable {
    var a: Int
    var b: Int
    var count: Int
  }

  private(set) var runs: [Run] = []
  /// Whether the work was used up before an end was reached.
  private(set) var isCut = false

  static let window = 400

  private let a: [UInt64]
  private let b: [UInt64]

  /// - Parameter budget: Comparisons that may be made; shrinks.
  init(_ a: [UInt64], _ b: [UInt64], budget: inout Int) {
    self.a = a
    self.b = b
    var end = 0
    while end < min(a.count, b.count), a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    budget -= end
    var (x, y) = (0, 0)
    let (limitX, limitY) = (a.count - end, b.count - end)
    while x < limitX, y < limitY {
      guard budget > 0 else {
        isCut = true
        break
      }
      (x, y) = advance(from: x, y, to: limitX, limitY, &budget)
    }
    if end > 0 { add(Run(a: limitX, b: limitY, count: end)) }
  }

  private mutating func add(_ run: Run) {
    if let last = runs.last, last.a + last.count == run.a, last.b + last.count == run.b {
      runs[runs.count - 1].count += run.count
    } else {
      runs.append(run)
    }
  }

  /// One search, which ends at the corner or when the window is used up; adds the runs on its way.
  private mutating func advance(
    from x0: Int, _ y0: Int, to limitX: Int, _ limitY: Int, _ budget: inout Int
  ) -> (Int, Int) {
    let (n, m) = (limitX - x0, limitY - y0)
    var furthest = [Int](repeating: 0, count: 2 * Self.window + 3)
    let middle = Self.window + 1
    var trace: [[Int]] = []
    var best = (distance: 0, diagonal: 0, sum: -1)
    search: for distance in 0...Self.window {
      trace.append(Array(furthest[middle - distance - 1...middle + distance + 1]))
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let isDown =
          diagonal == -distance
          || diagonal != distance
            && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
        var x = isDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        var y = x - diagonal
        budget -= 1
        guard x <= n, y <= m else {
          // Outside; a neighbour at the border is never worse.
          furthest[middle + diagonal] = x
          continue
        }
        while x < n, y < m, a[x0 + x] == b[y0 + y] {
          x += 1
          y += 1
          budget -= 1
        }
        furthest[middle + diagonal] = x
        if x + y > best.sum { best = (distance, diagonal, x + y) }
        if x == n, y == m { break search }
      }
    }
    collect(trace, best.distance, best.diagonal, best.sum, x0, y0)
    let x = (best.sum + best.diagonal) / 2
    return (x0 + x, y0 + best.sum - x)
  }

  /// Goes back from where a search ended and adds its runs in order.
  private mutating func collect(
    _ trace: [[Int]], _ lastDistance: Int, _ lastDiagonal: Int, _ sum: Int, _ x0: Int, _ y0: Int
  ) {
    var found: [Run] = []
    var diagonal = lastDiagonal
    var x = (sum + diagonal) / 2
    for distance in stride(from: lastDistance, through: 1, by: -1) {
      let furthest = trace[distance]
      let middle = distance + 1
      let isDown =
        diagonal == -distance
        || diagonal != distance
          && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
      let start = isDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
      if x > start { found.append(Run(a: x0 + start, b: y0 + start - diagonal, count: x - start)) }
      x = isDown ? start : start - 1
      diagonal += isDown ? 1 : -1
    }
    if x > 0 { found.append(Run(a: x0, b: y0, count: x)) }
    for run in found.reversed() { add(run) }
  }
}
