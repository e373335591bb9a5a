import EVMPrimitives
import EVMRPC
import ExactJSON
import Glibc

/// A file that keeps the logs that were read, for the next run to go on from.
struct CoverageFile: Sendable {
  let path: String

  /// What it keeps; `nil` when there is no such file yet.
  func read() throws -> (chainID: UInt64, coverage: LogCoverage)? {
    guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
    let bytes = try TextInput.contents(ofFile: path)
    return try reading(path) {
      let root = try JSONDocument(parsing: bytes).root
      return (
        try root.require("chainId").integer(as: UInt64.self),
        try LogCoverage(root.require("coverage"))
      )
    }
  }

  /// Writes it anew, whole or not at all.
  func write(_ coverage: LogCoverage, chainID: UInt64) throws {
    let document: JSON = ["chainId": .integer(chainID), "coverage": coverage.json]
    let part = path + ".part"
    try AnswerFile.write(document.text(), to: part)
    guard rename(part, path) == 0 else {
      throw Failure(
        .cannotWrite, "\(quoted(path, limit: 200)) cannot be written: \(systemError(errno)).")
    }
  }
}
