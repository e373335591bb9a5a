import EVMPrimitives
import EVMRPC
import ExactJSON
import Testing

@Suite struct `A receipt that a node tells` {
  private static let hash = "0x" + String(repeating: "a1", count: 32)
  private static let block = "0x" + String(repeating: "b2", count: 32)
  private static let account = "0x" + String(repeating: "c3", count: 20)

  /// What it must have, each with a value of its kind.
  private static let members = [
    "transactionHash": #""\#(hash)""#, "status": #""0x1""#, "blockNumber": #""0x10""#,
    "blockHash": #""\#(block)""#, "transactionIndex": #""0x0""#, "from": #""\#(account)""#,
    "gasUsed": #""0x5208""#, "logs": "[]",
  ]
  static let names = members.keys.sorted()

  private func receipt(_ members: [String: String]) async throws -> Result<RPCReceipt?, RPCFailure>
  {
    let text = members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
    return try await receipt("{\(text)}")
  }

  private func receipt(_ result: String) async throws -> Result<RPCReceipt?, RPCFailure> {
    let client = try RPCClient.scripted(ScriptedTransport { .results(result, to: $0) })
    return try await client.ask([RPCCall.receipt(of: try Hash256(hex: Self.hash))])[0]
  }

  private func isMalformed(_ answer: Result<RPCReceipt?, RPCFailure>) -> Bool {
    if case .malformed? = answer.failure { true } else { false }
  }

  @Test func `says in which block the transaction is, and whether it went well`() async throws {
    let good = try #require(try await receipt(Self.members).get())
    #expect(good.succeeded)
    #expect(good.blockNumber == 16)
    #expect(good.blockHash.hex == Self.block)
    let bad = try #require(
      try await receipt(Self.members.merging(["status": #""0x0""#]) { $1 }).get())
    #expect(!bad.succeeded)
  }

  @Test func `is nothing yet when it is null, which is no error`() async throws {
    #expect(try await receipt("null").get() == nil)
  }

  @Test(arguments: names)
  func `is none without one of its fields`(_ name: String) async throws {
    var members = Self.members
    members[name] = nil
    #expect(isMalformed(try await receipt(members)))
    members[name] = "null"
    #expect(isMalformed(try await receipt(members)))
  }

  @Test func `is none of nothing, or with a status that there is not`() async throws {
    for result in ["{}", "[]", "true", #""0x1""#] {
      #expect(isMalformed(try await receipt(result)), "\(result)")
    }
    for status in [#""0x2""#, "-1", #""""#, #""0x""#, "true"] {
      let members = Self.members.merging(["status": status]) { $1 }
      #expect(isMalformed(try await receipt(members)), "\(status)")
    }
  }

  @Test func `is none of another transaction`() async throws {
    let members = Self.members.merging(["transactionHash": #""\#(Self.block)""#]) { $1 }
    #expect(isMalformed(try await receipt(members)))
  }
}
