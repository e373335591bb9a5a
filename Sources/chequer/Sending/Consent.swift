import ArgumentParser
import EVMPrimitives
import Glibc

/// Whether a person agrees before something is sent.
struct ConsentOptions: ParsableArguments, Sendable {
  @Flag(name: .shortAndLong, help: "Send without asking.")
  var yes = false

  /// Refuses to go on where nobody can be asked, before anything is done.
  ///
  /// - Throws: ``Failure`` with status 64.
  func requireSomebodyToAsk() throws(Failure) {
    guard !yes else { return }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else {
      throw Failure(
        .usage, "There is no terminal to ask for consent on; add --yes to send without asking.")
    }
    close(terminal)
  }

  /// Asks; only an answer that begins with y agrees.
  func agrees(to question: String) throws(Failure) -> Bool {
    guard !yes else { return true }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else {
      throw Failure(
        .usage, "There is no terminal to ask for consent on; add --yes to send without asking.")
    }
    defer { close(terminal) }
    let bytes = Array("\(question) [y/N] ".utf8)
    _ = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    var answer = [UInt8](repeating: 0, count: 64)
    var count = read(terminal, &answer, answer.count)
    while count < 0, errno == EINTR { count = read(terminal, &answer, answer.count) }
    let first = answer.prefix(max(0, count)).first { $0 != 0x20 && $0 != 0x09 }
    return first == UInt8(ascii: "y") || first == UInt8(ascii: "Y")
  }
}
