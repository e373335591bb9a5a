/// What `body` makes of each element, in order, on several threads.
///
/// The work is cut into short runs, a few for each worker, so that a slow core does not hold up the
/// rest.
func mapInParallel<Element: Sendable, Value: Sendable>(
  _ elements: [Element], workers: Int, _ body: @escaping @Sendable (Element) -> Value
) async throws(CancellationError) -> [Value] {
  let workers = max(1, workers)
  let run = max(1, min(64, elements.count / (workers * 8) + 1))
  let starts = Array(stride(from: 0, to: elements.count, by: run))
  do {
    return try await withThrowingTaskGroup(of: (Int, [Value]).self) { group in
      var next = starts.makeIterator()
      func addNext() {
        guard let start = next.next() else { return }
        group.addTask {
          try Task.checkCancellation()
          let end = min(start + run, elements.count)
          return (start, elements[start..<end].map(body))
        }
      }
      for _ in 0..<workers { addNext() }
      var finished: [Int: [Value]] = [:]
      for try await (start, values) in group {
        finished[start] = values
        addNext()
      }
      return starts.flatMap { finished[$0] ?? [] }
    }
  } catch { throw CancellationError() }
}
