import EVMPrimitives

/// How a known number was cut to the width of a type, which the number itself does not show.
///
/// Compilers cut what they encode; of a value that is not known the formula tells how.
enum ValueCut: Hashable, Sendable {
  case none
  /// Negated twice.
  case boolean
  /// To the lowest bits.
  case low(bits: UInt8)
  /// To the highest bytes.
  case high(bytes: UInt8)
  /// To the lowest bits with the sign extended.
  case signed(bits: UInt8)
}

/// The known numbers that a path has cut lately.
struct RecentCuts {
  private struct Entry {
    var value: Int32 = -1
    var step: Int32 = 0
    var cut = ValueCut.none
  }

  private var entries: (Entry, Entry, Entry, Entry) = (.init(), .init(), .init(), .init())

  /// Steps between a cut and the write that it is for, at most.
  private static let distance = 32

  mutating func add(_ cut: ValueCut, of value: Expression, at step: Int) {
    entries = (
      Entry(value: value.index, step: Int32(truncatingIfNeeded: step), cut: cut), entries.0,
      entries.1, entries.2
    )
  }

  func cut(of value: Expression, at step: Int) -> ValueCut {
    func speaks(_ entry: Entry) -> Bool {
      entry.value == value.index && step - Int(entry.step) <= Self.distance
    }
    if speaks(entries.0) { return entries.0.cut }
    if speaks(entries.1) { return entries.1.cut }
    if speaks(entries.2) { return entries.2.cut }
    return speaks(entries.3) ? entries.3.cut : .none
  }
}

extension ValueCut {
  /// What an instruction of two operands cuts a value to.
  init(_ opcode: Opcode, _ first: UInt256, _ second: UInt256) {
    self = .none
    switch opcode {
    case .and:
      for mask in [first, second] {
        if let bits = mask.lowMaskBits, bits < 256 {
          self = .low(bits: UInt8(bits))
          return
        }
        if let bytes = mask.highMaskBytes, bytes > 0, bytes < 31 {
          self = .high(bytes: UInt8(bytes))
        }
      }
    case .signExtend:
      if let bytes = Int(exactly: first), bytes < 31 { self = .signed(bits: UInt8(8 * bytes + 8)) }
    default: break
    }
  }
}
