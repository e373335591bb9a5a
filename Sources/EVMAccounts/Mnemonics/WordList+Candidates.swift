extension WordList {
  /// Words that `word` may be a misspelling of, nearest first, at most three.
  ///
  /// Near means few letters changed, added, left out or swapped with a neighbour: at most one for a
  /// word of up to three letters, two for a longer one.
  func candidates(for word: [Unicode.Scalar]) -> [String] {
    let limit = word.count > 3 ? 2 : 1
    var found: [(distance: Int, number: Int)] = []
    for number in 0..<Self.count {
      let other = Array(text(at: number).unicodeScalars)
      guard abs(other.count - word.count) <= limit else { continue }
      let distance = Self.distance(word, other)
      if distance <= limit { found.append((distance, number)) }
    }
    return found.sorted { $0 < $1 }.prefix(3).map { text(at: $0.number) }
  }

  /// The number of single-letter edits, a swap of neighbours being one, each letter edited once at
  /// most (optimal string alignment).
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var best = last[column] + (left[row] == right[column] ? 0 : 1)
        best = min(best, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
