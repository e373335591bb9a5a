public import EVMPrimitives

/// Many cheques verified at once, on all cores.
public enum ChequeBatch {
  /// What became of one cheque.
  public typealias Outcome = Result<VerifiedCheque, ChequeRejection>

  /// The outcome for each cheque, in order.
  ///
  /// The work is cut into runs of cheques, a few for each core, so that a slow core does not hold up
  /// the rest. When the task is cancelled, the outcomes so far are dropped.
  /// - Parameters:
  ///   - cheques: Each with the account that should have signed it.
  ///   - workers: How many runs are under way at once.
  /// - Throws: `CancellationError` when the task is cancelled.
  public static func verify(
    _ cheques: [(cheque: SignedCheque, issuer: Address)], workers: Int
  ) async throws -> [Outcome] {
    let run = max(1, min(1024, cheques.count / (max(1, workers) * 8) + 1))
    let starts = Array(stride(from: 0, to: cheques.count, by: run))
    return try await withThrowingTaskGroup(of: (Int, [Outcome]).self) { group in
      var waiting = starts.makeIterator()
      func addNext() {
        guard let start = waiting.next() else { return }
        group.addTask {
          try Task.checkCancellation()
          let end = min(start + run, cheques.count)
          return (start, cheques[start..<end].map(outcome))
        }
      }
      for _ in 0..<max(1, workers) { addNext() }
      var finished: [Int: [Outcome]] = [:]
      for try await (start, outcomes) in group {
        finished[start] = outcomes
        addNext()
      }
      return starts.flatMap { finished[$0] ?? [] }
    }
  }

  @Sendable
  private static func outcome(
    _ entry: (cheque: SignedCheque, issuer: Address)
  ) -> Outcome {
    do { return .success(try entry.cheque.verified(issuer: entry.issuer)) } catch {
      return .failure(error)
    }
  }
}
