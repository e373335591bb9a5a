public import EVMPrimitives

/// A contract that the chain has built in: calling its address runs a function of the client.
///
/// The raw value is the address as a number.
///
/// - SeeAlso: Yellow paper, appendix E; the EIP named at each case.
public enum Precompile: UInt16, CaseIterable, Hashable, Sendable {
  /// The address that signed a digest with secp256k1.
  case ecrecover = 0x01
  /// The SHA-256 digest of the input.
  case sha256 = 0x02
  /// The RIPEMD-160 digest of the input, as a word.
  case ripemd160 = 0x03
  /// The input itself.
  case identity = 0x04
  /// base^exponent mod modulus, of any lengths: [EIP-198](https://eips.ethereum.org/EIPS/eip-198).
  case modexp = 0x05
  /// The sum of two points of BN254: [EIP-196](https://eips.ethereum.org/EIPS/eip-196).
  case bn254Add = 0x06
  /// A multiple of a point of BN254: [EIP-196](https://eips.ethereum.org/EIPS/eip-196).
  case bn254Multiply = 0x07
  /// Whether a product of pairings on BN254 is one: [EIP-197](https://eips.ethereum.org/EIPS/eip-197).
  case bn254Pairing = 0x08
  /// The compression function of BLAKE2b: [EIP-152](https://eips.ethereum.org/EIPS/eip-152).
  case blake2f = 0x09
  /// Whether a blob's polynomial has a value at a point:
  /// [EIP-4844](https://eips.ethereum.org/EIPS/eip-4844).
  case kzgPointEvaluation = 0x0a
  /// The sum of two points of BLS12-381's G1; this and the next six are of
  /// [EIP-2537](https://eips.ethereum.org/EIPS/eip-2537).
  case bls12G1Add = 0x0b
  /// A sum of multiples of points of G1.
  case bls12G1MultiScalarMultiply = 0x0c
  /// The sum of two points of G2.
  case bls12G2Add = 0x0d
  /// A sum of multiples of points of G2.
  case bls12G2MultiScalarMultiply = 0x0e
  /// Whether a product of pairings on BLS12-381 is one.
  case bls12Pairing = 0x0f
  /// A point of G1 for an element of the base field.
  case bls12MapFpToG1 = 0x10
  /// A point of G2 for an element of the quadratic extension.
  case bls12MapFp2ToG2 = 0x11
  /// Whether a signature with NIST's P-256 is valid:
  /// [EIP-7951](https://eips.ethereum.org/EIPS/eip-7951).
  case p256Verify = 0x100

  /// The one at an address under the rules of `fork`, if any.
  public init?(at address: Address, under fork: Fork) {
    let limbs = address.word.limbs
    guard limbs.1 | limbs.2 == 0, let number = UInt16(exactly: limbs.0),
      let precompile = Precompile(rawValue: number), fork.includes(precompile.firstFork)
    else { return nil }
    self = precompile
  }

  /// The addresses that have one under the rules of `fork`, in ascending order.
  ///
  /// Since Berlin they are warm from the start of a transaction (EIP-2929).
  public static func addresses(under fork: Fork) -> [Address] {
    allCases.filter { fork.includes($0.firstFork) }.map(\.address)
  }

  /// Where it stands.
  public var address: Address { Address(truncating: UInt256(UInt64(rawValue))) }

  /// The fork of Ethereum that brought it.
  public var firstFork: Fork {
    switch self {
    case .ecrecover, .sha256, .ripemd160, .identity: .frontier
    case .modexp, .bn254Add, .bn254Multiply, .bn254Pairing: .byzantium
    case .blake2f: .istanbul
    case .kzgPointEvaluation: .cancun
    case .bls12G1Add, .bls12G1MultiScalarMultiply, .bls12G2Add, .bls12G2MultiScalarMultiply,
      .bls12Pairing, .bls12MapFpToG1, .bls12MapFp2ToG2:
      .prague
    case .p256Verify: .osaka
    }
  }
}

extension Precompile: CustomStringConvertible {
  /// The name that the standards give it.
  public var description: String {
    switch self {
    case .ecrecover: "ECRECOVER"
    case .sha256: "SHA256"
    case .ripemd160: "RIPEMD160"
    case .identity: "ID"
    case .modexp: "MODEXP"
    case .bn254Add: "BN254_ADD"
    case .bn254Multiply: "BN254_MUL"
    case .bn254Pairing: "BN254_PAIRING"
    case .blake2f: "BLAKE2F"
    case .kzgPointEvaluation: "KZG_POINT_EVALUATION"
    case .bls12G1Add: "BLS12_G1ADD"
    case .bls12G1MultiScalarMultiply: "BLS12_G1MSM"
    case .bls12G2Add: "BLS12_G2ADD"
    case .bls12G2MultiScalarMultiply: "BLS12_G2MSM"
    case .bls12Pairing: "BLS12_PAIRING_CHECK"
    case .bls12MapFpToG1: "BLS12_MAP_FP_TO_G1"
    case .bls12MapFp2ToG2: "BLS12_MAP_FP2_TO_G2"
    case .p256Verify: "P256VERIFY"
    }
  }
}
