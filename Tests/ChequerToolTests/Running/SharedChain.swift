import ChequerTesting
import EmbeddedChain

/// A chain of a user's own, as `--network embedded` finds it in a folder for the user's data.
final class SharedChain {
  private let folder: TemporaryFolder

  /// Makes the chain and leaves it in its file; its times and hashes are the same in each run.
  init(_ make: (EmbeddedChain) throws -> Void) throws {
    folder = try TemporaryFolder()
    let kept = try PersistentChain.open(
      folder.path + "/chequer/embedded.json", .btfs(clock: .still(from: EmbeddedChain.genesisTime)),
      createsFolders: true)
    try make(try EmbeddedChain(kept.chain))
    try kept.save()
    kept.close()
  }

  /// Runs the tool on it.
  func chequer(_ arguments: String..., input: String = "") throws -> Run {
    try ChequerToolTests.chequer(
      arguments + ["--network", "embedded"], input: Array(input.utf8),
      environment: ["XDG_DATA_HOME": folder.path])
  }

  /// Writes a file beside it and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    try folder.write(text, to: name)
  }

  func path(of name: String) -> String { folder.path + "/" + name }

  func text(of name: String) throws -> String { try folder.text(of: name) }
}
