import EVMPrimitives
import EVMRPC

extension VaultHistory {
  /// Reads what a vault logged.
  ///
  /// A log that does not fit the question, or that the chain took back, is left out; a range that is
  /// not answered is a gap.
  /// - Parameter head: The block that the audit reads; later events are not looked for.
  static func read(
    of vault: Address, _ plan: VaultHistoryPlan, upTo head: UInt64, by caller: any RPCCaller,
    network: Network
  ) async throws(CancellationError) -> VaultHistory {
    let first: UInt64
    switch plan {
    case .none:
      return VaultHistory(
        entries: [], upgrades: [], gaps: [Gap(blocks: 0...head, reason: "not asked for")])
    case .from(let block): first = min(block, head)
    case .recent: first = head >= recentCount ? head &- recentCount &+ 1 : 0
    }
    var gaps =
      first > 0 ? [Gap(blocks: 0...(first &- 1), reason: "not asked for")] : []
    var logs: [RPCLog] = []
    var start = first
    while start <= head {
      var ranges: [ClosedRange<UInt64>] = []
      while start <= head, ranges.count < requestsPerBatch {
        let end = head &- start < span ? head : start &+ span &- 1
        ranges.append(start...end)
        guard end < head else {
          start = .max
          break
        }
        start = end &+ 1
      }
      let filters = ranges.map {
        RPCLogFilter(addresses: [vault], topics: [VaultEvent.topics], blocks: $0)
      }
      var isRefused = true
      for (filter, answer) in zip(filters, try await caller.ask(filters.map { .logs($0) })) {
        switch answer {
        case .success(let found):
          logs += found.filter { filter.includes($0) && !$0.isRemoved }
          isRefused = false
        case .failure(let failure):
          note(Gap(blocks: filter.blocks, reason: failure.description), in: &gaps)
        }
      }
      if isRefused, start <= head {
        // Whoever refuses a whole batch refuses the rest as well.
        note(Gap(blocks: start...head, reason: gaps.last?.reason ?? ""), in: &gaps)
        break
      }
    }
    let entries = Self.entries(logs)
    return VaultHistory(
      entries: entries,
      upgrades: try await upgrades(in: entries, of: vault, by: caller, network: network),
      gaps: gaps)
  }

  /// What nodes allow in one request: the smallest limit that is usual.
  private static let span: UInt64 = 5_000
  private static let requestsPerBatch = 20
  /// Two hundred requests.
  private static let recentCount: UInt64 = 1_000_000

  /// Adds a gap, joined to the one before where both are of one reason.
  private static func note(_ gap: Gap, in gaps: inout [Gap]) {
    guard let last = gaps.last, last.reason == gap.reason,
      last.blocks.upperBound &+ 1 == gap.blocks.lowerBound
    else { return gaps.append(gap) }
    gaps[gaps.count - 1] = Gap(
      blocks: last.blocks.lowerBound...gap.blocks.upperBound, reason: gap.reason)
  }

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
    return network.known(at: target)?.role == .vaultFactory ? .deployment : .indirect
  }

  private static let initialisations = ["init(address,bytes)", "init(address,address,bytes)"]
    .map { Selector(signature: $0) }
  private static let upgradeFunctions = ["upgradeTo(address)", "upgradeToAndCall(address,bytes)"]
    .map { Selector(signature: $0) }
}
