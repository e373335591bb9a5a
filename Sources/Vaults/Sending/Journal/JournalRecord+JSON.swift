import EVMPrimitives
import ExactJSON

extension JournalRecord {
  /// The members of the record's line, without those that every line has.
  var members: [JSON.Member] {
    func line(_ kind: String, _ transaction: Int?, _ rest: [(String, JSON)]) -> [JSON.Member] {
      [.init("kind", .string(kind))]
        + (transaction.map { [.init("transaction", .integer($0))] } ?? [])
        + rest.map { JSON.Member($0.0, $0.1) }
    }
    switch self {
    case .opening(let owner):
      return line(
        "journal", nil,
        [
          ("version", 1), ("chainId", .integer(owner.chainID)),
          ("genesis", .string(owner.genesis.hex)),
          ("account", .string(owner.account.checksummed)),
        ])
    case .intent(let transaction, let purpose):
      return line("intent", transaction, [("purpose", purpose.json)])
    case .signed(let transaction, let attempt):
      return line(
        "signed", transaction,
        [
          ("hash", .string(attempt.hash.hex)), ("nonce", .integer(attempt.nonce)),
          ("raw", .string(Hex.encode(attempt.raw))), ("cancels", .bool(attempt.isCancellation)),
        ])
    case .broadcast(let transaction, let hash, let result):
      let (word, reason): (String, String?) =
        switch result {
        case .sent: ("sent", nil)
        case .unknown(let reason): ("unknown", reason)
        case .refused(let reason): ("refused", reason)
        }
      return line(
        "broadcast", transaction,
        [("hash", .string(hash.hex)), ("result", .string(word))]
          + (reason.map { [("reason", .string($0))] } ?? []))
    case .settled(let transaction, let settlement):
      return line(
        "settled", transaction,
        [
          ("hash", .string(settlement.hash.hex)), ("block", .integer(settlement.block)),
          ("blockHash", .string(settlement.blockHash.hex)),
          ("succeeded", .bool(settlement.succeeded)), ("gasUsed", .integer(settlement.gasUsed)),
          ("cancelled", .bool(settlement.isCancelled)),
        ] + (settlement.fee.map { [("fee", .string($0.description))] } ?? []))
    case .replaced(let transaction): return line("replaced", transaction, [])
    case .abandoned(let transaction, let reason):
      return line("abandoned", transaction, [("reason", .string(reason))])
    case .reopened(let transaction): return line("reopened", transaction, [])
    case .repaired(let bytes): return line("repaired", nil, [("bytes", .integer(bytes))])
    }
  }

  init(_ value: JSONValue) throws(JSONTypeError) {
    func transaction() throws(JSONTypeError) -> Int {
      try value.require("transaction").integer()
    }
    func hash() throws(JSONTypeError) -> Hash256 { try value.require("hash").journalHash() }
    let kind = try value.require("kind").requireString()
    switch kind {
    case "journal":
      guard try value.require("version").integer(as: Int.self) == 1 else {
        throw try value.require("version").invalid("This release reads version 1.")
      }
      self = .opening(
        JournalOwner(
          chainID: try value.require("chainId").integer(),
          genesis: try value.require("genesis").journalHash(),
          account: try value.require("account").journalAddress()))
    case "intent":
      self = .intent(
        transaction: try transaction(), try TransactionPurpose(value.require("purpose")))
    case "signed":
      self = .signed(
        transaction: try transaction(),
        SignedAttempt(
          hash: try hash(), raw: try value.require("raw").journalBytes(),
          nonce: try value.require("nonce").integer(),
          isCancellation: try value.require("cancels").requireBool()))
    case "broadcast":
      self = .broadcast(
        transaction: try transaction(), hash: try hash(), try BroadcastResult(value))
    case "settled":
      let fee = try value["fee"].map { (fee) throws(JSONTypeError) in try fee.journalAmount() }
      self = .settled(
        transaction: try transaction(),
        TransactionSettlement(
          hash: try hash(), block: try value.require("block").integer(),
          blockHash: try value.require("blockHash").journalHash(),
          succeeded: try value.require("succeeded").requireBool(),
          gasUsed: try value.require("gasUsed").integer(), fee: fee,
          isCancelled: try value.require("cancelled").requireBool()))
    case "replaced": self = .replaced(transaction: try transaction())
    case "abandoned":
      self = .abandoned(
        transaction: try transaction(), reason: try value.require("reason").requireString())
    case "reopened": self = .reopened(transaction: try transaction())
    case "repaired": self = .repaired(bytes: try value.require("bytes").integer())
    default: throw value.invalid("\(quoted(kind)) is no record that this release knows.")
    }
  }
}

extension BroadcastResult {
  fileprivate init(_ value: JSONValue) throws(JSONTypeError) {
    let result = try value.require("result")
    func reason() throws(JSONTypeError) -> String { try value.require("reason").requireString() }
    switch try result.requireString() {
    case "sent": self = .sent
    case "unknown": self = .unknown(reason: try reason())
    case "refused": self = .refused(reason: try reason())
    default: throw result.invalid("A broadcast was sent, unknown or refused.")
    }
  }
}
