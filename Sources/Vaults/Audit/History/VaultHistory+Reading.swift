import EVMPrimitives
import EVMRPC

extension VaultHistory {
  /// Reads what a vault logged.
  ///
  /// A range that is not answered is a gap, as are the blocks before the first one asked for.
  /// - Parameter head: The block that the audit reads; later events are not looked for.
  static func read(
    of vault: Address, _ plan: VaultHistoryPlan, upTo head: UInt64, by caller: any RPCCaller,
    network: Network, onProgress: @Sendable (LogCoverage) -> Void = { _ in }
  ) async throws(CancellationError) -> VaultHistory {
    let first: UInt64
    switch plan {
    case .none:
      return VaultHistory(
        entries: [], upgrades: [], gaps: [Gap(blocks: 0...head, reason: "not asked for")])
    case .from(let block): first = min(block, head)
    case .recent: first = head >= recentCount ? head &- recentCount &+ 1 : 0
    }
    let coverage = try await LogReader(caller).read(
      RPCLogFilter(addresses: [vault], topics: [VaultEvent.topics], blocks: first...head),
      onProgress: onProgress)
    var gaps = first > 0 ? [Gap(blocks: 0...(first &- 1), reason: "not asked for")] : []
    if case .some(_, let missing) = coverage.checked {
      gaps += missing.map {
        Gap(blocks: $0.blocks, reason: $0.failure?.description ?? "not answered")
      }
    }
    let entries = Self.entries(coverage.logs)
    return VaultHistory(
      entries: entries,
      upgrades: try await upgrades(in: entries, of: vault, by: caller, network: network),
      gaps: gaps)
  }

  /// Some hundred requests to nodes with the usual limits: about 23 days of BTTC.
  private static let recentCount: UInt64 = 1_000_000

  private static func entries(_ logs: [RPCLog]) -> [Entry] {
    var seen: Set<[UInt64]> = []
    var entries: [Entry] = []
    for log in logs {
      guard let block = log.blockNumber, let index = log.logIndex,
        let transaction = log.transactionHash, let event = VaultEvent(log),
        seen.insert([block, index]).inserted
      else { continue }
      entries.append(Entry(event: event, block: block, transaction: transaction, index: index))
    }
    return entries.sorted { ($0.block, $0.index) < ($1.block, $1.index) }
  }

  // MARK: - Upgrades

  private static func upgrades(
    in entries: [Entry], of vault: Address, by caller: any RPCCaller, network: Network
  ) async throws(CancellationError) -> [Upgrade] {
    let found = entries.compactMap { entry -> (Entry, Address)? in
      if case .upgraded(let implementation) = entry.event { (entry, implementation) } else { nil }
    }
    // The newest tell what is; of a vault that was upgraded more often the rest is only listed.
    let asked = found.suffix(upgradeLimit)
    let answers = try await caller.ask(asked.map { .transaction($0.0.transaction) })
    let early = found.dropLast(asked.count).map { entry, implementation in
      Upgrade(entry: entry, implementation: implementation, way: .unknown, sender: nil)
    }
    return early
      + zip(asked, answers).map { found, answer in
        let transaction = (try? answer.get()) ?? nil
        return Upgrade(
          entry: found.0, implementation: found.1,
          way: transaction.map { way($0, vault: vault, network: network) } ?? .unknown,
          sender: transaction?.from)
      }
  }

  private static let upgradeLimit = 40

  private static func way(
    _ transaction: RPCTransaction, vault: Address, network: Network
  ) -> Upgrade.Way {
    guard let target = transaction.to, transaction.input.count >= 4,
      let selector = try? Selector(transaction.input.prefix(4))
    else { return .indirect }
    if target == vault {
      if initialisations.contains(selector) { return .initialisation }
      if upgradeFunctions.contains(selector) { return .upgrade }
      return .indirect
    }
    return switch network.known(at: target)?.role {
    case .vaultFactory, .chequebookFactory: .deployment
    default: .indirect
    }
  }

  private static let initialisations = ["init(address,bytes)", "init(address,address,bytes)"]
    .map { Selector(signature: $0) }
  private static let upgradeFunctions = ["upgradeTo(address)", "upgradeToAndCall(address,bytes)"]
    .map { Selector(signature: $0) }
}
