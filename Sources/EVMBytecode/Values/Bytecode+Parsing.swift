import EVMPrimitives

extension Bytecode {
  /// Code that somebody wrote or a compiler put into a file: hex digits, with or without `0x`,
  /// white space allowed before and after.
  ///
  /// `0x` is empty code. Text without any digit or `0x` is an error, and so is a library
  /// placeholder that the linker has not filled: its 20 bytes are not known.
  /// - Throws: ``BytecodeError``; offsets count UTF-8 bytes from the start of `text`.
  public init(parsing text: some StringProtocol) throws(BytecodeError) {
    self = try Bytecode(parsingUTF8: Array(text.utf8))
  }

  /// Code in the bytes of a text file; see ``init(parsing:)``. The bytes need not be valid UTF-8.
  public init(parsingUTF8 text: [UInt8]) throws(BytecodeError) {
    guard let first = text.firstIndex(where: { !$0.isSpace }),
      let last = text.lastIndex(where: { !$0.isSpace })
    else { throw .noText }
    let digits = text.span.extracting(first..<last + 1)
    let prefix = digits.hasHexPrefix ? 2 : 0
    let digitCount = digits.count - prefix
    if digitCount / 2 <= Self.maximumByteCount, let bytes = try? Hex.decode(utf8: digits) {
      self = try Bytecode(bytes)
      return
    }
    if let stop = (prefix..<digits.count).first(where: { !digits[$0].isHexDigit }) {
      throw Self.problem(in: text, at: first + stop)
    }
    guard digitCount / 2 <= Self.maximumByteCount else {
      throw .tooLarge(byteCount: digitCount / 2)
    }
    throw .oddDigitCount(digitCount)
  }

  /// What is wrong at the first byte that is not a hex digit.
  private static func problem(in text: [UInt8], at offset: Int) -> BytecodeError {
    let rest = text[offset...]
    if text[offset].isSpace { return .interrupted(offset: offset) }
    if rest.starts(with: "__".utf8) {
      // Both forms are 40 characters: `__$<34 hex digits>$__`, before solc 0.5 `__File.sol:Name___`.
      let placeholder = String(decoding: rest.prefix(40), as: UTF8.self)
      return .unlinkedLibrary(placeholder: placeholder, offset: offset)
    }
    let character = String(decoding: rest.prefix(16), as: UTF8.self).first ?? "?"
    return .invalidDigit(character, offset: offset)
  }
}

extension UInt8 {
  /// Space, tab, line feed, vertical tab, form feed or carriage return.
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0d).contains(self) }

  fileprivate var isHexDigit: Bool {
    self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 6
  }
}

extension Span<UInt8> {
  fileprivate var hasHexPrefix: Bool {
    count >= 2 && self[0] == UInt8(ascii: "0") && self[1] | 0x20 == UInt8(ascii: "x")
  }
}
