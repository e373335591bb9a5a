import EVMPrimitives

extension ABIValue {
  /// The value as people read it, on one line: numbers in decimal, bytes as 0x hex, addresses in
  /// EIP-55, strings in double quotes, `[...]` for arrays, `(...)` for tuples.
  ///
  /// What contracts put into strings cannot move a terminal's cursor or turn its text round: control
  /// and other invisible characters are escaped.
  /// - Parameter type: The value's type, which fixed-point numbers need; without it they are written
  ///   in units of their last place.
  public func text(as type: ABIType? = nil) -> String {
    switch self {
    case .uint(let number):
      if case .ufixed(_, let decimals) = type {
        ScaledDecimal.text(number, isNegative: false, decimals: decimals.value)
      } else {
        number.description
      }
    case .int(let number):
      if case .fixed(_, let decimals) = type {
        ScaledDecimal.text(
          number.magnitude, isNegative: number.isNegative, decimals: decimals.value)
      } else {
        number.description
      }
    case .bool(let truth): truth ? "true" : "false"
    case .address(let address): address.checksummed
    case .function(let address, let selector): "\(address).\(selector)"
    case .bytes(let bytes): Hex.encode(bytes)
    case .string(let text): text.escaped
    case .array(let elements):
      "[\(elements.map { $0.text(as: type?.element) }.joined(separator: ", "))]"
    case .tuple(let members):
      "(\(members.enumerated().map { $1.text(as: type?.member($0)?.type) }.joined(separator: ", ")))"
    }
  }
}

extension String {
  /// The text in double quotes, with `"`, `\` and every invisible character but the space escaped:
  /// `\n`, `\u{1b}`.
  ///
  /// Invisible are control, format (which turn text round), separator, private and unassigned
  /// characters.
  public var escaped: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if scalar.isVisible {
          text.unicodeScalars.append(scalar)
        } else {
          text += "\\u{\(String(scalar.value, radix: 16))}"
        }
      }
    }
    return text + "\""
  }
}

extension Unicode.Scalar {
  fileprivate var isVisible: Bool {
    if isASCII { return value >= 0x20 && value != 0x7f }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }
}
