import EVMPrimitives
public import ExactJSON

// Answers of JSON-RPC that are not what they have to be.

extension EndpointFault {
  /// An error of JSON-RPC in the place of the result; what was asked is not done.
  public static func error(
    _ code: Int, _ message: String, data: JSON? = nil
  ) -> EndpointFault {
    EndpointFault("error \(code)", as: .transport) { _, _ in
      var members = [
        JSON.Member("code", .integer(code)), JSON.Member("message", .string(message)),
      ]
      if let data { members.append(JSON.Member("data", data)) }
      return .error(.object(members))
    }
  }

  /// A node that does not have a method.
  public static func unsupported(_ methods: String...) -> EndpointFault {
    EndpointFault("unsupported method", of: methods, as: .transport) { call, _ in
      .error([
        "code": -32601,
        "message": .string("the method \(call.method) does not exist/is not available"),
      ])
    }
  }

  /// An error whose words would move a terminal's cursor, clear it, rename its window, and turn the
  /// order of letters, if they were printed.
  public static let terminalEscapes = error(
    -32000, "\u{1b}[2J\u{1b}[1;1H\u{1b}]0;PAID\u{7}\u{9b}31m\u{202e}diap\r\nThe cheque pays."
  ).named("terminal escapes")

  /// An error of so many letters.
  public static func longMessage(_ count: Int) -> EndpointFault {
    error(-32000, String(repeating: "long ", count: max(0, count) / 5)).named("long message")
  }

  /// An error that repeats what was asked, a transaction's bytes and all.
  public static let echo = EndpointFault("echo", as: .transport) { call, _ in
    .error([
      "code": -32602,
      "message": .string("invalid params in \(call.method): \(JSON.array(call.arguments).text())"),
    ])
  }

  /// Another result than the chain's.
  public static func result(_ result: JSON) -> EndpointFault {
    EndpointFault("another result") { _, _ in .result(result) }
  }

  /// `null` in the place of every result.
  public static let nullResult = result(.null).named("null result")

  /// A result of another kind: an object where a text or a number is due, a text where an object or a
  /// list is.
  public static let anotherKind = results("another kind") { result in
    switch result {
    case .object, .array: "0x01"
    case .null, .bool, .number, .string: ["result": result]
    }
  }

  /// A number in the place of every result whose digits would fill the memory if they were written out.
  public static let boundlessNumber = EndpointFault("boundless number") { call, honest in
    guard let number = JSONNumber("1e999999999") else { return honest(call) }
    return .result(.number(number))
  }

  private static func results(
    _ name: String, _ change: @escaping @Sendable (JSON) -> JSON
  ) -> EndpointFault {
    EndpointFault(name) { call, honest in
      let outcome = honest(call)
      guard case .result(let result) = outcome else { return outcome }
      return .result(change(result))
    }
  }
}

// MARK: - The envelope

extension EndpointFault {
  /// Neither a result nor an error.
  public static let bareAnswer = envelope("bare answer") { $0.removing("result", "error") }

  /// The result, and an error beside it.
  public static let resultAndError = envelope("result and error") {
    $0.setting(("error", ["code": -32603, "message": "internal error"]))
  }

  /// The result, and an error beside it that is `null`, as JSON-RPC 1.0 had it.
  public static let nullError = envelope("null error", as: .harmless) {
    $0["error"] == nil ? $0.setting(("error", .null)) : $0
  }

  /// No word of the version.
  public static let noVersion = envelope("no version", as: .harmless) { $0.removing("jsonrpc") }

  /// Members that no specification knows.
  public static let strangeMembers = envelope("strange members", as: .harmless) {
    $0.setting(("servedBy", "node-3"), ("usage", ["units": 26]))
  }

  /// The result twice under the same name, the second time a false one.
  public static let doubleKeys = envelope("double keys") { answer in
    guard case .object(let members) = answer, let result = answer["result"] else { return answer }
    return .object(members + [JSON.Member("result", result.falsified)])
  }

  /// An error that is a text, as of a proxy.
  public static let textError = envelope("text error") {
    $0.removing("result").setting(("error", "upstream connect error"))
  }

  /// An error whose code is a text and whose message is none.
  public static let oddError = envelope("odd error") {
    $0.removing("result").setting(("error", ["code": "-32000", "message": ["text": "no"]]))
  }

  private static func envelope(
    _ name: String, as consequence: Consequence = .malformed,
    _ change: @escaping @Sendable (JSON) -> JSON
  ) -> EndpointFault {
    EndpointFault(name, as: consequence) { call, honest in
      guard let id = call.id else { return honest(call) }
      switch honest(call) {
      case .result(let result):
        return .verbatim([change(["jsonrpc": "2.0", "id": id, "result": result])])
      case .error(let error):
        return .verbatim([change(["jsonrpc": "2.0", "id": id, "error": error])])
      case let other: return other
      }
    }
  }
}

extension JSON {
  /// Something else of the same kind.
  var falsified: JSON {
    switch self {
    case .null: .bool(false)
    case .bool(let value): .bool(!value)
    case .number: .integer(0)
    case .string: bytes.map { $0.isEmpty ? "0x01" : .hex($0.lastBitFlipped) } ?? adding(1)
    case .array(let elements): .array(Array(elements.dropLast()))
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.falsified) })
    }
  }
}
