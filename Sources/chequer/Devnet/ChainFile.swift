import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Glibc

/// The file in which a chain is kept from run to run.
struct ChainFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// Puts the chain of the file in the place of `chain`; nothing where there is no file yet.
  ///
  /// - Throws: ``Failure`` when the file cannot be read, or holds no such chain.
  func load(into chain: DevelopmentChain) throws(Failure) {
    guard access(path, F_OK) == 0 || errno != ENOENT else { return }
    let contents = try TextInput.contents(ofFile: path)
    do {
      try chain.load(JSONDocument(parsing: contents))
    } catch {
      throw Failure(
        .badData, "\(quoted(path)): \(error) To begin anew, add --reset.")
    }
  }

  /// Writes the chain, in the place of what the file held: the whole of it or nothing.
  ///
  /// - Throws: ``Failure`` with status 73.
  func save(_ chain: DevelopmentChain) throws(Failure) {
    let bytes = Array((chain.dump().text() + "\n").utf8)
    let part = "\(path).\(getpid()).part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw refusal() }
    let isWritten = Self.write(bytes, to: descriptor) && fsync(descriptor) == 0
    let number = errno
    close(descriptor)
    guard isWritten else {
      unlink(part)
      errno = number
      throw refusal()
    }
    guard rename(part, path) == 0 else {
      let failure = refusal()
      unlink(part)
      throw failure
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(
          descriptor, bytes.baseAddress.unsafelyUnwrapped + written, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
  }

  private func refusal() -> Failure {
    Failure(
      .cannotWrite,
      "The chain cannot be kept in \(quoted(path)): \(systemError(errno)); name another file with --state."
    )
  }
}
