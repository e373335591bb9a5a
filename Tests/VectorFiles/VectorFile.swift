import ExactJSON
import Glibc

/// A file of test cases under `Vectors/`: one JSON object a line.
///
/// Opening it checks its chain of custody: the folder's `SOURCE.md` must name the file, and there
/// must be at least one row and no blank line.
public struct VectorFile: Sendable {
  /// The path below `Vectors/`, such as `rlp/accept.jsonl`.
  public let path: String
  public let rows: [VectorRow]

  /// - Parameter path: The path below `Vectors/`.
  public init(_ path: String) throws(VectorError) {
    self.path = path
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let provenance = String(
      decoding: try Self.contents(of: "\(folder)/SOURCE.md"), as: UTF8.self)
    let words = provenance.split { !$0.isLetter && !$0.isNumber && !"-_.".contains($0) }
    guard words.contains(Substring(name)) else {
      throw VectorError(path, "is not named in the folder's SOURCE.md; say where it comes from")
    }
    var bytes = try Self.contents(of: path)[...]
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.isEmpty { throw VectorError(path, "is empty") }
    var rows: [VectorRow] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      rows.append(try VectorRow(line, path: path, line: rows.count + 1))
    }
    self.rows = rows
  }

  /// The bytes of any file below `Vectors/`, such as a sample that is not JSON lines.
  public static func contents(of path: String) throws(VectorError) -> [UInt8] {
    guard let file = fopen(root + path, "rb") else {
      throw VectorError(path, "cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = fread(buffer.baseAddress, 1, buffer.count, file)
      }
      if chunk.isEmpty { break }
      bytes += chunk
    }
    if ferror(file) != 0 { throw VectorError(path, "cannot be read") }
    return bytes
  }

  /// The `Vectors/` folder of the package this file belongs to.
  private static let root: String = {
    let below = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return below.joined(separator: "/") + "/Vectors/"
  }()
}

/// What is wrong with a vector file, and where.
public struct VectorError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ path: String, _ problem: String) {
    description = "Vectors/\(path) \(problem)."
  }
}
