import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `RLP coding` {
  /// The value of a vector row: hex strings and nested lists.
  private static func item(_ json: JSONValue) throws -> RLPItem {
    if let text = json.string { return .bytes(try Hex.decode(text)) }
    return .list(try #require(json.elements).map(item))
  }

  @Test(arguments: ["rlp/published.jsonl", "rlp/accept.jsonl", "rlp/borders.jsonl"])
  func `values encode and decode as published and as pyrlp says`(path: String) throws {
    for row in try VectorFile(path).rows {
      let item = try Self.item(try #require(row.json["value"]))
      let encoding = try row.bytes("rlp")
      #expect(RLP.encode(item) == encoding, "\(row)")
      #expect(try RLP.decode(encoding) == item, "\(row)")
    }
  }

  @Test func `what is not canonical is refused`() throws {
    for row in try VectorFile("rlp/reject.jsonl").rows {
      let bytes = try row.bytes("rlp")
      #expect(throws: RLPError.self, "\(row)") { try RLP.decode(bytes) }
    }
  }

  @Test(
    arguments: [
      ([], "There is nothing to decode; the RLP of an empty string is 0x80."),
      ([0x83, 1, 2], "The item at offset 0 says it has 3 bytes, but only 2 follow."),
      ([0xc3, 0x82, 1], "The item at offset 0 says it has 3 bytes, but only 2 follow."),
      (
        [0xc2, 0x82, 1, 2], "The item at offset 1 says it has 2 bytes, but only 1 follow."
      ),
      (
        [0xbf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        "The item at offset 0 says it has 18446744073709551615 bytes, but only 0 follow."
      ),
      (
        [0x81, 0x05],
        "The single byte at offset 0 is below 0x80 and must stand without 0x81 in front."
      ),
      (
        [0xb8, 1, 5],
        "The item at offset 0 has 1 bytes and must use the short form of its length."
      ),
      ([0xb9, 0, 60], "The length of the item at offset 0 has a leading zero byte."),
      ([0x80, 0], "The value ends at offset 1, but 1 more byte follows."),
    ] as [([UInt8], String)])
  func `an error says what and where`(bytes: [UInt8], sentence: String) {
    let error = #expect(throws: RLPError.self) { try RLP.decode(bytes) }
    #expect(error?.description == sentence)
  }

  @Test func `nesting past the limit is refused and not followed`() throws {
    let deep = [UInt8](repeating: 0xc1, count: 1_000_000) + [0xc0]
    #expect(throws: RLPError.self) { try RLP.decode(deep) }
    var nested: RLPItem = .list([])
    for _ in 0..<1023 { nested = .list([nested]) }
    #expect(try RLP.decode(RLP.encode(nested)) == nested)
    #expect(throws: RLPError.self) { try RLP.decode(RLP.encode(.list([nested]))) }
    #expect(RLPLimits(depth: .max).depth == 1024)
    let error = #expect(throws: RLPError.self) {
      try RLP.decode([0xc3, 0xc2, 0xc1, 0xc0], limits: RLPLimits(depth: 3))
    }
    #expect(error?.description == "The list at offset 3 is nested deeper than 3 lists.")
  }

  @Test func `more data than the limit is refused before it is read`() {
    let error = #expect(throws: RLPError.self) {
      try RLP.decode([0x82, 1, 2], limits: RLPLimits(byteCount: 2))
    }
    #expect(error?.description == "The data has 3 bytes; at most 2 are decoded.")
  }

  @Test func `more items than the limit are refused, lists and their items counted`() throws {
    let bytes: [UInt8] = [0xc4, 1, 0xc1, 2, 3]
    #expect(try RLP.decode(bytes, limits: RLPLimits(itemCount: 5)) == RLP.decode(bytes))
    let error = #expect(throws: RLPError.self) {
      try RLP.decode(bytes, limits: RLPLimits(itemCount: 4))
    }
    #expect(error?.description == "The item at offset 4 is one too many; at most 4 are decoded.")
  }

  @Test func `a number has no leading zeros`() {
    #expect(RLP.encode(.number(0)) == [0x80])
    #expect(RLP.encode(.number(127)) == [0x7f])
    #expect(RLP.encode(.number(0x400)) == [0x82, 4, 0])
    #expect(RLP.encode(.bytes(of: Address.zero)) == [0x94] + [UInt8](repeating: 0, count: 20))
  }

  @Test func `whatever random bytes decode to encodes to the same bytes`() throws {
    var random = SeededGenerator(seed: 11)
    let seeds = try VectorFile("rlp/accept.jsonl").rows.prefix(300).map { try $0.bytes("rlp") }
    var accepted = 0
    for round in 0..<20_000 {
      var bytes: [UInt8]
      if round.isMultiple(of: 2) {
        bytes = random.bytes(count: Int.random(in: 0...12, using: &random))
      } else {
        bytes = seeds.randomElement(using: &random)!
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
          let index = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
          case 1: bytes.remove(at: index)
          default: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: index)
          }
        }
      }
      guard let item = try? RLP.decode(bytes) else { continue }
      accepted += 1
      #expect(RLP.encode(item) == bytes)
    }
    #expect(accepted > 1000)
  }
}
