import EVMPrimitives
import ExactJSON

/// The error object of an answer, read as tolerantly as nodes write it.
struct NodeError {
  /// The number; zero when there is none that is an integer.
  let code: Int
  /// The node's sentence.
  let message: String
  /// All that the object says, the message first, in small letters with single spaces: what the table
  /// of meanings is matched against.
  let words: String
  /// What a contract returned when it reverted; `nil` when nothing looks like that.
  let revertData: [UInt8]?
  /// How long the node wants to be left alone, where its data says so.
  let pause: Duration?

  /// - Parameter value: `{"code", "message", "data"?}`, or what a node has in its place.
  init(_ value: JSONValue) {
    let texts = Self.texts(of: value)
    code = Self.code(value["code"])
    message =
      value["message"]?.string ?? value.string ?? texts.first ?? "The node gives no reason."
    words = Self.normalised(([message] + texts).joined(separator: " "))
    revertData = RevertData.find(in: value)
    pause = Self.pause(value["data"]?["rate"]?["backoff_seconds"])
  }

  /// A JSON integer, or its digits in a string.
  private static func code(_ value: JSONValue?) -> Int {
    guard let value else { return 0 }
    if let text = value.string { return Int(text) ?? 0 }
    return (try? value.integer(as: Int.self)) ?? 0
  }

  /// The whole seconds of a number such as `29.8`, which Infura sends beside -32005.
  private static func pause(_ value: JSONValue?) -> Duration? {
    guard let digits = value?.number?.lexeme.prefix(while: { $0 != "." }),
      let seconds = Int(digits), seconds >= 0
    else { return nil }
    return min(.seconds(seconds) + .seconds(1), RetryAfter.longest)
  }

  /// The texts inside the value, level by level, except those that are hex alone.
  private static func texts(of value: JSONValue) -> [String] {
    var texts: [String] = []
    for (_, child) in value.breadthFirst(limit: 64) {
      if let text = child.string, !text.hasPrefix("0x") { texts.append(String(text.prefix(1000))) }
    }
    return texts
  }

  private static func normalised(_ text: String) -> String {
    text.prefix(4000).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension JSONValue {
  /// The value and what it holds, level by level, each with the key under which it stands.
  ///
  /// - Parameter limit: How many values at most.
  func breadthFirst(limit: Int) -> [(key: String, value: JSONValue)] {
    var found: [(key: String, value: JSONValue)] = [("", self)]
    var next = 0
    while next < found.count, found.count < limit {
      let (key, value) = found[next]
      next += 1
      if let members = value.members {
        found += members.prefix(limit - found.count).map { ($0.key, $0.value) }
      } else if let elements = value.elements {
        found += elements.prefix(limit - found.count).map { (key, $0) }
      }
    }
    return found
  }
}
