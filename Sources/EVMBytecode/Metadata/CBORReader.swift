/// Reads the CBOR that solc and vyper write, and refuses all that they never write.
///
/// Definite lengths in their shortest form, text keys without repetition, unsigned integers, byte
/// and text strings, arrays, maps and booleans. The cost is proportional to the bytes read.
public struct CBORReader: Sendable {
  /// Values inside each other; compilers write three.
  public static let depthLimit = 8

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The one value that the bytes are.
  ///
  /// - Throws: ``CBORError``.
  public static func read(_ bytes: some Collection<UInt8>) throws(CBORError) -> CBORValue {
    let (value, count) = try readPrefix(bytes)
    guard count == bytes.count else { throw .trailingBytes(offset: count) }
    return value
  }

  /// The value that the bytes begin with, and how many bytes it takes.
  ///
  /// - Throws: ``CBORError``.
  public static func readPrefix(
    _ bytes: some Collection<UInt8>
  ) throws(CBORError) -> (value: CBORValue, byteCount: Int) {
    let slice = (bytes as? ArraySlice<UInt8>) ?? ArraySlice(bytes)
    var reader = CBORReader(slice)
    let value = try reader.value(depth: 0)
    return (value, reader.offset)
  }

  private var offset: Int { position - bytes.startIndex }

  private mutating func byte() throws(CBORError) -> UInt8 {
    guard position < bytes.endIndex else { throw .endOfData(offset: offset) }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func value(depth: Int) throws(CBORError) -> CBORValue {
    let start = offset
    guard depth <= Self.depthLimit else { throw .tooDeep(offset: start) }
    let first = try byte()
    switch first >> 5 {
    case 0: return .unsigned(try argument(first, start))
    case 2: return .bytes(Array(try string(first, start)))
    case 3: return .text(try text(first, start))
    case 4:
      let count = try length(first, start)
      var elements: [CBORValue] = []
      for _ in 0..<count { elements.append(try value(depth: depth + 1)) }
      return .array(elements)
    case 5: return .map(try entries(try length(first, start), depth: depth))
    default:
      switch first {
      case 0xf4: return .bool(false)
      case 0xf5: return .bool(true)
      default: throw .unexpectedKind(first, offset: start)
      }
    }
  }

  private mutating func entries(_ count: Int, depth: Int) throws(CBORError) -> [CBOREntry] {
    var entries: [CBOREntry] = []
    var keys: Set<String> = []
    for _ in 0..<count {
      let start = offset
      let first = try byte()
      guard first >> 5 == 3 else { throw .keyNotText(offset: start) }
      let key = try text(first, start)
      guard keys.insert(key).inserted else { throw .repeatedKey(key, offset: start) }
      entries.append(CBOREntry(key: key, value: try value(depth: depth + 1)))
    }
    return entries
  }

  /// The number in a value's first byte, or in the one to eight bytes behind it.
  private mutating func argument(_ first: UInt8, _ start: Int) throws(CBORError) -> UInt64 {
    let short = first & 31
    if short < 24 { return UInt64(short) }
    guard short <= 27 else { throw .unexpectedKind(first, offset: start) }
    let byteCount = 1 << Int(short - 24)
    var number: UInt64 = 0
    for _ in 0..<byteCount { number = number << 8 | UInt64(try byte()) }
    let least: UInt64 = byteCount == 1 ? 24 : 1 << (UInt64(byteCount) * 4)
    guard number >= least else { throw .notShortest(offset: start) }
    return number
  }

  /// A length that the bytes can have: everything counted takes at least a byte.
  private mutating func length(_ first: UInt8, _ start: Int) throws(CBORError) -> Int {
    let number = try argument(first, start)
    guard let length = Int(exactly: number), length <= bytes.endIndex - position else {
      throw .lengthTooLarge(number, offset: start)
    }
    return length
  }

  private mutating func string(
    _ first: UInt8, _ start: Int
  ) throws(CBORError) -> ArraySlice<UInt8> {
    let count = try length(first, start)
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func text(_ first: UInt8, _ start: Int) throws(CBORError) -> String {
    guard let text = String(validating: try string(first, start), as: UTF8.self) else {
      throw .notText(offset: start)
    }
    return text
  }
}
