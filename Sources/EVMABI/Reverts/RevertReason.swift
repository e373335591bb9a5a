public import EVMPrimitives

/// Why a call was reverted, as far as its revert data says.
public enum RevertReason: Hashable, Sendable {
  /// No data: a `require` without a reason, a call to code that is not there, or out of gas.
  case empty
  /// `Error(string)`, from `require(condition, "reason")` and `revert("reason")`.
  case message(String)
  /// `Panic(uint256)`, from the compiler's own checks.
  case panic(PanicCode)
  /// An error that an interface or the built-in table knows, with its arguments.
  case custom(ABIErrorDefinition, [ABIValue])
  /// Anything else, whole.
  case unknown([UInt8])

  static let errorString = ABIErrorDefinition(
    "Error", inputs: [ABIParameter("reason", .string)])
  static let panic = ABIErrorDefinition("Panic", inputs: [ABIParameter("code", .uint256)])

  /// The reason that revert data states.
  ///
  /// Data that begins like a known error and is malformed is ``unknown(_:)``, so nothing is lost.
  /// - Parameter names: Where custom errors are looked up; by default among the built-in ones.
  public init(_ data: [UInt8], names: SignatureBook = .known) {
    if data.isEmpty {
      self = .empty
    } else if let arguments = try? Self.errorString.arguments(in: data),
      case .string(let text) = arguments[0]
    {
      self = .message(text)
    } else if let arguments = try? Self.panic.arguments(in: data),
      case .uint(let code) = arguments[0]
    {
      self = .panic(PanicCode(rawValue: code))
    } else if let (error, arguments) = names.error(in: data) {
      self = .custom(error, arguments)
    } else {
      self = .unknown(data)
    }
  }

  /// The first four bytes of the data, if it has them and they are an error's.
  public var selector: Selector? {
    switch self {
    case .empty: nil
    case .message: Self.errorString.selector
    case .panic: Self.panic.selector
    case .custom(let error, _): error.selector
    case .unknown(let data): data.count < 4 ? nil : try? Selector(data.prefix(4))
    }
  }
}

extension RevertReason: CustomStringConvertible {
  /// The reason in one line. What the contract wrote stands in quotes, invisible characters escaped.
  public var description: String {
    switch self {
    case .empty: "reverted without a reason"
    case .message(let text): text.escaped
    case .panic(let code): code.description
    case .custom(let error, let arguments):
      "\(error.name)(\(zip(error.inputs, arguments).map(Self.argument).joined(separator: ", ")))"
    case .unknown(let data): Self.unknown(data)
    }
  }

  private static func argument(_ parameter: ABIParameter, _ value: ABIValue) -> String {
    let text = value.text(as: parameter.type)
    return parameter.name.isEmpty ? text : "\(parameter.name): \(text)"
  }

  /// Selector, words, and text that is in the data.
  private static func unknown(_ data: [UInt8]) -> String {
    guard data.count >= 4 else { return "unknown revert data \(Hex.encode(data))" }
    var text = "unknown error \(Hex.encode(data.prefix(4)))"
    let body = data.dropFirst(4)
    if !body.isEmpty {
      let words = stride(from: body.startIndex, to: body.endIndex, by: 32).map {
        Hex.encode(body[$0..<min($0 + 32, body.endIndex)])
      }
      text += " with \(words.joined(separator: " "))"
    }
    if let printable = printableText(in: data) { text += ", in which stands \(printable.escaped)" }
    return text
  }

  /// The longest run of ASCII text in the data, if it is long enough to be meant as such.
  private static func printableText(in data: [UInt8]) -> String? {
    var longest = data[0..<0]
    var start = data.startIndex
    for index in data.indices {
      if (0x20..<0x7f).contains(data[index]) {
        if index + 1 - start > longest.count { longest = data[start...index] }
      } else {
        start = index + 1
      }
    }
    return longest.count >= 6 ? String(decoding: longest, as: UTF8.self) : nil
  }
}
