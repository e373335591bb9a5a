import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

/// One run of a command that sends an owner's transactions one after the other.
struct OwnerJob: Sendable {
  let sending: SendingOptions
  let consent: ConsentOptions
  let connection: Connection
  let signer: TransactionSigner
  let output: OutputOptions

  /// Finishes what was begun, asks, and sends what `make` makes.
  ///
  /// If what was begun is the same as what is wanted now, it is the answer: a command that was killed
  /// is run again to finish its work, not to do it twice.
  /// - Parameters:
  ///   - wanted: Whether a purpose is that of this command's last transaction.
  ///   - make: The transactions, of which the first may be steps towards the last.
  /// - Returns: How the last one ended.
  func run(
    wanted: (TransactionPurpose) -> Bool,
    make: (VaultOperations) async throws -> [TransactionRequest]
  ) async throws -> TransactionOutcome {
    let sender = try await sending.sender(for: signer.account, over: connection)
    let earlier = try await sending.finishEarlier(sender, signer: signer)
    if let done = earlier.last(where: { wanted($0.transaction.purpose) }) {
      StandardError.line("This is the transaction of an earlier run; nothing new was sent.")
      return done
    }
    let operations = VaultOperations(
      network: connection.network, caller: connection.caller, account: signer.account)
    let requests = try await make(operations)
    warnOfTheSame(requests, in: sender.journal)
    let words = requests.map(\.purpose.description).joined(separator: ", then ")
    guard try consent.agrees(to: "From \(signer.account): \(words)?") else {
      throw Ending(status: .no)
    }
    var last: TransactionOutcome?
    for request in requests {
      let outcome = try await sender.send(request, signer: signer)
      guard outcome.settlement.succeeded, !outcome.settlement.isCancelled else { return outcome }
      last = outcome
    }
    guard let last else { throw Failure(.bug, "There was nothing to send.") }
    return last
  }

  private func warnOfTheSame(
    _ requests: [TransactionRequest], in journal: TransactionJournal
  ) {
    guard let last = requests.last else { return }
    let same = journal.transactions.last { transaction in
      guard case .settled(let settlement) = transaction.stage else { return false }
      return settlement.succeeded && !settlement.isCancelled && transaction.purpose == last.purpose
    }
    guard let same, let hash = same.hash else { return }
    StandardError.line("Note: the same was done before, by transaction \(hash).")
  }

  /// Writes how it ended, and ends with status 1 if it failed.
  func write(
    _ outcome: TransactionOutcome, _ members: [JSON.Member] = [], or text: String
  ) throws {
    let settlement = outcome.settlement
    let isDone = settlement.succeeded && !settlement.isCancelled
    output.write(
      .object(
        members + [
          .init("hash", .string(settlement.hash.hex)), .init("succeeded", .bool(isDone)),
          .init("block", .string(String(settlement.block))),
          .init("gasUsed", .string(String(settlement.gasUsed))),
          .init("fee", .amount(settlement.fee)),
        ]),
      or: isDone
        ? text
        : settlement.isCancelled
          ? "It was cancelled; nothing was done."
          : "Transaction \(settlement.hash) failed on the chain; nothing was done.")
    if !isDone { throw Ending(status: .no) }
  }
}
