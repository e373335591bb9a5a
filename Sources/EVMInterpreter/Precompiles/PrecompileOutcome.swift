/// How a call of a precompile ended.
public enum PrecompileOutcome: Hashable, Sendable {
  /// It ran. An output that is empty where one was due is an answer too: nobody signed, the
  /// signature is not valid.
  case success(output: [UInt8], gasUsed: UInt64)
  /// The gas was below the price; the call fails and takes all of it.
  case outOfGas
  /// The input is against the rules; the call fails and takes all gas.
  case failed(PrecompileFailure)
  /// The price could be paid and the input has the right length, but the function is not built
  /// here, or the operands are larger than any block pays for. What the chain would answer is
  /// unknown, so the whole run has to end.
  case unsupported(Precompile)
}

/// Why a precompile refuses its input.
public enum PrecompileFailure: Error, Hashable, Sendable {
  /// An input of another number of bytes than the one that is taken.
  case wrongLength(Precompile, expected: Int, found: Int)
  /// An input that is no whole number of groups; without `mayBeEmpty` there must be one at least.
  case wrongGroupLength(Precompile, groupLength: Int, found: Int, mayBeEmpty: Bool)
  /// MODEXP since EIP-7823: base, exponent or modulus above 1024 bytes.
  case operandTooLong
  /// BLAKE2F: the last byte, which tells the final block, is neither 0 nor 1.
  case finalFlag(UInt8)
  /// A coordinate that is not below the field's prime.
  case coordinateTooLarge
  /// Coordinates of no point of the curve.
  case notOnCurve
  /// A point of the curve's twist that is outside of the group of prime order.
  case notInSubgroup
}

extension PrecompileFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongLength(let precompile, let expected, let found):
      "\(precompile) was given \(found) bytes of input; it takes exactly \(expected)."
    case .wrongGroupLength(let precompile, let length, let found, let mayBeEmpty):
      "\(precompile) was given \(found) bytes of input; it takes a multiple of \(length)\(mayBeEmpty ? "" : ", at least one")."
    case .operandTooLong:
      "MODEXP was given an operand of more than 1024 bytes; EIP-7823 forbids it since Osaka."
    case .finalFlag(let flag):
      "BLAKE2F was given the final block flag \(flag); the last byte of the input must be 0 or 1."
    case .coordinateTooLarge:
      "A coordinate of a point is not below the field's prime; give it reduced."
    case .notOnCurve:
      "A point given to the precompile is not on its curve; check the order of the coordinates."
    case .notInSubgroup:
      "A point of G2 given to the precompile is on the twist but outside of the group of prime order."
    }
  }
}
