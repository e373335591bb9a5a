import ChequerTesting
import Cheques
import EVMCrypto
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Glibc
import Synchronization
import Vaults

/// The pre-flight check of 10,000 cheques over 500 vaults, on an embedded chain in this process and
/// behind its server, with what takes the time.
func benchmarkChecks() async {
  let report = Report("Checking 10,000 cheques over 500 vaults")
  do {
    let sample = try await CheckSample(vaults: 500, chequesEach: 20)
    let client = RPCClient(
      try EndpointURL(parsing: try await sample.chain.url), over: CurlTransport())
    for (name, caller) in [
      ("in this process", sample.chain.development as any RPCCaller), ("over HTTP", client),
    ] {
      try await sample.measure(name, caller, report)
    }
  } catch { report.note("The check could not be made: \(error)") }
}

private struct CheckSample {
  let chain: EmbeddedChain
  let cheques: [SignedCheque]
  let issuer: Address
  private let workers = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  init(vaults count: Int, chequesEach: Int) async throws {
    chain = try await EmbeddedChain.btfs()
    issuer = chain.renter.address
    var cheques: [SignedCheque] = []
    for number in 0..<count {
      let kind = VaultKind.allCases[number % VaultKind.allCases.count]
      let vault = try chain.deployVault(
        issuer: chain.renter, generation: kind, peerID: "bench-\(number)")
      try chain.transfer(.wbtt(100), from: chain.renter, to: vault)
      for index in 0..<chequesEach {
        let beneficiary = Address(
          truncating: UInt256(0xbe4c_0000) &+ UInt256(UInt64(number % 25 * chequesEach + index)))
        cheques.append(
          try vault.cheque(to: beneficiary, paying: .wbtt(UInt64(index * 6))))
      }
    }
    self.cheques = cheques
  }

  func measure(_ name: String, _ caller: any RPCCaller, _ report: Report) async throws {
    let header = try await caller.ask(.header(.latest))
    let timed = TimedCaller(caller)
    var options = CashOutCheck.Options()
    options.workers = workers
    let before = residentKilobytes()
    let clock = ContinuousClock()
    let start = clock.now
    let verdicts = try await CashOutCheck(
      network: .embedded, caller: timed, at: header, options: options
    ).run(cheques)
    let all = (clock.now - start).seconds
    let memory = residentKilobytes() - before
    let recovery = try await recoverySeconds(clock)
    let endpoint = timed.seconds
    let paying = verdicts.count(where: \.isGood)
    report.note(
      "\(name), \(workers) workers: \(fixed(all, 2)) s, \(fixed(Double(cheques.count) / all, 0)) cheques a second; \(paying) pay, of \(verdicts.count)"
    )
    report.note(
      "  endpoint \(fixed(endpoint, 2)) s (\(timed.requests) requests in \(timed.batches) batches, of which eth_call \(fixed(timed.callSeconds, 2)) s); here \(fixed(all - endpoint, 2)) s"
    )
    report.note(
      "  recovering the signers alone takes \(fixed(recovery, 2)) s, once; it is done twice here, by the verification and by the contracts' code that is run"
    )
    report.note("  memory grew by \(memory / 1024) MB")
  }

  private func recoverySeconds(_ clock: ContinuousClock) async throws -> Double {
    let start = clock.now
    consume(
      try await ChequeBatch.verify(cheques.map { ($0, issuer) }, workers: workers))
    return (clock.now - start).seconds
  }
}

/// A caller that measures how long another one takes.
private final class TimedCaller: RPCCaller {
  private struct Counts {
    var seconds = 0.0
    var callSeconds = 0.0
    var batches = 0
    var requests = 0
  }

  private let caller: any RPCCaller
  private let counts = Mutex(Counts())

  init(_ caller: any RPCCaller) { self.caller = caller }

  var seconds: Double { counts.withLock { $0.seconds } }
  var callSeconds: Double { counts.withLock { $0.callSeconds } }
  var batches: Int { counts.withLock { $0.batches } }
  var requests: Int { counts.withLock { $0.requests } }

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    let clock = ContinuousClock()
    let start = clock.now
    let answers = try await caller.answers(to: requests)
    let spent = (clock.now - start).seconds
    counts.withLock {
      $0.seconds += spent
      if requests.first?.method == "eth_call" { $0.callSeconds += spent }
      $0.batches += 1
      $0.requests += requests.count
    }
    return answers
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

private func residentKilobytes() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss
}
