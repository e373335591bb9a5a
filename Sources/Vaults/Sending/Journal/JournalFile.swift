import EVMPrimitives
import Glibc

/// A file that only grows, by lines that are on the disk before the call that adds them returns.
///
/// One process has it at a time, by a lock beside it. It is its owner's alone.
final class JournalFile {
  let path: String
  private let descriptor: Int32
  private let lock: Int32
  /// Where the next line begins.
  private var end: Int64
  /// Whether a line that could not be written could not be taken back either.
  private var isBroken = false

  /// Bytes that a journal may have.
  static let byteLimit = 0x1fff_ffff

  private init(path: String, descriptor: Int32, lock: Int32, end: Int64) {
    self.path = path
    self.descriptor = descriptor
    self.lock = lock
    self.end = end
  }

  deinit {
    close(descriptor)
    close(lock)
  }

  /// Opens a file and its lock, and makes both and their folders if they are missing.
  ///
  /// - Parameter patience: How long to wait for another process that has it.
  static func open(_ path: String, patience: Duration) throws(JournalError) -> JournalFile {
    try makeFolders(above: path)
    let lock = Glibc.open("\(path).lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw .cannotWrite(path, reason: message(errno)) }
    do throws(JournalError) {
      try take(lock, of: path, patience: patience)
      let (descriptor, size) = try openFile(path)
      return JournalFile(path: path, descriptor: descriptor, lock: lock, end: size)
    } catch {
      close(lock)
      throw error
    }
  }

  /// What it holds.
  func contents() throws(JournalError) -> [UInt8] {
    try Self.read(descriptor, count: end, of: path)
  }

  /// What a file holds that somebody may be writing; it is not locked.
  static func contents(of path: String) throws(JournalError) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .cannotRead(path, reason: message(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notFile(path)
    }
    return try read(descriptor, count: Int64(status.st_size), of: path)
  }

  private static func read(
    _ descriptor: Int32, count: Int64, of path: String
  ) throws(JournalError) -> [UInt8] {
    guard count <= byteLimit else { throw .tooLarge(path, limit: byteLimit) }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + filled, buffer.count - filled,
          off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .cannotRead(path, reason: count < 0 ? message(errno) : "it became shorter")
      }
      filled += count
    }
    return bytes
  }

  /// Adds a line, and returns when the disk has it.
  ///
  /// - Throws: ``JournalError/cannotWrite(_:reason:)``; the file then holds what it held.
  func append(_ line: [UInt8]) throws(JournalError) {
    guard !isBroken else {
      throw .cannotWrite(path, reason: "an earlier line could not be taken back")
    }
    let failure = write(line)
    guard let failure else {
      end += Int64(line.count)
      return
    }
    if ftruncate(descriptor, off_t(end)) != 0 || fsync(descriptor) != 0 { isBroken = true }
    throw .cannotWrite(path, reason: Self.message(failure))
  }

  /// Cuts off what stands behind so many bytes.
  func truncate(to count: Int) throws(JournalError) {
    guard ftruncate(descriptor, off_t(count)) == 0, fsync(descriptor) == 0 else {
      throw .cannotWrite(path, reason: Self.message(errno))
    }
    end = Int64(count)
  }

  /// - Returns: The system's error number; `nil` when the line is on the disk.
  private func write(_ line: [UInt8]) -> Int32? {
    line.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = pwrite(
          descriptor, bytes.baseAddress.unsafelyUnwrapped + written, bytes.count - written,
          off_t(end) + off_t(written))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return count < 0 ? errno : ENOSPC }
        written += count
      }
      return fsync(descriptor) == 0 ? nil : errno
    }
  }
}

extension JournalFile {
  private static func take(
    _ lock: Int32, of path: String, patience: Duration
  ) throws(JournalError) {
    let deadline = ContinuousClock.now + patience
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      guard number == EWOULDBLOCK || number == EINTR else {
        throw .cannotWrite(path, reason: message(number))
      }
      guard ContinuousClock.now < deadline else { throw .inUse(path, by: process(in: lock)) }
      usleep(20_000)
    }
    let owner = Array("\(getpid())\n".utf8)
    _ = ftruncate(lock, 0)
    _ = pwrite(lock, owner, owner.count, 0)
  }

  private static func openFile(_ path: String) throws(JournalError) -> (Int32, size: Int64) {
    // A pipe would let the opening wait for its other end.
    let descriptor = Glibc.open(
      path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      guard errno != ELOOP, errno != EISDIR else { throw .notFile(path) }
      throw .cannotWrite(path, reason: message(errno))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      close(descriptor)
      throw .cannotRead(path, reason: message(number))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notFile(path)
    }
    if status.st_size == 0 { synchronizeFolder(of: path) }
    return (descriptor, Int64(status.st_size))
  }

  /// Puts a new file's name on the disk; on file systems that cannot, nothing is lost but this.
  private static func synchronizeFolder(of path: String) {
    let folder = Glibc.open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    _ = fsync(folder)
    close(folder)
  }

  private static func makeFolders(above path: String) throws(JournalError) {
    let folder = folder(of: path)
    var position = folder.startIndex
    while position < folder.endIndex {
      position =
        folder[folder.index(after: position)...].firstIndex(of: "/") ?? folder.endIndex
      guard mkdir(String(folder[..<position]), 0o700) != 0, errno != EEXIST else { continue }
      throw .cannotWrite(path, reason: message(errno))
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The process that wrote its number into a lock; `nil` where none did.
  private static func process(in lock: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(lock, &bytes, bytes.count, 0)
    return Int32(
      String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0a }, as: UTF8.self))
  }

  private static func message(_ number: Int32) -> String { String(cString: strerror(number)) }
}
