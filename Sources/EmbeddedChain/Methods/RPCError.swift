public import ExactJSON
internal import EVMABI
internal import EVMPrimitives

/// Why a call has no result, with the code that clients know it by.
///
/// - SeeAlso: [JSON-RPC 2.0](https://www.jsonrpc.org/specification), "Error object"; EIP-1474.
public enum RPCError: Error, Hashable, Sendable {
  /// The text is not JSON; -32700.
  case notJSON(String)
  /// JSON, but no call; -32600.
  case invalidRequest(String)
  /// There is no such method; -32601.
  case unknownMethod(String)
  /// The arguments are not those of the method; -32602.
  case invalidArguments(String)
  /// The chain cannot or will not do it; -32000.
  case refused(String)
  /// The code that was run reverted, with this data; 3.
  case reverted([UInt8])
  /// A method that exists, but not here; -32004.
  case unsupported(String)
}

extension RPCError {
  /// The number by which clients tell errors apart.
  public var code: Int {
    switch self {
    case .notJSON: -32700
    case .invalidRequest: -32600
    case .unknownMethod: -32601
    case .invalidArguments: -32602
    case .refused: -32000
    case .reverted: 3
    case .unsupported: -32004
    }
  }

  /// What people read; for a revert in the words of geth, which libraries look for.
  public var message: String {
    switch self {
    case .notJSON(let reason): "parse error: \(reason)"
    case .invalidRequest(let reason): reason
    case .unknownMethod(let name): "the method \(name) does not exist/is not available"
    case .invalidArguments(let reason), .refused(let reason), .unsupported(let reason): reason
    case .reverted(let data): Self.revertMessage(data)
    }
  }

  /// The data of a revert.
  public var data: [UInt8]? {
    if case .reverted(let data) = self { data } else { nil }
  }

  private static func revertMessage(_ data: [UInt8]) -> String {
    switch RevertReason(data) {
    case .message(let text): "execution reverted: \(text)"
    case .panic(let code): "execution reverted: \(code)"
    case .custom(let error, let arguments):
      "execution reverted: \(RevertReason.custom(error, arguments))"
    case .empty, .unknown: "execution reverted"
    }
  }

  /// `{"code", "message", "data"?}`.
  public var json: JSON {
    var members = [
      JSON.Member("code", .integer(code)), JSON.Member("message", .string(message)),
    ]
    if let data { members.append(JSON.Member("data", .string(Hex.encode(data)))) }
    return .object(members)
  }

  /// The answer to a call.
  func response(id: JSON) -> JSON {
    ["jsonrpc": "2.0", "id": id, "error": json]
  }
}

extension RPCError: CustomStringConvertible {
  public var description: String { message }
}
