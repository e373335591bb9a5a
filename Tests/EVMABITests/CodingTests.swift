import EVMABI
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

extension VectorRow {
  /// The types of a field that lists their texts.
  func types(_ field: String = "types") throws -> [ABIType] {
    try strings(field).map { try ABIType(parsing: $0) }
  }

  /// The values of a field, read as these types.
  func values(_ types: [ABIType], _ field: String = "values") throws -> [ABIValue] {
    let elements = Array(try json.require(field).requireElements())
    #expect(elements.count == types.count, "\(self)")
    return try zip(elements, types).map { try ABIValue($0, as: $1) }
  }
}

@Suite struct `ABI coding` {
  private static let accepted = ["abi/accept-1.jsonl", "abi/accept-2.jsonl"]

  @Test(arguments: accepted)
  func `values are encoded as other implementations do`(path: String) throws {
    for row in try VectorFile(path).rows {
      let types = try row.types()
      let encoding = try ABICoder(types).encode(row.values(types))
      #expect(try encoding == row.bytes("data"), "\(row)")
    }
  }

  @Test(arguments: accepted)
  func `encodings are decoded to the values, in JSON too`(path: String) throws {
    for row in try VectorFile(path).rows {
      let types = try row.types()
      let values = try ABICoder(types).decode(row.bytes("data"))
      #expect(try values == row.values(types), "\(row)")
      let json = zip(values, types).map { $0.json(as: $1) }
      #expect(try JSON.array(json) == JSON(row.json.require("values")), "\(row)")
    }
  }

  @Test(arguments: accepted)
  func `lenient decoding gives the same values`(path: String) throws {
    for row in try VectorFile(path).rows {
      let coder = try ABICoder(row.types())
      let data = try row.bytes("data")
      #expect(try coder.decode(data, rules: .lenient) == coder.decode(data), "\(row)")
    }
  }

  @Test func `damaged encodings are refused, or decoded as eth-abi does`() throws {
    var decoded = 0
    for row in try VectorFile("abi/mutated.jsonl").rows {
      let types = try row.types()
      let coder = try ABICoder(types)
      let data = try row.bytes("data")
      let outcome = Result { () throws(ABIDecodingError) in try coder.decode(data) }
      let isRefused = row.has("refused") || row.has("stricter")
      switch outcome {
      case .success(let values):
        #expect(!isRefused, "\(row)")
        if !isRefused { #expect(try values == row.values(types), "\(row)") }
        decoded += 1
      case .failure(let error):
        #expect(isRefused, "\(row): \(error)")
        if row.has("stricter") {
          #expect(try error.reason.strictness == row.string("stricter"), "\(row): \(error)")
        }
      }
    }
    #expect(decoded > 100)
  }

  @Test func `packed encodings are Solidity's`() throws {
    for row in try VectorFile("abi/packed.jsonl").rows {
      let types = try row.types()
      let encoding = try ABICoder(types).encodePacked(row.values(types))
      #expect(try encoding == row.bytes("data"), "\(row)")
    }
  }

  @Test func `types without a packed encoding are refused`() throws {
    for row in try VectorFile("abi/reject-packed.jsonl").rows {
      let types = try row.types()
      let values = try row.values(types)
      let error = #expect(throws: ABIEncodingError.self, "\(row)") {
        try ABICoder(types).encodePacked(values)
      }
      guard case .notPackable = error?.reason else {
        Issue.record("\(row): \(String(describing: error))")
        continue
      }
    }
  }
}

extension ABIDecodingError.Reason {
  /// The name that the vectors give to a refusal that eth-abi does not share.
  fileprivate var strictness: String? {
    switch self {
    case .offsetIntoHead: "offset-in-head"
    case .sharedBytes: "overlap"
    case .trailingBytes: "trailing"
    default: nil
    }
  }
}
