import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

extension VectorRow {
  /// The pairs of a field that lists them: keys and values.
  func pairs(_ field: String) throws -> [(key: [UInt8], value: [UInt8])] {
    try #require(json[field]?.elements).map { pair in
      let texts = try #require(pair.elements).map { try #require($0.string) }
      try #require(texts.count == 2)
      return (try Hex.decode(texts[0]), try Hex.decode(texts[1]))
    }
  }

  func hash(_ field: String) throws -> Hash256 { try Hash256(bytes(field)) }
}

extension JSONValue {
  /// The string in a field of an object.
  func text(_ field: String) throws -> String { try #require(self[field]?.string) }

  /// The strings in a field of an object.
  func texts(_ field: String) throws -> [String] {
    try #require(self[field]?.elements).map { try #require($0.string) }
  }
}
