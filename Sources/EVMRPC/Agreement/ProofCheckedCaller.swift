import EVMPrimitives
public import ExactJSON
import Synchronization

/// Reads an account's state with proofs, so that nobody needs to be believed but the header.
///
/// Balances, nonces, code and storage at the header's block are answered from `eth_getProof`, which is
/// verified against the header's state root; code by its hash. Where several endpoints are behind, one
/// whose proof does not hold is passed over. What cannot be proven, such as `eth_call`, goes to the
/// caller as it is.
/// - SeeAlso: [EIP-1186](https://eips.ethereum.org/EIPS/eip-1186)
public final class ProofCheckedCaller: Sendable {
  /// What to do with a node that has no `eth_getProof`.
  public enum WithoutProofs: Hashable, Sendable {
    /// There is no answer: ``RPCFailure/unsupported(method:)``.
    case refused
    /// The caller is asked as if nothing were to be proven, and ``ProofCheckedCaller/isProven`` is
    /// false from then on.
    case accepted
  }

  /// The header whose state is read.
  public let header: RPCHeader
  public let withoutProofs: WithoutProofs
  let caller: any RPCCaller
  /// Who is asked for proofs: one honest endpoint is enough.
  let prover: any RPCCaller
  private let tookUnproven = Mutex(false)

  /// - Parameters:
  ///   - header: One that is trusted, such as ``EndpointPool/pinnedHeader(agreeing:shortage:)``'s.
  ///   - caller: Who answers what cannot be proven.
  /// - Throws: ``RPCFailure/unproven(method:reason:)`` when the hash is not that of the header's fields:
  ///   its state root proves nothing then.
  public init(
    _ caller: some RPCCaller, at header: RPCHeader, withoutProofs: WithoutProofs = .refused
  ) throws(RPCFailure) {
    guard header.isSound else {
      throw .unproven(
        method: "eth_getBlockByNumber",
        reason:
          "The fields of block \(header.number) hash to \(header.computedHash), not to \(header.hash)."
      )
    }
    self.header = header
    self.caller = caller
    self.withoutProofs = withoutProofs
    prover = (caller as? AgreedCaller)?.pool ?? caller
  }

  /// Whether every answer so far that can be proven was.
  public var isProven: Bool { !tookUnproven.withLock { $0 } }

  func noteUnproven() { tookUnproven.withLock { $0 = true } }
}

extension ProofCheckedCaller: RPCCaller {
  public func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    var answers: [Result<JSONValue, RPCFailure>?] = Array(repeating: nil, count: requests.count)
    let reads = requests.map { ProvableRead($0, at: header) }
    let accounts = try await provenAccounts(reads.compactMap { $0 })

    var codes: [(place: Int, hash: Hash256)] = []
    var others: [Int] = []
    for place in requests.indices {
      guard let read = reads[place] else {
        others.append(place)
        continue
      }
      switch accounts[read.address] {
      case .success(let account):
        if case .code = read.field, account.codeHash != Keccak256.empty {
          codes.append((place, account.codeHash))
        } else {
          answers[place] = account.answer(to: read).map { .success($0) }
        }
      case .failure(.unsupported) where withoutProofs == .accepted:
        noteUnproven()
        others.append(place)
      case .failure(let failure): answers[place] = .failure(failure)
      case nil: break
      }
    }
    let (found, rest) = (
      try await provenCodes(codes.map { (requests[$0.place], $0.hash) }),
      try await others.isEmpty ? [] : caller.answers(to: others.map { requests[$0] })
    )
    for (code, answer) in zip(codes, found) { answers[code.place] = answer }
    for (place, answer) in zip(others, rest) { answers[place] = answer }
    return zip(requests, answers).map { request, answer in
      answer ?? .failure(.malformed(method: request.method, reason: "There is no answer to it."))
    }
  }
}

// MARK: - Proofs

extension ProofCheckedCaller {
  /// Words of storage that one proof is asked for.
  private static let slotLimit = 64

  private func provenAccounts(
    _ reads: [ProvableRead]
  ) async throws(CancellationError) -> [Address: Result<ProvenState, RPCFailure>] {
    var slots: [Address: Set<UInt256>] = [:]
    for read in reads {
      slots[read.address, default: []].formUnion(read.slot.map { [$0] } ?? [])
    }
    var calls: [(address: Address, call: RPCCall<AccountProof>)] = []
    for (address, slots) in slots.sorted(by: {
      $0.key.bytes.lexicographicallyPrecedes($1.key.bytes)
    }) {
      var rest = slots.sorted()[...]
      repeat {
        calls.append(
          (address, .proof(of: address, slots: Array(rest.prefix(Self.slotLimit)), at: header.id)))
        rest = rest.dropFirst(Self.slotLimit)
      } while !rest.isEmpty
    }
    guard !calls.isEmpty else { return [:] }
    let asked = calls.map(\.call)
    let root = header.stateRoot
    let answers = try await prover.checkedAnswers(to: asked.map(\.request)) { place, result in
      asked[place].proven(.success(result), root: root).failure
    }
    var proven: [Address: Result<ProvenState, RPCFailure>] = [:]
    for ((address, call), answer) in zip(calls, answers) {
      let state = call.proven(answer, root: root).map { ProvenState($0) }
      switch (proven[address], state) {
      case (.success(let known), .success(let more)):
        proven[address] = .success(known.merging(more))
      case (.failure, _): break
      default: proven[address] = state
      }
    }
    return proven
  }

  private func provenCodes(
    _ requests: [(request: RPCRequest, hash: Hash256)]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    guard !requests.isEmpty else { return [] }
    return try await prover.checkedAnswers(to: requests.map(\.request)) { place, result in
      guard let code = try? result.bytes() else {
        return .malformed(method: "eth_getCode", reason: "It is no code.")
      }
      let found = Keccak256.hash(code)
      guard found != requests[place].hash else { return nil }
      return .unproven(
        method: "eth_getCode",
        reason: "The code hashes to \(found), but the account's is \(requests[place].hash).")
    }
  }
}

extension RPCCall where Value == AccountProof {
  /// What the proof shows to be in the state with this root.
  fileprivate func proven(
    _ answer: Result<JSONValue, RPCFailure>, root: Hash256
  ) -> Result<ProvenAccount, RPCFailure> {
    value(of: answer).flatMap { proof in
      do throws(AccountProofError) { return .success(try proof.verified(against: root)) } catch {
        return .failure(.unproven(method: request.method, reason: error.description))
      }
    }
  }
}

extension RPCCaller {
  /// Asks somebody else where there is one when a result does not pass; where there is none, why it
  /// does not is the answer.
  func checkedAnswers(
    to requests: [RPCRequest], by check: @escaping ResultCheck
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    if let checking = self as? any CheckingCaller {
      return try await checking.answers(to: requests, checking: check)
    }
    let answers = try await answers(to: requests)
    return answers.enumerated().map { place, answer in
      guard case .success(let result) = answer, let failure = check(place, result) else {
        return answer
      }
      return .failure(failure)
    }
  }
}
