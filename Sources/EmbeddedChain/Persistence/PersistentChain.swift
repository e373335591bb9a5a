import EVMPrimitives
import ExactJSON
import Synchronization

/// A chain that lives in a file, so that one process after the other goes on with it.
///
/// ```swift
/// let kept = try PersistentChain.open("chain.json", .btfs())
/// try kept.chain.send(transaction)
/// try kept.save()
/// kept.close()
/// ```
/// The file is the document of ``DevelopmentChain/dump()``. It is replaced as a whole or not at all,
/// however the process ends, and while one process has it no other one can open it. Transactions that
/// wait and the states of earlier blocks are not kept.
public final class PersistentChain: Sendable {
  public let chain: DevelopmentChain
  /// Where the chain is kept, as it was named.
  public let path: String
  /// What was in the file when it was opened.
  public let beginning: Beginning

  /// How a chain of a file began.
  public enum Beginning: Hashable, Sendable {
    /// There was no file.
    case fresh
    /// It goes on from the file.
    case continued
    /// The file's chain was thrown away because that was asked for; it had so many blocks, or could
    /// not be read.
    case anew(lostBlocks: Int?)
  }

  private let file: LockedFile
  private let state = Mutex(State())

  private struct State {
    var saved: Fingerprint?
    var task: Task<Void, Never>?
    var isClosed = false
  }

  /// All by which the document can differ from an earlier one.
  private struct Fingerprint: Hashable {
    let latest: Hash256
    let root: Hash256
    let timeOffset: Int64

    init(_ core: ChainCore) {
      latest = core.state.latest.hash
      root = core.state.world.stateRoot
      timeOffset = core.state.timeOffset
    }
  }

  private init(
    _ chain: DevelopmentChain, path: String, file: LockedFile, beginning: Beginning
  ) {
    self.chain = chain
    self.path = path
    self.file = file
    self.beginning = beginning
  }

  deinit { state.withLock { $0.task?.cancel() } }

  /// Opens the chain of a file, or begins one and writes the file.
  ///
  /// - Parameters:
  ///   - options: What a new chain begins with; the chain of a file must have this id and these rules.
  ///   - startsAnew: Whether a chain that is there is thrown away. What is no chain never is.
  ///   - createsFolders: Whether folders of the path that are missing are made.
  ///   - patience: How long to wait for another process that has the file.
  /// - Throws: ``PersistenceError``, and `MnemonicError` for a mnemonic that is none.
  public static func open(
    _ path: String, _ options: ChainOptions, startsAnew: Bool = false,
    createsFolders: Bool = false, patience: Duration = .zero
  ) throws -> PersistentChain {
    let chain = try DevelopmentChain(options)
    if createsFolders { try LockedFile.createFolders(above: path) }
    let file = try LockedFile.open(path, patience: patience)
    let contents = try file.read(limit: KeptDocument.byteLimit)
    guard let contents, !contents.isEmpty else {
      let kept = PersistentChain(chain, path: path, file: file, beginning: .fresh)
      try kept.save()
      return kept
    }
    if startsAnew {
      guard KeptDocument.isOurs(contents) else { throw PersistenceError.notErased(path) }
      let lost = KeptDocument.blockCount(contents)
      let kept = PersistentChain(
        chain, path: path, file: file, beginning: .anew(lostBlocks: lost))
      try kept.save()
      return kept
    }
    try KeptDocument.load(contents, into: chain, path: path)
    let kept = PersistentChain(chain, path: path, file: file, beginning: .continued)
    kept.state.withLock { $0.saved = Fingerprint(chain.view) }
    return kept
  }

  /// Writes the chain as it stands into its file, unless nothing has changed since it was written.
  ///
  /// - Throws: ``PersistenceError/cannotWrite(_:reason:)``; the file then holds what it held.
  public func save() throws(PersistenceError) {
    try state.withLock { state throws(PersistenceError) in
      guard !state.isClosed else { throw .closed(path) }
      let view = chain.view
      let fingerprint = Fingerprint(view)
      guard state.saved != fingerprint else { return }
      try file.replace(with: Array((view.dump.text() + "\n").utf8))
      state.saved = fingerprint
    }
  }

  /// Where files are written meanwhile: a disk that is slow keeps no other tasks waiting.
  private static let writer = ServerExecutor()

  /// Saves again and again until ``close()``, so that a process that is killed loses little.
  ///
  /// What cannot be written is tried again the next time, without a word; a ``save()`` in the end says
  /// so.
  public func saveRegularly(every pause: Duration = .seconds(2)) {
    state.withLock { state in
      guard !state.isClosed, state.task == nil else { return }
      state.task = Task(executorPreference: Self.writer) { [weak self] in
        while !Task.isCancelled {
          try? await Task.sleep(for: pause)
          guard !Task.isCancelled, let self else { return }
          try? save()
        }
      }
    }
  }

  /// Lets other processes have the file; what was not saved is not kept.
  public func close() {
    state.withLock { state in
      state.task?.cancel()
      state.isClosed = true
      file.close()
    }
  }
}
