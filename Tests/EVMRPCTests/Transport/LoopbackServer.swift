import Dispatch
import Glibc
import Synchronization

/// A server of one port of 127.0.0.1 that does on each connection what a test says, on a thread of its
/// own.
final class LoopbackServer: Sendable {
  let port: UInt16
  var url: String { "http://127.0.0.1:\(port)" }
  private let listener: Int32
  private let counts = Mutex(Counts())

  private struct Counts {
    var opened = 0
    var ended = 0
    var heads: [String] = []
  }

  /// A client's connection.
  struct Connection: Sendable {
    fileprivate let file: Int32
    fileprivate let server: LoopbackServer

    /// The next request's head; `nil` when the client has ended the connection.
    func readHead() -> String? {
      var bytes: [UInt8] = []
      while let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) == nil ? receive() : nil {
        bytes += end
      }
      guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
      let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      let length = head.split(separator: "\r\n").compactMap { line in
        line.hasPrefix("Content-Length: ") ? Int(line.dropFirst(16)) : nil
      }
      var missing = (length.first ?? 0) - (bytes.count - end.upperBound)
      while missing > 0, let more = receive() { missing -= more.count }
      server.counts.withLock { $0.heads.append(head) }
      return head
    }

    private func receive() -> [UInt8]? {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(file, &buffer, buffer.count, 0)
      return count > 0 ? Array(buffer.prefix(count)) : nil
    }

    /// Waits until the client ends the connection.
    func waitForEnd() { while receive() != nil {} }

    /// Whether the client took the bytes.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
      Glibc.send(file, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }
  }

  init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
    (listener, port) = try Self.listen(backlog: 128)
    let listener = listener
    // Queues of their own have threads of their own; those of the tasks are few.
    DispatchQueue(label: "listener").async { [weak self] in
      while true {
        let file = accept(listener, nil, nil)
        guard file >= 0, let self else { break }
        self.counts.withLock { $0.opened += 1 }
        let connection = Connection(file: file, server: self)
        DispatchQueue(label: "connection").async {
          serve(connection)
          close(file)
          connection.server.counts.withLock { $0.ended += 1 }
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// A server that answers each request of a connection with the same bytes.
  convenience init(answering answer: String) throws {
    try self.init { connection in
      while connection.readHead() != nil { connection.send(answer) }
    }
  }

  var openedCount: Int { counts.withLock { $0.opened } }
  var endedCount: Int { counts.withLock { $0.ended } }
  var heads: [String] { counts.withLock { $0.heads } }

  /// A socket that listens on a free port.
  static func listen(backlog: Int32) throws -> (file: Int32, port: UInt16) {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, size) == 0 && Glibc.listen(file, backlog) == 0
          && getsockname(file, $0, &size) == 0
      }
    }
    guard isBound else { throw NoPort() }
    return (file, UInt16(bigEndian: address.sin_port))
  }

  struct NoPort: Error {}
}
