import EVMPrimitives

/// Declarations under the four bytes that name them, looked up without reading the others.
///
/// The text has a line for each: eight lower-case hex digits, a space, the declaration without its
/// keyword; the lines stand in the order of the digits, those of one name in the order of preference.
/// A look-up is a binary search over the bytes of the literal, in place: nothing is read, copied or
/// held before, so that a table of many thousands of lines costs nothing at start-up.
struct SignatureTable: Sendable {
  /// How many bytes stand before a declaration.
  private static let keyWidth = 9

  let text: StaticString

  /// The declarations of a name, in their order; empty where there is none.
  func declarations(_ selector: Selector) -> [String] {
    text.withUTF8Buffer { bytes in
      var start = Self.firstLine(in: bytes, from: selector.rawValue)
      var found: [String] = []
      while start < bytes.count, Self.key(in: bytes, at: start) == selector.rawValue {
        let end = Self.end(of: start, in: bytes)
        found.append(String(decoding: bytes[(start + Self.keyWidth)..<end], as: UTF8.self))
        start = end + 1
      }
      return found
    }
  }

  // MARK: Lines

  /// Where the first line starts whose name is not less than a number; the end where all are less.
  private static func firstLine(in bytes: UnsafeBufferPointer<UInt8>, from key: UInt32) -> Int {
    var low = 0
    var high = bytes.count
    while low < high {
      var middle = low + (high - low) / 2
      while middle > low, bytes[middle - 1] != newline { middle -= 1 }
      if self.key(in: bytes, at: middle) < key {
        low = end(of: middle, in: bytes) + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The number that a line's first eight digits write.
  private static func key(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
    bytes[start..<(start + 8)].reduce(0) { key, digit in
      key << 4 | UInt32(digit <= UInt8(ascii: "9") ? digit & 0xF : digit - UInt8(ascii: "a") + 10)
    }
  }

  /// Where the newline of a line stands.
  private static func end(of start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes[start...].firstIndex(of: newline) ?? bytes.count
  }

  private static var newline: UInt8 { UInt8(ascii: "\n") }
}
