import EVMPrimitives
import ExactJSON

/// What endpoints say to one request that several must answer alike.
struct Tally: Sendable {
  struct Vote: Sendable {
    let endpoint: Int
    let answer: CanonicalAnswer
    let said: Result<JSONValue, RPCFailure>
  }

  enum Verdict: Sendable {
    /// Who was contradicted, and who agreed.
    case decided(Result<JSONValue, RPCFailure>, against: [Int], by: [Int])
    case undecided
    /// The answers differ, and none has most of the endpoints behind it.
    case contested
  }

  let request: RPCRequest
  private(set) var votes: [Vote] = []
  private(set) var failures = EndpointFailures()

  init(_ request: RPCRequest) { self.request = request }

  mutating func take(_ said: Result<JSONValue, RPCFailure>, from endpoint: Int, named name: String)
  {
    switch said {
    case .success(let result):
      do throws(RPCFailure) {
        votes.append(
          Vote(endpoint: endpoint, answer: try request.canonical(result), said: said))
      } catch { failures.append(error, of: name) }
    case .failure(.reverted(let data, _)):
      votes.append(Vote(endpoint: endpoint, answer: .reverted(data), said: said))
    case .failure(let failure): failures.append(failure, of: name)
    }
  }

  /// Forgets everything, to be asked again.
  mutating func reopen() { self = Tally(request) }

  /// The votes that know something by what they say, most of the same first.
  private var groups: [[Vote]] {
    var groups: [CanonicalAnswer: [Vote]] = [:]
    for vote in votes where !vote.answer.isUnknown { groups[vote.answer, default: []].append(vote) }
    // Not every node passes on why a call reverted.
    let silent = CanonicalAnswer.reverted([])
    let spoken = groups.keys.filter { if case .reverted = $0 { $0 != silent } else { false } }
    if spoken.count == 1, let votes = groups.removeValue(forKey: silent) {
      groups[spoken[0], default: []] += votes
    }
    return groups.values.sorted { ($0.count, $1[0].endpoint) > ($1.count, $0[0].endpoint) }
  }

  /// The first of those that know nothing, when they are so many.
  private func unknown(by count: Int) -> Result<JSONValue, RPCFailure>? {
    let unknown = votes.filter { $0.answer.isUnknown }
    return unknown.count >= count ? unknown.first?.said : nil
  }

  /// What is decided.
  ///
  /// - Parameters:
  ///   - count: How many must say the same when nobody says otherwise.
  ///   - endpointCount: How many endpoints there are; most of them win against the others.
  func verdict(agreeing count: Int, of endpointCount: Int) -> Verdict {
    let groups = groups
    let most = endpointCount / 2 + 1
    let refusals = failures.count(.vote)
    let top = groups.first?.count ?? 0
    if let refusal = failures.first(.vote), refusals > top,
      refusals >= (top == 0 ? count : max(count, most))
    {
      return .decided(.failure(refusal), against: groups.flatMap { $0.map(\.endpoint) }, by: [])
    }
    let others = groups.dropFirst().flatMap { $0.map(\.endpoint) }
    if let winners = groups.first, winners.count >= (others.isEmpty ? count : most) {
      return .decided(
        Self.representative(of: winners).said, against: others, by: winners.map(\.endpoint))
    }
    // What one node knows another need not know yet, so nobody is contradicted by that.
    if let unknown = unknown(by: groups.isEmpty ? count : max(count, most)) {
      return .decided(unknown, against: [], by: [])
    }
    return others.isEmpty ? .undecided : .contested
  }

  /// Who speaks for those that say the same: of headers one whose hash proves all of its fields, also
  /// those that are not compared.
  private static func representative(of votes: [Vote]) -> Vote {
    votes.first { vote in
      guard case .header = vote.answer, let result = try? vote.said.get() else { return false }
      return (try? RPCHeader(result))?.isSound == true
    } ?? votes[0]
  }

  /// The only thing that was said, by fewer than must say it.
  var loneAnswer: Result<JSONValue, RPCFailure>? {
    groups.count == 1 ? groups[0][0].said : groups.isEmpty ? unknown(by: 1) : nil
  }

  /// That somebody does not know, where another does.
  var doubt: Result<JSONValue, RPCFailure>? { unknown(by: 1) }

  /// Whether those who answered do not have the block.
  var lacksBlock: Bool { failures.count(.missing) > 0 }

  /// What each endpoint answered, shortened.
  func opinions(naming endpoints: [Endpoint]) -> [EndpointOpinion] {
    votes.sorted { $0.endpoint < $1.endpoint }.map { vote in
      EndpointOpinion(endpoint: endpoints[vote.endpoint].name, answer: Self.short(vote.said))
    } + failures.opinions
  }

  /// What was said, in at most 80 characters that a terminal can show.
  static func short(_ said: Result<JSONValue, RPCFailure>) -> String {
    switch said {
    case .success(let result): quoted(result.string ?? result.description, limit: 78)
    case .failure(let failure): quoted(failure.description, limit: 78)
    }
  }
}

// MARK: - Estimates

extension Tally {
  /// The middle of the numbers that nodes estimated, each in its own way; of two the greater.
  ///
  /// - Returns: `nil` when there are not enough numbers, and a contest when two have nothing in common.
  func estimate(agreeing count: Int) -> Verdict {
    let numbers = votes.compactMap { vote -> (UInt256, Vote)? in
      if case .quantity(let number) = vote.answer { (number, vote) } else { nil }
    }.sorted { $0.0 < $1.0 }
    guard numbers.count >= count, numbers.count * 2 > votes.count else { return .undecided }
    if numbers.count == 2, request.method != "eth_getTransactionCount",
      numbers[1].0 / 10 > numbers[0].0
    {
      return .contested
    }
    let middle = numbers[numbers.count / 2].1
    return .decided(middle.said, against: [], by: [])
  }
}
