import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

/// Chains that eth-tester and py-evm ran, played again through the JSON-RPC methods.
@Suite struct `Sessions of another test chain` {
  private static func chain(of row: VectorRow) throws -> DevelopmentChain {
    let timestamp = try row.integer("timestamp")
    return try DevelopmentChain(
      ChainOptions(
        chainID: UInt64(row.string("chainId")) ?? 0, fork: Fork(named: row.string("fork")),
        genesisTimestamp: UInt64(timestamp), now: { UInt64(timestamp) }))
  }

  private static var rows: [VectorRow] {
    get throws { try VectorFile("devnet/sessions.jsonl").rows }
  }

  @Test func `receipts, transactions, blocks and their roots are the same`() throws {
    for row in try Self.rows {
      let chain = try Self.chain(of: row)
      #expect(
        try chain.latestBlock.header.stateRoot.hex == row.string("genesisStateRoot"), "\(row)")
      for step in try row.json.require("steps").requireElements() {
        let hash = try chain.call("eth_sendRawTransaction", [.string(step.text("raw"))])
        let receipt = try chain.call("eth_getTransactionReceipt", [hash])
        expect(receipt, has: try step.require("receipt"), "\(row)")
        let sent = try chain.call("eth_getTransactionByHash", [hash])
        expect(sent, has: try step.require("transaction"), "\(row)")
        let number = try step.require("block").text("number")
        let block = try chain.call("eth_getBlockByNumber", [.string(number), false])
        expect(block, has: try step.require("block"), "\(row)")
      }
    }
  }

  @Test func `what may be asked afterwards has the same answers`() throws {
    for row in try Self.rows {
      let chain = try Self.chain(of: row)
      for step in try row.json.require("steps").requireElements() {
        _ = try chain.call("eth_sendRawTransaction", [.string(step.text("raw"))])
      }
      for question in try row.json.require("questions").requireElements() {
        let method = try question.text("method")
        let arguments = try JSON(question.require("params"))
        if let error = question["error"] {
          let found = #expect(throws: RPCError.self) { try chain.call(method, arguments) }
          #expect(try "\(found?.code ?? 0)" == error.text("code"))
          #expect(try found?.message == error.text("message"))
        } else {
          expect(
            try chain.call(method, arguments), has: try question.require("result"),
            "\(row) \(method)")
        }
      }
    }
  }
}

/// Whether an answer has all that is expected of it; it may have more members.
func expect(_ answer: JSON, has expected: JSONValue, _ comment: String) {
  if let members = expected.members {
    for (key, value) in members {
      guard let found = answer[key] else {
        Issue.record("\(comment): \(key) is missing")
        continue
      }
      expect(found, has: value, "\(comment).\(key)")
    }
  } else if let elements = expected.elements {
    guard case .array(let found) = answer, found.count == elements.count else {
      Issue.record("\(comment): \(answer) has other elements")
      return
    }
    for (index, (one, other)) in zip(found, elements).enumerated() {
      expect(one, has: other, "\(comment)[\(index)]")
    }
  } else {
    #expect(answer.text() == expected.description, "\(comment)")
  }
}

extension JSON {
  subscript(key: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  subscript(index: Int) -> JSON? {
    if case .array(let elements) = self, index < elements.count { elements[index] } else { nil }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }

  /// The number of a quantity.
  var quantity: UInt256? { string.flatMap { try? UInt256(quantity: $0) } }
}

extension JSONValue {
  func text(_ key: String) throws -> String { try require(key).requireString() }
}
