import EVMABI
import EVMPrimitives

/// Bits of a word of storage that code treats as one value.
struct FieldRange: Hashable, Sendable {
  /// The lowest bit, counted from the least significant.
  var start: Int
  var width: Int

  var end: Int { start + width }
  static let whole = FieldRange(start: 0, width: 256)

  func overlaps(_ other: FieldRange) -> Bool { start < other.end && other.start < end }
  var isOfBytes: Bool { start % 8 == 0 && width % 8 == 0 && width > 0 }

  /// The bits that a mask keeps, if they stand together.
  init?(mask: UInt256) {
    guard !mask.isZero else { return nil }
    let start = mask.trailingZeroBitCount
    let shifted = mask &>> UInt256(UInt64(start))
    guard shifted & (shifted &+ UInt256.one) == .zero else { return nil }
    self.init(start: start, width: shifted.significantBitCount)
  }

  init(start: Int, width: Int) {
    self.start = start
    self.width = width
  }
}

/// What code does with the value in some bits of a word.
struct FieldVotes: Sendable {
  /// How often the bits are read or written as these bits.
  var count = 0
  /// The types of values that were written there.
  var types: [ABIType: Int] = [:]
  var numeric = 0
  /// Multiplied or divided.
  var scaled = 0
  var signed = 0
  /// Tested for zero; negated twice; a condition by itself.
  var zeroTests = 0
  var negations = 0
  var conditions = 0
  /// Called, or compared with an address.
  var addresses = 0
  /// Moved to the upper end of a word, as the bytes of `bytesN` stand.
  var leftAligned = 0

  func merged(with other: FieldVotes) -> FieldVotes {
    var result = self
    result.add(other)
    return result
  }

  private mutating func add(_ other: FieldVotes) {
    count += other.count
    types.merge(other.types, uniquingKeysWith: +)
    numeric += other.numeric
    scaled += other.scaled
    signed += other.signed
    zeroTests += other.zeroTests
    negations += other.negations
    conditions += other.conditions
    addresses += other.addresses
    leftAligned += other.leftAligned
  }

  /// The likeliest type of these bits.
  ///
  /// - Parameter isWordOnly: Whether only types that fill a word come into question when the bits do,
  ///   as Solidity cuts every narrower type.
  func type(width: Int, isWordOnly: Bool) -> ABIType {
    let bits = (try? ABIBitCount(checking: width)) ?? 256
    let written = types.max {
      ($0.value, $0.key.description) < ($1.value, $1.key.description)
    }?.key
    if width == 256 {
      if signed > 0 { return .int256 }
      if let written, !isWordOnly || written == .bytes32 || written == .int256 { return written }
      if !isWordOnly {
        if addresses > 0 { return .address }
        if conditions > 0 || negations > 0, numeric == 0 { return .bool }
      }
      return .uint256
    }
    if signed > 0 { return .int(bits) }
    if width == 8 {
      let isFlag = zeroTests > 0 && numeric == 0
      let isBoolean = negations > 0 || conditions > 0 || types[.bool] != nil || isFlag
      if isBoolean, numeric == 0 || types[.bool] != nil { return .bool }
    }
    if width == 160 { return scaled > 0 && addresses == 0 ? .uint(160) : .address }
    if leftAligned > 0 || types.keys.contains(where: \.isFixedBytes),
      let count = try? ABIByteCount(checking: width / 8)
    {
      return .fixedBytes(count)
    }
    return .uint(bits)
  }
}

extension ABIType {
  fileprivate var isFixedBytes: Bool { if case .fixedBytes = self { true } else { false } }
}

/// A value that is taken from a word of storage by shifts and masks.
struct FieldExtraction: Sendable {
  /// The word, by its number in the tree.
  var word: Int
  var range: FieldRange
  /// Where the field's lowest bit stands in the value.
  var position: Int
  /// Whether a mask or a sign extension has cut it.
  var isMasked = false
  var isSigned = false
  /// Whether it was shifted by a number that is not known, as elements that share a word are.
  var isShiftedByIndex = false

  /// The bits that a mask leaves; nil when they do not stand together.
  func masked(_ mask: UInt256) -> FieldExtraction? {
    guard let kept = FieldRange(mask: mask) else { return nil }
    let low = max(kept.start, position)
    let high = min(kept.end, position + range.width)
    guard low < high else { return nil }
    var result = self
    result.range = FieldRange(start: range.start + low - position, width: high - low)
    result.position = low
    result.isMasked = true
    return result
  }

  func shiftedRight(by bits: Int) -> FieldExtraction? {
    var result = self
    result.position -= bits
    if result.position < 0 {
      let cut = -result.position
      guard cut < range.width else { return nil }
      result.range = FieldRange(start: range.start + cut, width: range.width - cut)
      result.position = 0
    }
    return result
  }

  func shiftedLeft(by bits: Int) -> FieldExtraction? {
    guard position + bits < 256 else { return nil }
    var result = self
    result.position += bits
    let width = min(range.width, 256 - result.position)
    result.isMasked = result.isMasked || width < range.width
    result.range.width = width
    return result
  }
}
