import EVMInterpreter
import EVMRPC

extension FetchedState {
  /// How often more state is fetched for one run. A vault's cash-out takes fewer than ten rounds.
  private static let roundLimit = 64

  /// Runs a piece of work for each job, on many threads, and fetches what a run misses until none
  /// misses anything; the calls of all jobs go out in one batch a round.
  ///
  /// - Parameters:
  ///   - workers: How many runs are under way at once.
  ///   - body: Runs code on the state as it is; its errors of the machine end here.
  mutating func run<Job: Sendable, Value: Sendable>(
    _ jobs: [Job], by caller: some RPCCaller, workers: Int,
    _ body: @escaping @Sendable (Job, FetchedState) throws -> Value
  ) async throws(CancellationError) -> [Result<Value, LocalRunFailure>] {
    var results: [Result<Value, LocalRunFailure>?] = Array(repeating: nil, count: jobs.count)
    var waiting = Array(jobs.indices)
    for _ in 0..<Self.roundLimit {
      let attempts = try await mapInParallel(waiting.map { jobs[$0] }, workers: workers) {
        [self] job in attempt(job, body)
      }
      var missing: [(job: Int, part: StatePart)] = []
      for (job, attempt) in zip(waiting, attempts) {
        switch attempt {
        case .done(let value): results[job] = .success(value)
        case .failed(let reason): results[job] = .failure(.unsupported(reason))
        case .misses(let part): missing.append((job, part))
        }
      }
      guard !missing.isEmpty else { break }
      try await fetch(missing.map(\.part), by: caller)
      waiting = []
      for (job, part) in missing {
        if has(part) {
          waiting.append(job)
        } else {
          results[job] = .failure(.unreachable(failure(of: part) ?? .exhausted([])))
        }
      }
      if waiting.isEmpty { break }
    }
    return results.map { $0 ?? .failure(.tooMuchState(rounds: Self.roundLimit)) }
  }

  private enum Attempt<Value: Sendable>: Sendable {
    case done(Value)
    case misses(StatePart)
    case failed(String)
  }

  private func attempt<Job, Value>(
    _ job: Job, _ body: (Job, FetchedState) throws -> Value
  ) -> Attempt<Value> {
    do { return .done(try body(job, self)) } catch ExecutionFault.state(let error) {
      guard let missing = error as? MissingState else { return .failed(String(describing: error)) }
      return .misses(missing.part)
    } catch { return .failed(String(describing: error)) }
  }
}
