/// Whether a node can do something.
public enum EndpointAbility: Hashable, Sendable {
  case yes
  case no
  /// It answers, but wrongly.
  case faulty(String)
  /// It was not found out.
  case unknown
}

extension EndpointAbility: CustomStringConvertible {
  public var description: String {
    switch self {
    case .yes: "yes"
    case .no: "no"
    case .faulty(let reason): "wrong: \(reason)"
    case .unknown: "not found out"
    }
  }
}

/// What an endpoint turned out to be when it was asked for everything that matters here.
public struct EndpointReport: Hashable, Sendable {
  /// Whether the endpoint serves.
  public enum Verdict: String, Hashable, Sendable {
    case good
    /// It serves, with something missing.
    case limited
    /// It cannot be used as it is now.
    case unusable
  }

  /// Without path and credentials.
  public let name: String
  /// Why it could not be asked; `nil` when it answers.
  public internal(set) var failure: String?
  public internal(set) var chainID: UInt64?
  /// What software the node says it is.
  public internal(set) var clientVersion: String?
  public internal(set) var head: EndpointHead?
  /// Seconds from the newest block to now by this machine's clock; negative when it is in the future.
  public internal(set) var headAge: Int64?
  /// Blocks behind the best endpoint.
  public internal(set) var lag: UInt64?
  /// How long the chain's id took to come.
  public internal(set) var latency: Duration?
  public internal(set) var isSyncing: Bool?
  /// Whether blocks have a base fee.
  public internal(set) var isLondon: Bool?
  /// Whether the head's hash is that of its fields, so that proofs prove something.
  public internal(set) var hasSoundHeaders: Bool?
  /// `eth_getProof`, with a proof that holds.
  public internal(set) var proofs = EndpointAbility.unknown
  /// Blocks by their hashes in reads of state, as EIP-1898 has it.
  public internal(set) var blockHashes = EndpointAbility.unknown
  /// Accounts that are taken to be different during `eth_call`.
  public internal(set) var overrides = EndpointAbility.unknown
  /// State of old blocks.
  public internal(set) var archive = EndpointAbility.unknown
  /// The greatest number of blocks among those tried whose logs it gives at once; 0 when none.
  public internal(set) var logSpan: UInt64?
  /// How many requests one batch may have, as far as its caller knows.
  public internal(set) var batchLimit: Int?
  /// What the calls before have taught the pool.
  public internal(set) var health: EndpointHealth
  public internal(set) var verdict = Verdict.unusable
  /// What that means for its user, in sentences.
  public internal(set) var advice = ""

  public var isReachable: Bool { failure == nil }

  init(name: String, health: EndpointHealth) {
    self.name = name
    self.health = health
  }
}

/// What all endpoints of a pool turned out to be.
public struct PoolReport: Hashable, Sendable {
  /// The chain that they must serve.
  public let chainID: UInt64
  /// In the order of preference.
  public let endpoints: [EndpointReport]
  /// Seconds that this machine's clock is behind the newest head, which cannot be from the future; `nil`
  /// when it is not behind.
  public let clockLag: UInt64?
  /// What that means for their user, in sentences.
  public let advice: String

  /// How many can be used.
  public var usableCount: Int { endpoints.count { $0.verdict != .unusable } }
}

/// A caller that knows how many requests its endpoint takes at once.
public protocol BatchingCaller: RPCCaller {
  /// At most so many requests go out as one batch; 1 where the endpoint takes no batches.
  var batchLimit: Int { get }
}
