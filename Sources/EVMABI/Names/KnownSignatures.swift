import EVMPrimitives

/// The built-in names: those that matter to BTFS and Swarm, then those of widely deployed interfaces.
///
/// The three tables are written by Vectors/names/generate_table.py, which states where they come from.
enum KnownSignatures {
  static func functions(_ selector: Selector) -> [ABIFunction] {
    functionTable.declarations(selector).map { line in read(line) { try ABIFunction($0) } }
  }

  /// The events with a first topic; the table's four bytes are its first.
  static func events(_ topic: Hash256) -> [ABIEvent] {
    guard let start = try? Selector(topic.bytes.prefix(4)) else { return [] }
    return eventTable.declarations(start).map { line in read(line) { try ABIEvent($0) } }
      .filter { $0.topic == topic }
  }

  static func errors(_ selector: Selector) -> [ABIErrorDefinition] {
    errorTable.declarations(selector).map { line in read(line) { try ABIErrorDefinition($0) } }
  }

  /// What a line declares; every line is read in the tests.
  private static func read<Item>(_ line: String, as item: (String) throws -> Item) -> Item {
    do { return try item(line) } catch {
      preconditionFailure("The table of names has a line that is no declaration: \(line): \(error)")
    }
  }
}
