import ChequerTesting
import EVMPrimitives

// What a lone endpoint can say and nothing shows that it is not so.

extension HostileCommand {
  /// The faults that a lone endpoint gets through this command, by their names.
  ///
  /// Each is a well-formed answer that contradicts nothing else which the command reads: one endpoint's
  /// word is all the evidence. A second endpoint shows every one of them, and a proof those that are
  /// ``provable``.
  var believed: Set<String> {
    switch self {
    case .block: Self.oldHeads.union(Self.unsoundBlocks).union(Self.otherBlocks)
    case .balance: Self.balances
    case .nonce: Self.nonces
    case .code: Self.codes
    case .storage: Self.storages
    case .call: Self.oldHeads.union(Self.calls).union(["false reverts", "renumbered header"])
    // A reorganisation that only one node has seen looks like that, and so does a transaction that
    // only others know.
    case .transaction: ["reorganized", "reorganized after 4", "unknown transactions"]
    case .receipt:
      ["reorganized", "unknown transactions", "null receipts", "altered receipts"]
    // The result as the node wrote it.
    case .method: Self.balances.union(Self.forms)
    case .audit:
      Self.oldHeads.union(Self.codes).union(Self.storages).union(Self.manyCalls).union(Self.logs)
        .union(["lying balance"])
    case .vaultInfo:
      Self.oldHeads.union(Self.codes).union(Self.storages).union(Self.manyCalls)
        .union(["renumbered header"])
    case .vaultBalance: Self.oldHeads.union(Self.manyCalls).union(["renumbered header"])
    case .vaultEvents: Self.oldHeads.union(Self.logs)
    // The cash-out is run here, so calls are not believed; but code and storage are the node's.
    case .check:
      Self.oldHeads.union(Self.codes).union(Self.storages).union(Self.balances)
        .union(Self.gasPrices).union(["renumbered header"])
    case .plan:
      Self.codes.union(Self.storages).union(Self.balances).union(Self.gasPrices)
    // The journal is that of a chain by its first block, so another one has nothing in it.
    case .status:
      Self.oldHeads.union([
        "forged header", "old blocks", "late blocks", "null receipts", "vanishing receipts",
        "unknown transactions", "receipts ahead",
      ])
    }
  }

  /// What `--proofs` shows to be false, or not to be shown: state by its proof, and a block by the hash
  /// of its fields, which not every chain makes as Ethereum does.
  static let provable =
    balances.union(nonces).union(codes).union(storages).union(unsoundBlocks)

  private static let balances: Set = ["lying balance", "no balance"]
  private static let nonces: Set = ["lying nonce"]
  private static let codes: Set = ["lying code", "missing code"]
  private static let storages: Set = ["lying storage", "missing storage"]
  private static let calls: Set = ["lying call, word 0", "zero calls"]
  private static let manyCalls = calls.union(["lying call, word 0 every second time"])
  private static let logs: Set = [
    "missing logs", "cut logs", "no logs", "removed log", "altered log", "mistopiced log",
  ]
  private static let gasPrices = Set(
    [0, .max, 10_000_000_000_000_000].map { EndpointFault.gasPrice($0).name })
  /// The chain as it was, whole and right.
  private static let oldHeads: Set = ["stale head", "stale head every second time"]
  /// Blocks whose hash is not that of their fields.
  private static let unsoundBlocks: Set = [
    "false hash", "false state root", "renumbered header", "reorganized",
  ]
  /// Blocks that are right in themselves, of another chain.
  private static let otherBlocks: Set = ["forged header", "old blocks", "late blocks"]
  private static let forms: Set = [
    "quantities: padded", "quantities: upper case", "quantities: number", "quantities: decimal",
  ]
}
