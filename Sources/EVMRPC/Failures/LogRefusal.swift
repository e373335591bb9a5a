/// Why a node does not give the logs of a range: it was too much at once.
public struct LogRefusal: Hashable, Sendable {
  /// What there was too much of.
  public enum Limit: Hashable, Sendable {
    /// Blocks; how many are allowed, where the node says so.
    case blocks(allowed: UInt64?)
    /// Logs, or bytes of them.
    case results
    /// Time.
    case time
  }

  public var limit: Limit
  /// The node's words, or the transport's.
  public var message: String

  public init(limit: Limit, message: String) {
    self.limit = limit
    self.message = message
  }
}

extension LogRefusal {
  /// The refusal that an error of `eth_getLogs` is; `nil` when it is something else.
  ///
  /// - SeeAlso: The words are those that providers were met with, each of them in the tests.
  init?(_ error: NodeError) {
    let words = error.words
    guard !words.contains(anyOf: Self.others) else { return nil }
    if words.contains(anyOf: Self.results) {
      limit = Self.suggestion(in: words).map { .blocks(allowed: $0) } ?? .results
    } else if words.contains(anyOf: Self.blocks) || [-32614, -32012].contains(error.code) {
      limit = .blocks(allowed: Self.suggestion(in: words) ?? Self.limit(in: words))
    } else if words.contains(anyOf: Self.times) {
      limit = .time
    } else {
      return nil
    }
    message = error.message
  }

  /// What sounds alike and is another matter: the rate of requests, a head that is not there yet, and
  /// blocks that are not there any more.
  private static let others = [
    "per second", "request rate", "rate limit", "compute units", "too many requests", "pruned",
    "beyond current head", "beyond latest", "still syncing", "beyond head",
  ]

  private static let results = [
    "query returned more than", "response size", "response too large", "response is too big",
    "response too big", "too many results", "too many logs", "too many events", "max results",
    "logs matched by query", "maximum number of events", "result window",
    "result set too large", "number of logs", "size exceeded", "size is larger",
    "limit of 10000 logs", "limit of 20000 logs",
    "max message size",
  ]

  private static let blocks = [
    "block range", "blocks range", "range limit", "exceeds limit", "range is too", "range too",
    "too many blocks", "max range", "maximum range", "ranges over", "exceeds the range",
    "range exceed", "number of requested blocks", "limited to", "limit the query",
    "blocks distance",
    "smaller than size", "maximum is set to", "block limit", "max allowed", "range threshold",
    "range of blocks", "query exceeds", "no more than", "invalid block range params",
    "maximum allowed", "up to a",
  ]

  private static let times = [
    "timeout", "timed out", "timedout", "deadline exceeded", "took too long", "context canceled",
    "execution aborted",
  ]

  /// How many blocks `[0x…, 0x…]` or `1-500` behind "try" or "should work" are.
  private static func suggestion(in words: String) -> UInt64? {
    guard words.contains(anyOf: ["should work", "try with", "retry with", "narrow"]),
      let text = words.split(separator: "range").last
    else { return nil }
    let bounds = text.split(whereSeparator: { !($0.isASCII && ($0.isHexDigit || $0 == "x")) })
      .filter { $0.first?.isNumber == true }.prefix(2).compactMap(number)
    guard bounds.count == 2, bounds[0] <= bounds[1], bounds[1] - bounds[0] < .max else {
      return nil
    }
    return bounds[1] - bounds[0] + 1
  }

  /// The last number in the text that can be a limit: in front of it stands, if anything, what was
  /// asked for.
  private static func limit(in words: String) -> UInt64? {
    var limit: UInt64?
    var text = words[...]
    while let start = text.firstIndex(where: { $0.isASCII && $0.isNumber }) {
      let run = text[start...].prefix { $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") }
      let rest = text[run.endIndex...]
      if let number = UInt64(run.filter(\.isNumber)),
        (10...10_000_000).contains(number)
          || rest.hasPrefix("k") && number > 0 && number < 10_000
      {
        limit = rest.hasPrefix("k") ? number * 1000 : number
      }
      // What follows without a space belongs to it, as in 0x1fff.
      text = rest.drop { $0.isLetter || $0.isNumber }
    }
    return limit
  }

  private static func number(_ text: Substring) -> UInt64? {
    text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
  }
}

extension String {
  /// Whether one of the texts stands in this one.
  func contains(anyOf texts: [String]) -> Bool { texts.contains { contains($0) } }
}
