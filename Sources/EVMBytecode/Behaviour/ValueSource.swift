public import EVMPrimitives

/// Where a value comes from, as far as code shows it, in words.
public struct ValueSource: Hashable, Sendable {
  /// What stands at the top of the value.
  public enum Kind: String, Hashable, Sendable {
    case caller, origin, contract, coins, constant, argument, storage, result, computed, unknown
  }

  public let kind: Kind
  /// The value in words: `the caller`, `argument 1`, `slot 104`, `slot 102[the caller]`, `a - b`.
  public let text: String
  /// The slot of a value in storage, where it is a number in the code: of a mapping's or array's
  /// value, the slot of the mapping or array.
  public let slot: UInt256?
  /// Where its lowest byte stands in that slot, counted from the least significant; 0 elsewhere.
  public let byte: Int
  /// The number of a constant.
  public let constant: UInt256?
  /// Whether the caller's address decides it: it is a part of the key or of the arguments.
  public let dependsOnCaller: Bool

  init(
    _ kind: Kind, _ text: String, slot: UInt256? = nil, byte: Int = 0, constant: UInt256? = nil,
    dependsOnCaller: Bool = false
  ) {
    self.kind = kind
    self.text = text
    self.slot = slot
    self.byte = byte
    self.constant = constant
    self.dependsOnCaller = dependsOnCaller
  }
}

extension ValueSource {
  /// Texts are compared as they are written: to hash them as Unicode's equivalent ones takes longer
  /// than to read their values off the code.
  public static func == (left: Self, right: Self) -> Bool {
    left.kind == right.kind && left.slot == right.slot && left.byte == right.byte
      && left.constant == right.constant
      && left.dependsOnCaller == right.dependsOnCaller
      && left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(slot)
    hasher.combine(byte)
    hasher.combine(dependsOnCaller)
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
  }
}

extension ValueSource: CustomStringConvertible {
  public var description: String { text }
}
