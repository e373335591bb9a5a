import EVMBytecode
import EVMPrimitives
import EVMRPC

/// Follows vaults to their logics, all of them hop by hop together, so that what is asked goes out in
/// few batches.
struct VaultResolver {
  /// How many pieces of code are looked at on the way of one vault.
  static let hopLimit = 8

  let caller: any RPCCaller
  let block: BlockID
  let network: Network
  private var codes: [Address: Result<CodeReading, RPCFailure>] = [:]

  init(_ caller: any RPCCaller, at block: BlockID, network: Network) {
    self.caller = caller
    self.block = block
    self.network = network
  }

  /// Where one vault has been followed to.
  private struct Way {
    var hops: [VaultHop] = []
    /// The next code, and in whose storage it runs.
    var address: Address
    var storage: Address
    var visited: Set<[Address]> = []
    var outcome: Result<ResolutionVerdict, RPCFailure>?
    /// Why it is partial although it went on to the end.
    var division: ResolutionVerdict.Obstacle?
  }

  mutating func resolve(
    _ vaults: [Address]
  ) async throws(CancellationError) -> [Result<ResolvedVault, RPCFailure>] {
    var ways = vaults.map { Way(address: $0, storage: $0) }
    for _ in 0..<Self.hopLimit {
      let open = ways.indices.filter { ways[$0].outcome == nil }
      guard !open.isEmpty else { break }
      try await read(codesAt: open.map { ways[$0].address })
      try await advance(&ways, open)
    }
    return zip(vaults, ways).map { vault, way in
      switch way.outcome {
      case .failure(let failure): .failure(failure)
      case .success(let verdict):
        .success(
          ResolvedVault(
            vault, at: block, hops: way.hops, verdict: verdict, network: network))
      case nil:
        .success(
          ResolvedVault(
            vault, at: block, hops: way.hops, verdict: .partial(.tooManyHops), network: network))
      }
    }
  }

  // MARK: - One hop

  private mutating func advance(
    _ ways: inout [Way], _ open: [Int]
  ) async throws(CancellationError) {
    var steps: [(way: Int, reading: CodeReading, target: ProxyTarget)] = []
    for index in open {
      let way = ways[index]
      guard ways[index].visited.insert([way.address, way.storage]).inserted else {
        ways[index].outcome = .success(.partial(.loop(way.address)))
        continue
      }
      switch codes[way.address] {
      case nil: continue
      case .failure(let failure): ways[index].outcome = .failure(failure)
      case .success(let reading):
        guard let proxy = reading.proxy, reading.byteCount > 0 else {
          let isEmpty = reading.byteCount == 0
          append(hop(of: way, reading), to: &ways[index])
          ways[index].outcome = .success(
            isEmpty
              ? .partial(way.hops.isEmpty ? .noContract : .emptyCode(way.address))
              : way.division.map { .partial($0) } ?? .complete)
          continue
        }
        if ways[index].division == nil {
          ways[index].division = Self.division(reading, way.address)
        }
        steps.append((index, reading, proxy.target))
      }
    }
    let targets = try await find(steps.map { (ways[$0.way], $0.target) })
    for (step, target) in zip(steps, targets) {
      let way = ways[step.way]
      switch target {
      case .failure(let failure): ways[step.way].outcome = .failure(failure)
      case .success(.stops(let obstacle)):
        append(hop(of: way, step.reading), to: &ways[step.way])
        ways[step.way].outcome = .success(.partial(obstacle))
      case .success(.goesOn(let next, let source)):
        append(hop(of: way, step.reading, source, next), to: &ways[step.way])
        ways[step.way].address = next
        if step.reading.proxy?.flow?.call == .call { ways[step.way].storage = next }
      }
    }
  }

  /// Why not all calls go on to the next hop; nil for clones and the known shells.
  private static func division(
    _ reading: CodeReading, _ address: Address
  ) -> ResolutionVerdict.Obstacle? {
    guard let proxy = reading.proxy, let flow = proxy.flow else { return nil }
    if let other = flow.alternatives.first { return .divided(other.condition) }
    for case .keepsCalls(let condition) in proxy.behaviours { return .divided(condition) }
    let own = reading.functions.union(flow.functions).subtracting(
      reading.guardsInitialisation == nil ? [] : shellFunctions)
    return own.isEmpty ? nil : .intercepted(own.sorted(), by: address)
  }

  /// What the shells of the factories answer themselves.
  private static let shellFunctions: Set<Selector> = Set(
    ["init(address,bytes)", "init(address,address,bytes)", "admin()", "changeAdmin(address)"]
      .map { Selector(signature: $0) })

