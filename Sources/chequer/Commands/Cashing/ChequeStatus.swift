import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct ChequeStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Where each transaction stands that was sent from here, by journal and chain.",
    discussion: """
      All journals of the chain are read, those of accounts that are sending now, too. For each \
      transaction the chain is asked where it is. Nothing is sent, changed or repaired.

      The JSON is a line for each transaction. The exit status is 1 while any is under way.
      """)

  @Option(help: "Only this account's.")
  var account: String?

  @Option(help: "The folder of journals; chequer/journal in the user's data folder if missing.")
  var journal: String?

  @Flag(help: "Only what is under way.")
  var open = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let account = try reading("--account") { try self.account.map { try Address(parsing: $0) } }
    var options = SendingOptions()
    options.journal = journal
    let folder = try options.journalFolder()
    let onlyOpen = open
    let (network, rows) = try connection.withConnection { connection in
      let genesis = try await connection.caller.ask(.header(.number(0)))
      let snapshots = try TransactionJournal.snapshots(
        in: folder, chainID: connection.chainID, genesis: genesis.hash
      ).filter { account == nil || $0.owner.account == account }
      var rows: [StatusRow] = []
      for snapshot in snapshots {
        let transactions = snapshot.transactions.filter { $0.isOpen || !onlyOpen }
        rows += try await StatusRow.rows(
          of: transactions, owner: snapshot.owner, caller: connection.caller)
      }
      return (connection.network, rows)
    }
    for row in rows { output.write(row.json, or: row.text(network)) }
    if rows.isEmpty, !output.json {
      StandardOutput.shared.line(
        onlyOpen ? "Nothing is under way." : "Nothing was sent from here on this chain.")
    }
    if rows.contains(where: \.transaction.isOpen) { throw Ending(status: .no) }
  }
}

/// One transaction of a journal and what the chain says of it.
private struct StatusRow: Sendable {
  let owner: JournalOwner
  let transaction: JournaledTransaction
  let state: TransactionState?
  let report: CashOutReport?

  static func rows(
    of transactions: [JournaledTransaction], owner: JournalOwner, caller: any RPCCaller
  ) async throws -> [StatusRow] {
    var rows: [StatusRow] = []
    for transaction in transactions {
      let look = try await JournalLook.of(transaction, owner: owner, caller: caller)
      rows.append(
        StatusRow(
          owner: owner, transaction: transaction, state: look?.state, report: look?.cashOut))
    }
    return rows
  }

  private var stage: String {
    switch transaction.stage {
    case .intended: "intended"
    case .open: "open"
    case .settled(let settlement):
      settlement.isCancelled ? "cancelled" : settlement.succeeded ? "settled" : "failed"
    case .replaced: "replaced"
    case .abandoned: "abandoned"
    }
  }

  var json: JSON {
    var members: [JSON.Member] = [
      .init("account", .string(owner.account.checksummed)),
      .init("transaction", .integer(transaction.id)),
      .init("hash", transaction.hash.map { .string($0.hex) } ?? .null),
      .init("nonce", transaction.nonce.map { .string(String($0)) } ?? .null),
      .init("purpose", transaction.purpose.json), .init("stage", .string(stage)),
      .init("chain", state.map { .string($0.name) } ?? .null),
    ]
    if case .mined(let block, let depth, let succeeded)? = state {
      members += [
        .init("block", .string(String(block))), .init("depth", .string(String(depth))),
        .init("succeeded", .bool(succeeded)),
      ]
    }
    if let report {
      members += [
        .init("paid", .string(report.outcome.paid.description)),
        .init("isPaid", .bool(report.isPaid)),
      ]
    }
    if case .abandoned(let reason) = transaction.stage {
      members.append(.init("reason", .string(reason)))
    }
    return .object(members)
  }

  func text(_ network: Network) -> String {
    let name = transaction.hash?.hex ?? "Not signed:"
    var lines = ["\(name) \(stage)", "  to \(transaction.purpose)", "  by \(owner.account)"]
    if let nonce = transaction.nonce { lines[2] += " with nonce \(nonce)" }
    if let state { lines.append("  \(state)") }
    if let report {
      lines.append(
        report.isPaid
          ? "  all that was due arrived: \(report.outcome.paid)"
          : "  \(report.outcome.paid) were paid of \(report.purpose.outstanding)")
    }
    if case .abandoned(let reason) = transaction.stage {
      lines.append("  \(quoted(reason, limit: 300))")
    }
    return lines.joined(separator: "\n")
  }
}

extension TransactionState {
  fileprivate var name: String {
    switch self {
    case .unknown: "unknown"
    case .pending: "pending"
    case .mined: "mined"
    case .replaced: "replaced"
    }
  }
}
