/// Timing on the thread's CPU clock: many short rounds, ours and the peer's in turn, the best of
/// each. So taken, figures repeat within a few per cent on a busy machine.
enum Measure {
  private static let roundNanoseconds = 600_000
  private static let rounds = 61

  /// Nanoseconds of one operation. `work` does as many as it is told.
  static func nanoseconds(_ work: (Int) -> Void) -> Double {
    var best = Double.infinity
    let count = calibrated(work)
    for _ in 0..<rounds { best = min(best, round(count, work)) }
    return best
  }

  /// Nanoseconds of one operation of each of several, their rounds taken in turn.
  static func nanoseconds(inTurn works: [(Int) -> Void]) -> [Double] {
    let counts = works.map(calibrated)
    var best = works.map { _ in Double.infinity }
    for _ in 0..<rounds {
      for index in works.indices {
        best[index] = min(best[index], round(counts[index], works[index]))
      }
    }
    return best
  }

  private static func round(_ count: Int, _ work: (Int) -> Void) -> Double {
    let start = threadNanoseconds()
    work(count)
    let spent = threadNanoseconds() - start
    // A clock that stood still measured nothing.
    return spent > 0 ? Double(spent) / Double(count) : .infinity
  }

  /// How many operations take about a round.
  private static func calibrated(_ work: (Int) -> Void) -> Int {
    var count = 1
    while true {
      let start = threadNanoseconds()
      work(count)
      let spent = threadNanoseconds() - start
      if spent > roundNanoseconds / 4 {
        return max(1, count * roundNanoseconds / spent)
      }
      count *= 2
    }
  }
}

/// Keeps the optimiser from dropping work whose result nobody reads.
@inline(never)
@_optimize(none)
func consume<Value>(_ value: Value) {}

/// A table of results, each beside its limit.
struct Report {
  let title: String

  init(_ title: String) {
    self.title = title
    print("\n\(title)")
  }

  /// Ours beside a peer's or a limit's figure of the same run, and the goal for the ratio.
  func row(_ name: String, _ ours: Double, _ peer: String, _ limit: Double, goal: Double? = nil) {
    let ratio = ours / limit
    var line = "  \(padded(name, 38))\(time(ours))   \(padded(peer, 30))\(time(limit))"
    line += "   ratio \(fixed(ratio, 3))"
    if let goal { line += "  goal \(fixed(goal, 2)) \(ratio <= goal ? "met" : "MISSED")" }
    print(line)
  }

  /// A figure with an absolute goal in nanoseconds.
  func row(_ name: String, _ ours: Double, goal: Double? = nil) {
    var line = "  \(padded(name, 38))\(time(ours))"
    if let goal { line += "   goal \(time(goal)) \(ours <= goal ? "met" : "MISSED")" }
    print(line)
  }

  func note(_ text: String) { print("  \(text)") }

  private func time(_ nanoseconds: Double) -> String {
    if nanoseconds >= 100_000 { return right(fixed(nanoseconds / 1000, 0) + " us") }
    if nanoseconds >= 1000 { return right(fixed(nanoseconds / 1000, 2) + " us") }
    return right(fixed(nanoseconds, 2) + " ns")
  }

  private func right(_ text: String) -> String {
    String(repeating: " ", count: max(0, 11 - text.count)) + text
  }
}

func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}

func fixed(_ value: Double, _ places: Int) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((value * scale).rounded())
  let digits = String(abs(scaled))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let text = places == 0 ? padded : "\(padded.dropLast(places)).\(padded.suffix(places))"
  return scaled < 0 ? "-" + text : text
}
