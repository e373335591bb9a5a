import EVMCrypto
import EVMPrimitives
import Foundation
import Testing
import VectorFiles

@Suite struct `Vector files` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The paths below `Vectors/` of all rows of cases.
  private static func vectorFiles() throws -> [String] {
    let folder = root.appending(path: "Vectors")
    var paths: [String] = []
    let files = FileManager.default.enumerator(atPath: folder.path)
    while let path = files?.nextObject() as? String {
      if path.hasSuffix(".jsonl") { paths.append(path) }
    }
    return paths.sorted()
  }

  @Test func `every file has a source that states its rows and its hash`() throws {
    let paths = try Self.vectorFiles()
    #expect(paths.count > 50)
    for path in paths {
      let rows = try VectorFile(path).rows.count
      let hash = SHA256.hash(try VectorFile.contents(of: path))
      let parts = path.split(separator: "/")
      let folder = parts.dropLast().joined(separator: "/")
      let source = String(
        decoding: try VectorFile.contents(of: "\(folder)/SOURCE.md"), as: UTF8.self)
      let isStated = source.contains(
        "| \(parts[parts.count - 1]) | \(rows) | \(Hex.encode(hash.bytes, prefix: false)) |")
      #expect(isStated, "\(path): run Vectors/provenance.py")
    }
  }

  @Test func `every file is read by a test`() throws {
    let tests = Self.root.appending(path: "Tests")
    var text = ""
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      if file.pathExtension == "swift" { text += try String(contentsOf: file, encoding: .utf8) }
    }
    for path in try Self.vectorFiles() {
      let isRead = text.contains("\"\(path)\"")
      #expect(isRead, "no test reads \(path)")
    }
  }

  @Test func `a file that is not there is an error with its path`() {
    let error = #expect(throws: VectorError.self) { try VectorFile("keccak/nothing.jsonl") }
    #expect(error?.description.contains("keccak/nothing.jsonl") == true)
  }
}
