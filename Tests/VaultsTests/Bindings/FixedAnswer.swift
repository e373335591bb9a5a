import EVMPrimitives
import EVMRPC
import ExactJSON

/// Answers every request with the same bytes, as a node does that runs some other contract.
struct FixedAnswer: RPCCaller {
  let data: [UInt8]

  func answers(
    to requests: [RPCRequest]
  ) async throws(CancellationError) -> [Result<JSONValue, RPCFailure>] {
    requests.map { request in
      guard let document = try? JSONDocument(parsing: Array("\"\(Hex.encode(data))\"".utf8)) else {
        return .failure(.malformed(method: request.method, reason: "unreadable"))
      }
      return .success(document.root)
    }
  }
}

extension RPCCall {
  /// What is sent to the contract.
  var calldata: [UInt8]? {
    guard case .object(let members) = request.parameters.first,
      case .string(let text) = members.first(where: { $0.key == "data" })?.value
    else { return nil }
    return try? Hex.decode(text)
  }

  /// The contract that is asked.
  var contract: String? {
    guard case .object(let members) = request.parameters.first,
      case .string(let text) = members.first(where: { $0.key == "to" })?.value
    else { return nil }
    return text
  }
}
