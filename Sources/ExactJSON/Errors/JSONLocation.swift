/// Where a value stands: its path from the root, and its place in the text.
public struct JSONLocation: Hashable, Sendable, CustomStringConvertible {
  /// `$` for the root, `$.params[0].value` below it, `$["strange key"]` for what is no plain name.
  public var path: String
  public var place: JSONPlace

  public init(path: String, place: JSONPlace) {
    self.path = path
    self.place = place
  }

  /// `$.params[0].value (line 3, column 7 (byte 52))`, in one pair of parentheses.
  public var description: String {
    "\(path) (line \(place.line), column \(place.column), byte \(place.offset))"
  }
}

extension JSONValue {
  /// Where this value stands. The path is found by walking the document, so it costs time in
  /// proportion to its size: it is meant for errors.
  public var location: JSONLocation {
    let bytes = contents.bytes
    let start =
      token.kind == .plainString || token.kind == .escapedString
      ? token.start - 1 : token.start
    return JSONLocation(
      path: path, place: JSONPlace(offset: start, in: bytes.span, firstLine: contents.firstLine))
  }

  /// An error that names this value's location, for a content that the caller refuses.
  ///
  /// - Parameter reason: A full sentence in the user's words.
  public func invalid(_ reason: String) -> JSONTypeError {
    .invalid(reason: reason, at: location)
  }

  private var path: String {
    codingPath.reduce(into: "$") { $0 += ($1 as? Step)?.text ?? "" }
  }

  /// The keys and indices that lead from the root to this value, outermost first.
  var codingPath: [any CodingKey] {
    var path: [any CodingKey] = []
    var position = 0
    while position < index {
      let token = contents.tape[position]
      guard token.isContainer else { break }
      let isObject = token.kind == .object
      var child = position + 2
      var count = 0
      // The child that holds this value is the first that ends behind it; a key is its member's.
      while child < token.extent {
        let value = isObject ? child + 1 : child
        let next = contents.after(value)
        if index < next {
          path.append(
            isObject
              ? Step(JSONValue(contents: contents, index: child).string ?? "") : Step(index: count))
          position = value
          break
        }
        count += 1
        child = next
      }
    }
    return path
  }
}

/// A step of a path: a member's name or an element's index.
struct Step: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(_ name: String) {
    stringValue = name
    intValue = nil
  }

  init(index: Int) {
    stringValue = "Index \(index)"
    intValue = index
  }

  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { self.init(index: intValue) }

  /// `.name`, `[3]`, or `['strange name']`.
  var text: String {
    if let intValue { return "[\(intValue)]" }
    let isPlain = stringValue.utf8.allSatisfy {
      $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_")
    }
    let isShort = 1...40 ~= stringValue.utf8.count
    return isPlain && isShort ? ".\(stringValue)" : "[\(quoted(stringValue))]"
  }
}
