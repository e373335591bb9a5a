import EVMPrimitives
import Glibc
import Vaults

/// The file in which a user names networks and endpoints of their own: see `NetworkBook`.
enum NetworkFile {
  /// Files past this size are refused.
  private static let maximumSize = 1 << 20

  /// The networks that can be named.
  ///
  /// - Parameter path: The file, as the user named it; otherwise that of `CHEQUER_CONFIG`, otherwise
  ///   `chequer/networks.json` in the user's folder of settings, which may be missing.
  /// - Throws: ``Failure`` with the file's name.
  static func book(_ path: String?) throws -> NetworkBook {
    if let path = path ?? environment("CHEQUER_CONFIG") { return try read(path) }
    guard let path = usualPath, !isMissing(path) else { return .known }
    return try read(path)
  }

  private static func isMissing(_ path: String) -> Bool {
    access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)
  }

  private static func read(_ path: String) throws -> NetworkBook {
    let text = try TextInput.contents(ofFile: path, maximumSize: maximumSize)
    return try reading(quoted(path, limit: 200)) { try NetworkBook(parsing: text) }
  }

  /// `$XDG_CONFIG_HOME/chequer/networks.json`, or that in `~/.config`.
  private static var usualPath: String? {
    if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return "\(folder)/chequer/networks.json"
    }
    return environment("HOME").map { "\($0)/.config/chequer/networks.json" }
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