  private func append(_ hop: VaultHop, to way: inout Way) { way.hops.append(hop) }

  private func hop(
    of way: Way, _ reading: CodeReading, _ source: VaultHop.Source? = nil, _ next: Address? = nil
  ) -> VaultHop {
    VaultHop(
      address: way.address, storage: way.storage, code: reading,
      known: network.known(at: way.address), source: source, next: next)
  }

  // MARK: - Where a hop leads

  private enum Target {
    case goesOn(Address, VaultHop.Source)
    case stops(ResolutionVerdict.Obstacle)
  }

  /// Where each proxy leads: slots are read in one batch, beacons are asked in another.
  private func find(
    _ steps: [(way: Way, target: ProxyTarget)]
  ) async throws(CancellationError) -> [Result<Target, RPCFailure>] {
    let slots = steps.map { step -> (slot: ProxySlot, owner: Address)? in
      switch step.target {
      case .slot(let slot), .beacon(let slot): return (slot, step.way.storage)
      case .slotOfOwnAddress: return (ProxySlot(Hash256(step.way.storage.word)), step.way.storage)
      case .answer(let question) where step.target.isOfBeacon:
        guard case .slot(let slot) = question.asked else { return nil }
        return (slot, step.way.storage)
      default: return nil
      }
    }
    let calls = slots.compactMap { place in
      place.map { RPCCall.storage(of: $0.owner, slot: UInt256($0.slot.key), at: block) }
    }
    var words = try await caller.askInChunks(calls)[...]
    var targets: [Result<Target, RPCFailure>] = []
    var questions: [(index: Int, beacon: Address, selector: Selector)] = []
    func ask(_ beacon: Address, _ selector: Selector?) -> Result<Target, RPCFailure> {
      questions.append((targets.count, beacon, selector ?? Self.lookup))
      return .success(.stops(.noAnswer(from: beacon)))
    }
    for (place, step) in zip(slots, steps) {
      guard let place else {
        if let address = step.target.address {
          targets.append(.success(.goesOn(address, .fixed)))
        } else if let beacon = step.target.fixedBeacon, step.target.isOfBeacon {
          targets.append(ask(beacon, step.target.lookup))
        } else {
          targets.append(.success(.stops(.untraced(step.target.description))))
        }
        continue
      }
      switch words.popFirst() {
      case nil: continue
      case .failure(let failure): targets.append(.failure(failure))
      case .success(let word):
        let address = Address(truncating: word)
        if address == .zero {
          targets.append(.success(.stops(.noTarget(in: place.slot))))
        } else if let lookup = step.target.lookup {
          targets.append(ask(address, lookup))
        } else {
          targets.append(
            .success(.goesOn(address, .slot(place.slot, word: word, of: place.owner))))
        }
      }
    }
    let answers = try await caller.askInChunks(
      questions.map {
        RPCCall.call(CallMessage(to: $0.beacon, data: $0.selector.bytes), at: block)
      })
    for (question, answer) in zip(questions, answers) {
      switch answer {
      case .success(let data) where data.count >= 32:
        let address = Address(truncating: (try? UInt256(bigEndian: data.prefix(32))) ?? 0)
        guard address != .zero else { continue }
        targets[question.index] = .success(
          .goesOn(address, .beacon(question.beacon, question.selector)))
      case .success, .failure(.reverted): continue
      case .failure(let failure): targets[question.index] = .failure(failure)
      }
    }
    return targets
  }

  /// `implementation()`, which ERC-1967's beacons answer.
  private static var lookup: Selector { Selector(rawValue: 0x5c60_da1b) }

  // MARK: - Code

  private mutating func read(codesAt addresses: [Address]) async throws(CancellationError) {
    var missing: [Address] = []
    var seen: Set<Address> = []
    for address in addresses where codes[address] == nil && seen.insert(address).inserted {
      missing.append(address)
    }
    let answers = try await caller.askInChunks(
      missing.map { RPCCall.code(of: $0, at: block) })
    for (address, answer) in zip(missing, answers) {
      codes[address] = answer.flatMap { bytes in
        do { return .success(CodeReading.of(try Bytecode(bytes))) } catch {
          return .failure(.malformed(method: "eth_getCode", reason: "\(error)"))
        }
      }
    }
  }
}

extension ProxyTarget {
  /// Whether another contract names the target, the same for all who ask.
  fileprivate var isOfBeacon: Bool {
    guard case .answer(let question) = self else { return false }
    return question.isBeacon && question.selector != nil
  }
}
