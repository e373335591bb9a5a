import EVMPrimitives

extension Assembly {
  /// Assembly from text: mnemonics in any case, one or more in a line.
  ///
  /// - `PUSH2 0x1a4`, `PUSH2 420`: hex or decimal, with zeros in front to the PUSH's width.
  ///   `PUSH 420` takes as few bytes as the number needs, at least one.
  /// - `PUSH2 @name`, `PUSH @name`: the offset of the label `name:`.
  /// - `DATA 0x0c0d`: bytes as they stand.
  /// - `PUSH4 0xaabb..`: the last PUSH of code that ends within its data.
  /// - `0042:` in front of a statement is its offset in hex; it begins with a digit, and the code
  ///   must agree with it.
  /// - `;`, `#` and `//` begin a comment.
  /// - Throws: ``AssemblyError``.
  public init(parsing text: some StringProtocol) throws(AssemblyError) {
    try self.init(parsingUTF8: Array(text.utf8))
  }

  /// Assembly in the bytes of a text file; see ``init(parsing:)``.
  public init(parsingUTF8 text: [UInt8]) throws(AssemblyError) {
    var parser = AssemblyParser(text)
    try parser.parse()
    self.init(lines: parser.lines)
  }
}

/// Reads words and turns them into statements.
struct AssemblyParser {
  private let text: [UInt8]
  private var position = 0
  private var line = 1
  /// Where the current line begins.
  private var lineStart = 0
  /// The place of the last word.
  private var wordStart = 0
  private var statedOffset: Int?
  private(set) var lines: [Assembly.Line] = []

  init(_ text: [UInt8]) { self.text = text }

  mutating func parse() throws(AssemblyError) {
    while let word = nextWord() {
      let place = (line, column(of: wordStart))
      guard word.allSatisfy({ $0 < 0x80 }) else {
        if let unknown = String(validating: word, as: UTF8.self) {
          throw error(.unknownWord(unknown))
        }
        throw error(.notText)
      }
      if word.last == UInt8(ascii: ":") {
        try mark(word.dropLast(), place)
        continue
      }
      let statement = try statement(word)
      lines.append(
        Assembly.Line(
          statement: statement, line: place.0, column: place.1, statedOffset: statedOffset))
      statedOffset = nil
    }
  }

  // MARK: - Words

