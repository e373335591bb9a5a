import EmbeddedChain

/// Why what `body` tries is refused; a failure of the test when it is not.
func refusal(
  _ body: () throws -> TransactionOutcome
) throws -> InclusionRefusal {
  do {
    let outcome = try body()
    throw NotRefused(outcome: outcome)
  } catch let error as TransactionExecutionError {
    guard case .refused(let refusal) = error else { throw error }
    return refusal
  }
}

private struct NotRefused: Error {
  let outcome: TransactionOutcome
}
