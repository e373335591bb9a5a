public import EVMInterpreter
import EVMPrimitives

extension CashOutCheck {
  /// What cashing a cheque does, call by call, when it is run here at the check's block.
  ///
  /// - Parameter verdict: What ``run(_:progress:)`` said of the cheque.
  /// - Returns: The calls, or why it could not be run.
  /// - Throws: `CancellationError`.
  public func trace(
    _ verdict: ChequeVerdict
  ) async throws(CancellationError) -> Result<CallTree, LocalRunFailure> {
    let job = CashOutJob(
      signed: verdict.cheque, caller: verdict.caller, recipient: verdict.recipient,
      token: verdict.token.address, gasLimit: Self.gasLimit)
    let price = verdict.gas?.price ?? 0
    var state = FetchedState(of: header, chainID: network.chainID)
    return try await state.run([job], by: caller, workers: 1) { job, state in
      let tracer = CallTreeTracer(entryLimit: 1 << 16, byteLimit: 4 << 20)
      _ = try CashOutSimulation.run(job, on: state, gasPrice: price, tracer: tracer)
      return tracer.tree
    }[0]
  }
}
