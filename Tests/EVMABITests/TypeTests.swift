import EVMABI
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `ABI types` {
  @Test func `spellings have one canonical text`() throws {
    for row in try VectorFile("abi/types.jsonl").rows {
      let type = try ABIType(parsing: row.string("text"))
      #expect(try type.description == row.string("canonical"), "\(row)")
      #expect(try ABIType(parsing: type.description).description == type.description, "\(row)")
      #expect(try ABIType(parsing: type.namedDescription) == type, "\(row)")
    }
  }

  @Test func `texts that are no type are refused with a sentence`() throws {
    for row in try VectorFile("abi/reject-types.jsonl").rows {
      let error = #expect(throws: ABITypeError.self, "\(row)") {
        try ABIType(parsing: row.string("text"))
      }
      #expect(error?.description.hasSuffix(".") == true, "\(row)")
      #expect((error?.description.utf8.count ?? 0) < 300, "\(row)")
    }
  }

  @Test func `nesting is read up to the limit, however it is spelt`() throws {
    let limit = ABIType.depthLimit
    for depth in [limit - 1, limit, limit + 1, 100_000] {
      let tuples =
        String(repeating: "(", count: depth - 1) + "bool"
        + String(repeating: ")", count: depth - 1)
      let arrays = "bool" + String(repeating: "[]", count: depth - 1)
      let mixed =
        String(repeating: "(", count: depth / 2) + "bool"
        + String(repeating: ")[]", count: depth / 2)
      #expect(((try? ABIType(parsing: tuples)) != nil) == (depth <= limit))
      #expect(((try? ABIType(parsing: arrays)) != nil) == (depth <= limit))
      #expect(((try? ABIType(parsing: mixed)) != nil) == (depth < limit))
    }
  }

  @Test func `a type that is built too deep is refused by the coder`() {
    var type = ABIType.bool
    for _ in 1..<ABIType.depthLimit { type = .array(type) }
    #expect(throws: Never.self) { try ABICoder([type]) }
    let error = #expect(throws: ABITypeError.self) { try ABICoder([.array(type)]) }
    #expect(error == .tooDeep(limit: ABIType.depthLimit))
  }

  @Test func `numbers in types are checked`() {
    #expect(throws: ABITypeError.self) { try ABIBitCount(checking: 7) }
    #expect(throws: ABITypeError.self) { try ABIBitCount(checking: 264) }
    #expect(throws: ABITypeError.self) { try ABIByteCount(checking: 33) }
    #expect(throws: ABITypeError.self) { try ABIDecimals(checking: 81) }
    #expect(throws: ABITypeError.self) { try ABIElementCount(checking: 0) }
    #expect(throws: Never.self) { try ABIElementCount(checking: 1) }
  }

  @Test(arguments: [
    ("uint7", "7 cannot stand in a type. Integers have 8, 16, 24 ... 256 bits."),
    (
      "uint256[01]",
      "The number '01' at offset 8 has a leading zero or is too large; write it plainly."
    ),
    (
      "IERC20",
      "'IERC20' at offset 0 is not a Solidity type; contracts are address, enums uint8, structs a list of types in parentheses."
    ),
    ("(bool,())", "The parentheses at offset 6 are empty; a tuple has at least one type."),
    ("(bool;bool)", "';bool)' at offset 5 is unexpected; ',' or ')' comes here."),
    ("(bool", "The text ends where ',' or ')' should come."),
    ("bool[", "The text ends where ']' should come."),
    (
      "(uint256 indexed a)",
      "The word 'indexed' at offset 9 cannot stand in a struct's members."
    ),
  ])
  func `errors name the place and what to do`(text: String, sentence: String) {
    let error = #expect(throws: ABITypeError.self) { try ABIType(parsing: text) }
    #expect(error?.description == sentence)
  }

  @Test func `mutated spellings never trap`() throws {
    var random = SeededGenerator(seed: 3)
    let rows =
      try VectorFile("abi/types.jsonl").rows.map { try $0.string("text") }
      + VectorFile("abi/signatures.jsonl").rows.prefix(100).map { try $0.string("signature") }
    for _ in 0..<20_000 {
      var text = Array(rows[Int.random(in: 0..<rows.count, using: &random)].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !text.isEmpty {
        let index = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.remove(at: index)
        case 1: text.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 2: text.insert(contentsOf: text[index...].prefix(5), at: index)
        default: text[index] = Array("()[],0x 19a".utf8)[Int.random(in: 0..<11, using: &random)]
        }
      }
      let mutated = String(decoding: text, as: UTF8.self)
      if let type = try? ABIType(parsing: mutated) {
        #expect(try ABIType(parsing: type.description).description == type.description)
      }
      if let item = try? InterfaceItem(parsing: mutated) {
        #expect(try InterfaceItem(parsing: item.description) == item, "\(mutated)")
      }
    }
  }
}
