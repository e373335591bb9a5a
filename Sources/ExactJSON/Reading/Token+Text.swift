extension Token {
  /// The UTF-8 of a string or number, escapes resolved.
  @usableFromInline
  func text(in input: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(extent)
    guard kind == .escapedString else {
      for position in start..<start + extent { result.append(input[position]) }
      return result
    }
    var position = start
    let end = start + extent
    while position < end {
      let byte = input[position]
      guard byte == UInt8(ascii: "\\"), position + 1 < end else {
        result.append(byte)
        position += 1
        continue
      }
      position += 2
      switch input[position - 1] {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0c)
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        let first = UInt32(input.escapedUnit(at: position - 2) ?? 0xfffd)
        position += 4
        var value = first
        if first & 0xfc00 == 0xd800 {
          let second = UInt32(input.escapedUnit(at: position) ?? 0xfffd)
          position += 6
          value = 0x1_0000 + (first & 0x3ff) << 10 + second & 0x3ff
        }
        result.append(contentsOf: UTF8.encode(UnicodeScalar(value) ?? "\u{fffd}")!)
      case let other: result.append(other)
      }
    }
    return result
  }

  /// Whether a string's characters, escapes resolved, are those of `wanted`.
  @inline(__always)
  func spells(_ wanted: Span<UInt8>, in input: Span<UInt8>) -> Bool {
    if rawKind == Kind.plainString.rawValue {
      guard extent == wanted.count else { return false }
      return input.equals(wanted, from: start)
    }
    let text = text(in: input)
    return text.count == wanted.count && text.span.equals(wanted, from: 0)
  }
}

extension Span<UInt8> {
  /// Whether the bytes from `start` on, of which there are enough, begin with `other`.
  @inline(__always)
  func equals(_ other: Span<UInt8>, from start: Int) -> Bool {
    var offset = 0
    while offset &+ 8 <= other.count {
      if word(at: start &+ offset) != other.word(at: offset) { return false }
      offset &+= 8
    }
    while offset < other.count {
      if self[start &+ offset] != other[offset] { return false }
      offset &+= 1
    }
    return true
  }
}
