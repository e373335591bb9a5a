import EVMABI
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `ABI coding errors` {
  private func encodingError(_ types: [String], _ values: [ABIValue]) throws -> String? {
    let coder = try ABICoder(types.map { try ABIType(parsing: $0) })
    return #expect(throws: ABIEncodingError.self) { try coder.encode(values) }?.description
  }

  @Test func `encoding names the value and its type`() throws {
    #expect(
      try encodingError(["uint8"], [.uint(256)])
        == "values[0] is 256, which uint8 does not hold.")
    #expect(
      try encodingError(["int8"], [.int(-129)]) == "values[0] is -129, which int8 does not hold.")
    #expect(
      try encodingError(
        ["bool", "(uint256 a, bytes4[] ids)[]"],
        [
          .bool(true), .array([.tuple([.uint(1), .array([.bytes([1, 2, 3, 4]), .bytes([1])])])]),
        ]) == "values[1][0].ids[1] has 1 byte, but bytes4 has exactly 4.")
    #expect(
      try encodingError(["bool[2]"], [.array([])])
        == "values[0] has 0 elements, but its type has exactly 2.")
    #expect(
      try encodingError(["(bool,bool)"], [.tuple([.bool(true)])])
        == "values[0] has 1 member, but its type has 2.")
    #expect(
      try encodingError(["address"], [.string("0x")])
        == "values[0] is a string, but its type is address; give a value of that type.")
    #expect(
      try encodingError(["bool"], []) == "0 values given for 1 type; give one for each.")
  }

  private func decodingError(_ types: String..., words: [UInt256], count: Int? = nil) throws
    -> String?
  {
    let coder = try ABICoder(types.map { try ABIType(parsing: $0) })
    let data = words.flatMap(\.bigEndianBytes).prefix(count ?? .max)
    return #expect(throws: ABIDecodingError.self) { try coder.decode(data) }?.description
  }

  @Test func `decoding names the value and the offset`() throws {
    #expect(
      try decodingError("uint256", words: [])
        == "The data needs 32 bytes from offset 0 on, but 0 are left; the data was cut or has other types."
    )
    #expect(
      try decodingError("bytes", words: [32, 33, 0])
        == "values[0] needs 33 bytes from offset 64 on, but 32 are left; the data was cut or has other types."
    )
    #expect(
      try decodingError("bytes", words: [96, 0])
        == "values[0] points 96 bytes on from the start of its frame (word at offset 0), beyond the data's 64 bytes."
    )
    #expect(
      try decodingError("bool", "bytes", words: [1, 32, 0])
        == "values[1] points 32 bytes on from the start of its frame (word at offset 32), into the frame's own head of 64 bytes."
    )
    #expect(
      try decodingError("bytes", "bytes", words: [64, 64, 0])
        == "values[1] at offset 64 reads bytes that other values have read; no encoder writes that."
    )
    #expect(
      try decodingError("uint8", words: [256])
        == "values[0] at offset 0 has bits set that are outside uint8.")
    #expect(
      try decodingError("bool", words: [2])
        == "values[0] at offset 0 is a boolean other than 0 and 1.")
    #expect(
      try decodingError("string", words: [32, 1, UInt256(0xff) << 248])
        == "values[0] at offset 32 is a string that is not UTF-8.")
    #expect(
      try decodingError("bool", words: [1, 0])
        == "The values end at offset 32, but 32 bytes more follow.")
    #expect(
      try decodingError("bool", words: [1, 0], count: 33)
        == "The values end at offset 32, but 1 byte more follows.")
    #expect(
      try decodingError("(bool flag, uint8[] list)[]", words: [32, 1, 32, 1, 64, 1, 256])
        == "values[0][0].list[0] at offset 192 has bits set that are outside uint8.")
    let coder = try ABICoder([.bytes])
    let error = #expect(throws: ABIDecodingError.self) {
      try coder.decode([1, 2, 3], rules: ABIDecodingRules(byteLimit: 2))
    }
    #expect(error?.description == "The data has 3 bytes; at most 2 are decoded.")
  }

  @Test func `lenient decoding reads what contracts read`() throws {
    func decode(_ types: String..., words: [UInt256]) throws -> [ABIValue] {
      try ABICoder(types.map { try ABIType(parsing: $0) })
        .decode(words.flatMap(\.bigEndianBytes), rules: .lenient)
    }
    #expect(try decode("uint8", words: [0x1ff]) == [.uint(0xff)])
    #expect(try decode("int8", words: [0x17f]) == [.int(0x7f)])
    #expect(try decode("int8", words: [0x80]) == [.int(-128)])
    #expect(try decode("bool", words: [2, 3]) == [.bool(true)])
    #expect(try decode("address", words: [.max]) == [.address(Address(truncating: .max))])
    #expect(try decode("bytes1", words: [.max]) == [.bytes([0xff])])
    #expect(try decode("bytes", "bytes", words: [64, 64, 0]) == [.bytes([]), .bytes([])])
    #expect(try decode("string", words: [32, 1, .max]) == [.bytes([0xff])])
    let short = try ABICoder([.bytes]).decode(
      [UInt256](arrayLiteral: 32, 2).flatMap(\.bigEndianBytes) + [7, 8], rules: .lenient)
    #expect(short == [.bytes([7, 8])])
    #expect(throws: ABIDecodingError.self) { try decode("bytes", words: [32, 33, 0]) }
  }

  @Test func `data that would unfold to gigabytes is refused at once, lenient or not`() throws {
    // Each level points all its elements at the next: 8^12 leaves in 3.5 KB.
    var words: [UInt256] = [32]
    for _ in 0..<12 {
      words.append(8)
      words += Array(repeating: UInt256(8 * 32), count: 8)
    }
    words.append(0)
    let data = words.flatMap(\.bigEndianBytes)
    let type = try ABIType(parsing: "bool" + String(repeating: "[]", count: 13))
    for rules in [ABIDecodingRules.strict, .lenient] {
      let error = #expect(throws: ABIDecodingError.self) {
        try ABICoder([type]).decode(data, rules: rules)
      }
      guard case .sharedBytes = error?.reason else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    // Lengths and counts that the data does not have are refused before memory is asked for.
    for length in [UInt256(1) << 30, UInt256(1) << 62, UInt256(1) << 63, UInt256(1) << 64, .max] {
      for text in ["bytes", "uint256[]", "string[]", "(bool,bytes)[]", "uint8[2][3][]"] {
        #expect(throws: ABIDecodingError.self, "\(text) \(length)") {
          try ABICoder([ABIType(parsing: text)])
            .decode([32, length, 0].flatMap { ($0 as UInt256).bigEndianBytes }, rules: .lenient)
        }
      }
    }
    #expect(throws: ABIDecodingError.self) {
      try ABICoder([ABIType(parsing: "uint256[2147483647][2147483647][2147483647]")])
        .decode([UInt8](repeating: 0, count: 64))
    }
    // A type built by hand can have no size; its values are counted all the same.
    #expect(throws: ABIDecodingError.self) {
      try ABICoder([.array(.tuple([]))])
        .decode([32, UInt256(1) << 40].flatMap { ($0 as UInt256).bigEndianBytes }, rules: .lenient)
    }
  }

  @Test func `mutated encodings never trap, and what is read strictly is written alike`() throws {
    var random = SeededGenerator(seed: 12)
    let rows = try VectorFile("abi/accept-2.jsonl").rows
    for _ in 0..<20_000 {
      let row = rows[Int.random(in: 0..<rows.count, using: &random)]
      let coder = try ABICoder(row.types())
      var data = try row.bytes("data")
      for _ in 0..<Int.random(in: 1...3, using: &random) where !data.isEmpty {
        let index = Int.random(in: 0..<data.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: data[index] = UInt8.random(in: 0...255, using: &random)
        case 1: data[index | 31 < data.count ? index | 31 : index] &+= 32
        case 2: data.removeLast(min(data.count, Int.random(in: 1...40, using: &random)))
        default: data += random.bytes(count: Int.random(in: 1...40, using: &random))
        }
      }
      _ = try? coder.decode(data, rules: .lenient)
      if let values = try? coder.decode(data) {
        // The same values, though perhaps in another order of the parts.
        #expect(try coder.decode(coder.encode(values)) == values, "\(row)")
      }
    }
  }
}

