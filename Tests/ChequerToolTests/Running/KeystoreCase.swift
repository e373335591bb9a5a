import ExactJSON
import Foundation
import Testing
import VectorFiles

/// A folder with a keystore `node`, its `password`, and the bare key in `node.key`.
struct KeystoreCase {
  static let key = "db6bf5da1c2225d76356df2f59ebd3207b91228bcf429f0c791f94e9095a1f8e"
  static let address = "0xb5f59C8213931E5775e6DbE727709D4c576F910e"
  static let tron = "TSZKYA3bd4sJEmthPk1Z9hfD5ijpaDM1QE"
  static let password = "correct horse "
  static let hash = String(repeating: "11", count: 32)

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let golden = try VectorFile("tool/help-examples.jsonl").rows
    let row = try #require(
      try golden.first { try $0.string("command") == "chequer key list --keystore-folder ." })
    let files = try row.json.require("files")
    try folder.write(files.require("node").requireString(), to: "node")
    try folder.write(Self.password + "\n", to: "password")
    try folder.write(Self.key + "\n", to: "node.key")
    try folder.write("another\n", to: "wrong")
  }

  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Run {
    try chequer(
      arguments, input: Array(input.utf8), environment: environment, directory: folder.path)
  }
}

extension TemporaryFolder {
  /// The names in the folder or one below it, hidden ones too.
  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + name).sorted()
  }
}
