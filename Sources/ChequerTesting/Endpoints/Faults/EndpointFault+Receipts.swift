import EVMPrimitives
import ExactJSON

// What is said of transactions that are mined.

extension EndpointFault {
  private static let receiptMethods = ["eth_getTransactionReceipt"]

  /// No receipt yet, however often it is asked for.
  public static let nullReceipts = EndpointFault(
    "null receipts", of: receiptMethods, as: .transaction
  ) { _, _ in .result(.null) }

  /// The first answer about a receipt is right, and each later one is that there is none.
  public static let vanishingReceipts =
    nullReceipts.starting(after: 1).named("vanishing receipts")

  /// Transactions that the endpoint has never heard of, nor their receipts.
  public static let unknownTransactions = EndpointFault(
    "unknown transactions", of: ["eth_getTransactionByHash", "eth_getTransactionReceipt"],
    as: .transaction
  ) { _, _ in .result(.null) }

  /// Receipts without a field, for those that are not there, too.
  public static let emptyReceipts = EndpointFault(
    "empty receipts", of: receiptMethods, as: .transaction
  ) { _, _ in .result([:]) }

  /// Receipts of which block, status and logs are `null`.
  public static let undefinedReceipts = receipt("undefined receipts") {
    $0.setting(
      ("blockHash", .null), ("blockNumber", .null), ("status", .null), ("logs", .null))
  }

  /// Receipts of a transaction that was not asked for.
  public static let otherReceipts = receipt("other receipts") {
    $0.changing("transactionHash", broken)
  }

  /// Receipts in a block that is not on the chain.
  public static let orphanedReceipts = receipt("orphaned receipts") {
    $0.changing("blockHash", broken)
  }

  /// Receipts in a block far above the latest one.
  public static let receiptsAhead = receipt("receipts ahead") {
    $0.changing("blockNumber") { $0.adding(1_000_000) }
  }

  /// Success told as failure, and failure as success.
  public static let flippedStatus = receipt("flipped status") {
    $0.changing("status") { $0 == "0x1" ? "0x0" : "0x1" }
  }

  /// A status that there is not.
  public static let strangeStatus = receipt("strange status") { $0.setting(("status", "0x2")) }

  /// Receipts with a state root in the place of the status, as before Byzantium.
  public static let rootsForStatus = receipt("roots for status") {
    $0.removing("status").setting(("root", .string(Keccak256.empty.hex)))
  }

  /// Receipts without logs.
  public static let receiptsWithoutLogs = receipt("receipts without logs") {
    $0.setting(("logs", []))
  }

  /// Receipts whose last log has another amount.
  public static let alteredReceipts = receipt("altered receipts") {
    $0.changing("logs") { $0.changingLast { $0.changing("data", broken) } }
  }

  /// Transactions that are mined told as ones that wait.
  public static let unminedTransactions = EndpointFault(
    "unmined transactions", of: ["eth_getTransactionByHash"], as: .transaction
  ) { call, honest in
    guard case .result(let transaction) = honest(call) else { return honest(call) }
    let place = ["blockHash", "blockNumber", "transactionIndex"]
    return .result(place.reduce(transaction) { $0.changing($1) { _ in .null } })
  }

  private static func receipt(
    _ name: String, _ change: @escaping @Sendable (JSON) -> JSON
  ) -> EndpointFault {
    EndpointFault(name, of: receiptMethods, as: .transaction) { call, honest in
      guard case .result(let receipt) = honest(call), receipt != .null else { return honest(call) }
      return .result(change(receipt))
    }
  }

  @Sendable private static func broken(_ bytes: JSON) -> JSON {
    bytes.bytes.map { .hex($0.lastBitFlipped) } ?? bytes
  }
}
