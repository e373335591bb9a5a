import Foundation
import Testing
import VectorFiles

@Suite struct `Traps` {
  /// The names of all traps: a letter for the group, and a number that runs through the groups.
  private static let names = [
    ("A", 1...9), ("C", 18...23), ("D", 24...31), ("E", 32...37), ("F", 38...44), ("G", 45...46),
    ("H", 47...51),
  ].flatMap { group, numbers in numbers.map { "\(group)\($0)" } }

  private let rows: [VectorRow]

  init() throws { rows = try VectorFile("traps/traps.jsonl").rows }

  @Test func `are all there, each once and in order`() throws {
    #expect(try rows.map { try $0.string("trap") } == Self.names)
  }

  @Test func `have a claim of one sentence each`() throws {
    let claims = try rows.map { try $0.string("claim") }
    #expect(Set(claims).count == claims.count)
    for claim in claims {
      #expect(claim.hasSuffix(".") && claim.count > 40 && !claim.contains(". "), "\(claim)")
    }
  }

  @Test func `are each shown by tests that exist`() throws {
    let tests = try TestNames()
    #expect(tests.count > 1000)
    #expect(!tests.contains("VectorFilesTests/Traps/are shown by a test that does not exist"))
    for row in rows {
      let names = try row.strings("tests")
      #expect(!names.isEmpty, "\(row)")
      #expect(Set(names).count == names.count, "\(row)")
      for name in names { #expect(tests.contains(name), "\(row): \(name)") }
    }
  }
}

/// The tests of the package by target, suite and name, as their sources have them.
private struct TestNames {
  private var names: Set<String> = []

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files = FileManager.default.enumerator(atPath: folder.path)
    while let path = files?.nextObject() as? String {
      guard path.hasSuffix(".swift"), let target = path.split(separator: "/").first else {
        continue
      }
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      read(text, of: String(target))
    }
  }

  var count: Int { names.count }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// Reads a file line by line: a suite is an attribute with its type on one line, or an extension of
  /// one, and a function with a name in backticks is a test when the attribute stands before it.
  private mutating func read(_ text: String, of target: String) {
    var suite: String?
    var isTest = false
    for line in text.split(separator: "\n") {
      if let match = line.firstMatch(of: /(?:@Suite.*struct|^extension) `([^`]+)`/) {
        suite = String(match.output.1)
        isTest = false
      }
      if line.contains("@Test") { isTest = true }
      guard let match = line.firstMatch(of: /func `([^`]+)`/) else { continue }
      if isTest, let suite { names.insert("\(target)/\(suite)/\(match.output.1)") }
      isTest = false
    }
  }
}
