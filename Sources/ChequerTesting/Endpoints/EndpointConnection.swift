import FlyingSocks
import Glibc

/// A client's connection to an endpoint, from its first request to the step that ends it.
struct EndpointConnection {
  private let socket: AsyncSocket
  private let pool: SocketPool<ePoll>
  private var file: Int32 { socket.socket.file.rawValue }

  init(_ socket: AsyncSocket, pool: SocketPool<ePoll>) {
    self.socket = socket
    self.pool = pool
    // Each step goes out when it is due, however short.
    setOption(Int32(IPPROTO_TCP), TCP_NODELAY, 1 as Int32)
  }

  func serve(_ endpoint: FaultyEndpoint) async {
    var reader = EndpointRequestReader()
    do {
      requests: while true {
        guard let body = try reader.next() else {
          let received = try await receive()
          guard !received.isEmpty else { break }
          reader.append(received)
          if reader.takesExpectation() {
            try await send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
          }
          continue
        }
        for step in endpoint.reply(to: body) {
          switch step {
          case .send(let bytes): try await send(bytes)
          case .wait(let time): try await Task.sleep(for: time)
          case .hang: while try await !receive().isEmpty {}
          case .close: break requests
          case .reset:
            // A connection that is closed without lingering is reset.
            setOption(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
            break requests
          }
        }
      }
    } catch {
      // The client has gone, sent what is no request, or the endpoint stops.
    }
    try? socket.close()
  }

  private func setOption<Value>(_ level: Int32, _ name: Int32, _ value: Value) {
    withUnsafeBytes(of: value) {
      _ = setsockopt(file, level, name, $0.baseAddress, socklen_t($0.count))
    }
  }

  /// What the client sent; nothing when it sends no more.
  private func receive() async throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      try Task.checkCancellation()
      let count = buffer.withUnsafeMutableBytes { recv(file, $0.baseAddress, $0.count, 0) }
      if count >= 0 { return Array(buffer.prefix(count)) }
      switch errno {
      case EINTR: continue
      case EAGAIN: try await pool.suspendSocket(socket.socket, untilReadyFor: .read)
      default: throw SocketError.disconnected
      }
    }
  }

  private func send(_ bytes: [UInt8]) async throws {
    var sent = 0
    while sent < bytes.count {
      try Task.checkCancellation()
      let count = bytes.withUnsafeBytes { bytes in
        // A closed connection is an error here and no signal, which would end the process.
        Glibc.send(
          file, bytes.baseAddress.unsafelyUnwrapped + sent, bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: try await pool.suspendSocket(socket.socket, untilReadyFor: .write)
      default: throw SocketError.disconnected
      }
    }
  }
}
