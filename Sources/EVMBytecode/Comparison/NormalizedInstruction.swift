import EVMPrimitives

/// An instruction that can run, with what its PUSH data mean.
struct NormalizedInstruction {
  /// What an instruction's data stand for.
  enum Role: Equatable {
    /// No data.
    case plain
    /// A number.
    case constant
    /// The data of a PUSH32 that may be an immutable, which construction filled.
    case word
    /// A jump destination: the index of its block.
    case destination(Int32)
    /// Where a CODECOPY reads: bytes of the code, by their digest; zero when their number is not
    /// known.
    case bytes(UInt64)
    /// How many bytes of a contract in the code a CODECOPY takes, which its metadata decide.
    case size
  }

  let offset: Int32
  let byte: UInt8
  var role: Role
  /// Equal for equal instructions, wherever a destination is.
  var hash: UInt64 = 0
}

extension NormalizedInstruction {
  /// Whether two instructions differ in nothing but a number.
  func isSameButConstant(_ other: NormalizedInstruction) -> Bool {
    switch (role, other.role) {
    case (.constant, .constant), (.constant, .word), (.word, .constant), (.word, .word): true
    case (.bytes, .bytes): true
    default: hash == other.hash
    }
  }

  /// A digest of bytes with good spread; no protection against whoever wants two to be equal.
  static func digest(_ bytes: some Sequence<UInt8>, seed: UInt64) -> UInt64 {
    var hash = seed &* 0x9e37_79b9_7f4a_7c15 ^ 0x2545_f491_4f6c_dd1d
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      hash ^= hash >> 29
    }
    return (hash ^ hash >> 32) &* 0xff51_afd7_ed55_8ccd
  }
}
