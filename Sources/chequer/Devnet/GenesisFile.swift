import EmbeddedChain
import ExactJSON

/// A file of accounts with which a chain begins.
enum GenesisFile {
  /// The accounts of a file: those under `alloc` as in geth's genesis, under `accounts` as in the
  /// vault system's, or the whole document.
  static func accounts(_ path: String) throws -> WorldState {
    let root = try JSONDocument(parsing: TextInput.contents(ofFile: path)).root
    return try WorldState(alloc: root["alloc"] ?? root["accounts"] ?? root)
  }
}
