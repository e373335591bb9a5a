extension Int256: FixedWidthInteger, SignedInteger {
  public typealias Magnitude = UInt256
  public typealias IntegerLiteralType = StaticBigInt
  public typealias Words = UInt256.Words

  @inlinable public static var bitWidth: Int { 256 }
  public var leadingZeroBitCount: Int { bitPattern.leadingZeroBitCount }
  public var trailingZeroBitCount: Int { bitPattern.trailingZeroBitCount }
  public var nonzeroBitCount: Int { bitPattern.nonzeroBitCount }
  public var byteSwapped: Int256 { Int256(bitPattern: bitPattern.byteSwapped) }

  /// Four 64-bit words of the two's complement bits, least significant first.
  @inlinable public var words: UInt256.Words { bitPattern.words }

  /// The number that a literal of any length spells.
  ///
  /// - Precondition: It is in -2^255 ... 2^255 - 1.
  public init(integerLiteral value: StaticBigInt) {
    precondition(value.bitWidth <= 256, "The literal does not fit Int256")
    self.init(
      bitPattern: UInt256(
        limbs: UInt64(value[0]), UInt64(value[1]), UInt64(value[2]), UInt64(value[3])))
  }

  @inlinable
  public init<Source: BinaryInteger>(truncatingIfNeeded source: Source) {
    self.init(bitPattern: UInt256(truncatingIfNeeded: source))
  }

  @inlinable
  public init(_truncatingBits bits: UInt) { self.init(bitPattern: UInt256(_truncatingBits: bits)) }
}

// MARK: - Bits and shifts

extension Int256 {
  @inlinable
  public static func & (left: Int256, right: Int256) -> Int256 {
    Int256(bitPattern: left.bitPattern & right.bitPattern)
  }

  @inlinable
  public static func | (left: Int256, right: Int256) -> Int256 {
    Int256(bitPattern: left.bitPattern | right.bitPattern)
  }

  @inlinable
  public static func ^ (left: Int256, right: Int256) -> Int256 {
    Int256(bitPattern: left.bitPattern ^ right.bitPattern)
  }

  public static func &= (left: inout Int256, right: Int256) { left = left & right }
  public static func |= (left: inout Int256, right: Int256) { left = left | right }
  public static func ^= (left: inout Int256, right: Int256) { left = left ^ right }

  @inlinable
  public static prefix func ~ (value: Int256) -> Int256 { Int256(bitPattern: ~value.bitPattern) }

  @inlinable
  public static func &<< (left: Int256, right: Int256) -> Int256 {
    Int256(bitPattern: left.bitPattern &<< right.bitPattern)
  }

  /// An arithmetic shift by `right` modulo 256: the sign comes in at the top.
  @inlinable
  public static func &>> (left: Int256, right: Int256) -> Int256 {
    left.shiftedRight(by: right.bitPattern.limb0 & 255)
  }

  public static func &<<= (left: inout Int256, right: Int256) { left = left &<< right }
  public static func &>>= (left: inout Int256, right: Int256) { left = left &>> right }

  /// The number divided by 2^`count`, rounded down; 0 or -1 for 256 and more.
  @inlinable
  public func shiftedRight(by count: UInt64) -> Int256 {
    Int256(bitPattern: bitPattern.shiftedRight(by: count, filling: isNegative ? .max : 0))
  }
}

// MARK: - Text

extension Int256: CustomStringConvertible, LosslessStringConvertible, Codable {
  /// The number in decimal, with `-` in front when it is negative.
  public var description: String { text(radix: 10) }

  /// The number in a radix of 2 to 36, with `-` in front when it is negative.
  public func text(radix: Int, uppercase: Bool = false) -> String {
    (isNegative ? "-" : "") + magnitude.text(radix: radix, uppercase: uppercase)
  }

  /// The decimal number `text`, or `nil`; ``init(parsing:radix:)`` says why not.
  public init?(_ text: String) {
    guard let value = try? Int256(parsing: text) else { return nil }
    self = value
  }

  /// The number that digits of a radix of 2 to 36 spell, after an optional `-`.
  ///
  /// - Throws: ``IntegerTextError``; offsets count from the start of `text`.
  public init(
    parsing text: some StringProtocol, radix: Int = 10
  ) throws(IntegerTextError) {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let magnitude: UInt256
    do { magnitude = try UInt256(parsing: text.dropFirst(isNegative ? 1 : 0), radix: radix) } catch
    {
      guard case .invalidDigit(let character, let offset, _) = error, isNegative else {
        throw error
      }
      throw .invalidDigit(character, offset: offset + 1, radix: radix)
    }
    guard let value = Int256(isNegative: isNegative, magnitude: magnitude) else {
      throw .tooLarge
    }
    self = value
  }

  /// Reads a decimal text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do { self = try Int256(parsing: text) } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  /// Writes decimal text: a quantity has no sign.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
