import Glibc
import Synchronization

/// A file that this process alone has, by a lock beside it.
///
/// The lock is a file of its own because the file is replaced by others of its name.
final class LockedFile: Sendable {
  /// Where the bytes are, behind any symbolic link.
  private let path: String
  private let lock: Mutex<Int32>

  private init(path: String, lock: Int32) {
    self.path = path
    self.lock = Mutex(lock)
  }

  deinit { close() }

  /// Locks a file, be it there or not.
  ///
  /// - Throws: ``PersistenceError/inUse(_:by:)`` when another process has it for longer than one waits.
  static func open(_ path: String, patience: Duration) throws(PersistenceError) -> LockedFile {
    let target = resolved(path)
    let lock = Glibc.open("\(target).lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw .cannotWrite(path, reason: message(errno)) }
    let deadline = ContinuousClock.now + patience
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      guard number == EWOULDBLOCK || number == EINTR else {
        Glibc.close(lock)
        throw .cannotWrite(path, reason: message(number))
      }
      guard ContinuousClock.now < deadline else {
        let owner = process(in: lock)
        Glibc.close(lock)
        throw .inUse(path, by: owner)
      }
      usleep(20_000)
    }
    let owner = Array("\(getpid())\n".utf8)
    _ = ftruncate(lock, 0)
    _ = pwrite(lock, owner, owner.count, 0)
    return LockedFile(path: target, lock: lock)
  }

  /// Unlocks the file.
  func close() {
    lock.withLock { lock in
      if lock >= 0 { Glibc.close(lock) }
      lock = -1
    }
  }

  /// What the file holds; `nil` where there is none.
  func read(limit: Int) throws(PersistenceError) -> [UInt8]? {
    // A pipe would let the opening wait for its other end.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .cannotRead(path, reason: Self.message(errno))
    }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .cannotRead(path, reason: Self.message(errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notFile(path) }
    guard status.st_size <= limit else { throw .tooLarge(path, limit: limit) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + filled, buffer.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path, reason: Self.message(errno)) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Puts bytes in the place of what the file holds: all of them, or none.
  ///
  /// They are on the disk under another name before they get the file's, and the folder is after.
  func replace(with bytes: [UInt8]) throws(PersistenceError) {
    let part = "\(path).part"
    // One that a killed process left behind; only who has the lock writes here.
    unlink(part)
    let descriptor = Glibc.open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotWrite(path, reason: Self.message(errno)) }
    let isWritten = Self.write(bytes, to: descriptor) && fsync(descriptor) == 0
    let failure = errno
    Glibc.close(descriptor)
    guard isWritten, rename(part, path) == 0 else {
      let number = isWritten ? errno : failure
      unlink(part)
      throw .cannotWrite(path, reason: Self.message(number))
    }
    let folder = Glibc.open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    // A folder that cannot be synchronised, as on some networks, changes nothing.
    _ = fsync(folder)
    Glibc.close(folder)
  }

  /// Makes the folders of a path that are missing, for their owner alone.
  static func createFolders(above path: String) throws(PersistenceError) {
    let folder = folder(of: path)
    var position = folder.startIndex
    while position < folder.endIndex {
      position =
        folder[folder.index(after: position)...].firstIndex(of: "/") ?? folder.endIndex
      guard mkdir(String(folder[..<position]), 0o700) != 0, errno != EEXIST else { continue }
      throw .cannotWrite(path, reason: message(errno))
    }
  }
}

extension LockedFile {
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

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The file behind symbolic links; the path itself where there is no file yet.
  private static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
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
