import EmbeddedChain
import Glibc

/// The file in which `devnet` keeps its chain from run to run.
struct DevnetFile {
  private let path: String
  /// Whether it is the one of the user's data folder, whose folders are made.
  private let isShared: Bool

  /// The file that the options name; `nil` when they name none.
  init?(state: String?, isShared: Bool) throws {
    self.isShared = isShared
    if isShared {
      var environment: [String: String] = [:]
      for name in ["XDG_DATA_HOME", "HOME"] {
        environment[name] = getenv(name).map { String(cString: $0) }
      }
      do { path = try PersistentChain.userPath(environment: environment) } catch {
        throw Failure(error)
      }
    } else if let state {
      path = state
    } else {
      return nil
    }
  }

  /// Opens the chain, and says so when another one is gone for it.
  ///
  /// - Throws: ``Failure`` when the file cannot be had, or holds no such chain.
  func open(_ options: ChainOptions, startsAnew: Bool) throws -> PersistentChain {
    let kept: PersistentChain
    do {
      kept = try PersistentChain.open(
        path, options, startsAnew: startsAnew, createsFolders: isShared)
    } catch let error as PersistenceError { throw Failure(error) }
    if case .anew(let lostBlocks) = kept.beginning {
      let lost = lostBlocks.map { "of \($0) blocks" } ?? "that could not be read"
      StandardError.line("The chain \(lost) in \(path) is gone; it begins anew.")
    }
    kept.saveRegularly()
    return kept
  }

  /// Saves the chain for the last time.
  static func finish(_ kept: PersistentChain) throws {
    do { try kept.save() } catch { throw Failure(error) }
    kept.close()
  }
}

extension Failure {
  /// What it means that a chain cannot be kept.
  fileprivate init(_ error: PersistenceError) {
    let status: ExitStatus =
      switch error {
      case .cannotWrite: .cannotWrite
      case .cannotRead: .inputOutput
      case .inUse: .unavailable
      case .notFile, .tooLarge, .notChain, .chain, .otherVersion, .notErased: .badData
      case .noDataFolder: .noInput
      case .closed: .bug
      }
    self.init(status, error.description)
  }
}
