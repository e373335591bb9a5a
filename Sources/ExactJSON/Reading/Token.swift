/// One entry of a document's tape: what a value is and where its bytes stand.
///
/// Bits 60-63 are the kind, 30-59 the offset of the value's first byte (of a string: the first
/// after the quote), 0-29 the extent. The extent of a scalar is its length in bytes; that of an
/// array or object is the index of the entry after its last one. Arrays and objects take a second
/// entry: bits 30-59 the number of elements or members, 0-29 the offset after the closing bracket.
/// Objects hold key and value in turn. A tape is never longer than its text has bytes.
@frozen
@usableFromInline
struct Token: Sendable {
  @usableFromInline var bits: UInt64

  @inlinable
  init(bits: UInt64) { self.bits = bits }

  @inlinable
  init(_ kind: Kind, start: Int, extent: Int) {
    bits =
      UInt64(truncatingIfNeeded: kind.rawValue) << 60
      | UInt64(truncatingIfNeeded: start) << 30 | UInt64(truncatingIfNeeded: extent)
  }

  /// The second entry of an array or object.
  @inlinable
  init(count: Int, end: Int) {
    bits = UInt64(truncatingIfNeeded: count) << 30 | UInt64(truncatingIfNeeded: end)
  }

  @usableFromInline
  @frozen
  enum Kind: UInt8 {
    case null = 0
    case `false` = 1
    case `true` = 2
    /// A number without fraction and exponent.
    case integer = 3
    case decimal = 4
    /// A string without escapes.
    case plainString = 5
    case escapedString = 6
    case array = 7
    case object = 8
  }

  @inlinable
  var rawKind: UInt8 { UInt8(truncatingIfNeeded: bits >> 60) }
  @inlinable
  var kind: Kind { Kind(rawValue: rawKind) ?? .null }
  @inlinable
  var start: Int { Int(truncatingIfNeeded: bits >> 30 & 0x3fff_ffff) }
  @inlinable
  var extent: Int { Int(truncatingIfNeeded: bits & 0x3fff_ffff) }
  @inlinable
  var isContainer: Bool { rawKind >= Kind.array.rawValue }

  /// Of the second entry of an array or object.
  @inlinable
  var count: Int { start }
  /// Of the second entry of an array or object.
  @inlinable
  var end: Int { extent }

  /// The largest offset, length and index that fit.
  static let greatest = 0x3fff_ffff
}
