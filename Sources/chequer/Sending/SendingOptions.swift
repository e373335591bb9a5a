import ArgumentParser
import EVMPrimitives
import EVMRPC
import Glibc
import Vaults

/// How transactions are paid for, kept and waited for.
struct SendingOptions: ParsableArguments, Sendable {
  @Option(help: "The most that one transaction may cost in all, such as 50btt; 500btt if missing.")
  var maxFee: String?

  @Option(help: "Pay this for a unit of gas, such as 300000gwei, and not what endpoints suggest.")
  var gasPrice: String?

  @Option(
    help: "Blocks that must have a transaction under them; 12 if missing, 1 on the embedded chain.")
  var confirmations: UInt64?

  @Option(help: "Seconds to wait for a transaction before giving up for now.")
  var timeout: UInt64 = 180

  @Option(help: "The folder of journals; chequer/journal in the user's data folder if missing.")
  var journal: String?

  @Flag(help: "Use nonces that were left out, which hold back what was sent.")
  var fillGaps = false

  func validate() throws {
    if confirmations == 0 {
      throw ValidationError("--confirmations: A transaction is in a block or not; give at least 1.")
    }
    _ = try fees()
  }

  /// The folder of journals.
  func journalFolder() throws -> String {
    if let journal { return journal }
    var environment: [String: String] = [:]
    for name in ["XDG_DATA_HOME", "HOME"] {
      environment[name] = getenv(name).map { String(cString: $0) }
    }
    return try TransactionJournal.userFolder(environment: environment)
  }

  func fees() throws -> FeePolicy {
    var policy = FeePolicy()
    if let maxFee { policy.maximumFee = try Self.coin(maxFee, "--max-fee") }
    if let gasPrice { policy.gasPrice = try Self.coin(gasPrice, "--gas-price") }
    return policy
  }

  /// Wei of an amount of coin: with a unit, or bare wei.
  static func coin(_ text: String, _ option: String) throws -> UInt256 {
    try reading(option) {
      let amount = try TokenAmount(parsing: text, in: .wei)
      let coins = ["wei", "kwei", "mwei", "gwei", "ether", "eth", "btt", "wbtt", "xdai"]
      guard coins.contains(amount.denomination.symbol.lowercased()) else {
        throw Failure(
          .badData,
          "\(amount.denomination.symbol) is not the coin that gas is paid in; write BTT, gwei or wei."
        )
      }
      return amount.smallestUnits
    }
  }

  /// A sender for an account over a connection, with its journal open.
  func sender(for account: Address, over connection: Connection) async throws -> TransactionSender {
    let owner = try await TransactionSender.owner(
      of: account, chainID: connection.chainID, caller: connection.caller)
    let journal = try TransactionJournal.open(
      in: try journalFolder(), for: owner, patience: .seconds(2))
    if journal.repairedByteCount > 0 {
      StandardError.line(
        "The journal ended in the middle of a line; its \(journal.repairedByteCount) bytes were taken off, and nothing was sent on them."
      )
    }
    let usual: UInt64 = connection.network == .embedded ? 1 : 12
    var sender = TransactionSender(
      caller: connection.caller, journal: journal, fees: try fees(),
      patience: SendingPatience(
        confirmations: confirmations ?? usual,
        interval: connection.network == .embedded ? .milliseconds(20) : .seconds(1),
        limit: .seconds(timeout)))
    sender.observe = SendingProgress().show
    CrashSwitch.arm(&sender)
    return sender
  }

  /// Finishes what earlier runs began; fills gaps first if that was asked for.
  func finishEarlier(
    _ sender: TransactionSender, signer: TransactionSigner?
  ) async throws -> [TransactionOutcome] {
    if fillGaps, let signer {
      for transaction in try await sender.fillGaps(signer: signer) {
        StandardError.line("Nonce \(transaction.nonce ?? 0) is used by a transaction of nothing.")
      }
    }
    return try await sender.finishOpen()
  }
}

/// What a person sees on standard error while transactions are on their way.
struct SendingProgress: Sendable {
  @Sendable func show(_ event: SendingEvent) {
    switch event {
    case .signed(let transaction, let plan):
      StandardError.line(
        "\(transaction.hash?.hex ?? "") with nonce \(transaction.nonce ?? 0) is to \(transaction.purpose); it may cost up to \(coin(plan.maximumFee))."
      )
    case .broadcast(let transaction, .sent):
      StandardError.line("\(transaction.hash?.hex ?? "") was sent.")
    case .broadcast(let transaction, .unknown(let reason)):
      StandardError.line(
        "\(transaction.hash?.hex ?? "") may have been sent or not, and is looked for: \(reason)")
    case .resent(let transaction):
      StandardError.line("\(transaction.hash?.hex ?? "") is not known to the endpoint; once more.")
    case .settled(let transaction):
      guard case .settled(let settlement) = transaction.stage else { return }
      StandardError.line(
        "\(settlement.hash) is in block \(settlement.block)\(settlement.succeeded ? "" : ", but failed")\(settlement.fee.map { "; it cost \(coin($0))" } ?? "")."
      )
    case .broadcast(_, .refused), .looked, .abandoned: break
    }
  }

  private func coin(_ wei: UInt256) -> String {
    TokenAmount(smallestUnits: wei, in: .btt).description
  }
}
