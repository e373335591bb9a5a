import EVMPrimitives
import ExactJSON

// Logs that are left out, told twice or told wrongly.

extension EndpointFault {
  private static let logMethods = ["eth_getLogs", "eth_getFilterLogs"]

  /// So many logs too few, the latest ones.
  public static func missingLogs(_ count: Int) -> EndpointFault {
    logs("missing logs") { $0.dropLast(max(0, count)) }
  }

  /// So many logs at most, the earliest ones, without a word of the others.
  public static func cutLogs(after count: Int) -> EndpointFault {
    logs("cut logs") { Array($0.prefix(max(0, count))) }
  }

  /// No logs, wherever there are some.
  public static let noLogs = logs("no logs") { _ in [] }

  /// `null` in the place of logs.
  public static let nullLogs = EndpointFault("null logs", of: logMethods, as: .logs) { _, _ in
    .result(.null)
  }

  /// Each log twice.
  public static let doubleLogs = logs("double logs") { $0.flatMap { [$0, $0] } }

  /// The latest logs first.
  public static let reversedLogs = logs("reversed logs") { $0.reversed() }

  /// The latest log told as one that a reorganisation took back.
  public static let removedLog = lastLog("removed log") { $0.changing("removed") { _ in true } }

  /// The latest log with another amount, or other data.
  public static let alteredLog = lastLog("altered log") { $0.changing("data", broken) }

  /// The latest log as of a block that is not on the chain.
  public static let orphanedLog = lastLog("orphaned log") { $0.changing("blockHash", broken) }

  /// The latest log as of a block far above those that were asked for.
  public static let strayLog = lastLog("stray log") {
    $0.changing("blockNumber") { $0.adding(1_000_000) }
  }

  /// The latest log as of no block, as one that is not mined.
  public static let pendingLog = lastLog("pending log") {
    $0.setting(("blockHash", .null), ("blockNumber", .null), ("logIndex", .null))
  }

  /// The latest log without topics.
  public static let topiclessLog = lastLog("topicless log") { $0.setting(("topics", [])) }

  /// The latest log with its last topic alone in another value, so that a filter of it does not hold.
  public static let mistopicedLog = lastLog("mistopiced log") {
    $0.changing("topics") { $0.changingLast(broken) }
  }

  /// The latest log without data and place.
  public static let bareLog = lastLog("bare log") {
    $0.removing("data", "blockNumber", "logIndex", "transactionHash")
  }

  /// A log of a contract that was not asked for, behind the others.
  public static let foreignLog = logs("foreign log") { logs in
    guard let last = logs.last else { return logs }
    let address = JSON.string("0x" + String(repeating: "5a", count: 20))
    return logs + [last.changing("address") { _ in address }]
  }

  private static func logs(
    _ name: String, _ change: @escaping @Sendable ([JSON]) -> [JSON]
  ) -> EndpointFault {
    EndpointFault(name, of: logMethods, as: .logs) { call, honest in
      guard case .result(.array(let logs)) = honest(call) else { return honest(call) }
      return .result(.array(change(logs)))
    }
  }

  private static func lastLog(
    _ name: String, _ change: @escaping @Sendable (JSON) -> JSON
  ) -> EndpointFault {
    logs(name) { logs in logs.last.map { logs.dropLast() + [change($0)] } ?? logs }
  }

  @Sendable private static func broken(_ bytes: JSON) -> JSON {
    bytes.bytes.map { .hex($0.lastBitFlipped) } ?? bytes
  }
}
