import EVMABI
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Built-in names` {
  @Test func `every function is found by its selector`() throws {
    for row in try VectorFile("names/functions.jsonl").rows {
      let found = try SignatureBook.known.functions(Selector(hex: row.string("selector")))
      #expect(try found.map(\.signature).contains(row.string("signature")), "\(row)")
      #expect(try found.contains(ABIFunction(row.string("declaration"))), "\(row)")
    }
  }

  @Test func `every event is found by its topic, with what is indexed`() throws {
    for row in try VectorFile("names/events.jsonl").rows {
      let found = try SignatureBook.known.events(Hash256(hex: row.string("topic")))
      let indexed = try row.json.require("indexed").requireElements().map { $0.bool }
      let fits = try found.contains {
        try $0.signature == row.string("signature") && $0.inputs.map(\.isIndexed) == indexed
      }
      #expect(fits, "\(row)")
    }
  }

  @Test func `every error is found by its selector`() throws {
    for row in try VectorFile("names/errors.jsonl").rows {
      let found = try SignatureBook.known.errors(Selector(hex: row.string("selector")))
      #expect(try found.map(\.signature).contains(row.string("signature")), "\(row)")
    }
  }

  @Test func `calls, logs and revert data are read by name`() throws {
    for row in try VectorFile("abi/events.jsonl").rows.prefix(4) {
      let topics = try row.strings("topics").map { try Hash256(hex: $0) }
      let event = try SignatureBook.known.event(topics: topics, data: row.bytes("data"))?.0
      #expect(try event?.signature == ABIEvent(row.string("signature")).signature, "\(row)")
    }
    let owner = try ABIErrorDefinition("OwnableUnauthorizedAccount(address)")
    let data = try owner.revertData(arguments: [.address(.zero)])
    #expect(
      RevertReason(data).description
        == "OwnableUnauthorizedAccount(account: 0x0000000000000000000000000000000000000000)")
    #expect(SignatureBook.known.call(in: [1, 2, 3]) == nil)
    #expect(SignatureBook.known.event(topics: [], data: []) == nil)
  }

  @Test func `names of one's own come first`() throws {
    let own = try ContractInterface(humanReadable: ["function pay(uint256 howMuch)"])
    let selector = try own.function("pay").selector
    let other = try ContractInterface(humanReadable: [
      "function transfer(address whom, uint256 howMuch)"
    ])
    let book = SignatureBook([own, other])
    #expect(book.functions(selector).map(\.signature) == ["pay(uint256)"])
    let transfers = try book.functions(other.function("transfer").selector)
    #expect(transfers.map { $0.inputs[0].name } == ["whom", "to"])
    #expect(SignatureBook([own], thenKnown: false).functions(transfers[0].selector).isEmpty)
  }
}
