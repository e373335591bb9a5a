/// The integer that the JSON number `lexeme` is, exactly.
@inlinable
func exactInteger<Integer: FixedWidthInteger>(
  _ lexeme: Span<UInt8>, exponents: JSONNumber.ExponentRule = .refuse
) throws(JSONNumberError) -> Integer {
  let isNegative = lexeme.count > 0 && lexeme[0] == UInt8(ascii: "-")
  let first = isNegative ? 1 : 0
  // Eighteen digits are below 2^60, so one chunk never overflows a word.
  let leading = (lexeme.count - first) % 18
  var position = first
  var result: Integer = 0
  var end = first + leading
  while true {
    var chunk: UInt64 = 0
    let width = end - position
    while position < end {
      let digit = lexeme[position] &- 0x30
      if digit > 9 { return try scaledInteger(lexeme, exponents: exponents) }
      chunk = chunk &* 10 &+ UInt64(truncatingIfNeeded: digit)
      position += 1
    }
    if width > 0, !result.append(chunk, first: end == first + width, isNegative: isNegative) {
      // Too large, unless an exponent follows that makes it smaller.
      return try scaledInteger(lexeme, exponents: exponents)
    }
    if end == lexeme.count { return result }
    end += 18
  }
}

extension FixedWidthInteger {
  /// Appends a chunk of digits (of eighteen, unless it is the first) to a number; false when the
  /// number gets too large.
  @inlinable
  mutating func append(_ chunk: UInt64, first: Bool, isNegative: Bool) -> Bool {
    if first {
      // A chunk is below 2^60, so its negative is an Int64.
      let signed = Int64(truncatingIfNeeded: chunk)
      guard let value = Self(exactly: isNegative ? -signed : signed) else { return false }
      self = value
      return true
    }
    if Self.bitWidth <= 64 {
      // Eighteen digits or more follow others: go by way of 128 bits.
      let shifted = Int128(truncatingIfNeeded: self) &* 1_000_000_000_000_000_000
      let (sum, overflow) = Int128(chunk).addingReportingOverflow(
        isNegative ? 0 &- shifted : shifted)
      guard !overflow, let value = Self(exactly: isNegative ? 0 &- sum : sum) else { return false }
      self = value
      return true
    }
    let (shifted, tooLarge) = multipliedReportingOverflow(
      by: Self(truncatingIfNeeded: 1_000_000_000_000_000_000 as UInt64))
    let word = Self(truncatingIfNeeded: chunk)
    let (sum, carried) =
      isNegative
      ? shifted.subtractingReportingOverflow(word) : shifted.addingReportingOverflow(word)
    self = sum
    return !tooLarge && !carried
  }
}

/// The integer that a number with a fraction or an exponent is; the slow way, a digit at a time.
@usableFromInline
func scaledInteger<Integer: FixedWidthInteger>(
  _ lexeme: Span<UInt8>, exponents: JSONNumber.ExponentRule
) throws(JSONNumberError) -> Integer {
  let decimal = DecimalParts(lexeme)
  let outOfRange = JSONNumberError.outOfRange(
    lexeme: String(lexeme), type: "\(Integer.self)")
  if decimal.isPlain { throw outOfRange }
  guard exponents == .resolve else { throw .notAnInteger(lexeme: String(lexeme)) }
  let isNegative = lexeme[0] == UInt8(ascii: "-")
  var result: Integer = 0
  func appendDigit(_ digit: UInt8) -> Bool {
    let (shifted, tooLarge) = result.multipliedReportingOverflow(by: 10)
    let (sum, carried) =
      isNegative
      ? shifted.subtractingReportingOverflow(Integer(digit))
      : shifted.addingReportingOverflow(Integer(digit))
    result = sum
    return !tooLarge && !carried
  }
  var remaining = decimal.integerDigits
  for position in 0..<decimal.mantissaEnd {
    let digit = lexeme[position] &- 0x30
    if digit > 9 { continue }
    if remaining > 0 {
      guard appendDigit(digit) else { throw outOfRange }
      remaining -= 1
    } else if digit != 0 {
      throw .notAnInteger(lexeme: String(lexeme))
    }
  }
  while remaining > 0, result != 0 {
    guard appendDigit(0) else { throw outOfRange }
    remaining -= 1
  }
  return result
}

/// The shape of a number: how many of its digits stand in front of the decimal point once the
/// exponent has moved it.
private struct DecimalParts {
  /// Neither fraction nor exponent.
  var isPlain = true
  /// Where the digits end: at the `e` or at the end.
  var mantissaEnd: Int
  /// Digits in front of the moved point; zero or less for a pure fraction.
  var integerDigits = 0

  init(_ lexeme: Span<UInt8>) {
    mantissaEnd = lexeme.count
    var exponent = 0
    var inFraction = false
    var position = 0
    while position < lexeme.count {
      let byte = lexeme[position]
      position += 1
      if byte == UInt8(ascii: ".") {
        inFraction = true
        isPlain = false
      } else if byte | 0x20 == UInt8(ascii: "e") {
        isPlain = false
        mantissaEnd = position - 1
        break
      } else if byte &- 0x30 < 10, !inFraction {
        integerDigits += 1
      }
    }
    let isNegative = position < lexeme.count && lexeme[position] == UInt8(ascii: "-")
    while position < lexeme.count {
      let digit = lexeme[position] &- 0x30
      // Past this, every number is zero, too large or no integer: a text is shorter than 2^30.
      if digit < 10, exponent < 1 << 40 { exponent = exponent * 10 + Int(digit) }
      position += 1
    }
    integerDigits += isNegative ? -exponent : exponent
  }
}

extension String {
  /// The ASCII text of a number.
  init(_ lexeme: Span<UInt8>) {
    self = lexeme.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
