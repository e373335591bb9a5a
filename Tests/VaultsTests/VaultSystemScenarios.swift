import Cheques
import EVMABI
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Testing
import Vaults
import VectorFiles

/// What two machines saw the vault system do, read with this package's interfaces and cheques.
@Suite struct `Scenarios of the vault system` {
  /// One call of a scenario.
  private struct Step {
    let title: String
    let sender: Address
    let target: Address?
    let input: [UInt8]
    let succeeded: Bool
    let output: [UInt8]
    let logs: [(address: Address, topics: [Hash256], data: [UInt8])]

    init(_ json: JSONValue, title: String) throws {
      self.title = title
      sender = try Address(hex: json.require("from").requireString())
      target = try json.require("to").string.map { try Address(hex: $0) }
      input = try Hex.decode(json.require("data").requireString())
      succeeded = try json.require("success").requireBool()
      output = try Hex.decode(json.require("output").requireString())
      logs = try json.require("logs").requireElements().map { log in
        (
          try Address(hex: log.require("address").requireString()),
          try log.require("topics").requireElements().map {
            try Hash256(hex: $0.requireString())
          },
          try Hex.decode(log.require("data").requireString())
        )
      }
    }
  }

  private static func scenarios() throws -> [(row: VectorRow, steps: [Step])] {
    try VectorFile("contracts/btfs/behaviours.jsonl").rows.map { row in
      let name = try row.string("name")
      let steps = try row.json.require("steps").requireElements()
      return (
        row, try steps.enumerated().map { try Step($1, title: "\(name), step \($0 + 1)") }
      )
    }
  }

  private static func book() throws -> SignatureBook {
    let rows = try VectorFile("contracts/btfs/contracts.jsonl").rows
    return SignatureBook(
      try rows.map { try ContractInterface($0.json.require("abi")) }, thenKnown: false)
  }

  @Test func `every log is one of the interfaces' events`() throws {
    let book = try Self.book()
    var count = 0
    for step in try Self.scenarios().flatMap(\.steps) {
      for log in step.logs {
        #expect(book.event(topics: log.topics, data: log.data) != nil, "\(step.title)")
        count += 1
      }
    }
    #expect(count > 300)
  }

  /// The reasons of facts about the vault system, each of which some scenario brings about.
  private static let reasons: Set<String> = [
    "invalid issuer", "already initialized", "Initializable: contract is already initialized",
    "invalid issuer signature", "Vault: cannot cash", "Vault: insufficient fund", "not issuer",
    "totalbalance not sufficient", "vault alerady created", "ERC1167: create2 failed",
    "Function must be called through delegatecall",
    "Function must be called through active proxy",
    "UUPSUpgradeable: must not be called through delegatecall",
    "ERC1967: new implementation is not a contract",
    "ERC1967Upgrade: new implementation is not UUPS",
    "ERC1967Upgrade: unsupported proxiableUUID", "Address: low-level delegate call failed",
    "ECDSA: invalid signature", "ECDSA: invalid signature length",
    "ECDSA: invalid signature 's' value", "ECDSA: invalid signature 'v' value",
    "SimpleSwap: cannot pay caller", "liquidBalance not sufficient",
    "hard deposit not sufficient", "deposit not yet timed out", "hard deposit exceeds balance",
    "invalid beneficiary signature",
  ]

  @Test func `every refusal has a reason that is read, and each known reason occurs`() throws {
    var seen: Set<String> = []
    for step in try Self.scenarios().flatMap(\.steps) where !step.succeeded {
      #expect(step.logs.isEmpty, "\(step.title)")
      switch RevertReason(step.output) {
      case .message(let text): seen.insert(text)
      case .empty, .panic, .custom: break
      case .unknown(let data):
        // What the two contracts say that are made to be quoted.
        #expect(data == [0x10, 0x20, 0x30] || data.allSatisfy { $0 == 7 }, "\(step.title)")
      }
    }
    #expect(Self.reasons.subtracting(seen).isEmpty)
  }

  /// A vault's cheque that is cashed, with its signature as it was handed in.
  private static func cheque(
    in step: Step, book: SignatureBook
  ) throws -> (cheque: Cheque, signature: [UInt8])? {
    guard let vault = step.target, let (function, values) = book.call(in: step.input) else {
      return nil
    }
    let token: Address?
    var rest = values[...]
    switch function.name {
    case "cashChequeBeneficiary": token = nil
    case "multiTokenCashChequeBeneficiary":
      guard case .address(let address) = rest.removeFirst() else { return nil }
      token = address
    default: return nil
    }
    guard rest.count == 3, case .uint(let payout) = rest[rest.startIndex + 1],
      case .bytes(let signature) = rest[rest.startIndex + 2]
    else { return nil }
    let scheme = token.flatMap { $0 == wbtt ? nil : ChequeScheme.btfsMulti(token: $0) } ?? .btfs
    let cheque = try Cheque(
      scheme: scheme, chainID: 199, vault: vault, beneficiary: step.sender,
      cumulativePayout: payout)
    return (cheque, signature)
  }

  private static let wbtt = try? Address(hex: "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C")

  /// The issuer that storage had in the end; nil for what is no upgradeable vault.
  private static func issuer(of vault: Address, in row: VectorRow) throws -> Address? {
    let slot = Hash256(UInt256(104)).hex
    let storage = try row.json.require("after")[vault.checksummed]?["storage"]
    guard let word = try storage?[slot]?.requireString() else { return nil }
    return Address(truncating: UInt256(try Hash256(hex: word)))
  }

  @Test func `a cheque that a vault pays verifies, and one whose signer it refuses does not`()
    throws
  {
    let book = try Self.book()
    var paid = 0
    var refused = 0
    for (row, steps) in try Self.scenarios() {
      for step in steps {
        guard let (cheque, bytes) = try Self.cheque(in: step, book: book),
          let issuer = try Self.issuer(of: cheque.vault, in: row), step.sender != issuer,
          bytes.count == 65
        else { continue }
        let verified = try? SignedCheque(cheque: cheque, signature: Signature(bytes))
          .verified(issuer: issuer)
        if step.succeeded {
          #expect(verified != nil, "\(step.title)")
          paid += 1
        } else if case .message(let reason) = RevertReason(step.output),
          reason == "invalid issuer signature" || reason.hasPrefix("ECDSA:")
        {
          #expect(verified == nil, "\(step.title)")
          refused += 1
        } else {
          // The signature was good, and something else was not.
          #expect(verified != nil, "\(step.title)")
        }
      }
    }
    #expect(paid > 15)
    #expect(refused > 40)
  }
}
