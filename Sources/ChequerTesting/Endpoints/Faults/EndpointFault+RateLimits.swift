import ExactJSON
import Glibc

// The ways in which providers say "too often"; what was asked is not done.

extension EndpointFault {
  /// Status 429 of HTTP.
  ///
  /// - Parameter retryAfter: The field `Retry-After` as it is written, well or not; none by default.
  /// - SeeAlso: [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110), section 10.2.3.
  public static func tooManyRequests(retryAfter: String? = nil) -> EndpointFault {
    http(
      429, headers: retryAfter.map { ["Retry-After": $0] } ?? [:], body: "Too Many Requests"
    ).named("HTTP 429, Retry-After: \(retryAfter ?? "none")")
  }

  /// Status 429 of HTTP with `Retry-After` as a date, which is so many seconds from now.
  ///
  /// - Parameter now: The time as seconds since 1970; the system's by default.
  public static func tooManyRequests(
    retryDateIn seconds: Int64, now: (@Sendable () -> Int64)? = nil
  ) -> EndpointFault {
    refusal("HTTP 429, Retry-After: a date in \(seconds) s", as: .rateLimit) { answer in
      let date = HTTPDate(secondsSince1970: (now?() ?? Int64(time(nil))) &+ seconds)
      return [.send(answer.http(429, ["Retry-After": date.text], []))]
    }
  }

  /// Status 503 of HTTP, to be tried again in so many seconds.
  public static func overloaded(retryAfter seconds: UInt64) -> EndpointFault {
    refusal("HTTP 503, Retry-After: \(seconds)", as: .rateLimit) { answer in
      [.send(answer.http(503, ["Retry-After": "\(seconds)"], Array("overloaded".utf8)))]
    }
  }

  /// An error of JSON-RPC with status 200, under one of the codes that providers have for it.
  public static func rateLimit(code: Int) -> EndpointFault {
    let message = rateLimitWords[code] ?? "rate limit exceeded"
    return EndpointFault("rate limit \(code)", as: .rateLimit) { _, _ in
      .error(["code": .integer(code), "message": .string(message)])
    }
  }

  /// The codes of ``rateLimit(code:)`` that providers are known for.
  public static let rateLimitCodes = rateLimitWords.keys.sorted(by: >)

  private static let rateLimitWords = [
    429: "Your app has exceeded its compute units per second capacity.",
    -32005: "daily request count exceeded, request rate limited",
    -32007: "50/second request limit reached - reduce calls per second or upgrade your account",
    -32012: "rate limit exceeded",
    -32016: "over rate limit",
  ]

  /// An error object without an id with status 200, for a batch and for a single call alike.
  public static let anonymousRateLimit = refusal("anonymous rate limit", as: .rateLimit) {
    answer in
    answer.told(
      Array(
        #"{"jsonrpc":"2.0","error":{"code":429,"message":"Too many requests"},"id":null}"#.utf8))
  }
}

/// A date as HTTP writes it, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// - SeeAlso: [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110), section 5.6.7.
private struct HTTPDate {
  var secondsSince1970: Int64

  var text: String {
    var seconds = time_t(secondsSince1970)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return "" }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = Self.days[Int(parts.tm_wday) % 7]
    let month = Self.months[Int(parts.tm_mon) % 12]
    let date = "\(day), \(two(parts.tm_mday)) \(month) \(Int(parts.tm_year) + 1_900)"
    return "\(date) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
  }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
