import EVMPrimitives

/// Why a chain cannot be kept in a file, or had from one.
public enum PersistenceError: Error, Hashable, Sendable {
  /// The system does not let the file be read.
  case cannotRead(String, reason: String)
  /// The system does not let the file be written, or its lock.
  case cannotWrite(String, reason: String)
  /// A folder, a pipe or a device.
  case notFile(String)
  /// More bytes than a chain's file may have.
  case tooLarge(String, limit: Int)
  /// Not JSON.
  case notChain(String, reason: String)
  /// JSON that is no chain, or another chain.
  case chain(String, ChainDumpError)
  /// A chain in the form of another release.
  case otherVersion(String, found: String)
  /// Another process has the file; its number, if it left one.
  case inUse(String, by: Int32?)
  /// To begin anew would erase what is no chain.
  case notErased(String)
  /// The chain was closed before.
  case closed(String)
  /// The environment names no folder for the user's data.
  case noDataFolder
}

extension PersistenceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotRead(let path, let reason):
      "The chain's file \(quoted(path)) cannot be read: \(reason); name another file."
    case .cannotWrite(let path, let reason):
      "The chain cannot be kept in \(quoted(path)): \(reason); name another file."
    case .notFile(let path):
      "\(quoted(path)) is a folder, pipe or device, in which no chain can be kept; name a file."
    case .tooLarge(let path, let limit):
      "The file \(quoted(path)) has more than the \(limit) bytes that a chain's file may have; begin with another file."
    case .notChain(let path, let reason):
      "The file \(quoted(path)) holds no chain and is left as it is: \(reason) Name another file."
    case .chain(let path, let error): "\(quoted(path)): \(error)"
    case .otherVersion(let path, let found):
      "The file \(quoted(path)) holds a chain in the form \(quoted(found)), which this release does not read; use the release that wrote it, or begin with another file."
    case .inUse(let path, let process?):
      "The chain in \(quoted(path)) is in use by process \(process); end that one, or talk to it over its URL."
    case .inUse(let path, nil):
      "The chain in \(quoted(path)) is in use by another process; end that one, or talk to it over its URL."
    case .notErased(let path):
      "The file \(quoted(path)) holds no chain, so it is not erased to begin anew; remove it yourself, or name another file."
    case .closed(let path): "The chain in \(quoted(path)) was closed; open it again."
    case .noDataFolder:
      "There is no folder for the chain: set XDG_DATA_HOME or HOME to an absolute path, or name a file."
    }
  }
}
