import EVMPrimitives

extension ABIValue {
  /// The value of the type that a person wrote, as `cast` takes it on the command line.
  ///
  /// Integers are decimal or 0x hex, with a unit if wanted (`1.5btt`, `3gwei`); arrays are
  /// `[a, b]`, tuples `(a, b)`. A string on its own is taken as it stands; inside an array or tuple
  /// it ends at the next `,`, `]` or `)`, or stands in double quotes with the escapes of ``text(as:)``.
  /// A text that is itself in double quotes is read so too.
  /// - Throws: ``ABITextError`` with the place.
  public init(parsing text: some StringProtocol, as type: ABIType) throws(ABITextError) {
    if case .string = type, text.utf8.first != UInt8(ascii: "\"") {
      self = .string(String(text))
      return
    }
    var reader = ABITextReader(text)
    self = try reader.value(type)
    try reader.requireEnd()
  }
}

/// A place in a text that is read as a value.
private struct ABITextReader {
  private let utf8: [UInt8]
  private var offset = 0

  init(_ text: some StringProtocol) { utf8 = Array(text.utf8) }

  private var next: UInt8? { offset < utf8.count ? utf8[offset] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
      offset += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  mutating func requireEnd() throws(ABITextError) {
    skipSpaces()
    if offset < utf8.count {
      throw .unexpected(found: rest, expected: "the end", offset: offset)
    }
  }

  private var rest: String {
    String(String(decoding: utf8[offset..<min(offset + 24, utf8.count)], as: UTF8.self).prefix(12))
  }

  mutating func value(_ type: ABIType) throws(ABITextError) -> ABIValue {
    switch type {
    case .array(let element):
      return .array(try list("[", "]", type) { _ in element })
    case .fixedArray(let element, let count):
      let start = offset
      let values = try list("[", "]", type) { _ in element }
      guard values.count == count.value else {
        throw .wrongCount(values.count, expected: count.value, type: type, offset: start)
      }
      return .array(values)
    case .tuple(let members):
      let start = offset
      let values = try list("(", ")", type) { $0 < members.count ? members[$0].type : nil }
      guard values.count == members.count else {
        throw .wrongCount(values.count, expected: members.count, type: type, offset: start)
      }
      return .tuple(values)
    default: break
    }
    skipSpaces()
    let start = offset
    if case .string = type, next == UInt8(ascii: "\"") { return .string(try quotedText()) }
    let text = word()
    do { return try ABIValue(word: text, as: type) } catch {
      throw .value(String(describing: error), type: type, offset: start)
    }
  }

  /// The values between two brackets; no type means that there are too many.
  private mutating func list(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ listType: ABIType,
    _ type: (Int) -> ABIType?
  ) throws(ABITextError) -> [ABIValue] {
    guard take(open) else {
      throw next == nil
        ? .ended(expected: "'\(open)' of \(listType)")
        : .unexpected(found: rest, expected: "'\(open)' of \(listType)", offset: offset)
    }
    var values: [ABIValue] = []
    if take(close) { return values }
    while true {
      guard let type = type(values.count) else {
        throw .wrongCount(values.count + 1, expected: values.count, type: listType, offset: offset)
      }
      values.append(try value(type))
      if take(close) { return values }
      guard take(",") else {
        throw next == nil
          ? .ended(expected: "',' or '\(close)'")
          : .unexpected(found: rest, expected: "',' or '\(close)'", offset: offset)
      }
    }
  }

  /// What stands up to the next comma or closing bracket, without spaces at its end.
  private mutating func word() -> String {
    let start = offset
    while let byte = next,
      ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: ")")].contains(byte)
    {
      offset += 1
    }
    var end = offset
    while end > start, utf8[end - 1] == 0x20 || utf8[end - 1] == 0x0a || utf8[end - 1] == 0x0d {
      end -= 1
    }
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }

  /// A text in double quotes, its escapes resolved.
  private mutating func quotedText() throws(ABITextError) -> String {
    let start = offset
    offset += 1
    var bytes: [UInt8] = []
    while let byte = next {
      offset += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): bytes.append(0x0a)
      case UInt8(ascii: "r"): bytes.append(0x0d)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(utf8[offset])
      case UInt8(ascii: "u"):
        bytes += Array(String(Character(try codePoint())).utf8)
        continue
      default: throw .unexpected(found: rest, expected: "an escape such as \\n", offset: offset - 1)
      }
      offset += 1
    }
    throw .ended(expected: "the closing quote of the text at offset \(start)")
  }

  /// The character of `u{1f600}`.
  private mutating func codePoint() throws(ABITextError) -> Unicode.Scalar {
    let start = offset
    offset += 1
    var digits = ""
    if take("{") {
      while let byte = next, byte != UInt8(ascii: "}"), digits.utf8.count < 9 {
        digits.unicodeScalars.append(Unicode.Scalar(byte))
        offset += 1
      }
    }
    guard take("}"), digits.utf8.count <= 8, let number = UInt32(digits, radix: 16),
      !digits.hasPrefix("+"), let scalar = Unicode.Scalar(number)
    else {
      offset = start
      throw .unexpected(found: rest, expected: "a code point such as u{1b}", offset: start)
    }
    return scalar
  }
}

