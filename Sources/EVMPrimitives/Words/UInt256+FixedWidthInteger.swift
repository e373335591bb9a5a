extension UInt256: FixedWidthInteger, UnsignedInteger {
  public typealias Magnitude = UInt256
  public typealias IntegerLiteralType = StaticBigInt

  @inlinable public static var bitWidth: Int { 256 }
  @inlinable public var magnitude: UInt256 { self }

  /// The number that a literal of any length spells.
  ///
  /// - Precondition: It is neither negative nor above 2^256 - 1.
  public init(integerLiteral value: StaticBigInt) {
    precondition(
      value.signum() >= 0 && value.bitWidth <= 257, "The literal does not fit UInt256")
    self.init(
      limbs: UInt64(value[0]), UInt64(value[1]), UInt64(value[2]), UInt64(value[3]))
  }

  /// The low 256 bits of `source` in two's complement.
  @inlinable
  public init<Source: BinaryInteger>(truncatingIfNeeded source: Source) {
    if let word = source as? UInt256 {
      self = word
    } else if Source.isSigned, source < 0 {
      self.init(extending: source.words, with: .max)
    } else {
      self.init(extending: source.words, with: 0)
    }
  }

  @inlinable
  init(extending words: some Collection<UInt>, with fill: UInt64) {
    var words = words.makeIterator()
    let limb0 = words.next().map(UInt64.init) ?? fill
    let limb1 = words.next().map(UInt64.init) ?? fill
    let limb2 = words.next().map(UInt64.init) ?? fill
    let limb3 = words.next().map(UInt64.init) ?? fill
    self.init(limbs: limb0, limb1, limb2, limb3)
  }

  @inlinable
  public init(_truncatingBits bits: UInt) { self.init(limb: UInt64(bits)) }

  /// The number `value`.
  @inlinable
  public init(_ value: UInt64) { self.init(limb: value) }

  /// Four 64-bit words, least significant first.
  public struct Words: RandomAccessCollection, Sendable {
    @usableFromInline let word: UInt256

    @inlinable
    init(_ word: UInt256) { self.word = word }

    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { 4 }

    @inlinable
    public subscript(position: Int) -> UInt {
      switch position {
      case 0: UInt(word.limb0)
      case 1: UInt(word.limb1)
      case 2: UInt(word.limb2)
      case 3: UInt(word.limb3)
      default: preconditionFailure("UInt256 has four words")
      }
    }
  }

  @inlinable public var words: Words { Words(self) }
}

extension UInt64 {
  /// The number when it fits 64 bits, `nil` otherwise.
  @inlinable
  public init?(exactly word: UInt256) {
    guard word.limb1 | word.limb2 | word.limb3 == 0 else { return nil }
    self = word.limb0
  }
}

extension Int {
  /// The number when it fits, `nil` otherwise: the safe way from a word to an index or a length.
  @inlinable
  public init?(exactly word: UInt256) {
    guard word.limb1 | word.limb2 | word.limb3 == 0, word.limb0 <= UInt64(Int.max) else {
      return nil
    }
    self = Int(word.limb0)
  }
}
