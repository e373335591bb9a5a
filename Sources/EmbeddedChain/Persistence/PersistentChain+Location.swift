extension PersistentChain {
  /// The file of the chain that a user's commands share: `chequer/embedded.json` in the folder for the
  /// user's data, which is `$XDG_DATA_HOME`, or else `~/.local/share`.
  ///
  /// - Parameter environment: The process's variables.
  /// - Throws: ``PersistenceError/noDataFolder`` when they name no absolute path.
  /// - SeeAlso: [XDG Base Directory Specification](https://specifications.freedesktop.org/basedir-spec/latest/)
  public static func userPath(
    environment: [String: String]
  ) throws(PersistenceError) -> String {
    // The specification has relative paths be ignored.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return "\(data)/chequer/embedded.json"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { throw .noDataFolder }
    return "\(home)/.local/share/chequer/embedded.json"
  }
}
