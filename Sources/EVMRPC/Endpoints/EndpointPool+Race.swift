import ExactJSON

extension EndpointPool {
  /// Asks the two best at once; the first that answers all has won, and the other is cancelled.
  ///
  /// What the first leaves open the other may still answer.
  func race(
    _ open: inout [OpenRequest], among candidates: inout [Int], check: @escaping ResultCheck
  ) async throws(CancellationError) {
    let places = open.indices.filter { open[$0].isOpen && !open[$0].request.isTransaction }
    let runners = candidates.prefix(2).map { $0 }
    guard runners.count == 2, !places.isEmpty else { return }
    candidates.removeFirst(2)
    let requests = places.map { (place: $0, request: open[$0].request) }
    typealias Said = [(place: Int, answer: Result<JSONValue, RPCFailure>)]
    var asked = open
    await withTaskGroup(of: (Int, Said?).self) { group in
      for index in runners {
        group.addTask {
          (index, try? await self.ask(index, requests, check: check))
        }
      }
      for await (index, said) in group {
        for (place, answer) in said ?? [] { asked[place].take(answer, from: endpoints[index].name) }
        if !places.contains(where: { asked[$0].isOpen }) { group.cancelAll() }
      }
    }
    open = asked
    guard !Task.isCancelled else { throw CancellationError() }
  }
}