  /// The next word, across lines; nil at the end.
  private mutating func nextWord() -> ArraySlice<UInt8>? {
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\n") {
        position += 1
        line += 1
        lineStart = position
        statedOffset = nil
      } else if byte.isBlank {
        position += 1
      } else if beginsComment(at: position) {
        skipComment()
      } else {
        return word()
      }
    }
    return nil
  }

  /// The next word of this line.
  private mutating func nextOperand() -> ArraySlice<UInt8>? {
    while position < text.count, text[position].isBlank { position += 1 }
    guard position < text.count, text[position] != UInt8(ascii: "\n"),
      !beginsComment(at: position)
    else { return nil }
    return word()
  }

  private mutating func word() -> ArraySlice<UInt8> {
    wordStart = position
    while position < text.count, !text[position].isBlank, text[position] != UInt8(ascii: "\n"),
      !beginsComment(at: position)
    {
      position += 1
    }
    return text[wordStart..<position]
  }

  private func beginsComment(at place: Int) -> Bool {
    switch text[place] {
    case UInt8(ascii: ";"), UInt8(ascii: "#"): true
    case UInt8(ascii: "/"): place + 1 < text.count && text[place + 1] == UInt8(ascii: "/")
    default: false
    }
  }

  private mutating func skipComment() {
    while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
  }

  /// Counted from one, in characters: bytes that do not continue one.
  private func column(of place: Int) -> Int {
    1 + text[lineStart..<place].count { $0 & 0xc0 != 0x80 }
  }

  private func error(_ cause: AssemblyError.Cause) -> AssemblyError {
    AssemblyError(cause, line: line, column: column(of: wordStart))
  }

  // MARK: - Statements

  /// A word with a colon: an offset when it begins with a digit, else a label.
  private mutating func mark(
    _ name: ArraySlice<UInt8>, _ place: (line: Int, column: Int)
  ) throws(AssemblyError) {
    if let first = name.first, first.isDigit {
      if let offset = Self.hexNumber(name) {
        statedOffset = offset
        return
      }
      let text = String(decoding: name, as: UTF8.self)
      let digits = text.lowercased().hasPrefix("0x") ? text.dropFirst(2) : text[...]
      guard let offset = Int(digits, radix: 16), !digits.hasPrefix("+"), !digits.hasPrefix("-")
      else { throw error(.invalidNumber(text)) }
      statedOffset = offset
      return
    }
    let text = String(decoding: name, as: UTF8.self)
    guard name.isLabel else { throw error(.invalidLabel(text)) }
    lines.append(
      Assembly.Line(
        statement: .label(text), line: place.line, column: place.column, statedOffset: statedOffset)
    )
  }

  /// The number of one to seven hex digits; nil for anything else.
  private static func hexNumber(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.count <= 7 else { return nil }
    var number = 0
    for digit in digits {
      let letter = (digit | 0x20) &- 0x61
      guard digit.isDigit || letter < 6 else { return nil }
      number = number << 4 | Int(digit.isDigit ? digit &- 0x30 : letter &+ 10)
    }
    return number
  }

  private mutating func statement(
    _ word: ArraySlice<UInt8>
  ) throws(AssemblyError) -> AssemblyStatement {
    let key = AssemblyWord(word)
    if key == .data {
      guard let operand = nextOperand() else { throw error(.missingOperand("DATA")) }
      return .data(try data(operand))
    }
    if key == .push {
      guard let operand = nextOperand() else { throw error(.missingOperand("PUSH")) }
      return try push(operand, byteCount: nil)
    }
    guard let key, let opcode = AssemblyWord.opcodes[key] else {
      throw error(.unknownWord(String(decoding: word, as: UTF8.self)))
    }
    guard opcode.immediateCount > 0 else { return .instruction(opcode) }
    guard let operand = nextOperand() else { throw error(.missingOperand(opcode.mnemonic)) }
    return try push(operand, byteCount: opcode.immediateCount)
  }

  private func push(
    _ operand: ArraySlice<UInt8>, byteCount: Int?
  ) throws(AssemblyError) -> AssemblyStatement {
    if operand.first == UInt8(ascii: "@") {
      let name = operand.dropFirst()
      let text = String(decoding: name, as: UTF8.self)
      guard name.isLabel else { throw error(.invalidLabel(text)) }
      return .pushLabel(text, byteCount: byteCount)
    }
    if let byteCount, operand.suffix(2).elementsEqual("..".utf8) {
      let bytes = try data(operand.dropLast(2))
      guard bytes.count < byteCount else {
        throw error(.notCutOff(String(decoding: operand, as: UTF8.self), byteCount: byteCount))
      }
      return .cutOffPush(byteCount: byteCount, bytes)
    }
    // What a disassembly writes: two hex digits for each byte.
    if let byteCount, operand.count == 2 + 2 * byteCount, operand.hasHexPrefix,
      let bytes = try? Hex.decode(utf8: operand.span)
    {
      return .push(bytes)
    }
    let text = String(decoding: operand, as: UTF8.self)
    let bytes = try number(operand, text)
    let digits = bytes.drop { $0 == 0 }
    guard digits.count <= byteCount ?? 32 else {
      throw error(.valueTooLarge(text, byteCount: byteCount ?? 32))
    }
    let width = byteCount ?? max(1, digits.count)
    return .push([UInt8](repeating: 0, count: width - digits.count) + digits)
  }

  /// The big-endian bytes of a number, with the zeros that its hex digits have in front.
  private func number(
    _ operand: ArraySlice<UInt8>, _ text: String
  ) throws(AssemblyError) -> [UInt8] {
    if operand.hasHexPrefix {
      let digits = operand.dropFirst(2)
      guard !digits.isEmpty, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
        throw error(.invalidNumber(text))
      }
      guard digits.count > 64 else { return hexBytes(digits) }
      let significant = digits.drop { $0 == UInt8(ascii: "0") }
      guard significant.count <= 64 else { throw error(.valueTooLarge(text, byteCount: 32)) }
      return hexBytes(significant)
    }
    guard !operand.isEmpty, operand.allSatisfy(\.isDigit) else { throw error(.invalidNumber(text)) }
    let significant = operand.drop { $0 == UInt8(ascii: "0") }
    // 2^256 has 78 digits.
    guard significant.count <= 78,
      let value = significant.isEmpty ? 0 : UInt256(String(decoding: significant, as: UTF8.self))
    else { throw error(.valueTooLarge(text, byteCount: 32)) }
    return Array(Hash256(value).bytes.drop { $0 == 0 })
  }

  /// Bytes that 0x hex spells.
  private func data(_ operand: ArraySlice<UInt8>) throws(AssemblyError) -> [UInt8] {
    let text = String(decoding: operand, as: UTF8.self)
    guard operand.hasHexPrefix else { throw error(.invalidNumber(text)) }
    let digits = operand.dropFirst(2)
    do { return try Hex.decode(utf8: operand.span) } catch {
      if case .oddDigitCount = error { throw self.error(.oddDigitCount(digits.count)) }
      throw self.error(.invalidNumber(text))
    }
  }

  /// The bytes of hex digits, an odd number of them with a zero in front.
  private func hexBytes(_ digits: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var isHigh = digits.count.isMultiple(of: 2)
    for digit in digits {
      let value = digit.isDigit ? digit &- 0x30 : (digit | 0x20) &- 0x57
      if isHigh {
        bytes.append(value << 4)
      } else if let last = bytes.popLast() {
        bytes.append(last | value)
      } else {
        bytes.append(value)
      }
      isHigh.toggle()
    }
    return bytes
  }
}

extension ArraySlice<UInt8> {
  fileprivate var hasHexPrefix: Bool {
    count >= 2 && self[startIndex] == UInt8(ascii: "0")
      && self[startIndex + 1] | 0x20 == UInt8(ascii: "x")
  }

  /// A letter or `_`, then letters, digits, `_` and dots.
  fileprivate var isLabel: Bool {
    guard let first, !first.isDigit, first != UInt8(ascii: ".") else { return false }
    return allSatisfy {
      $0.isDigit || ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0d }
  fileprivate var isDigit: Bool { self &- 0x30 < 10 }
}
