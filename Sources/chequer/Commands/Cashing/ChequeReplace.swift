import ArgumentParser
import EVMPrimitives
import ExactJSON
import Vaults

struct ChequeSpeedUp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed-up",
    abstract: "Offer more for a transaction that waits.",
    discussion: """
      It is signed again with the same nonce and a price that is a tenth and a wei higher, or what \
      is suggested now if that is more, and waited for: whichever of the two is mined counts.
      """)

  @OptionGroup var replacement: ReplacementOptions

  func run() throws { try replacement.run { try await $0.speedUp($1, signer: $2) } }
}

struct ChequeCancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Put a transaction of nothing in the place of one that waits.",
    discussion: """
      The account pays nothing to itself with the same nonce and a higher price, so that what waits \
      cannot be mined any more. It may be mined first all the same; that is told.
      """)

  @OptionGroup var replacement: ReplacementOptions

  func run() throws { try replacement.run { try await $0.cancel($1, signer: $2) } }
}

/// What speeding up and cancelling have in common.
struct ReplacementOptions: ParsableArguments {
  @Argument(help: "The hash of the transaction, as cheque status shows it.")
  var hash: String

  @OptionGroup var sending: SendingOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var signer: SigningOptions
  @OptionGroup var output: OutputOptions

  func run(
    _ replace:
      @escaping @Sendable (
        TransactionSender, Hash256, TransactionSigner
      ) async throws -> JournaledTransaction
  ) throws {
    let hash = try reading("HASH") { try Hash256(hex: self.hash) }
    try consent.requireSomebodyToAsk()
    let signer = TransactionSigner(try self.signer.privateKey())
    guard try consent.agrees(to: "Replace transaction \(hash)?") else {
      throw Ending(status: .no)
    }
    let sending = sending
    let outcome = try connection.withConnection { connection in
      let sender = try await sending.sender(for: signer.account, over: connection)
      let transaction = try await replace(sender, hash, signer)
      return try await sender.settle(transaction.id)
    }
    let settlement = outcome.settlement
    output.write(
      [
        "hash": .string(settlement.hash.hex), "cancelled": .bool(settlement.isCancelled),
        "succeeded": .bool(settlement.succeeded), "block": .string(String(settlement.block)),
        "fee": .amount(settlement.fee),
      ],
      or: settlement.isCancelled
        ? "It is cancelled; \(settlement.hash) has its nonce."
        : "\(settlement.hash) was mined\(settlement.succeeded ? "" : ", and failed").")
    if !settlement.succeeded { throw Ending(status: .no) }
  }
}
