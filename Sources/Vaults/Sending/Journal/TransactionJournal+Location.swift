extension TransactionJournal {
  /// The folder of a user's journals: `chequer/journal` in the folder for the user's data, which is
  /// `$XDG_DATA_HOME`, or else `~/.local/share`.
  ///
  /// - Parameter environment: The process's variables.
  /// - Throws: ``JournalError/noDataFolder`` when they name no absolute path.
  /// - SeeAlso: [XDG Base Directory Specification](https://specifications.freedesktop.org/basedir-spec/latest/)
  public static func userFolder(
    environment: [String: String]
  ) throws(JournalError) -> String {
    // The specification has relative paths be ignored.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return "\(data)/chequer/journal"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { throw .noDataFolder }
    return "\(home)/.local/share/chequer/journal"
  }
}
