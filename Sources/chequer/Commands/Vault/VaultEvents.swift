import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON
import Glibc
import Vaults

struct VaultEvents: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "What a vault logged: cash-outs, deposits, withdrawals, upgrades.",
    discussion: """
      Only events that the vault itself logged are shown, oldest first; the JSON is a line for each. \
      Without --from the last 50000 blocks are read. Where an endpoint does not give a part of the \
      blocks, that is told and the exit status is 69: nothing is said of them.
      """)

  @Argument(help: "The vault.")
  var vault: String

  @Option(help: "The first block.")
  var from: UInt64?

  @Option(help: "The last block; the newest if missing.")
  var to: UInt64?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let address = try reading("VAULT") { try Address(parsing: vault) }
    let (from, to) = (from, to)
    let (network, coverage) = try connection.withConnection { connection in
      let head = try await connection.caller.ask(.header(.latest)).number
      let last = min(to ?? head, head)
      let first = from ?? (last > 50_000 ? last - 50_000 : 0)
      guard first <= last else {
        throw Failure(
          .badData, "--from: Block \(first) is behind the last one, \(last); give an earlier one.")
      }
      let filter = RPCLogFilter(
        addresses: [address], topics: [VaultEvent.topics], blocks: first...last)
      return (connection.network, try await LogReader(connection.caller).read(filter))
    }
    for log in coverage.checked.found {
      guard let event = VaultEvent(log) else { continue }
      let row = VaultEventRow(event: event, log: log, network: network)
      output.write(row.json, or: row.text)
      try StandardOutput.shared.flushIfFull()
    }
    guard case .some(_, let gaps) = coverage.checked else { return }
    for gap in gaps { StandardError.line(gap.description) }
    throw Ending(status: .unavailable)
  }
}

/// One event for people and programs.
private struct VaultEventRow {
  let event: VaultEvent
  let log: RPCLog
  let network: Network

  private var fields: [(String, JSON, String)] {
    func address(_ name: String, _ address: Address?) -> (String, JSON, String) {
      (name, .address(address), address?.checksummed ?? "")
    }
    func amount(_ name: String, _ units: UInt256, _ token: Address?) -> (String, JSON, String) {
      (
        name, .amount(units),
        (token ?? network.wrappedToken).map { network.shown(units, of: $0) } ?? units.description
      )
    }
    switch event {
    case .chequeCashed(let cashed):
      return [
        address("beneficiary", cashed.beneficiary), address("recipient", cashed.recipient),
        address("caller", cashed.caller), amount("paid", cashed.totalPayout, cashed.token),
        amount("cumulativePayout", cashed.cumulativePayout, cashed.token),
        address("token", cashed.token),
      ]
    case .chequeBounced: return []
    case .multiTokenChequeBounced(let token): return [address("token", token)]
    case .withdraw(let token, let from, let units):
      return [amount("amount", units, token), address("from", from), address("token", token)]
    case .deposit(let token, let from, let units):
      return [amount("amount", units, token), address("from", from), address("token", token)]
    case .upgraded(let logic): return [address("implementation", logic)]
    case .initialized(let version):
      return [("version", .integer(version), String(version))]
    case .adminChanged(let previous, let new):
      return [address("previous", previous), address("new", new)]
    case .beaconUpgraded(let beacon): return [address("beacon", beacon)]
    }
  }

  private var name: String {
    switch event {
    case .chequeCashed: "cheque-cashed"
    case .chequeBounced, .multiTokenChequeBounced: "cheque-bounced"
    case .withdraw: "withdraw"
    case .deposit: "deposit"
    case .upgraded: "upgraded"
    case .initialized: "initialized"
    case .adminChanged: "admin-changed"
    case .beaconUpgraded: "beacon-upgraded"
    }
  }

  var json: JSON {
    .object(
      [
        .init("event", .string(name)),
        .init("block", .amount(log.blockNumber.map { UInt256($0) })),
        .init("transaction", log.transactionHash.map { .string($0.hex) } ?? .null),
        .init("logIndex", .amount(log.logIndex.map { UInt256($0) })),
      ] + fields.map { JSON.Member($0.0, $0.1) })
  }

  var text: String {
    let shown = fields.filter { !$0.2.isEmpty }.map { "\($0.0) \($0.2)" }
    return
      "\(log.blockNumber.map { "block \($0)" } ?? "no block")  \(name)  \(shown.joined(separator: ", "))"
  }
}
