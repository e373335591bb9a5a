extension UInt256: CustomStringConvertible, LosslessStringConvertible {
  /// The number in decimal, without leading zeros.
  public var description: String { text(radix: 10) }

  /// The decimal number `text`, or `nil`; ``init(parsing:radix:)`` says why not.
  public init?(_ text: String) {
    guard let value = try? UInt256(parsing: text) else { return nil }
    self = value
  }

  /// The number in a radix of 2 to 36, lower-case letters for digits above 9, no leading zeros.
  ///
  /// - Precondition: `radix` is in 2...36.
  public func text(radix: Int, uppercase: Bool = false) -> String {
    precondition((2...36).contains(radix), "A radix is 2 to 36")
    let chunk = RadixChunk(radix)
    let letter = UInt8(ascii: uppercase ? "A" : "a") - 10
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { digits in
      var position = 256
      var rest = self
      repeat {
        var value: UInt64
        let last = rest < UInt256(limb: chunk.power)
        if last {
          value = rest.limb0
        } else {
          (rest, value) = rest.divided(byOne: chunk.power)
        }
        var count = 0
        func write(_ digit: UInt64) {
          position -= 1
          digits[position] =
            UInt8(truncatingIfNeeded: digit)
            + (digit < 10 ? UInt8(ascii: "0") : letter)
          count += 1
        }
        if radix == 10 {
          // Two digits a step halve the chain of divisions, which by a constant are
          // multiplications.
          while value >= 10 {
            let pair: UInt64
            (value, pair) = value.quotientAndRemainder(dividingBy: 100)
            write(pair % 10)
            write(pair / 10)
          }
          if value > 0 || position == 256 { write(value) }
        } else {
          while value > 0 || position == 256 {
            let digit: UInt64
            (value, digit) = value.quotientAndRemainder(dividingBy: UInt64(radix))
            write(digit)
          }
        }
        while !last, count < chunk.digitCount { write(0) }
        if last { break }
      } while true
      return String(
        decoding: UnsafeBufferPointer(rebasing: digits[position...]), as: UTF8.self)
    }
  }

  /// The number that digits of a radix of 2 to 36 spell.
  ///
  /// Only ASCII digits and letters of either case are read: no sign, space, separator or prefix.
  /// Leading zeros are allowed.
  /// - Precondition: `radix` is in 2...36.
  /// - Throws: ``IntegerTextError`` with the place and the character, or that the number is too
  ///   large.
  public init(
    parsing text: some StringProtocol, radix: Int = 10
  ) throws(IntegerTextError) {
    precondition((2...36).contains(radix), "A radix is 2 to 36")
    let text = String(text)
    let utf8 = text.utf8.span
    guard !utf8.isEmpty else { throw .empty }
    let chunk = RadixChunk(radix)
    var value = UInt256.zero
    var tooLarge = false
    var position = 0
    while position < utf8.count {
      var partial: UInt64 = 0
      var power: UInt64 = 1
      let end = Swift.min(position + chunk.digitCount, utf8.count)
      while position < end {
        let digit = digitValue(utf8[position])
        guard digit < UInt64(radix) else {
          throw .invalidDigit(
            character(of: text, atByte: position), offset: position, radix: radix)
        }
        partial = partial &* UInt64(radix) &+ digit
        power = power &* UInt64(radix)
        position += 1
      }
      let (scaled, overflow1) = value.multiplied(byLimb: power, adding: partial)
      value = scaled
      tooLarge = tooLarge || overflow1
    }
    if tooLarge { throw .tooLarge }
    self = value
  }

  /// `self * limb + addend` and whether it needs more than 256 bits.
  private func multiplied(
    byLimb limb: UInt64, adding addend: UInt64
  ) -> (UInt256, overflow: Bool) {
    let row = Self.row(limb0, limb1, limb2, limb3, limb, addend, 0, 0, 0)
    return (UInt256(limbs: row.0, row.1, row.2, row.3), row.4 != 0)
  }
}

/// The largest power of a radix that fits 64 bits, and its exponent; for 10, 10^19 and 19.
private struct RadixChunk {
  let power: UInt64
  let digitCount: Int

  init(_ radix: Int) {
    if radix == 10 {
      power = 10_000_000_000_000_000_000
      digitCount = 19
      return
    }
    var power: UInt64 = 1
    var digitCount = 0
    while true {
      let (next, overflow) = power.multipliedReportingOverflow(by: UInt64(radix))
      if overflow { break }
      power = next
      digitCount += 1
    }
    self.power = power
    self.digitCount = digitCount
  }
}

/// The value of an ASCII digit or letter, or 255.
@inline(__always)
private func digitValue(_ character: UInt8) -> UInt64 {
  let decimal = character &- UInt8(ascii: "0")
  if decimal < 10 { return UInt64(decimal) }
  let letter = (character | 0x20) &- UInt8(ascii: "a")
  return letter < 26 ? UInt64(letter) + 10 : 255
}

/// The character of `text` that contains the UTF-8 byte at `offset`.
func character(of text: String, atByte offset: Int) -> Character {
  let index = text.utf8.index(text.startIndex, offsetBy: offset)
  return text[text.rangeOfComposedCharacter(containing: index)]
}

extension String {
  fileprivate func rangeOfComposedCharacter(containing index: String.Index) -> String.Index {
    var start = startIndex
    var next = start
    while next < endIndex, next <= index {
      start = next
      next = self.index(after: next)
    }
    return start
  }
}

/// Why a text is not an integer of 256 bits.
public enum IntegerTextError: Error, Hashable, Sendable {
  /// There is no digit.
  case empty
  /// A character that is no digit of the radix; `offset` counts UTF-8 bytes from the start.
  case invalidDigit(Character, offset: Int, radix: Int)
  /// The number is above 2^256 - 1, or outside -2^255 ... 2^255 - 1 for a signed one.
  case tooLarge
}

extension IntegerTextError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "The number has no digits."
    case .invalidDigit(let character, let offset, let radix):
      "Character \(quoted(character)) at offset \(offset) is not a digit of \(radixName(radix))."
    case .tooLarge: "The number does not fit 256 bits."
    }
  }

  private func radixName(_ radix: Int) -> String {
    switch radix {
    case 2: "a binary number (0, 1)"
    case 8: "an octal number (0-7)"
    case 10: "a decimal number (0-9)"
    case 16: "a hexadecimal number (0-9, a-f)"
    default: "a number of base \(radix)"
    }
  }
}
