extension TokenAmount: CustomStringConvertible {
  /// All digits that matter and the symbol, such as `1.5 BTT`.
  public var description: String { "\(decimal) \(denomination.symbol)" }

  /// The number without the symbol: no trailing zeros, no point in a whole number.
  public var decimal: String {
    let decimals = denomination.decimals
    guard decimals > 0 else { return smallestUnits.description }
    let (whole, fraction) = smallestUnits.quotientAndRemainder(dividingBy: denomination.scale)
    guard !fraction.isZero else { return whole.description }
    let digits = fraction.description
    let places = String(repeating: "0", count: decimals - digits.count) + digits
    let significant = places.utf8.count - places.utf8.reversed().prefix { $0 == 0x30 }.count
    return "\(whole).\(places.prefix(significant))"
  }

  /// The amount that a text spells: `1.5 BTT`, `300000gwei`, or a bare number in `unit`.
  ///
  /// ASCII digits with at most one point among them, then optionally one space and the name of a
  /// unit. The unit of the result is the one named.
  /// - Parameters:
  ///   - unit: The unit of a bare number.
  ///   - units: The units that may be named, in any case.
  /// - Throws: ``AmountTextError`` with the reason; nothing is rounded, guessed or cut.
  public init(
    parsing text: some StringProtocol, in unit: Denomination,
    naming units: [Denomination] = Denomination.known
  ) throws(AmountTextError) {
    let text = String(text)
    let utf8 = Array(text.utf8)
    func fail(at offset: Int) -> AmountTextError {
      AmountTextError(badCharacterIn: text, utf8, at: offset)
    }

    guard !utf8.isEmpty else { throw .empty }
    var position = 0
    let wholeEnd = utf8.endOfDigits(from: 0)
    guard wholeEnd > 0 else { throw fail(at: 0) }
    position = wholeEnd
    var fraction = wholeEnd..<wholeEnd
    if position < utf8.count, utf8[position] == UInt8(ascii: ".") {
      let end = utf8.endOfDigits(from: position + 1)
      guard end > position + 1 else {
        throw end == utf8.count ? .missingDigits(offset: end) : fail(at: end)
      }
      fraction = (position + 1)..<end
      position = end
    }

    var denomination = unit
    if position < utf8.count {
      var start = position
      if utf8[start] == UInt8(ascii: " ") { start += 1 }
      guard start < utf8.count, Denomination.isSymbolStart(utf8[start]) else {
        throw fail(at: position)
      }
      if start == position, utf8.isExponent(at: start) { throw .exponent(offset: start) }
      let end = utf8[start...].firstIndex { !Denomination.isSymbolPart($0) } ?? utf8.count
      guard end == utf8.count else { throw fail(at: end) }
      let name = String(decoding: utf8[start..<end], as: UTF8.self)
      guard let named = units.first(where: { $0.symbol.lowercased() == name.lowercased() })
      else { throw .unknownUnit(name, known: units.map(\.symbol)) }
      denomination = named
    }

    guard fraction.count <= denomination.decimals else {
      throw .tooManyDecimals(given: fraction.count, unit: denomination)
    }
    let padding = [UInt8](
      repeating: UInt8(ascii: "0"), count: denomination.decimals - fraction.count)
    let digits = String(
      decoding: utf8[..<wholeEnd] + utf8[fraction] + padding, as: UTF8.self)
    do { self.init(smallestUnits: try UInt256(parsing: digits), in: denomination) } catch {
      throw .tooLarge(unit: denomination)
    }
  }
}

extension [UInt8] {
  fileprivate func endOfDigits(from start: Int) -> Int {
    self[start...].firstIndex { $0 &- UInt8(ascii: "0") > 9 } ?? count
  }

  /// Whether the letter at `offset` begins an exponent as in `1e18` and not a unit.
  fileprivate func isExponent(at offset: Int) -> Bool {
    guard self[offset] | 0x20 == UInt8(ascii: "e"), offset + 1 < count else { return false }
    let next = self[offset + 1]
    return next &- UInt8(ascii: "0") < 10 || next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
  }
}

/// Why a text is not an amount. Offsets count UTF-8 bytes from the start of the text.
public enum AmountTextError: Error, Hashable, Sendable {
  case empty
  /// `+` or `-`; amounts have none.
  case sign(Character, offset: Int)
  /// A number such as `1e18`.
  case exponent(offset: Int)
  /// A space other than the one before the unit.
  case space(offset: Int)
  /// A digit of another script.
  case foreignDigit(Character, offset: Int)
  /// Any other character that has no place in an amount.
  case unexpectedCharacter(Character, offset: Int)
  /// A point without digits after it.
  case missingDigits(offset: Int)
  case unknownUnit(String, known: [String])
  /// More places than the unit has; they would have to be rounded away.
  case tooManyDecimals(given: Int, unit: Denomination)
  /// Above 2^256 - 1 of the smallest unit.
  case tooLarge(unit: Denomination)

  init(badCharacterIn text: String, _ utf8: [UInt8], at offset: Int) {
    let found = character(of: text, atByte: offset)
    if found == "+" || found == "-" {
      self = .sign(found, offset: offset)
    } else if found.isWhitespace {
      self = .space(offset: offset)
    } else if !found.isASCII, found.isNumber {
      self = .foreignDigit(found, offset: offset)
    } else {
      self = .unexpectedCharacter(found, offset: offset)
    }
  }
}

extension AmountTextError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "The amount is empty; write a number such as 1.5 and a unit."
    case .sign(let sign, let offset):
      "The amount has the sign \(quoted(sign)) at offset \(offset); amounts have none."
    case .exponent(let offset):
      "The amount has an exponent at offset \(offset); write all digits, or use a unit."
    case .space(let offset):
      "The amount has a space at offset \(offset); only one is allowed, before the unit."
    case .foreignDigit(let digit, let offset):
      "Character \(quoted(digit)) at offset \(offset) is not an ASCII digit; write 0-9."
    case .unexpectedCharacter(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) has no place in an amount; write digits, at most one point, and a unit."
    case .missingDigits(let offset):
      "The amount needs a digit at offset \(offset), after the point."
    case .unknownUnit(let name, let known):
      "The unit \(quoted(name)) is not known; the units are \(known.joined(separator: ", "))."
    case .tooManyDecimals(let given, let unit):
      "The amount has \(counted(given, "decimal")), but \(unit.symbol) has \(unit.decimals); nothing is rounded, so leave out the others."
    case .tooLarge(let unit):
      "The amount in \(unit.symbol) does not fit 256 bits."
    }
  }
}
