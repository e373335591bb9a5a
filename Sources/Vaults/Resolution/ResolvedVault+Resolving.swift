import EVMBytecode
public import EVMPrimitives
public import EVMRPC

extension ResolvedVault {
  /// Follows each vault to its logic at one block.
  ///
  /// All are followed together, hop by hop: five hundred vaults of one factory take four to ten
  /// batches. Each code is read once, whoever runs it.
  /// - Parameters:
  ///   - vaults: Any addresses; what is no contract is told to be none.
  ///   - block: One block, `header.id`, so that all that is read fits together.
  ///   - caller: Who answers.
  ///   - network: The chain, for the names of what is known there.
  /// - Returns: One for each address, in order; a failure where something on its way was not answered.
  /// - Throws: `CancellationError`.
  public static func resolve(
    _ vaults: [Address], at block: BlockID, by caller: some RPCCaller, network: Network
  ) async throws(CancellationError) -> [Result<ResolvedVault, RPCFailure>] {
    var resolver = VaultResolver(caller, at: block, network: network)
    return try await resolver.resolve(vaults)
  }

  /// Follows one vault.
  ///
  /// - Throws: `RPCFailure`, or `CancellationError`.
  public static func resolve(
    _ vault: Address, at block: BlockID, by caller: some RPCCaller, network: Network
  ) async throws -> ResolvedVault {
    try await resolve([vault], at: block, by: caller, network: network)[0].get()
  }

  /// Puts together what following a vault has shown.
  init(
    _ vault: Address, at block: BlockID, hops: [VaultHop], verdict: ResolutionVerdict,
    network: Network
  ) {
    self.vault = vault
    self.block = block
    self.hops = hops
    self.verdict = verdict
    let records = hops.first.map { VaultFactoryRecord.withCloneCodeHash($0.code.codeHash) } ?? []
    factoryRecords = network.own(records) { $0.chainID }
    (generation, generationStrength) = Self.generation(hops, factoryRecords)
    (payoutRule, payoutRuleStrength) = Self.payoutRule(hops, verdict)
  }

  private static func generation(
    _ hops: [VaultHop], _ records: [VaultFactoryRecord]
  ) -> (VaultGeneration?, Claim.Strength) {
    if let isGuarded = hops.lazy.compactMap(\.code.guardsInitialisation).first {
      return (isGuarded ? .proxyV2 : .proxyV1, .proven)
    }
    if let first = records.first, records.allSatisfy({ $0.generation == first.generation }) {
      return (first.generation, .reported)
    }
    let shown = hops.last?.code.system?.generations ?? []
    return shown.count == 1 ? (shown[0], .proven) : (nil, .unknown)
  }

  private static func payoutRule(
    _ hops: [VaultHop], _ verdict: ResolutionVerdict
  ) -> (PayoutRule, Claim.Strength) {
    if case .partial(let obstacle) = verdict {
      return (.unknown(obstacle.description), .unknown)
    }
    guard let last = hops.last else { return (.unknown("there is no code"), .unknown) }
    if let refusesWhole = last.code.refusesWhole {
      return (refusesWhole ? .allOrNothing : .partial, .proven)
    }
    if let rule = last.known?.payoutRule { return (rule, .reported) }
    return (.unknown("the logic \(last.address) is none that is known"), .unknown)
  }
}

extension Network {
  /// What a table has for this chain; the embedded chain has contracts of several, its own first.
  func own<Row>(_ rows: [Row], chainID: (Row) -> UInt64) -> [Row] {
    let own = rows.filter { chainID($0) == self.chainID }
    return own.isEmpty && self == .embedded ? rows : own
  }

  /// What is known at an address of this chain: what somebody named for the network comes first.
  func known(at address: Address) -> KnownContract? {
    ownContracts.first { $0.address == address }
      ?? own(KnownContract.at(address)) { $0.chainID }.first
  }
}

extension KnownContract {
  /// The payout rule of the logics that were released, by their sources.
  fileprivate var payoutRule: PayoutRule? {
    guard role == .vaultLogic else { return nil }
    if Self.partialLogics.contains(address) { return .partial }
    if Self.wholeLogics.contains(address) { return .allOrNothing }
    return nil
  }

  /// V1 on both chains, and those of the factories of February 2022 before it.
  private static let partialLogics: Set<Address> = Set(
    [
      "0x102dbCe01394C4a44Da3a1DF1De418e3fC225077", "0x2a9c05421dc3abf54613647cd3b2ba447e76a903",
      "0xf4413c4d53ef4713e99b132aa489565ae6f11d3a", "0x4Cd777C98E044cFDCF463CcD20d984553EbEB60c",
      "0x212324b18255593AdE87597Fa37C2c582aD72d24",
    ].map(knownAddress))

  /// V2 and later, tries included.
  private static let wholeLogics: Set<Address> = Set(
    [
      "0x11a91B7270ea000768F7A2C543547e832b5cb031", "0x5c67bED46336A59252b73a0fA22B9de1cffb172e",
      "0x73bcbE03999913dB7229FD5dC485cf23247c58B5", "0x67F0366c4c0c83F55D4759D301BEe051EF01E350",
      "0x8E25a6DD876bE5bcBcAD0576236e73Fed23a4E7E", "0xB749AD79f35Edb85653879A8439A79c1bC67016a",
      "0xabB739618149A5Ce8C71b9686CFe58020AA6f9A1",
    ].map(knownAddress))
}

extension RPCCaller {
  /// Asks many calls in batches of a size that nodes take.
  func askInChunks<Value>(
    _ calls: [RPCCall<Value>]
  ) async throws(CancellationError) -> [Result<Value, RPCFailure>] {
    var answers: [Result<Value, RPCFailure>] = []
    answers.reserveCapacity(calls.count)
    var rest = calls[...]
    while !rest.isEmpty {
      answers += try await ask(Array(rest.prefix(Self.chunkSize)))
      rest = rest.dropFirst(Self.chunkSize)
    }
    return answers
  }

  private static var chunkSize: Int { 200 }
}
