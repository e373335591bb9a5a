import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `CBOR that compilers write` {
  /// The value that a vector describes.
  static func value(_ json: JSONValue) throws -> CBORValue {
    let member = try #require(Array(json.requireMembers()).first)
    switch member.key {
    case "unsigned": return .unsigned(try #require(UInt64(try member.value.requireString())))
    case "bytes": return .bytes(try Hex.decode(try member.value.requireString()))
    case "text": return .text(try member.value.requireString())
    case "bool": return .bool(member.value.bool == true)
    case "array": return .array(try #require(member.value.elements).map { try value($0) })
    default:
      var entries: [CBOREntry] = []
      for entry in try #require(member.value.elements) {
        let parts = Array(try #require(entry.elements))
        entries.append(CBOREntry(key: try parts[0].requireString(), value: try value(parts[1])))
      }
      return .map(entries)
    }
  }

  @Test func `values are read as cbor2 wrote them`() throws {
    for row in try VectorFile("metadata/cbor.jsonl").rows {
      let bytes = try row.bytes("cbor")
      let expected = try Self.value(row.json.require("value"))
      #expect(try CBORReader.read(bytes) == expected, "\(row)")
      let prefix = try CBORReader.readPrefix(bytes + [0xff, 0x00])
      #expect(prefix.value == expected && prefix.byteCount == bytes.count, "\(row)")
      #expect(throws: CBORError.trailingBytes(offset: bytes.count)) {
        try CBORReader.read(bytes + [0])
      }
    }
  }

  @Test func `every value that is cut off is refused`() throws {
    for row in try VectorFile("metadata/cbor.jsonl").rows {
      let bytes = try row.bytes("cbor")
      for count in 0..<min(bytes.count, 40) {
        #expect(throws: CBORError.self) { try CBORReader.read(bytes.prefix(count)) }
      }
    }
  }

  @Test func `what no compiler writes is refused`() throws {
    var causes: Set<String> = []
    for row in try VectorFile("metadata/reject-cbor.jsonl").rows {
      let bytes = try row.bytes("cbor")
      let error = #expect(throws: CBORError.self, "\(row)") { try CBORReader.read(bytes) }
      guard let error else { continue }
      #expect(error.description.hasSuffix("."))
      causes.insert(String(describing: error).split(separator: " ")[4...6].joined())
    }
    #expect(causes.count > 6)
  }

  @Test(arguments: [
    ("", CBORError.endOfData(offset: 0)), ("430102", .lengthTooLarge(3, offset: 0)),
    ("18", .endOfData(offset: 1)), ("8201", .lengthTooLarge(2, offset: 0)),
    ("f6", .unexpectedKind(0xf6, offset: 0)),
    ("1817", .notShortest(offset: 0)), ("61ff", .notText(offset: 0)),
    ("a10101", .keyNotText(offset: 1)), ("a2616101616102", .repeatedKey("a", offset: 4)),
    ("0000", .trailingBytes(offset: 1)),
    ("81818181818181818101", .tooDeep(offset: 9)),
  ])
  func `each cause has its place`(hex: String, error: CBORError) throws {
    let bytes = try Hex.decode(hex)
    #expect(throws: error) { try CBORReader.read(bytes) }
    #expect(error.description.contains("\(hex.isEmpty ? 0 : error.offset)"))
  }

  @Test func `random and mutated bytes are read or refused`() throws {
    var generator = SeededGenerator(seed: 8_949)
    let seeds = try VectorFile("metadata/cbor.jsonl").rows.map { try $0.bytes("cbor") }
    for seed in seeds {
      for _ in 0..<30 { _ = try? CBORReader.read(generator.mutated(seed)) }
    }
    for _ in 0..<4_000 {
      var bytes = generator.bytes(count: Int.random(in: 0...40, using: &generator))
      // Often the head of an array or map that promises more than there is.
      if Bool.random(using: &generator), !bytes.isEmpty { bytes[0] = 0x80 | bytes[0] & 0x3f }
      if let value = try? CBORReader.read(bytes) { #expect(Self.depth(value) <= 9) }
    }
  }

  static func depth(_ value: CBORValue) -> Int {
    switch value {
    case .array(let elements): 1 + (elements.map(depth).max() ?? 0)
    case .map(let entries): 1 + (entries.map { depth($0.value) }.max() ?? 0)
    default: 1
    }
  }
}

extension CBORError {
  var offset: Int {
    switch self {
    case .endOfData(let offset), .unexpectedKind(_, let offset), .notShortest(let offset),
      .lengthTooLarge(_, let offset), .notText(let offset), .keyNotText(let offset),
      .repeatedKey(_, let offset), .tooDeep(let offset), .trailingBytes(let offset):
      offset
    }
  }
}
