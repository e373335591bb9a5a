import Cheques
import EVMCrypto
import EVMPrimitives
import EVMRPC
import ExactJSON
import Synchronization
import Vaults

/// One run of `cheque cash`, from the cheques to the summary.
struct CashingJob: Sendable {
  let input: ChequeInput
  let recipient: Address?
  let terms: CashOutTerms
  let sending: SendingOptions
  let consent: ConsentOptions
  let output: OutputOptions

  /// Shows the plan.
  ///
  /// - Throws: ``Ending`` with status 69 when an endpoint's silence leaves a cheque open.
  func show(for account: Address?, _ connection: Connection) async throws {
    let plan = try await plan(for: account, connection)
    CashingReport(network: connection.network, output: output).show(plan)
    if plan.isUnreachable { throw Ending(status: .unavailable) }
  }

  /// Writes the plan's transactions to a file.
  func prepare(
    _ path: String, for account: Address, _ connection: Connection
  ) async throws {
    let plan = try await plan(for: account, connection)
    let report = CashingReport(network: connection.network, output: output)
    report.show(plan)
    guard !plan.entries.isEmpty else { throw Ending(status: .no) }
    let sender = try await sending.sender(for: account, over: connection)
    guard sender.journal.open.isEmpty else {
      throw Failure(
        .no,
        "Transactions of \(account) are under way; finish them first, by cashing or with cheque status."
      )
    }
    let run = cashing(sender, connection)
    let bundle = try await sender.prepare(plan.entries.map { run.request(for: $0.verdict) })
    try NewFile.create(path, holding: SecretBytes((bundle.json.text() + "\n").utf8))
    report.line(
      ["event": "prepared", "transactions": .integer(bundle.items.count), "file": .string(path)],
      or:
        "\(bundle.items.count) unsigned transactions are in \(quoted(path, limit: 200)); sign them with --sign-prepared."
    )
  }

  /// Finishes what was begun, plans, asks and cashes.
  func cash(with signer: TransactionSigner, _ connection: Connection) async throws -> ExitStatus {
    let cheques = try cheques(connection)
    let sender = try await sending.sender(for: signer.account, over: connection)
    let report = CashingReport(network: connection.network, output: output)
    var run = cashing(sender, connection)
    run.observe = report.show
    for outcome in try await sending.finishEarlier(sender, signer: signer) {
      run.report(resumed: outcome)
    }
    let plan = try await plan(cheques, for: signer.account, connection)
    report.show(plan)
    if !plan.entries.isEmpty {
      guard try consent.agrees(to: "Cash \(plan.entries.count) of \(cheques.count) cheques?")
      else { throw Ending(status: .no) }
      _ = try await run.cash(plan, signer: signer)
    }
    return report.end(after: plan)
  }

  /// Sends what was signed elsewhere.
  func publish(_ bundle: TransactionBundle, _ connection: Connection) async throws -> ExitStatus {
    let sender = try await sending.sender(for: bundle.owner.account, over: connection)
    let report = CashingReport(network: connection.network, output: output)
    var run = cashing(sender, connection)
    run.observe = report.show
    for outcome in try await sending.finishEarlier(sender, signer: nil) {
      run.report(resumed: outcome)
    }
    _ = try await run.publish(bundle)
    return report.end(after: nil)
  }

  private func cashing(_ sender: TransactionSender, _ connection: Connection) -> CashOutRun {
    var run = CashOutRun(sender: sender, network: connection.network)
    run.recipient = recipient
    run.terms = terms
    return run
  }

  private func cheques(_ connection: Connection) throws -> [SignedCheque] {
    try input.signed(on: (connection.chainID, connection.network))
  }

  private func plan(
    for account: Address?, _ connection: Connection
  ) async throws -> CashOutPlan {
    try await plan(try cheques(connection), for: account, connection)
  }

  private func plan(
    _ cheques: [SignedCheque], for account: Address?, _ connection: Connection
  ) async throws -> CashOutPlan {
    var options = CashOutCheck.Options()
    options.cashedBy = account
    options.recipient = recipient
    options.gasPrice = try sending.fees().gasPrice
    options.workers = AllCores.count
    let header = try await connection.head()
    let verdicts = try await CashOutCheck(
      network: connection.network, caller: try connection.caller(at: header), at: header,
      options: options
    ).run(cheques)
    return CashOutPlan(verdicts, terms: terms)
  }
}
