import EVMPrimitives
import ExactJSON

/// A block, transaction or receipt as a node tells it, with its numbers in decimal and its addresses
/// in EIP-55 form; fields that are not known here stand as they came.
struct NodeDocument: Sendable {
  private let members: [JSON.Member]

  init(_ json: JSON) {
    members = if case .object(let members) = Self.readable(json, key: nil) { members } else { [] }
  }

  /// Writes the document, or some of its fields a line each.
  ///
  /// - Throws: ``Failure`` when it has no such field.
  func write(_ names: [String], _ output: OutputOptions) throws {
    guard !names.isEmpty else { return output.write(.object(members), or: text) }
    let chosen = try names.map { name in
      guard let member = members.first(where: { $0.key == name }) else {
        throw Failure(
          .usage,
          "There is no field \(quoted(name)) in the answer; there are \(members.map(\.key).joined(separator: ", "))."
        )
      }
      return member
    }
    output.write(
      .object(chosen), or: chosen.map { Self.line($0.value, key: $0.key) }.joined(separator: "\n"))
  }

  private var text: String {
    let width = members.map { $0.key.count }.max() ?? 0
    return members.flatMap { member -> [String] in
      let label = member.key.padding(to: width + 2)
      guard case .array(let elements) = member.value, !elements.isEmpty else {
        return [label + Self.line(member.value, key: member.key)]
      }
      return [label + "\(elements.count)"] + elements.map { "  " + Self.line($0, key: "") }
    }.joined(separator: "\n")
  }

  private static func line(_ value: JSON, key: String) -> String {
    switch value {
    case .string("1") where key == "status": "1 (success)"
    case .string("0") where key == "status": "0 (failed)"
    case .string(let text): text.visible
    case .null: "none"
    case .array([]): "none"
    default: value.text()
    }
  }

  // MARK: - Reading

  private static let quantities: Set<String> = [
    "number", "timestamp", "gasLimit", "gasUsed", "baseFeePerGas", "difficulty",
    "totalDifficulty", "size", "blockNumber", "transactionIndex", "value", "gas", "gasPrice",
    "maxFeePerGas", "maxPriorityFeePerGas", "type", "chainId", "v", "yParity",
    "cumulativeGasUsed", "effectiveGasPrice", "status", "logIndex", "blobGasUsed",
    "excessBlobGas", "blobGasPrice", "maxFeePerBlobGas", "index", "validatorIndex", "amount",
    "blockTimestamp", "nonce",
  ]
  private static let bytes: Set<String> = [
    "hash", "parentHash", "sha3Uncles", "stateRoot", "transactionsRoot", "receiptsRoot",
    "withdrawalsRoot", "requestsHash", "parentBeaconBlockRoot", "mixHash", "logsBloom",
    "extraData", "blockHash", "transactionHash", "input", "data", "topics", "transactions",
    "uncles",
  ]
  private static let addresses: Set<String> = [
    "from", "to", "address", "contractAddress", "miner", "author",
  ]

  private static func readable(_ json: JSON, key: String?) -> JSON {
    switch json {
    case .array(let elements): return .array(elements.map { readable($0, key: key) })
    case .object(let members):
      return .object(members.map { .init($0.key, readable($0.value, key: $0.key)) })
    case .string(let text):
      if let key, addresses.contains(key), let address = try? Address(hex: text) {
        return .string(address.checksummed)
      }
      // Some nodes write bytes without 0x.
      if let key, bytes.contains(key), let bytes = try? Hex.decode(text) {
        return .string(Hex.encode(bytes))
      }
      // The nonce of a block is eight bytes, that of a transaction a number.
      let isNumber = key.map {
        quantities.contains($0) && !($0 == "nonce" && text.utf8.count == 18)
      }
      if isNumber == true, let number = try? UInt256(decimalOrHex: text) {
        return .string(number.description)
      }
      return json
    case .number(let number): return .string(number.lexeme)
    case .null, .bool: return json
    }
  }
}

extension String {
  /// The text with control characters and the like as their code points, for terminals.
  var visible: String { String(quoted(self, limit: .max).dropFirst().dropLast()) }

  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
