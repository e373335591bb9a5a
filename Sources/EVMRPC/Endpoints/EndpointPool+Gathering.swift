import EVMPrimitives

/// What happens while several endpoints are asked at once.
private enum GatheringEvent<Answer: Sendable>: Sendable {
  case answer(Int, Answer)
  case cancelled
  case graceIsOver
  case timerIsCancelled
}

extension EndpointPool {
  /// Asks endpoints at once. When enough have answered, the others have as much time again, and at least
  /// ``EndpointPoolOptions/grace``; then they are cancelled, which counts as a failure of theirs.
  ///
  /// - Throws: `CancellationError` when the caller was cancelled.
  func gather<Answer: Sendable>(
    _ indices: [Int], enough: Int, isEnough: @escaping @Sendable (Answer) -> Bool,
    asking ask: @escaping @Sendable (Int) async throws(CancellationError) -> Answer
  ) async throws(CancellationError) -> [Int: Answer] {
    var answers: [Int: Answer] = [:]
    let start = clock.now()
    await withTaskGroup(of: GatheringEvent<Answer>.self) { group in
      for index in indices {
        group.addTask {
          do { return .answer(index, try await ask(index)) } catch { return .cancelled }
        }
      }
      var missing = indices.count
      var isTimed = false
      while missing > 0, let event = await group.next() {
        switch event {
        case .cancelled: missing -= 1
        case .graceIsOver:
          group.cancelAll()
          for index in indices where answers[index] == nil {
            noteFailure(
              .transport(
                endpoint: endpoints[index].name, reason: "The others answered long before it."),
              of: index)
          }
        case .answer(let index, let answer):
          missing -= 1
          answers[index] = answer
          guard !isTimed, answers.values.count(where: isEnough) >= enough else { continue }
          isTimed = true
          let time = max(options.grace, clock.now() - start)
          group.addTask { [clock] in
            do { try await clock.sleep(time) } catch { return .timerIsCancelled }
            return .graceIsOver
          }
        case .timerIsCancelled: break
        }
      }
      group.cancelAll()
    }
    guard !Task.isCancelled else { throw CancellationError() }
    return answers
  }
}
