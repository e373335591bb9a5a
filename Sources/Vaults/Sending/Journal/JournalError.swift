import EVMPrimitives

/// Why a journal cannot be had or written; nothing is sent then.
public enum JournalError: Error, Hashable, Sendable {
  /// The system does not let it be read.
  case cannotRead(String, reason: String)
  /// The system does not let it be written: no permission, or no space.
  case cannotWrite(String, reason: String)
  /// A folder, a pipe, a device or a symbolic link.
  case notFile(String)
  /// More bytes than a journal may have.
  case tooLarge(String, limit: Int)
  /// A line in the middle is not what was written; its number from 1.
  case corrupt(String, line: Int, reason: String)
  /// The journal of another account or chain.
  case otherOwner(String)
  /// Another process sends from the same account; its number, if it left one.
  case inUse(String, by: Int32?)
  /// The environment names no folder for the user's data.
  case noDataFolder
}

extension JournalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotRead(let path, let reason):
      "The journal \(quoted(path)) cannot be read: \(reason). Nothing was sent."
    case .cannotWrite(let path, let reason):
      "The journal \(quoted(path)) cannot be written: \(reason). Nothing is sent that is not in it; make room, or name another folder if no transaction is under way."
    case .notFile(let path):
      "\(quoted(path)) is not a plain file, so no journal can be kept in it; name another folder."
    case .tooLarge(let path, let limit):
      "The journal \(quoted(path)) has more than the \(limit) bytes that are read; when nothing is under way, move it to another name."
    case .corrupt(let path, let line, let reason):
      "Line \(line) of the journal \(quoted(path)) is not what was written: \(reason) It is left as it is and nothing is sent; restore it from a copy, or, when no transaction is under way, move it to another name."
    case .otherOwner(let path):
      "The journal \(quoted(path)) is that of another account or chain; it has been moved or renamed. Put it back, or name another folder."
    case .inUse(let path, let process?):
      "Process \(process) sends transactions from the same account and has the journal \(quoted(path)); wait until it ends."
    case .inUse(let path, nil):
      "Another process sends transactions from the same account and has the journal \(quoted(path)); wait until it ends."
    case .noDataFolder:
      "There is no folder for the journal: set XDG_DATA_HOME or HOME to an absolute path, or name a folder."
    }
  }
}
