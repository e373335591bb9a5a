public import EVMPrimitives
import Glibc

/// What a journal said at one moment, read without keeping anybody from writing it.
public struct JournalSnapshot: Hashable, Sendable {
  public let owner: JournalOwner
  public let path: String
  public let transactions: [JournaledTransaction]
}

extension TransactionJournal {
  /// The journals of a folder on one chain, each as it stands now.
  ///
  /// A last line that is being written, or was cut short, is left out.
  /// - Throws: ``JournalError`` for one that is damaged.
  public static func snapshots(
    in folder: String, chainID: UInt64, genesis: Hash256
  ) throws(JournalError) -> [JournalSnapshot] {
    let prefix = JournalOwner(chainID: chainID, genesis: genesis, account: .zero).filePrefix
    var snapshots: [JournalSnapshot] = []
    for name in names(in: folder) where name.hasPrefix(prefix) && name.hasSuffix(".jsonl") {
      let path = "\(folder)/\(name)"
      var reading = JournalReading(path: path)
      try reading.read(try JournalFile.contents(of: path))
      guard let owner = reading.owner else { continue }
      guard owner.fileName == name else { throw .otherOwner(path) }
      snapshots.append(
        JournalSnapshot(owner: owner, path: path, transactions: reading.transactions))
    }
    return snapshots
  }

  /// The names in a folder, sorted; none where there is no folder.
  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.sorted()
  }
}
