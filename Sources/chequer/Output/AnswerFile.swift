import EVMPrimitives
import Glibc

/// An answer that goes to a file instead of standard output.
enum AnswerFile {
  /// Writes the text and a line end to the file, in place of what it held.
  ///
  /// - Throws: ``Failure`` with status 73.
  static func write(_ text: String, to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw refusal(path) }
    let bytes = Array((text + "\n").utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(
          descriptor, $0.baseAddress.unsafelyUnwrapped + written, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let failure = refusal(path)
        close(descriptor)
        throw failure
      }
      written += count
    }
    guard close(descriptor) == 0 else { throw refusal(path) }
  }

  private static func refusal(_ path: String) -> Failure {
    Failure(.cannotWrite, "\(quoted(path)) cannot be written: \(systemError(errno)).")
  }
}
