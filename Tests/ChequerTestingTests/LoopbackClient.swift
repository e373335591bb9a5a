import ChequerTesting
import Dispatch
import ExactJSON
import Glibc
import Testing

/// A client that sends one request and tells byte for byte what came back, and how it ended.
struct LoopbackClient {
  enum End: Equatable {
    /// A whole answer of HTTP came.
    case answered
    case closed
    case reset
    /// Nothing came for as long as the client waited.
    case timedOut
  }

  struct Reply {
    var bytes: [UInt8]
    var end: End

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var head: String { text.components(before: "\r\n\r\n") }
    var status: Int? { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
    var body: String { String(decoding: bytes.dropFirst(head.utf8.count + 4), as: UTF8.self) }
    var json: JSON? { (try? JSONDocument(parsing: body)).flatMap { try? JSON($0.root) } }
    var result: JSON? { json?["result"] }
  }

  let port: UInt16
  var timeout: Duration = .seconds(10)

  init(_ endpoint: FaultyEndpoint) async throws {
    port = try #require(UInt16(try await endpoint.url.split(separator: ":").last ?? ""))
  }

  /// Calls a method.
  func call(_ method: String, _ arguments: JSON = []) async -> Reply {
    await post(Self.call(method, arguments).text())
  }

  /// Calls methods in one batch, under the ids 1, 2, …
  func batch(_ methods: String...) async -> Reply {
    await post(
      JSON.array(methods.indices.map { Self.call(methods[$0], id: .integer($0 + 1)) }).text())
  }

  static func call(_ method: String, _ arguments: JSON = [], id: JSON = 7) -> JSON {
    ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": arguments]
  }

  func post(_ body: String) async -> Reply {
    await send(
      "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Sends text as it is.
  func send(_ request: String) async -> Reply {
    await withCheckedContinuation { continuation in
      // A queue of its own has a thread of its own; those of the global one are the tasks, too.
      DispatchQueue(label: "client").async { continuation.resume(returning: exchange(request)) }
    }
  }

  private func exchange(_ request: String) -> Reply {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    let (seconds, attoseconds) = timeout.components
    var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return Reply(bytes: [], end: .closed) }
    let bytes = Array(request.utf8)
    Glibc.send(file, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    return receive(file)
  }

  private func receive(_ file: Int32) -> Reply {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(file, &buffer, buffer.count, 0)
      if count > 0 {
        received += buffer.prefix(count)
        if Self.isWhole(received) { return Reply(bytes: received, end: .answered) }
      } else if count == 0 {
        return Reply(bytes: received, end: .closed)
      } else {
        return Reply(bytes: received, end: errno == ECONNRESET ? .reset : .timedOut)
      }
    }
  }

  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let end = rest.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
      let head = String(decoding: rest[..<end], as: UTF8.self).lowercased()
      rest = rest[end...]
      // An interim answer is none.
      if head.hasPrefix("http/1.1 1") { continue }
      if head.contains("transfer-encoding: chunked") {
        return rest.suffix(5).elementsEqual("0\r\n\r\n".utf8)
      }
      for line in head.split(separator: "\r\n") where line.hasPrefix("content-length:") {
        let length = Int(line.dropFirst("content-length:".count).drop { $0 == " " }) ?? 0
        return rest.count >= length
      }
      return head.hasPrefix("http/1.1 204")
    }
    return false
  }
}

extension String {
  /// What stands before the first occurrence of a text; all when there is none.
  fileprivate func components(before end: String) -> String {
    guard let range = firstRange(of: end) else { return self }
    return String(self[..<range.lowerBound])
  }
}

extension JSON {
  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}
