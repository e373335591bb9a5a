/// What is known of a stack word: nothing, its number, that it is a word of the stack that a
/// procedure was entered with, or how it was computed.
struct AbstractValue: Hashable {
  /// The kind in the upper two bits, its number in the others.
  let bits: UInt64

  static let unknown = AbstractValue(bits: 0)
  static let zero = AbstractValue(bits: Self.constantTag)
  private static let constantTag: UInt64 = 1 << 62
  private static let slotTag: UInt64 = 2 << 62
  private static let nodeTag: UInt64 = 3 << 62
  private static let payload: UInt64 = 1 << 62 - 1

  private init(bits: UInt64) { self.bits = bits }

  /// A number below 2^62; larger ones are nodes of ``ValueArena``.
  @inline(__always)
  init?(small number: UInt64) {
    guard number <= Self.payload else { return nil }
    bits = Self.constantTag | number
  }

  @inline(__always)
  init(offset: Int) { bits = Self.constantTag | UInt64(truncatingIfNeeded: offset) & Self.payload }

  /// The word that stood this far below the top of the stack on entry, the top being 0.
  @inline(__always)
  init(slot: Int) { bits = Self.slotTag | UInt64(truncatingIfNeeded: slot) & Self.payload }

  @inline(__always)
  init(node: Int) { bits = Self.nodeTag | UInt64(truncatingIfNeeded: node) & Self.payload }

  var isUnknown: Bool { bits == 0 }
  /// The number of a small constant.
  var small: UInt64? { bits >> 62 == 1 ? bits & Self.payload : nil }
  var slot: Int? { bits >> 62 == 2 ? Int(bits & Self.payload) : nil }
  var node: Int? { bits >> 62 == 3 ? Int(bits & Self.payload) : nil }
}
