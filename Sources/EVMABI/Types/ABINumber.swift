/// A number in a Solidity type that has been checked against its rule: the 256 of `uint256`.
///
/// A literal is checked when it is met (`.uint(256)`); a number from outside goes through
/// ``init(checking:)``, which throws. The label keeps the two apart: Swift takes `T(7)` for a literal.
public struct ABINumber<Rule: ABINumberRule>: Hashable, Sendable {
  public let value: Int

  /// - Throws: ``ABITypeError/number(_:_:)`` for a number outside the rule.
  public init(checking value: Int) throws(ABITypeError) {
    guard Rule.allows(value) else { throw .number(value, Rule.requirement) }
    self.value = value
  }
}

extension ABINumber: ExpressibleByIntegerLiteral {
  /// - Precondition: The literal is one of the numbers that the rule allows.
  public init(integerLiteral value: Int) {
    precondition(Rule.allows(value), Rule.requirement)
    self.value = value
  }
}

extension ABINumber: CustomStringConvertible {
  public var description: String { value.description }
}

/// Which numbers may stand at some place of a Solidity type.
public protocol ABINumberRule: Hashable, Sendable {
  static func allows(_ value: Int) -> Bool
  /// The rule as a sentence.
  static var requirement: String { get }
}

/// Bits of an integer or fixed-point number: 8, 16, ... 256.
public typealias ABIBitCount = ABINumber<ABIBitCountRule>
/// Decimal places of a fixed-point number: 1 to 80.
public typealias ABIDecimals = ABINumber<ABIDecimalsRule>
/// Bytes of a `bytesN`: 1 to 32.
public typealias ABIByteCount = ABINumber<ABIByteCountRule>
/// Elements of a `T[N]`: 1 to 2^31 - 1.
public typealias ABIElementCount = ABINumber<ABIElementCountRule>

public enum ABIBitCountRule: ABINumberRule {
  public static func allows(_ value: Int) -> Bool {
    (8...256).contains(value) && value.isMultiple(of: 8)
  }
  public static var requirement: String { "Integers have 8, 16, 24 ... 256 bits." }
}

public enum ABIDecimalsRule: ABINumberRule {
  public static func allows(_ value: Int) -> Bool { (1...80).contains(value) }
  public static var requirement: String { "Fixed-point numbers have 1 to 80 decimal places." }
}

public enum ABIByteCountRule: ABINumberRule {
  public static func allows(_ value: Int) -> Bool { (1...32).contains(value) }
  public static var requirement: String { "Fixed byte strings are bytes1 to bytes32." }
}

public enum ABIElementCountRule: ABINumberRule {
  public static func allows(_ value: Int) -> Bool { (1...0x7fff_ffff).contains(value) }
  public static var requirement: String { "A fixed array has 1 to 2147483647 elements." }
}
