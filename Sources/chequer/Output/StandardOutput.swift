import Glibc

/// Standard output: buffered, written whole, and its end noticed.
///
/// A closed pipe ends the process quietly by the system's SIGPIPE, as with other Unix tools; a full
/// disk is a failure.
final class StandardOutput {
  // One thread writes: the tool's main thread.
  nonisolated(unsafe) static let shared = StandardOutput()

  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// Writes a line of the answer.
  func line(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if text.utf8.last != UInt8(ascii: "\n") { buffer.append(UInt8(ascii: "\n")) }
  }

  /// Adds bytes as they stand.
  func append(_ bytes: [UInt8]) { buffer.append(contentsOf: bytes) }

  /// Writes the buffer when it is long.
  func flushIfFull() throws(Failure) {
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes all that is buffered.
  ///
  /// - Throws: ``Failure`` with status 74 when the system refuses it.
  func flush() throws(Failure) {
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    var written = 0
    while written < pending.count {
      let count = pending.withUnsafeBytes {
        write(STDOUT_FILENO, $0.baseAddress.unsafelyUnwrapped + written, pending.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(
          .inputOutput, "Standard output cannot be written: \(systemError(errno)).")
      }
      written += count
    }
  }
}

/// Standard error, for commentary.
enum StandardError {
  static func line(_ text: String) { write(Array((text + "\n").utf8)) }

  /// Writes all of the bytes; what nobody reads any more is lost.
  static func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// The system's words for an error number.
func systemError(_ number: Int32) -> String { String(cString: strerror(number)) }
