/// Reads a JSON text into a tape of tokens, without recursion.
struct TapeBuilder {
  var tape: [Token] = []
  /// The containers around the current one.
  private var outer: [Container] = []
  private var current = Container()
  var keys = KeySet()
  let depthLimit: Int
  let firstLine: Int

  /// An array or object that is not closed yet.
  private struct Container {
    /// Where its token stands; negative outside of any container.
    var index = -1
    var count = 0
    var isObject = false
    /// Where its keys start in the key set.
    var firstKey = 0
  }

  init(depthLimit: Int, firstLine: Int, byteCount: Int) {
    self.depthLimit = depthLimit
    self.firstLine = firstLine
    tape.reserveCapacity(byteCount / 16 + 4)
  }

  mutating func build(_ input: Span<UInt8>) throws(JSONError) {
    try refuseByteOrderMark(input)
    var position = skipSpace(input, from: 0)
    if position == input.count { throw .emptyDocument }
    while true {
      position = try appendValue(input, at: position)
      if position < 0 {
        // An array or object was opened: its first element comes next.
        position = -position
        continue
      }
      // A value has ended: close what ends here, then step over the comma to the next value.
      while true {
        position = skipSpace(input, from: position)
        if current.index < 0 {
          if position < input.count { throw .trailingContent(at: place(position, input)) }
          return
        }
        current.count += 1
        guard position < input.count else {
          throw .unexpectedEnd(expected: afterElement, at: place(position, input))
        }
        let byte = input[position]
        if byte == UInt8(ascii: ",") {
          position = skipSpace(input, from: position + 1)
          if current.isObject { position = try appendKey(input, at: position) }
          break
        }
        guard byte == (current.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw .unexpectedByte(byte, expected: afterElement, at: place(position, input))
        }
        position += 1
        try close(end: position, input)
      }
    }
  }

  private var afterElement: String {
    current.isObject ? "a comma or '}'" : "a comma or ']'"
  }

  func place(_ offset: Int, _ input: Span<UInt8>) -> JSONPlace {
    JSONPlace(offset: offset, in: input, firstLine: firstLine)
  }

  @inline(__always)
  func skipSpace(_ input: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position < input.count {
      switch input[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return position
      }
    }
    return position
  }

  /// Appends the scalar at `position` and returns the offset after it, or opens the container there
  /// and returns the negated offset of its first element; an empty one is closed at once.
  private mutating func appendValue(
    _ input: Span<UInt8>, at position: Int
  ) throws(JSONError) -> Int {
    guard position < input.count else {
      throw .unexpectedEnd(expected: "a value", at: place(position, input))
    }
    let byte = input[position]
    switch byte {
    case UInt8(ascii: "\""):
      return try appendString(input, at: position)
    case UInt8(ascii: "{"):
      try open(isObject: true, at: position, input)
      let first = skipSpace(input, from: position + 1)
      if first < input.count, input[first] == UInt8(ascii: "}") {
        try close(end: first + 1, input)
        return first + 1
      }
      return try -appendKey(input, at: first)
    case UInt8(ascii: "["):
      try open(isObject: false, at: position, input)
      let first = skipSpace(input, from: position + 1)
      if first < input.count, input[first] == UInt8(ascii: "]") {
        try close(end: first + 1, input)
        return first + 1
      }
      return -first
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      return try appendNumber(input, at: position)
    case UInt8(ascii: "t"):
      return try appendLiteral("true", .true, input, at: position)
    case UInt8(ascii: "f"):
      return try appendLiteral("false", .false, input, at: position)
    case UInt8(ascii: "n"):
      return try appendLiteral("null", .null, input, at: position)
    default:
      throw .unexpectedByte(byte, expected: "a value", at: place(position, input))
    }
  }

  /// Appends the key at `position` and returns the offset of its value.
  private mutating func appendKey(
    _ input: Span<UInt8>, at position: Int
  ) throws(JSONError) -> Int {
    guard position < input.count else {
      throw .unexpectedEnd(expected: "a key in quotes", at: place(position, input))
    }
    guard input[position] == UInt8(ascii: "\"") else {
      throw .unexpectedByte(
        input[position], expected: "a key in quotes", at: place(position, input))
    }
    let index = tape.count
    let end = try appendString(input, at: position)
    if let duplicate = keys.insert(tape[index], since: current.firstKey, input) {
      throw duplicateKey(duplicate, input)
    }
    let colon = skipSpace(input, from: end)
    guard colon < input.count else {
      throw .unexpectedEnd(expected: "a colon", at: place(colon, input))
    }
    guard input[colon] == UInt8(ascii: ":") else {
      throw .unexpectedByte(input[colon], expected: "a colon", at: place(colon, input))
    }
    return skipSpace(input, from: colon + 1)
  }

  private mutating func open(
    isObject: Bool, at position: Int, _ input: Span<UInt8>
  ) throws(JSONError) {
    let depth = current.index < 0 ? 0 : outer.count + 1
    guard depth < depthLimit else {
      throw .nestingTooDeep(limit: depthLimit, at: place(position, input))
    }
    if current.index >= 0 { outer.append(current) }
    current = Container(
      index: tape.count, count: 0, isObject: isObject, firstKey: keys.count)
    tape.append(Token(isObject ? .object : .array, start: position, extent: 0))
    tape.append(Token(bits: 0))
  }

  private mutating func close(end: Int, _ input: Span<UInt8>) throws(JSONError) {
    if current.isObject, let duplicate = keys.close(since: current.firstKey, input) {
      throw duplicateKey(duplicate, input)
    }
    let index = current.index
    tape[index].bits |= UInt64(truncatingIfNeeded: tape.count)
    tape[index + 1] = Token(count: current.count, end: end)
    current = outer.popLast() ?? Container()
  }

  private func duplicateKey(_ pair: KeySet.Duplicate, _ input: Span<UInt8>) -> JSONError {
    .duplicateKey(
      String(decoding: pair.later.text(in: input), as: UTF8.self),
      at: place(pair.later.start - 1, input), first: place(pair.earlier.start - 1, input))
  }

  private func refuseByteOrderMark(_ input: Span<UInt8>) throws(JSONError) {
    guard input.count >= 2 else { return }
    switch (input[0], input[1]) {
    case (0xef, 0xbb) where input.count > 2 && input[2] == 0xbf:
      throw .byteOrderMark(encoding: "UTF-8")
    case (0xfe, 0xff): throw .byteOrderMark(encoding: "UTF-16")
    case (0xff, 0xfe): throw .byteOrderMark(encoding: "UTF-16 or UTF-32")
    default: return
    }
  }
}
