import ExactJSON

extension EndpointFault {
  private static let logMethods = ["eth_getLogs", "eth_getFilterLogs"]

  /// So many logs too few, the latest ones.
  public static func missingLogs(_ count: Int) -> EndpointFault {
    logs("missing logs") { $0.dropLast(max(0, count)) }
  }

  /// Each log twice.
  public static let doubleLogs = logs("double logs") { $0.flatMap { [$0, $0] } }

  /// The latest log told as one that a reorganisation took back.
  public static let removedLog = logs("removed log") { logs in
    guard case .object(let members)? = logs.last else { return logs }
    let changed = members.map { $0.key == "removed" ? JSON.Member("removed", true) : $0 }
    return logs.dropLast() + [.object(changed)]
  }

  /// A log of a contract that was not asked for, behind the others.
  public static let foreignLog = logs("foreign log") { logs in
    guard case .object(let members)? = logs.last else { return logs }
    let address = JSON.string("0x" + String(repeating: "5a", count: 20))
    return logs + [
      .object(members.map { $0.key == "address" ? JSON.Member("address", address) : $0 })
    ]
  }

  /// An error for a range of more blocks than the node allows.
  public static func logRange(of limit: UInt64) -> EndpointFault {
    EndpointFault("log range", of: ["eth_getLogs"]) { call, honest in
      let head = honest(EndpointCall(id: 1, method: "eth_blockNumber", arguments: []))
      guard case .result(let latest) = head, case .object? = call.arguments.first,
        let from = number(call.arguments[0]["fromBlock"] ?? latest, latest),
        let to = number(call.arguments[0]["toBlock"] ?? latest, latest),
        to >= from, to - from >= limit
      else { return honest(call) }
      return .error([
        "code": -32005, "message": .string("query exceeds max block range \(limit)"),
      ])
    }
  }

  private static func logs(
    _ name: String, _ change: @escaping @Sendable ([JSON]) -> [JSON]
  ) -> EndpointFault {
    EndpointFault(name, of: logMethods) { call, honest in
      guard case .result(.array(let logs)) = honest(call) else { return honest(call) }
      return .result(.array(change(logs)))
    }
  }

  /// The number of a block that an argument names.
  private static func number(_ block: JSON, _ latest: JSON) -> UInt64? {
    guard case .string(let text) = block else { return nil }
    if text == "earliest" { return 0 }
    guard case .string(let head) = latest else { return nil }
    return UInt64((text.hasPrefix("0x") ? text : head).dropFirst(2), radix: 16)
  }
}
