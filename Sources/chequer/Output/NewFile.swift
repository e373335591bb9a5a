import EVMCrypto
import EVMPrimitives
import Glibc

/// A file for secrets that did not exist before: whole or not at all, and its owner's alone.
enum NewFile {
  /// Writes `bytes` to a new file of mode 0600, and file and folder to the disk.
  ///
  /// They go to a hidden file in the same folder first, which gets the name when it is complete; the
  /// name is never taken from another file. Interrupts wait until the hidden file is gone.
  /// - Throws: ``Failure`` with status 73: the name is taken, or the system refuses.
  static func create(_ path: String, holding bytes: SecretBytes) throws(Failure) {
    let (folder, name) = split(path)
    guard !name.isEmpty, name != ".", name != ".." else {
      throw Failure(.cannotWrite, "\(quoted(path)) is a folder; give the name of a new file.")
    }
    try withoutInterrupts { () throws(Failure) in
      let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard directory >= 0 else { throw refusal(path, errno) }
      defer { close(directory) }
      // Asked first, so that nothing is written in vain; the link below decides.
      var status = stat()
      guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0 else {
        throw refusal(path, EEXIST)
      }
      let hidden = ".chequer-\(getpid())-\(UInt64.random(in: .min ... .max)).tmp"
      let descriptor = openat(
        directory, hidden, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw refusal(path, errno) }
      defer {
        close(descriptor)
        unlinkat(directory, hidden, 0)
      }
      guard write(bytes, to: descriptor), fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0,
        linkat(directory, hidden, directory, name, 0) == 0
      else { throw refusal(path, errno) }
      // The file is there; a folder that cannot be synchronised, as on some networks, changes nothing.
      _ = fsync(directory)
    }
  }

  /// Makes a folder and those above it that are missing, of mode 0700.
  ///
  /// - Throws: ``Failure`` with status 73.
  static func createFolder(_ path: String) throws(Failure) {
    var position = path.startIndex
    while position < path.endIndex {
      position = path[path.index(after: position)...].firstIndex(of: "/") ?? path.endIndex
      guard mkdir(String(path[..<position]), 0o700) != 0, errno != EEXIST else { continue }
      throw Failure(
        .cannotWrite, "The folder \(quoted(path)) cannot be made: \(systemError(errno)).")
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }

  private static func write(_ bytes: SecretBytes, to descriptor: Int32) -> Bool {
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

  private static func refusal(_ path: String, _ number: Int32) -> Failure {
    switch number {
    case EEXIST:
      Failure(
        .cannotWrite, "\(quoted(path)) exists and is not overwritten; choose another name.")
    case EPERM, EOPNOTSUPP:
      Failure(
        .cannotWrite,
        "\(quoted(path)) cannot be written: \(systemError(number)). If the disk has no hard links, write to another one and copy the file."
      )
    default:
      Failure(.cannotWrite, "\(quoted(path)) cannot be made: \(systemError(number)).")
    }
  }

  /// Runs `body` while the signals that people send wait.
  private static func withoutInterrupts(
    _ body: () throws(Failure) -> Void
  ) throws(Failure) {
    var interrupts = sigset_t()
    var before = sigset_t()
    sigemptyset(&interrupts)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] { sigaddset(&interrupts, number) }
    pthread_sigmask(SIG_BLOCK, &interrupts, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }
}
