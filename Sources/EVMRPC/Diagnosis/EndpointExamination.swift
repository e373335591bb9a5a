import EVMPrimitives
import ExactJSON

/// Finds out what one endpoint of a pool is.
struct EndpointExamination: RPCCaller {
  private let pool: EndpointPool
  private let index: Int

  init(_ pool: EndpointPool, _ index: Int) {
    self.pool = pool
    self.index = index
  }

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    try await pool.raw(index, requests)
  }

  func report() async throws(CancellationError) -> EndpointReport {
    var report = EndpointReport(name: pool.endpoints[index].name, health: pool.health(of: index))
    defer { report.health = pool.health(of: index) }
    let start = pool.clock.now()
    let identifier = try await ask([.chainID])[0]
    switch identifier {
    case .success(let found):
      report.latency = pool.clock.now() - start
      report.chainID = found
    case .failure(let failure):
      if case .transport(_, let reason) = failure {
        report.failure = reason
      } else if failure.standing == .fault {
        report.failure = failure.description
      }
      return report
    }
    report.clientVersion = (try? await ask([.clientVersion])[0].get()).map {
      String($0.prefix(80))
    }
    report.isSyncing = try? await ask([.isSyncing])[0].get()
    if case .success(let header) = try await ask([RPCCall.header(.latest)])[0] {
      report.head = EndpointHead(header)
      // Neither is negative, so neither is their difference out of range.
      report.headAge =
        Int64(clamping: pool.clock.wallTime()) - Int64(clamping: header.timestamp)
      report.isLondon = header.isLondon
      report.hasSoundHeaders = header.isSound
      report.proofs = try await proofs(at: header)
      report.blockHashes = try await blockHashes(at: header)
      report.overrides = try await overrides(at: header)
      report.archive = try await archive(below: header)
      report.logSpan = try await logSpan(below: header)
    }
    report.batchLimit = (pool.endpoints[index].caller as? any BatchingCaller)?.batchLimit
    return report
  }
}

// MARK: - One ability each

extension EndpointExamination {
  private func proofs(
    at header: RPCHeader
  ) async throws(CancellationError) -> EndpointAbility {
    switch try await ask([RPCCall.proof(of: .zero, at: .number(header.number))])[0] {
    case .failure(let failure): return failure.ability
    case .success(let proof):
      guard header.isSound else { return .unknown }
      do throws(AccountProofError) { _ = try proof.verified(against: header.stateRoot) } catch {
        return .faulty(error.description)
      }
      return .yes
    }
  }

  private func blockHashes(
    at header: RPCHeader
  ) async throws(CancellationError) -> EndpointAbility {
    let answer = try await ask([RPCCall.balance(of: .zero, at: header.id)])[0]
    if answer.failure?.mayRefuseBlockHash == true { return .no }
    return answer.failure?.ability ?? .yes
  }

  /// Runs code that is not there: it returns 42.
  private func overrides(
    at header: RPCHeader
  ) async throws(CancellationError) -> EndpointAbility {
    let account = Address.zero
    // PUSH1 42, PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, RETURN
    let code: [UInt8] = [0x60, 42, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3]
    let call = RPCCall.call(
      CallMessage(to: account), at: .number(header.number),
      overriding: [account: AccountOverride(code: code)])
    switch try await ask([call])[0] {
    case .success(let output): return output == UInt256(42).bigEndianBytes ? .yes : .no
    case .failure(let failure): return failure.standing == .fault ? .unknown : .no
    }
  }

  /// Asks for a balance at the first block, where that is long ago.
  private func archive(
    below header: RPCHeader
  ) async throws(CancellationError) -> EndpointAbility {
    guard header.number > 1_000 else { return .unknown }
    let answer = try await ask([RPCCall.balance(of: .zero, at: .number(1))])[0]
    switch answer.failure?.standing {
    case nil: return .yes
    case .fault: return .unknown
    default: return .no
    }
  }

  /// Logs of an account that has none, so that nothing but the number of blocks can be too much.
  private func logSpan(
    below header: RPCHeader
  ) async throws(CancellationError) -> UInt64? {
    var widest: UInt64 = 0
    for span: UInt64 in [1, 1_000, 10_000, 100_000] {
      guard span - 1 <= header.number else { break }
      let filter = RPCLogFilter(
        addresses: [.zero], blocks: header.number - (span - 1)...header.number)
      let answer = try await ask([RPCCall.logs(filter)])[0]
      if let failure = answer.failure {
        return widest == 0 && failure.isOutage ? nil : widest
      }
      widest = span
    }
    return widest
  }
}

extension RPCFailure {
  /// What a failed trial says of the node.
  fileprivate var ability: EndpointAbility {
    switch standing {
    case .incapable, .vote: .no
    case .fault, .missing, .answer: .unknown
    }
  }
}
