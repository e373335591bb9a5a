import Glibc

/// A folder of a test's own, which goes with it.
final class ScratchFolder: Sendable {
  let path: String

  struct Failure: Error { let number = errno }

  init() throws {
    var template = Array("/tmp/chequer-chain-XXXXXX\u{0}".utf8CString.map { $0 })
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(
      decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  func text(_ name: String) throws -> String {
    guard let file = fopen(path(name), "r") else { throw Failure() }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    guard let file = fopen(path(name), "w") else { throw Failure() }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure() }
  }

  /// The number by which the system knows a file, which another file of the name does not have.
  func number(_ name: String) throws -> UInt64 {
    var status = stat()
    guard stat(path(name), &status) == 0 else { throw Failure() }
    return UInt64(status.st_ino) &* 1_000_003 &+ UInt64(bitPattern: Int64(status.st_mtim.tv_nsec))
  }

  private static func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(folder)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
