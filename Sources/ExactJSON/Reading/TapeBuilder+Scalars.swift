extension TapeBuilder {
  mutating func appendLiteral(
    _ text: StaticString, _ kind: Token.Kind, _ input: Span<UInt8>, at start: Int
  ) throws(JSONError) -> Int {
    let length = text.utf8CodeUnitCount
    for offset in 1..<length {
      let position = start + offset
      guard position < input.count else {
        throw .unexpectedEnd(expected: "the rest of '\(text)'", at: place(position, input))
      }
      guard input[position] == text.utf8Start[offset] else {
        throw .unexpectedByte(
          input[position], expected: "the rest of '\(text)'", at: place(position, input))
      }
    }
    tape.append(Token(kind, start: start, extent: length))
    return start + length
  }

  /// Appends the number at `start`: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  mutating func appendNumber(_ input: Span<UInt8>, at start: Int) throws(JSONError) -> Int {
    var position = start
    if input[position] == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    position = try skipDigits(input, from: position)
    if input[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
      throw .leadingZero(at: place(start, input))
    }
    var kind = Token.Kind.integer
    if position < input.count, input[position] == UInt8(ascii: ".") {
      kind = .decimal
      position = try skipDigits(input, from: position + 1)
    }
    if position < input.count, input[position] | 0x20 == UInt8(ascii: "e") {
      kind = .decimal
      position += 1
      if position < input.count,
        input[position] == UInt8(ascii: "+") || input[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      position = try skipDigits(input, from: position)
    }
    tape.append(Token(kind, start: start, extent: position - start))
    return position
  }

  /// The offset after one or more digits.
  private func skipDigits(_ input: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
    var position = start
    while position < input.count, input[position] &- 0x30 < 10 { position += 1 }
    if position == start {
      guard position < input.count else {
        throw .unexpectedEnd(expected: "a digit", at: place(position, input))
      }
      throw .unexpectedByte(input[position], expected: "a digit", at: place(position, input))
    }
    return position
  }

  /// Appends the string whose opening quote is at `start`.
  @inline(__always)
  mutating func appendString(_ input: Span<UInt8>, at start: Int) throws(JSONError) -> Int {
    var position = start + 1
    var kind = Token.Kind.plainString
    while true {
      position = firstSpecial(input, from: position)
      guard position < input.count else {
        throw .unterminatedString(at: place(start, input))
      }
      if input[position] == UInt8(ascii: "\"") { break }
      if input[position] == UInt8(ascii: "\\") { kind = .escapedString }
      position = try skipSpecial(input, at: position, in: start)
    }
    tape.append(Token(kind, start: start + 1, extent: position - start - 1))
    return position + 1
  }

  /// The first byte from `start` on that is a quote, a backslash, a control character or not ASCII;
  /// the end of the input if there is none.
  ///
  /// Eight bytes at a time: a byte's high bit comes up in one of the terms if the byte is special.
  /// Borrows can raise it in later bytes without cause, never in earlier ones, so the lowest is right.
  @inline(__always)
  private func firstSpecial(_ input: Span<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits = ones &* 0x80
    var position = start
    while position &+ 8 <= input.count {
      let word = input.word(at: position)
      let marks =
        (word | (word &- (ones &* 0x20)) | ((word ^ (ones &* 0x22)) &- ones)
          | ((word ^ (ones &* 0x5c)) &- ones)) & highBits
      if marks != 0 { return position &+ marks.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < input.count {
      let byte = input[position]
      if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5c { return position }
      position += 1
    }
    return position
  }

  /// Steps over the escape or the UTF-8 sequence at `position` of the string from `start`.
  @inline(never)
  private func skipSpecial(
    _ input: Span<UInt8>, at position: Int, in start: Int
  ) throws(JSONError) -> Int {
    let byte = input[position]
    if byte == UInt8(ascii: "\\") { return try skipEscape(input, at: position, in: start) }
    if byte < 0x20 { throw .controlCharacter(byte, at: place(position, input)) }
    var next = position
    while next < input.count, input[next] >= 0x80 {
      let length = sequenceLength(input, at: next)
      if length == 0 { throw .invalidUTF8(at: place(next, input)) }
      next += length
    }
    return next
  }

  /// The length of the UTF-8 sequence of a scalar above U+007F; zero if there is none.
  ///
  /// The ranges of the second byte are those of Unicode's table 3-7: no overlong form, no
  /// surrogate, nothing above U+10FFFF.
  private func sequenceLength(_ input: Span<UInt8>, at position: Int) -> Int {
    let available = input.count - position
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xbf) -> Bool {
      offset < available && range.contains(input[position + offset])
    }
    switch input[position] {
    case 0xc2...0xdf: return continues(1) ? 2 : 0
    case 0xe0: return continues(1, 0xa0...0xbf) && continues(2) ? 3 : 0
    case 0xe1...0xec, 0xee, 0xef: return continues(1) && continues(2) ? 3 : 0
    case 0xed: return continues(1, 0x80...0x9f) && continues(2) ? 3 : 0
    case 0xf0: return continues(1, 0x90...0xbf) && continues(2) && continues(3) ? 4 : 0
    case 0xf1...0xf3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xf4: return continues(1, 0x80...0x8f) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }

  private func skipEscape(
    _ input: Span<UInt8>, at position: Int, in start: Int
  ) throws(JSONError) -> Int {
    guard position + 1 < input.count else { throw .unterminatedString(at: place(start, input)) }
    switch input[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return position + 2
    case UInt8(ascii: "u"):
      let unit = try escapedUnit(input, at: position)
      guard unit & 0xf800 == 0xd800 else { return position + 6 }
      let second = position + 6
      guard unit < 0xdc00, second + 1 < input.count, input[second] == UInt8(ascii: "\\"),
        input[second + 1] == UInt8(ascii: "u"),
        try escapedUnit(input, at: second) & 0xfc00 == 0xdc00
      else {
        throw .loneSurrogate(unit, at: place(position, input))
      }
      return second + 6
    default:
      throw .invalidEscape(at: place(position, input))
    }
  }

  private func escapedUnit(_ input: Span<UInt8>, at position: Int) throws(JSONError) -> UInt16 {
    guard let unit = input.escapedUnit(at: position) else {
      throw .invalidEscape(at: place(position, input))
    }
    return unit
  }
}

extension Span<UInt8> {
  /// The eight bytes from `offset` on, the first in the lowest bits.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The code unit of the escape `\uXXXX` at `offset`; `nil` without four hex digits.
  func escapedUnit(at offset: Int) -> UInt16? {
    guard offset + 6 <= count else { return nil }
    var unit: UInt16 = 0
    for position in offset + 2..<offset + 6 {
      let byte = self[position]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
