import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

/// A variable as the compiler's layout states it.
private struct StatedVariable: Hashable {
  var slot: UInt256
  var offset: Int
  var type: String
  var isTouched: Bool
}

extension VectorRow {
  fileprivate func layout() throws -> StorageLayout {
    StorageLayout(try Bytecode(bytes(has("runtime") ? "runtime" : "code")))
  }

  fileprivate func variables() throws -> [StatedVariable] {
    guard has("storage") else { return [] }
    return try json.require("storage").requireElements().map { variable in
      StatedVariable(
        slot: UInt256(try Hash256(hex: variable.require("slot").requireString())),
        offset: try #require(Int(try variable.require("offset").requireString())),
        type: try variable.require("type").requireString(),
        isTouched: variable.has("touched") ? try variable.require("touched").requireBool() : true)
    }
  }
}

extension JSONValue {
  fileprivate func has(_ name: String) -> Bool { (try? require(name)) != nil }
}

/// Layouts read from code, beside those that the compiler states.
@Suite struct `Storage of compiled contracts` {
  /// What stands at each place; a struct or a fixed array as a value is told by its first part, as
  /// code may touch no other.
  private static func shape(_ type: StorageType) -> String {
    switch type {
    case .value(let type): type.description
    case .mapping(let key, let value): "mapping(\(key) => \(shape(value)))"
    case .array(let element): shape(element) + "[]"
    case .fixedArray(let element, _): shape(element)
    case .structure(let members): members.first.map(shape) ?? ""
    }
  }

  /// The same for a type as the layout writes it.
  private static func shape(_ text: String) -> String {
    if text.hasPrefix("mapping("), text.hasSuffix(")") {
      let inside = text.dropFirst(8).dropLast()
      guard let arrow = inside.firstRange(of: " => ") else { return text }
      return
        "mapping(\(inside[..<arrow.lowerBound]) => \(shape(String(inside[arrow.upperBound...]))))"
    }
    if text.hasSuffix("]"), let bracket = text.lastIndex(of: "[") {
      let element = shape(String(text[..<bracket]))
      return text.hasSuffix("[]") ? element + "[]" : element
    }
    guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
    var depth = 0
    for (index, character) in zip(text.indices, text) {
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if character == "," && depth == 1 || depth == 0 {
        return shape(String(text[text.index(after: text.startIndex)..<index]))
      }
    }
    return text
  }

  /// How many of the variables that the code touches are found and how many have the stated type;
  /// both are exact, so that a change shows.
  @Test(arguments: [
    ("contracts/contracts-1.jsonl", 687, 687, 551), ("contracts/contracts-2.jsonl", 333, 323, 257),
    ("contracts/assembled.jsonl", 35, 35, 35),
  ])
  func `variables are found where the compiler put them`(
    file: String, touched: Int, found: Int, exact: Int
  ) throws {
    var (allTouched, allFound, allExact) = (0, 0, 0)
    for row in try VectorFile(file).rows {
      let stated = try row.variables().filter(\.isTouched)
      guard !stated.isEmpty else { continue }
      let layout = try row.layout()
      allTouched += stated.count
      for variable in stated {
        let same = layout.variables.first {
          $0.slot == variable.slot && $0.offset == variable.offset
        }
        allFound += same == nil ? 0 : 1
        if let same, Self.shape(same.type) == Self.shape(variable.type) { allExact += 1 }
      }
    }
    #expect([allTouched, allFound, allExact] == [touched, found, exact])
  }

  /// Everything that is found lies within a variable of the layout: one of its words, or a reserved
  /// slot.
  @Test(arguments: ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"])
  func `no slot is invented`(file: String) throws {
    for row in try VectorFile(file).rows {
      guard row.has("storage") else { continue }
      let variables = try row.json.require("storage").requireElements()
      let ranges = try variables.map { variable in
        let slot = UInt256(try Hash256(hex: variable.require("slot").requireString()))
        let count = try #require(UInt64(try variable.require("slots").requireString()))
        return slot..<slot &+ UInt256(count)
      }
      let title = "\(try row.string("name")) by vyper \(try row.string("compiler"))"
      for variable in try row.layout().variables where variable.known == nil {
        #expect(
          ranges.contains { $0.contains(variable.slot) }, "\(title): slot \(variable.slot)")
      }
    }
  }
}
