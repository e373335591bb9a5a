import EVMABI
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Built-in names` {
  @Test func `every function is found by its selector`() throws {
    for row in try VectorFile("names/functions.jsonl").rows {
      let selector = try Selector(hex: row.string("selector"))
      let found = SignatureBook.known.functions(selector)
      #expect(found.allSatisfy { $0.selector == selector }, "\(row)")
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
      let selector = try Selector(hex: row.string("selector"))
      let found = SignatureBook.known.errors(selector)
      #expect(found.allSatisfy { $0.selector == selector }, "\(row)")
      #expect(try found.contains(ABIErrorDefinition(row.string("declaration"))), "\(row)")
    }
  }

  @Test func `a selector or topic beside the known ones has no name`() throws {
    let known = try VectorFile("names/functions.jsonl").rows.map { try $0.string("selector") }
    let selectors = Set(try known.map { try Selector(hex: $0).rawValue })
    for start in selectors.sorted().prefix(300) + selectors.sorted().suffix(300) {
      for beside in [start &- 1, start &+ 1] where !selectors.contains(beside) {
        #expect(SignatureBook.known.functions(Selector(rawValue: beside)).isEmpty, "\(beside)")
      }
    }
    for end in [0, UInt32.max] {
      #expect(SignatureBook.known.functions(Selector(rawValue: end)).isEmpty)
      #expect(SignatureBook.known.errors(Selector(rawValue: end)).isEmpty)
    }
    // Transfer(address,address,uint256) but for the last digit.
    let topic = try Hash256(
      hex: "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3e0")
    #expect(SignatureBook.known.events(topic).isEmpty)
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