extension ABIValue {
  /// The value of an elementary type that one word spells.
  fileprivate init(word: String, as type: ABIType) throws {
    switch type {
    case .uint(let bits):
      let number = try UInt256(amountText: word)
      guard number.significantBitCount <= bits.value else { throw NumberRangeError(type: type) }
      self = .uint(number)
    case .int(let bits):
      let isNegative = word.hasPrefix("-")
      let magnitude = try UInt256(amountText: String(word.dropFirst(isNegative ? 1 : 0)))
      guard let number = Int256(isNegative: isNegative, magnitude: magnitude),
        number.fits(bits: bits.value)
      else { throw NumberRangeError(type: type) }
      self = .int(number)
    case .ufixed(let bits, let decimals):
      let scaled = try ScaledDecimal(word, decimals: decimals.value)
      guard !scaled.isNegative, scaled.magnitude.significantBitCount <= bits.value else {
        throw NumberRangeError(type: type)
      }
      self = .uint(scaled.magnitude)
    case .fixed(let bits, let decimals):
      let scaled = try ScaledDecimal(word, decimals: decimals.value)
      guard let number = Int256(isNegative: scaled.isNegative, magnitude: scaled.magnitude),
        number.fits(bits: bits.value)
      else { throw NumberRangeError(type: type) }
      self = .int(number)
    case .bool:
      guard word == "true" || word == "false" else { throw BooleanTextError(text: word) }
      self = .bool(word == "true")
    case .address: self = .address(try Address(parsing: word))
    case .function:
      let bytes = try Hex.decode(word)
      guard bytes.count == 24 else {
        throw HexError.wrongByteCount(expected: 24, found: bytes.count)
      }
      self = .function(bytes)
    case .fixedBytes(let count):
      let bytes = try Hex.decode(word)
      guard bytes.count == count.value else {
        throw HexError.wrongByteCount(expected: count.value, found: bytes.count)
      }
      self = .bytes(bytes)
    case .bytes: self = .bytes(try Hex.decode(word))
    case .string: self = .string(word)
    case .array, .fixedArray, .tuple: preconditionFailure("a list was read as a word")
    }
  }
}

extension UInt256 {
  /// The number of a decimal or 0x hex text, or of an amount with its unit.
  fileprivate init(amountText text: String) throws {
    if text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8) {
      self = try UInt256(decimalOrHex: text)
    } else {
      self = try TokenAmount(parsing: text, in: .wei).smallestUnits
    }
  }
}

/// A number that its type does not hold.
private struct NumberRangeError: Error, CustomStringConvertible {
  var type: ABIType
  var description: String {
    switch type {
    case .uint(let bits) where bits.value < 256:
      "That type holds 0 to \((UInt256.one &<< UInt256(UInt64(bits.value))) &- UInt256.one)."
    case .int(let bits):
      "That type holds -2^\(bits.value - 1) to 2^\(bits.value - 1) - 1."
    default: "The number has more digits than the type holds."
    }
  }
}

/// A word that is neither `true` nor `false`.
private struct BooleanTextError: Error, CustomStringConvertible {
  var text: String
  var description: String { "\(quoted(text)) is neither true nor false." }
}

/// Why a text is not a value of a type. Offsets count UTF-8 bytes.
public enum ABITextError: Error, Hashable, Sendable {
  /// A word that is no value of its type, and why.
  case value(String, type: ABIType, offset: Int)
  /// Another number of elements or members than the type has.
  case wrongCount(Int, expected: Int, type: ABIType, offset: Int)
  case unexpected(found: String, expected: String, offset: Int)
  case ended(expected: String)
}

extension ABITextError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .value(let reason, let type, let offset):
      "The value at offset \(offset) is no \(type): \(reason)"
    case .wrongCount(let count, let expected, let type, let offset):
      "The list at offset \(offset) has \(count) or more values, but \(type) has \(expected)."
    case .unexpected(let found, let expected, let offset):
      "\(quoted(found)) at offset \(offset) is unexpected; \(expected) comes here."
    case .ended(let expected): "The text ends where \(expected) should come."
    }
  }
}
