import ExactJSON

/// A call as a client sent it.
struct RPCCall {
  /// What the answer carries; `nil` for a notification, which gets none.
  var id: JSON?
  var method: String
  var arguments: Arguments

  /// The call of a JSON value.
  ///
  /// - Throws: ``RPCError/invalidRequest(_:)`` when it is none.
  init(_ value: JSONValue) throws(RPCError) {
    guard value.kind == .object else {
      throw .invalidRequest(
        "invalid request: a call is an object with jsonrpc, id, method, params.")
    }
    if let version = value["jsonrpc"] {
      guard version.string == "2.0" else {
        throw .invalidRequest("invalid request: jsonrpc must be \"2.0\".")
      }
    }
    id = try Self.id(of: value)
    guard let method = value["method"]?.string else {
      throw .invalidRequest("invalid request: method must be a string.")
    }
    self.method = method
    let params = value["params"]
    if let elements = params?.elements {
      arguments = Arguments(Array(elements))
    } else if params == nil || params?.isNull == true {
      arguments = Arguments([])
    } else {
      throw .invalidArguments("non-array args: params must be an array, in the method's order.")
    }
  }

  /// The id that an answer to this value must have; `null` where none can be read.
  static func idForError(_ value: JSONValue) -> JSON { (try? id(of: value)) ?? .null }

  private static func id(of value: JSONValue) throws(RPCError) -> JSON? {
    guard value.kind == .object, let id = value["id"] else { return nil }
    if let text = id.string { return .string(text) }
    if let number = id.number { return .number(number) }
    guard id.isNull else {
      throw .invalidRequest("invalid request: id must be a string, a number or null.")
    }
    return .null
  }
}
