public import ExactJSON
import Synchronization

extension EndpointPool {
  /// A caller that believes an answer when so many endpoints give it.
  ///
  /// - Parameters:
  ///   - count: How many must say the same; with fewer endpoints, all of them.
  ///   - shortage: What to do when fewer answer than must agree.
  public func agreeing(
    on count: Int = 2, shortage: AgreedCaller.Shortage = .refused
  ) -> AgreedCaller {
    AgreedCaller(self, count: count, shortage: shortage)
  }

  /// The newest block that so many endpoints have, with the same hash.
  ///
  /// Never an older one than it answered before.
  /// - Throws: ``RPCFailure``, or `CancellationError`.
  public func pinnedHeader(
    agreeing count: Int = 2, shortage: AgreedCaller.Shortage = .refused
  ) async throws -> RPCHeader {
    try await agreeing(on: count, shortage: shortage).ask(.header(.latest))
  }
}

/// Endpoints of which several must give the same answer: for reads that money depends on.
///
/// Answers are compared by what they say, not by how they are written. Where they differ, most of all
/// endpoints win against the others, which is noted in the pool's ``EndpointPool/health``; two that
/// differ are a ``RPCFailure/disagreement(method:answers:)``. State of the latest block is read at one
/// block, which all of a batch share. Of what nodes estimate, such as the price of gas, the middle is
/// taken; transactions, and what nodes say of themselves, are left to the pool.
public final class AgreedCaller: Sendable {
  /// What to do when fewer endpoints answer than must agree.
  public enum Shortage: Hashable, Sendable {
    /// There is no answer: ``RPCFailure/exhausted(_:)``.
    case refused
    /// The answer of the others is taken, and ``AgreedCaller/isConfirmed`` is false from then on.
    case accepted
  }

  public let pool: EndpointPool
  /// How many must say the same.
  public let count: Int
  public let shortage: Shortage
  private let tookUnconfirmed = Mutex(false)

  init(_ pool: EndpointPool, count: Int, shortage: Shortage) {
    self.pool = pool
    self.count = max(1, min(count, pool.endpoints.count))
    self.shortage = shortage
    tookUnconfirmed.withLock { $0 = self.count < count }
  }

  /// Whether every answer so far was given by as many endpoints as were asked for: false with a single
  /// endpoint.
  public var isConfirmed: Bool { !tookUnconfirmed.withLock { $0 } }

  func noteUnconfirmed() { tookUnconfirmed.withLock { $0 = true } }
}

extension AgreedCaller: RPCCaller {
  public func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    var answers: [Result<JSONValue, RPCFailure>?] = Array(repeating: nil, count: requests.count)
    var pinned = requests
    var rules = requests.map(AgreementRule.init)
    let needsHead = requests.indices.filter { rules[$0] == .head || rules[$0] == .sameAtHead }
    if !needsHead.isEmpty {
      let head = try await headAnswer()
      for place in needsHead {
        switch RPCCall.header(.latest).value(of: head) {
        case .failure(let failure): answers[place] = .failure(failure)
        case .success(let header):
          if requests[place].method == "eth_blockNumber" {
            answers[place] = JSON.quantity(header.number).answer.map { .success($0) }
          } else if rules[place] == .head {
            answers[place] = head
          } else {
            pinned[place] = requests[place].reading(header.id)
            rules[place] = .same
          }
        }
      }
    }
    for rule in [AgreementRule.any, .same, .middle] {
      let places = requests.indices.filter { answers[$0] == nil && rules[$0] == rule }
      guard !places.isEmpty else { continue }
      let asked = places.map { pinned[$0] }
      let found =
        rule == .any
        ? try await pool.answers(to: asked) : try await agreed(asked, by: rule)
      for (place, answer) in zip(places, found) { answers[place] = answer }
    }
    return zip(requests, answers).map { request, answer in
      answer ?? .failure(.malformed(method: request.method, reason: "There is no answer to it."))
    }
  }
}
