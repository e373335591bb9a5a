/// An EVM instruction that makes one word of one to three words, named by its mnemonic.
///
/// - SeeAlso: Yellow paper, appendix H.2; EIP-145; EIP-7939.
public enum WordOperation: String, CaseIterable, Hashable, Sendable {
  case add = "ADD"
  case mul = "MUL"
  case sub = "SUB"
  case div = "DIV"
  case sdiv = "SDIV"
  case mod = "MOD"
  case smod = "SMOD"
  case addmod = "ADDMOD"
  case mulmod = "MULMOD"
  case exp = "EXP"
  case signextend = "SIGNEXTEND"
  case lt = "LT"
  case gt = "GT"
  case slt = "SLT"
  case sgt = "SGT"
  case eq = "EQ"
  case iszero = "ISZERO"
  case and = "AND"
  case or = "OR"
  case xor = "XOR"
  case not = "NOT"
  case byte = "BYTE"
  case shl = "SHL"
  case shr = "SHR"
  case sar = "SAR"
  case clz = "CLZ"

  /// How many words the instruction takes from the stack.
  public var operandCount: Int {
    switch self {
    case .iszero, .not, .clz: 1
    case .addmod, .mulmod: 3
    default: 2
    }
  }

  /// The word that the instruction leaves.
  ///
  /// - Parameter operands: In the order of the stack, its top first: the dividend before the
  ///   divisor, a shift's count before its value, the byte index before its word.
  /// - Throws: ``OperandCountError`` when there are more or fewer than ``operandCount``.
  public func result(of operands: [UInt256]) throws(OperandCountError) -> UInt256 {
    guard operands.count == operandCount else {
      throw OperandCountError(operation: self, found: operands.count)
    }
    let a = operands[0]
    let b = operands.count > 1 ? operands[1] : .zero
    let c = operands.count > 2 ? operands[2] : .zero
    return switch self {
    case .add: a &+ b
    case .mul: a &* b
    case .sub: a &- b
    case .div: a.evmDiv(b)
    case .sdiv: a.sdiv(b)
    case .mod: a.evmMod(b)
    case .smod: a.smod(b)
    case .addmod: a.adding(b, modulo: c)
    case .mulmod: a.multiplied(by: b, modulo: c)
    case .exp: a.wrappingPower(b)
    case .signextend: b.signExtended(fromByte: a)
    case .lt: Self.truth(a < b)
    case .gt: Self.truth(a > b)
    case .slt: Self.truth(a.isSignedLess(than: b))
    case .sgt: Self.truth(b.isSignedLess(than: a))
    case .eq: Self.truth(a == b)
    case .iszero: Self.truth(a.isZero)
    case .and: a & b
    case .or: a | b
    case .xor: a ^ b
    case .not: ~a
    case .byte: b.byte(at: a)
    case .shl: b.shl(a)
    case .shr: b.shr(a)
    case .sar: b.sar(a)
    case .clz: UInt256(UInt64(a.leadingZeroBitCount))
    }
  }

  private static func truth(_ condition: Bool) -> UInt256 { condition ? .one : .zero }
}

/// Another number of operands than the operation takes.
public struct OperandCountError: Error, Hashable, Sendable, CustomStringConvertible {
  public var operation: WordOperation
  public var found: Int

  public var description: String {
    let expected = operation.operandCount
    return "\(operation.rawValue) takes \(expected) operand\(expected == 1 ? "" : "s"), "
      + "but \(found) \(found == 1 ? "was" : "were") given."
  }
}
