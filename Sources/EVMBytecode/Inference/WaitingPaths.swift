/// Paths that wait to be followed, the latest first.
///
/// Their stacks lie behind one another in one array, as a list of its own for each would be made and
/// thrown away at every fork.
struct WaitingPaths {
  private var paths: [FunctionExploration.Path] = []
  private var words: [Expression] = []
  /// How many of the words are each path's.
  private var heights: [Int] = []

  var count: Int { paths.count }

  /// - Parameter path: Without its stack.
  mutating func append(_ path: consuming FunctionExploration.Path, stack: [Expression]) {
    words.append(contentsOf: stack)
    heights.append(stack.count)
    paths.append(path)
  }

  /// Puts the latest path in the place of one that was followed; false when none waits.
  mutating func popLast(into path: inout FunctionExploration.Path) -> Bool {
    guard var next = paths.popLast(), let height = heights.popLast() else { return false }
    // The list that is there already is long enough for most.
    swap(&next.state.stack, &path.state.stack)
    next.state.stack.removeAll(keepingCapacity: true)
    let start = words.count - height
    next.state.stack.append(contentsOf: words[start...])
    words.removeSubrange(start...)
    path = next
    return true
  }
}
