/// A type of the Solidity ABI.
///
/// `address payable`, contracts, enums and user-defined value types are no types of their own here:
/// on the wire they are `address`, `address`, `uint8` and the type beneath.
///
/// - SeeAlso: [Solidity, "Contract ABI Specification", Types](https://docs.soliditylang.org/en/latest/abi-spec.html#types)
public indirect enum ABIType: Hashable, Sendable {
  /// `uint8` to `uint256`.
  case uint(ABIBitCount)
  /// `int8` to `int256`.
  case int(ABIBitCount)
  /// `ufixedMxN`: an unsigned integer of M bits, in units of 10^-N.
  case ufixed(ABIBitCount, decimals: ABIDecimals)
  /// `fixedMxN`: a signed integer of M bits, in units of 10^-N.
  case fixed(ABIBitCount, decimals: ABIDecimals)
  case bool
  /// 20 bytes.
  case address
  /// An external function: its contract's address and its selector, 24 bytes.
  case function
  /// `bytes1` to `bytes32`.
  case fixedBytes(ABIByteCount)
  /// Bytes of any number.
  case bytes
  /// UTF-8 text of any length.
  case string
  /// `T[]`.
  case array(ABIType)
  /// `T[N]`.
  case fixedArray(ABIType, count: ABIElementCount)
  /// A struct, or values in a row; names take no part in the encoding.
  case tuple([ABIParameter])

  public static let uint256 = ABIType.uint(256)
  public static let int256 = ABIType.int(256)
  public static let bytes32 = ABIType.fixedBytes(32)

  /// How many types may stand inside one another. Types that are read are never deeper; one that is
  /// built deeper is refused by the coders.
  public static let depthLimit = 64

  /// Whether the encoding's length depends on the value, so that the value stands apart from its
  /// place and an offset in its place.
  public var isDynamic: Bool {
    switch self {
    case .bytes, .string, .array: true
    case .fixedArray(let element, _): element.isDynamic
    case .tuple(let components): components.contains { $0.type.isDynamic }
    default: false
    }
  }

  /// Whether an indexed event parameter of the type is kept as a hash instead of the value.
  ///
  /// - SeeAlso: Solidity, "Encoding of Indexed Event Parameters".
  public var isHashedWhenIndexed: Bool {
    switch self {
    case .bytes, .string, .array, .fixedArray, .tuple: true
    default: false
    }
  }
}

/// A type with the name that a source gave it: a parameter, a return value, a struct's member.
public struct ABIParameter: Hashable, Sendable {
  /// Empty when there is none.
  public var name: String
  public var type: ABIType
  /// How the compiler's ABI JSON names the type in the source, such as `contract IERC20`.
  public var internalType: String?

  public init(_ name: String = "", _ type: ABIType, internalType: String? = nil) {
    self.name = name
    self.type = type
    self.internalType = internalType
  }
}

// MARK: - Text

extension ABIType: CustomStringConvertible {
  /// The canonical text, which selectors and topics are hashed from: no names, no spaces, no aliases.
  public var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  func write(to text: inout String) {
    switch self {
    case .uint(let bits): text += "uint\(bits)"
    case .int(let bits): text += "int\(bits)"
    case .ufixed(let bits, let decimals): text += "ufixed\(bits)x\(decimals)"
    case .fixed(let bits, let decimals): text += "fixed\(bits)x\(decimals)"
    case .bool: text += "bool"
    case .address: text += "address"
    case .function: text += "function"
    case .fixedBytes(let count): text += "bytes\(count)"
    case .bytes: text += "bytes"
    case .string: text += "string"
    case .array(let element):
      element.write(to: &text)
      text += "[]"
    case .fixedArray(let element, let count):
      element.write(to: &text)
      text += "[\(count)]"
    case .tuple(let components): components.writeTypes(to: &text)
    }
  }

  /// The text with the components' names, as the human-readable ABI has it:
  /// `(address to, uint256 amount)[]`.
  public var namedDescription: String {
    switch self {
    case .array(let element): element.namedDescription + "[]"
    case .fixedArray(let element, let count): element.namedDescription + "[\(count)]"
    case .tuple(let components): components.namedDescription
    default: description
    }
  }
}

extension [ABIParameter] {
  /// The types in parentheses, as a signature has them: `(address,uint256)`.
  public var typesDescription: String {
    var text = ""
    writeTypes(to: &text)
    return text
  }

  func writeTypes(to text: inout String) {
    text += "("
    for (index, parameter) in enumerated() {
      if index > 0 { text += "," }
      parameter.type.write(to: &text)
    }
    text += ")"
  }

  /// Types and names in parentheses: `(address to, uint256 amount)`.
  var namedDescription: String { "(\(map(\.description).joined(separator: ", ")))" }
}

extension ABIParameter: CustomStringConvertible {
  /// The type, and the name if there is one: `uint256 amount`.
  public var description: String {
    name.isEmpty ? type.namedDescription : "\(type.namedDescription) \(name)"
  }
}
