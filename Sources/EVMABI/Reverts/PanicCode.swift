public import EVMPrimitives

/// Why Solidity's own checks stopped a call: the code in `Panic(uint256)`.
///
/// - SeeAlso: [Solidity, "Panic via assert and Error via require"](https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require)
public struct PanicCode: Hashable, Sendable {
  public let rawValue: UInt256

  public init(rawValue: UInt256) { self.rawValue = rawValue }

  /// What the code means; nil for one that Solidity does not have.
  public var meaning: String? {
    switch rawValue {
    case 0x00: "generic panic of the compiler"
    case 0x01: "assertion failed"
    case 0x11: "arithmetic overflow or underflow"
    case 0x12: "division or modulo by zero"
    case 0x21: "conversion of a number that the enum does not have"
    case 0x22: "storage holds a byte array that is badly encoded"
    case 0x31: "pop() on an empty array"
    case 0x32: "array index out of bounds"
    case 0x41: "too much memory allocated, or an array too large"
    case 0x51: "call of an internal function that was never set"
    default: nil
    }
  }
}

extension PanicCode: CustomStringConvertible {
  /// `panic 0x11: arithmetic overflow or underflow`.
  public var description: String {
    let digits = rawValue.text(radix: 16)
    let code = "panic 0x\(digits.utf8.count == 1 ? "0" : "")\(digits)"
    return meaning.map { "\(code): \($0)" } ?? "\(code), which Solidity does not have"
  }
}
