/// Ethereum's Recursive Length Prefix encoding, strict in both directions.
///
/// - SeeAlso: Yellow paper, appendix B.
public enum RLP {
  /// The canonical encoding of `item`.
  public static func encode(_ item: RLPItem) -> [UInt8] {
    // Written from the back, a list's length is known when its prefix is due.
    var reversed: [UInt8] = []
    var stack: [(items: [RLPItem], next: Int, end: Int)] = []
    var current: RLPItem? = item
    while true {
      if let item = current {
        switch item {
        case .bytes(let bytes):
          reversed.append(contentsOf: bytes.reversed())
          if bytes.count != 1 || bytes[0] >= 0x80 {
            appendPrefix(to: &reversed, length: bytes.count, base: 0x80)
          }
          current = nil
        case .list(let items):
          stack.append((items, items.count, reversed.count))
          current = nil
        }
      }
      guard let last = stack.indices.last else { break }
      if stack[last].next > 0 {
        stack[last].next -= 1
        current = stack[last].items[stack[last].next]
      } else {
        let frame = stack.removeLast()
        appendPrefix(to: &reversed, length: reversed.count - frame.end, base: 0xc0)
      }
    }
    reversed.reverse()
    return reversed
  }

  private static func appendPrefix(to reversed: inout [UInt8], length: Int, base: UInt8) {
    if length < 56 {
      reversed.append(base + UInt8(length))
      return
    }
    var rest = length
    var count: UInt8 = 0
    while rest > 0 {
      reversed.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
      count += 1
    }
    reversed.append(base + 55 + count)
  }

  /// The one value that `bytes` encode canonically.
  ///
  /// Works without recursion and allocates only for bytes that are there.
  /// - Throws: ``RLPError`` with the place.
  public static func decode(
    _ bytes: [UInt8], limits: RLPLimits = RLPLimits()
  ) throws(RLPError) -> RLPItem {
    guard bytes.count <= limits.byteCount else {
      throw .tooLarge(byteCount: bytes.count, limit: limits.byteCount)
    }
    guard !bytes.isEmpty else { throw .empty }
    var open: [(items: [RLPItem], end: Int)] = []
    var position = 0
    var itemCount = 0
    while true {
      guard itemCount < limits.itemCount else {
        throw .tooManyItems(offset: position, limit: limits.itemCount)
      }
      itemCount += 1
      let end = open.last?.end ?? bytes.count
      let header = try header(in: bytes, at: position, end: end)
      let contentEnd = header.content + header.length
      var item: RLPItem
      if header.isList {
        guard open.count < limits.depth else {
          throw .tooDeep(offset: position, limit: limits.depth)
        }
        position = header.content
        if header.length > 0 {
          open.append(([], contentEnd))
          continue
        }
        item = .list([])
      } else {
        item = .bytes(Array(bytes[header.content..<contentEnd]))
        position = contentEnd
      }
      while let last = open.indices.last {
        open[last].items.append(item)
        guard position == open[last].end else { break }
        item = .list(open.removeLast().items)
      }
      guard open.isEmpty else { continue }
      guard position == bytes.count else {
        throw .trailingBytes(offset: position, count: bytes.count - position)
      }
      return item
    }
  }

  private struct Header {
    var isList: Bool
    /// Where the item's bytes begin, and how many they are; both inside the data.
    var content: Int
    var length: Int
  }

  /// Reads the prefix at `offset`, whose item must end at `end` or before.
  private static func header(
    in bytes: [UInt8], at offset: Int, end: Int
  ) throws(RLPError) -> Header {
    let prefix = bytes[offset]
    if prefix < 0x80 { return Header(isList: false, content: offset, length: 1) }
    let isList = prefix >= 0xc0
    let code = Int(prefix - (isList ? 0xc0 : 0x80))
    let afterPrefix = offset + 1
    if code < 56 {
      guard code <= end - afterPrefix else {
        throw .truncated(offset: offset, needed: UInt64(code), available: end - afterPrefix)
      }
      if code == 1, !isList, bytes[afterPrefix] < 0x80 {
        throw .prefixedSingleByte(offset: offset)
      }
      return Header(isList: isList, content: afterPrefix, length: code)
    }
    let lengthCount = code - 55
    guard lengthCount <= end - afterPrefix else {
      throw .truncated(offset: offset, needed: UInt64(lengthCount), available: end - afterPrefix)
    }
    let content = afterPrefix + lengthCount
    if bytes[afterPrefix] == 0 { throw .leadingZeroInLength(offset: offset) }
    let length = bytes[afterPrefix..<content].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if length < 56 { throw .longFormForShortLength(offset: offset, length: length) }
    guard length <= UInt64(end - content) else {
      throw .truncated(offset: offset, needed: length, available: end - content)
    }
    return Header(isList: isList, content: content, length: Int(length))
  }
}
