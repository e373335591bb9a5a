import EVMPrimitives

/// What a function's code does with the value in one word of calldata.
struct CalldataUses {
  /// Bits of the widest mask that keeps the low bits, and bytes of the one that keeps the high ones.
  var lowMask: Int?
  var highMask: Int?
  /// Bytes from which the sign is extended.
  var signBytes: Int?
  /// Compared with its own double negation; or negated twice only.
  var isBoolean = false
  var isWeaklyBoolean = false
  /// Used by an instruction for signed numbers.
  var isSigned = false
  /// Added to the place of something else in calldata.
  var isPointer = false
  /// Read byte by byte.
  var isReadByBytes = false
  /// Compared with itself under a mask.
  var isMaskChecked = false
  /// Refused when something is left after a shift, which is how Vyper checks.
  var isShiftChecked = false
  /// Hashed behind the hash of a type, as a member of a struct of EIP-712 is.
  var isMember = false
  /// Given to ecrecover as hash or scalar, or compared with half the order of the signatures' curve.
  var isSignatureScalar = false
  /// Refused unless it is below this.
  var bound: UInt256?
  /// As the length of a list: the size of its elements, 1 for bytes.
  var elementSize: Int?
  /// What is done with the value as it stands: bits of ``Kind``.
  var kinds = 0

  /// A kind of use.
  enum Kind: Int {
    case arithmetic, comparison, complement, shift, negation
    case equalsZero, equalsStorage, equalsOther
    /// A key of a mapping with a known slot; of one within another mapping; a part of another hash.
    case key, innerKey, hashed
    case topic, logged, stored, written

    var bit: Int { 1 << rawValue }

    /// Uses that only numbers have.
    static let numeric = [Kind.arithmetic, .comparison, .complement, .shift].bits
    /// Uses of the value without a mask.
    static let unmasked =
      numeric
      | [
        Kind.equalsZero, .equalsStorage, .equalsOther, .key, .innerKey, .hashed, .topic, .logged,
        .stored, .written,
      ].bits
  }

  func has(_ kind: Kind) -> Bool { kinds & kind.bit != 0 }
}

extension [CalldataUses.Kind] {
  fileprivate var bits: Int { reduce(0) { $0 | $1.bit } }
}
