/// How an ``EndpointPool`` chooses among its endpoints, and how much it bears.
public struct EndpointPoolOptions: Hashable, Sendable {
  /// Who is asked first.
  public enum Policy: Hashable, Sendable {
    /// The first that is healthy, in the order in which the endpoints were given.
    case preference
    /// The two quickest at once; the first valid answer is taken, the other is cancelled.
    case race
  }

  public var policy = Policy.preference
  /// The age in seconds of the newest block from which an endpoint is not asked; `nil` for any age.
  public var maximumHeadAge: UInt64? = 120
  /// How many blocks an endpoint may be behind the best.
  public var maximumLag: UInt64 = 30
  /// How long it is taken for granted what an endpoint said of its chain and head.
  public var checkInterval: Duration = .seconds(15)
  /// How many failures in a row end in the endpoint being left alone for a while.
  public var failureLimit = 2
  /// How long it is left alone first; each time that it fails again twice as long.
  public var firstCoolDown: Duration = .seconds(2)
  public var longestCoolDown: Duration = .seconds(120)
  /// How often, and after what pause, a block is asked for again that must be there.
  public var lagAttempts = 5
  public var lagPause: Duration = .seconds(1)
  /// How long the slower endpoints are waited for at least when enough have answered.
  public var grace: Duration = .seconds(1)
  /// How long all together may be out of reach before the pool gives up.
  public var patience: Duration = .seconds(90)
  public var firstPause: Duration = .seconds(1)
  public var longestPause: Duration = .seconds(10)

  public init() {}
}

/// That no endpoint is in reach and the pool waits before it asks again.
public struct PoolNotice: Hashable, Sendable {
  /// How often all endpoints were asked.
  public let attempt: Int
  /// How long it waits now.
  public let pause: Duration
  /// How long it has waited for this answer before.
  public let waited: Duration
  /// Why each has no answer.
  public let reasons: [EndpointOpinion]

  public init(attempt: Int, pause: Duration, waited: Duration, reasons: [EndpointOpinion]) {
    self.attempt = attempt
    self.pause = pause
    self.waited = waited
    self.reasons = reasons
  }
}

extension PoolNotice: CustomStringConvertible {
  public var description: String {
    "No endpoint answers; asking again in \(shown(pause)). \(reasons.reasons)"
  }
}
