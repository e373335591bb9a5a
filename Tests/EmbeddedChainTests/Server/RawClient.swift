import Glibc

/// A TCP client that sends just the bytes it is told to.
final class RawClient {
  private let descriptor: Int32

  /// Connects to a port of this machine.
  init(port: UInt16) throws(ClientFailure) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ClientFailure("socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw ClientFailure("connect") }
    var limit = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends all bytes, or as many as the server takes.
  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress.unsafelyUnwrapped + sent, bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// All that comes until the server closes.
  func readToEnd() -> String {
    var bytes: [UInt8] = []
    while let more = receive() { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One answer with its body, by its Content-Length; `nil` when the server has closed.
  func readResponse() -> (status: Int, head: String, body: String)? {
    while true {
      if let end = Self.end(ofHead: pending) {
        let head = String(decoding: pending[..<end], as: UTF8.self)
        let count =
          head.lowercased().split(separator: "\r\n").first {
            $0.hasPrefix("content-length:")
          }.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
        if pending.count >= end + 4 + count {
          let body = String(decoding: pending[(end + 4)..<(end + 4 + count)], as: UTF8.self)
          pending.removeSubrange(..<(end + 4 + count))
          let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
          return (status, head, body)
        }
      }
      guard let more = receive() else { return nil }
      pending += more
    }
  }

  private var pending: [UInt8] = []

  private static func end(ofHead bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast(3).first {
      bytes[$0] == 13 && bytes[$0 + 1] == 10 && bytes[$0 + 2] == 13 && bytes[$0 + 3] == 10
    }
  }

  /// What comes next. It blocks, which does no harm: the server runs on threads of its own, and a test
  /// that suspends would have to wait for all tests before it.
  private func receive() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  /// Posts a body on the open connection.
  func post(_ body: String, headers: String = "") -> (
    status: Int, head: String, body: String
  )? {
    send(
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
    )
    return readResponse()
  }
}

struct ClientFailure: Error {
  let description: String
  init(_ what: String) { description = "\(what): \(String(cString: strerror(errno)))" }
}
