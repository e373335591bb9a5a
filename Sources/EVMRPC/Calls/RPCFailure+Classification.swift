import EVMPrimitives
public import ExactJSON

extension RPCFailure {
  /// What the error object of an answer means.
  ///
  /// - Parameters:
  ///   - error: `{"code", "message", "data"?}`.
  ///   - method: The method that was called.
  ///   - endpoint: The endpoint's name.
  public init(answered error: JSONValue, to method: String, by endpoint: String) {
    let message = error["message"]?.string ?? "no message"
    let code = (try? error["code"]?.integer(as: Int.self)) ?? 0
    let text = message.lowercased()
    if code == 3 || text.contains("revert") {
      let data = error["data"]?.string.flatMap { try? Hex.decode($0) } ?? []
      self = .reverted(data: data, message: message)
    } else if code == -32601 {
      self = .unsupported(method: method)
    } else {
      self = .node(code: code, message: message)
    }
  }
}
