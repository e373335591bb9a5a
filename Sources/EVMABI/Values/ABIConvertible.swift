public import EVMPrimitives

/// A Swift type that a Solidity type is read into, so that calls and results read like Swift.
///
/// Integers, `Bool`, `String`, `Address`, `Hash256` (`bytes32`), `Selector` (`bytes4`), byte arrays
/// (`bytes`) and arrays of such types conform; a struct of one's own conforms by stating its members.
public protocol ABIConvertible: Sendable {
  /// The value to encode.
  var abiValue: ABIValue { get }
  /// The value of a decoded one.
  ///
  /// - Throws: ``ABIConversionError`` when it is of another kind or does not fit.
  init(abiValue: ABIValue) throws(ABIConversionError)
}

/// Why a decoded value is not one of a Swift type.
public struct ABIConversionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was decoded.
  public let found: String
  /// The Swift type that was asked for.
  public let type: String

  public init(_ value: ABIValue, _ type: Any.Type) {
    found = value.kind
    self.type = String(describing: type)
  }

  public var description: String {
    "The contract's value is \(found), which \(type) does not hold."
  }
}

extension ABIValue: ABIConvertible {
  public var abiValue: ABIValue { self }
  public init(abiValue: ABIValue) { self = abiValue }
}

extension Bool: ABIConvertible {
  public var abiValue: ABIValue { .bool(self) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .bool(let truth) = abiValue else { throw ABIConversionError(abiValue, Self.self) }
    self = truth
  }
}

extension String: ABIConvertible {
  public var abiValue: ABIValue { .string(self) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .string(let text) = abiValue else { throw ABIConversionError(abiValue, Self.self) }
    self = text
  }
}

extension Address: ABIConvertible {
  public var abiValue: ABIValue { .address(self) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .address(let address) = abiValue else {
      throw ABIConversionError(abiValue, Self.self)
    }
    self = address
  }
}

extension UInt256: ABIConvertible {
  public var abiValue: ABIValue { .uint(self) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .uint(let number) = abiValue else { throw ABIConversionError(abiValue, Self.self) }
    self = number
  }
}

extension Int256: ABIConvertible {
  public var abiValue: ABIValue { .int(self) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .int(let number) = abiValue else { throw ABIConversionError(abiValue, Self.self) }
    self = number
  }
}

extension ABIConvertible where Self: FixedWidthInteger & UnsignedInteger {
  public var abiValue: ABIValue { .uint(UInt256(self)) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .uint(let number) = abiValue, let value = Self(exactly: number) else {
      throw ABIConversionError(abiValue, Self.self)
    }
    self = value
  }
}

extension ABIConvertible where Self: FixedWidthInteger & SignedInteger {
  public var abiValue: ABIValue { .int(Int256(self)) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .int(let number) = abiValue, let value = Self(exactly: number) else {
      throw ABIConversionError(abiValue, Self.self)
    }
    self = value
  }
}

extension UInt8: ABIConvertible {}
extension UInt16: ABIConvertible {}
extension UInt32: ABIConvertible {}
extension UInt64: ABIConvertible {}
extension UInt128: ABIConvertible {}
extension UInt: ABIConvertible {}
extension Int8: ABIConvertible {}
extension Int16: ABIConvertible {}
extension Int32: ABIConvertible {}
extension Int64: ABIConvertible {}
extension Int128: ABIConvertible {}
extension Int: ABIConvertible {}

extension ABIConvertible where Self: FixedBytes {
  /// A `bytesN` of the type's size.
  public var abiValue: ABIValue { .bytes(bytes) }
  public init(abiValue: ABIValue) throws(ABIConversionError) {
    guard case .bytes(let bytes) = abiValue, let value = try? Self(bytes) else {
      throw ABIConversionError(abiValue, Self.self)
    }
    self = value
  }
}

extension Hash256: ABIConvertible {}
extension Selector: ABIConvertible {}

/// Bytes of any number are `bytes`; lists of anything else are arrays. A list of `uint8` is written
/// with ``ABIValue/array(_:)``.
extension Array: ABIConvertible where Element: ABIConvertible {
  public var abiValue: ABIValue {
    // An empty array of anything can be cast to an array of anything else.
    if Element.self == UInt8.self, let bytes = self as? [UInt8] { return .bytes(bytes) }
    return .array(map(\.abiValue))
  }

  public init(abiValue: ABIValue) throws(ABIConversionError) {
    if Element.self == UInt8.self, case .bytes(let bytes) = abiValue,
      let list = bytes as? [Element]
    {
      self = list
      return
    }
    guard case .array(let elements) = abiValue else {
      throw ABIConversionError(abiValue, Self.self)
    }
    var values: [Element] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(try Element(abiValue: element)) }
    self = values
  }
}
