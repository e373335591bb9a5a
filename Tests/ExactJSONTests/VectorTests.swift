import ExactJSON
import Foundation
import Testing
import VectorFiles

@Suite struct `JSON vectors` {
  @Test func `every text that RFC 8259 allows is read with its value`() throws {
    for row in try VectorFile("json/accept.jsonl").rows {
      let tree = try JSON(JSONDocument(parsing: row.bytes("json")).root)
      let style = JSONWriter.Style(escapesLineSeparators: false)
      #expect(try tree.text(style: style) == row.string("canonical"), "\(row)")
      #expect(try JSON(JSONDocument(parsing: tree.text(style: .pretty)).root) == tree, "\(row)")
    }
  }

  @Test func `every other text is refused for its own reason`() throws {
    for row in try VectorFile("json/reject.jsonl").rows {
      let bytes = try row.bytes("json")
      do {
        _ = try JSONDocument(parsing: bytes)
        Issue.record("accepted: \(row)")
      } catch {
        #expect(try "\(error.name)" == row.string("error"), "\(row)")
        #expect(error.place?.offset ?? 0 <= bytes.count, "\(row)")
      }
    }
  }

  /// Whether Foundation's reader takes what this one does not, on purpose: it keeps the last of two
  /// members of one name, reads UTF-16 and UTF-32 (known by zero bytes), skips a byte order mark,
  /// nests to 512, and takes a comma behind the last element.
  static func isStricter(_ error: JSONError, for bytes: [UInt8]) -> Bool {
    switch error {
    case .duplicateKey, .byteOrderMark, .nestingTooDeep: true
    case .unexpectedByte(UInt8(ascii: "]"), _, _), .unexpectedByte(UInt8(ascii: "}"), _, _): true
    default: bytes.contains(0)
    }
  }

  @Test func `Foundation's reader agrees but for the listed differences`() throws {
    func foundationReads(_ bytes: [UInt8]) -> Bool {
      (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
    }
    for row in try VectorFile("json/accept.jsonl").rows {
      // Foundation refuses a number that overflows a Double.
      let bytes = try row.bytes("json")
      if bytes.elementsEqual("-1E+400".utf8) { continue }
      #expect(foundationReads(bytes), "\(row)")
    }
    for row in try VectorFile("json/reject.jsonl").rows {
      let bytes = try row.bytes("json")
      let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
      if let error, !Self.isStricter(error, for: bytes) {
        #expect(!foundationReads(bytes), "\(row)")
      }
    }
  }
}

extension JSONError {
  /// The case's name.
  var name: String {
    Mirror(reflecting: self).children.first?.label ?? "\(self)".prefix(0) + "emptyDocument"
  }
}