@Suite struct `ABI values as text` {
  @Test func `what is written is read back`() throws {
    for row in try VectorFile("abi/accept-2.jsonl").rows {
      let types = try row.types()
      for (value, type) in zip(try row.values(types), types) {
        let text = value.text(as: type)
        // A function is written as address and selector, and read as bytes.
        if text.contains(".") && "\(type)".contains("function") { continue }
        #expect(try ABIValue(parsing: text, as: type) == value, "\(row): \(text)")
      }
    }
  }

  @Test(
    arguments: [
      ("uint256", "1.5btt", ABIValue.uint(1_500_000_000_000_000_000)),
      ("uint256", "0xff", .uint(255)),
      ("int256", "-3gwei", .int(-3_000_000_000)),
      ("fixed128x18", "-1.5", .int(-1_500_000_000_000_000_000)),
      ("ufixed8x1", "25.5", .uint(255)),
      ("string", "a, (b]", .string("a, (b]")),
      ("string", #""a\n\u{1f600}""#, .string("a\n\u{1f600}")),
      ("string[]", "[a b , \"c,d\",]", .array([.string("a b"), .string("c,d"), .string("")])),
      (
        "(bool,uint8)[]", "[ (true, 1),(false,2) ]",
        .array([.tuple([.bool(true), .uint(1)]), .tuple([.bool(false), .uint(2)])])
      ),
      ("bytes", "0x", .bytes([])),
      ("uint8[]", "[]", .array([])),
    ] as [(String, String, ABIValue)])
  func `people's spellings are read`(type: String, text: String, value: ABIValue) throws {
    #expect(try ABIValue(parsing: text, as: ABIType(parsing: type)) == value)
  }

  @Test(arguments: [
    ("uint8", "256"), ("uint8", "-1"), ("uint8", ""), ("uint8", "1 2"), ("uint8", "1.5"),
    ("int8", "128"), ("int8", "-129"), ("int8", "--1"), ("bool", "1"), ("bool", "TRUE"),
    ("address", "0x00"), ("bytes4", "0x0011"), ("bytes", "zz"), ("bytes", "0x1"),
    ("uint8[2]", "[1]"), ("uint8[2]", "[1,2,3]"), ("uint8[]", "1,2"), ("uint8[]", "[1"),
    ("uint8[]", "[1]]"), ("(bool,bool)", "(true)"), ("(bool)", "(true,true)"), ("(bool)", "true"),
    ("string[]", "[\"a]"), ("string[]", #"["\q"]"#), ("string[]", #"["\u{110000}"]"#),
    ("fixed8x1", "1.55"), ("fixed8x1", "12.8"), ("ufixed8x1", "-1"), ("function", "0x00"),
  ])
  func `what is no value is refused with a sentence`(type: String, text: String) throws {
    let type = try ABIType(parsing: type)
    let error = #expect(throws: ABITextError.self) { try ABIValue(parsing: text, as: type) }
    #expect(error?.description.hasSuffix(".") == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("uint8", "256", "The value at offset 0 is no uint8: That type holds 0 to 255."),
    ("uint8", "0x100", "The value at offset 0 is no uint8: That type holds 0 to 255."),
    ("int8", "-129", "The value at offset 0 is no int8: That type holds -2^7 to 2^7 - 1."),
    (
      "fixed8x1", "12.8",
      "The value at offset 0 is no fixed8x1: The number has more digits than the type holds."
    ),
  ])
  func `a number that its type does not hold is told the range`(
    type: String, text: String, sentence: String
  ) throws {
    let type = try ABIType(parsing: type)
    let error = #expect(throws: ABITextError.self) { try ABIValue(parsing: text, as: type) }
    #expect(error?.description == sentence)
  }

  @Test func `objects give a tuple's members by name`() throws {
    let type = try ABIType(parsing: "(address to, (uint8 a, bool b)[] list)")
    let json = try JSONDocument(
      parsing: #"{"list":[{"b":true,"a":1}],"to":"0x0000000000000000000000000000000000000001"}"#)
    let value = try ABIValue(json.root, as: type)
    #expect(
      value
        == .tuple([
          .address(Address(truncating: 1)), .array([.tuple([.uint(1), .bool(true)])]),
        ]))
    for text in [
      #"{"to":"0x0000000000000000000000000000000000000001"}"#,
      #"{"to":"0x0000000000000000000000000000000000000001","list":[],"x":1}"#, "[]", "[1,2,3]",
    ] {
      #expect(throws: JSONTypeError.self) {
        try ABIValue(JSONDocument(parsing: text).root, as: type)
      }
    }
    #expect(throws: JSONTypeError.self) {
      try ABIValue(JSONDocument(parsing: #"{"":true}"#).root, as: ABIType(parsing: "(bool)"))
    }
  }

  @Test func `invisible characters are escaped`() {
    #expect(
      "a\u{1b}[31m\u{202e}\u{200b}\u{9b}\u{7f}é 日".escaped
        == #""a\u{1b}[31m\u{202e}\u{200b}\u{9b}\u{7f}é 日""#)
    #expect("\"\\\n\r\t".escaped == #""\"\\\n\r\t""#)
  }
}
