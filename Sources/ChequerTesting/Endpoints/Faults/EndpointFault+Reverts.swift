import EVMPrimitives
import ExactJSON

// The ways in which nodes tell that a call reverted, and with what.

extension EndpointFault {
  /// Where a node puts the data of a revert, which geth puts into `data` of an error with code 3.
  public enum RevertPlace: String, Hashable, Sendable, CaseIterable {
    /// `{"data": {"data": "0x…"}}`.
    case dataObject = "data in data"
    /// The node's whole error as `data` of another, as wallets wrap it.
    case nestedError = "nested error"
    /// `{"data": {"originalError": {"code": 3, "data": "0x…"}}}`.
    case originalError = "original error"
    /// `{"data": {"0x<hash>": {"return": "0x…"}}}`, under the hash of the transaction.
    case underHash = "under a hash"
    /// `"data": "Reverted 0x…"` with code -32015.
    case text = "Reverted 0x"
    /// At the end of the message alone.
    case message
    /// Nowhere; the message has the reason.
    case reason = "reason alone"
    /// In the place of the result, with no error, as old nodes have it.
    case result
  }

  /// The data of reverts in another place than geth has it.
  public static func reverts(in place: RevertPlace) -> EndpointFault {
    let consequence: Consequence = place == .result ? .malformed : .harmless
    return EndpointFault("reverts: \(place.rawValue)", as: consequence) { call, honest in
      guard case .error(let error) = honest(call), error["code"] == 3,
        case .string(let data)? = error["data"]
      else { return honest(call) }
      return place.outcome(of: error, data)
    }
  }

  /// Reverts without the data that says why, as some nodes tell them.
  public static let bareReverts = EndpointFault("bare reverts") { call, honest in
    guard case .error(let error) = honest(call), error["code"] == 3 else { return honest(call) }
    return .error(["code": -32000, "message": "execution reverted"])
  }

  /// Calls and estimates that would go well are said to revert with a reason.
  public static func falseReverts(_ reason: String = "Vault: cannot cash") -> EndpointFault {
    EndpointFault("false reverts", of: ["eth_call", "eth_estimateGas"], as: .lie) { call, honest in
      guard case .result = honest(call) else { return honest(call) }
      var data: [UInt8] = [0x08, 0xc3, 0x79, 0xa0]
      data += UInt256(32).bigEndianBytes + UInt256(UInt64(reason.utf8.count)).bigEndianBytes
      data += Array(reason.utf8)
      while data.count % 32 != 4 { data.append(0) }
      return .error([
        "code": 3, "message": .string("execution reverted: \(reason)"), "data": .hex(data),
      ])
    }
  }

  /// Calls that revert are said to go well, with no output.
  public static let hiddenReverts = EndpointFault("hidden reverts", of: ["eth_call"], as: .lie) {
    call, honest in
    guard case .error(let error) = honest(call), error["code"] == 3 else { return honest(call) }
    return .result("0x")
  }
}

extension EndpointFault.RevertPlace {
  fileprivate func outcome(of error: JSON, _ data: String) -> EndpointOutcome {
    let reverted: JSON = "execution reverted"
    switch self {
    case .dataObject:
      return .error(["code": -32000, "message": reverted, "data": ["data": .string(data)]])
    case .nestedError:
      return .error(["code": -32603, "message": "Internal JSON-RPC error.", "data": error])
    case .originalError:
      return .error([
        "code": -32603, "message": reverted,
        "data": ["originalError": error, "stack": "Error: execution reverted"],
      ])
    case .underHash:
      let hash = Keccak256.hash(Array(data.utf8)).hex
      return .error([
        "code": -32000, "message": "VM Exception while processing transaction: revert",
        "data": .object([
          JSON.Member("stack", "RuntimeError: VM Exception"),
          JSON.Member(
            hash, ["error": "revert", "program_counter": 101, "return": .string(data)]),
        ]),
      ])
    case .text:
      return .error([
        "code": -32015, "message": "VM execution error.", "data": .string("Reverted \(data)"),
      ])
    case .message:
      return .error(["code": -32000, "message": .string("execution reverted: \(data)")])
    case .reason:
      return .error(["code": -32000, "message": error["message"] ?? reverted])
    case .result: return .result(.string(data))
    }
  }
}
