import ExactJSON

/// The text of a chain's file.
enum KeptDocument {
  /// Bytes that a file may have.
  static let byteLimit = 0x3fff_ffff

  /// With which words a file of ours begins, of whatever version.
  private static let opening = Array("{\"format\":\"chequer-chain/".utf8)
  private static let format = "chequer-chain/1"

  /// Whether bytes are a chain's document, be it damaged or of another version.
  static func isOurs(_ contents: [UInt8]) -> Bool { contents.starts(with: opening) }

  /// How many blocks a document has; `nil` when it cannot be read.
  static func blockCount(_ contents: [UInt8]) -> Int? {
    guard let document = try? JSONDocument(parsing: contents) else { return nil }
    return document.root["blocks"]?.elements?.count
  }

  /// Puts the chain of a document in the place of another.
  static func load(
    _ contents: [UInt8], into chain: DevelopmentChain, path: String
  ) throws(PersistenceError) {
    let document: JSONDocument
    do { document = try JSONDocument(parsing: contents) } catch {
      throw .notChain(path, reason: error.description)
    }
    if let found = document.root["format"]?.string, found != format,
      found.hasPrefix("chequer-chain/")
    {
      throw .otherVersion(path, found: found)
    }
    do { try chain.load(document) } catch { throw .chain(path, error) }
  }
}
