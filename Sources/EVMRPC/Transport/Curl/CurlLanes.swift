/// Requests that wait for others of their endpoint, so that however many are sent, no more than
/// ``limit`` connections are open to it.
struct CurlLanes {
  /// Requests that an endpoint may have at a time.
  static let limit = 64

  private var lanes: [EndpointURL: Lane] = [:]
  private var waitingCount = 0
  private var nextLook = ContinuousClock.now

  private struct Lane {
    var runningCount = 0
    var waiting: ArraySlice<CurlRequest> = []
  }

  var hasWaiting: Bool { waitingCount > 0 }

  /// Whether a request may start now; it waits when it may not.
  mutating func admits(_ request: CurlRequest) -> Bool {
    var lane = lanes.removeValue(forKey: request.endpoint) ?? Lane()
    defer { lanes[request.endpoint] = lane }
    guard lane.runningCount >= Self.limit else {
      lane.runningCount += 1
      return true
    }
    lane.waiting.append(request)
    waitingCount += 1
    return false
  }

  /// Counts a request that has ended; the one that starts in its place, if one waits.
  mutating func next(after request: CurlRequest) -> CurlRequest? {
    guard var lane = lanes.removeValue(forKey: request.endpoint) else { return nil }
    while let next = lane.waiting.popFirst() {
      waitingCount -= 1
      guard !next.isEnded else { continue }
      lanes[request.endpoint] = lane
      return next
    }
    lane.runningCount -= 1
    if lane.runningCount > 0 { lanes[request.endpoint] = lane }
    return nil
  }

  /// Takes out those whose time is over; it looks no more often than every 50 ms.
  mutating func late() -> [CurlRequest] {
    let now = ContinuousClock.now
    guard waitingCount > 0, now >= nextLook else { return [] }
    nextLook = now + .milliseconds(50)
    var late: [CurlRequest] = []
    for endpoint in lanes.keys {
      lanes[endpoint]?.waiting.removeAll { request in
        guard request.end <= now || request.isEnded else { return false }
        late.append(request)
        return true
      }
    }
    waitingCount -= late.count
    return late
  }
}
