import ExactJSON
internal import FlyingSocks
internal import Glibc

/// A client's connection: reads requests and sends answers, in order, until one of them ends it.
struct HTTPConnection {
  private let socket: AsyncSocket
  private let server: DevelopmentServer
  private let number: Int
  private var parser: HTTPRequestParser
  private var buffer = [UInt8](repeating: 0, count: 32_768)

  /// Bytes that are read and thrown away behind a refusal, so that a client that still sends can
  /// read why.
  private static let drainLimit = 256 << 20

  init(_ socket: AsyncSocket, of server: DevelopmentServer, number: Int) {
    self.socket = socket
    self.server = server
    self.number = number
    parser = HTTPRequestParser(limits: .init(body: server.options.bodyLimit))
    // Answers go out whole; waiting for more would only delay them.
    var isOn: Int32 = 1
    setsockopt(
      socket.socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn,
      socklen_t(MemoryLayout<Int32>.size))
  }

  consuming func serve() async {
    var connection = self
    do {
      try await connection.answerRequests()
    } catch let refusal as HTTPRefusal {
      await connection.refuse(refusal)
    } catch is CancellationError {
      if connection.parser.isInside { connection.sayTooLate() }
    } catch {
      // The client has gone, and nobody is there to be told.
    }
  }

  private mutating func answerRequests() async throws {
    while true {
      while let request = try parser.next() {
        server.extend(number, by: server.options.requestTimeout)
        let response = server.answer(request)
        try await send(
          response.encoded(keepsAlive: request.keepsAlive, isHead: request.method == "HEAD"))
        guard request.keepsAlive else { return }
        // What was waiting already is a request that has begun.
        if !parser.isInside { server.extend(number, by: server.options.idleTimeout) }
      }
      if parser.takesExpectation() { try await send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
      let wasInside = parser.isInside
      guard try await receive() > 0 else { return }
      if !wasInside { server.extend(number, by: server.options.requestTimeout) }
    }
  }

  /// Receives some bytes into the parser.
  ///
  /// - Returns: How many; 0 when the client sends no more.
  private mutating func receive() async throws -> Int {
    let count = try await receiveBytes()
    buffer.withUnsafeBytes { parser.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    return count
  }

  private mutating func receiveBytes() async throws -> Int {
    while true {
      try Task.checkCancellation()
      let file = socket.socket.file.rawValue
      let count = buffer.withUnsafeMutableBytes { recv(file, $0.baseAddress, $0.count, 0) }
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: try await server.pool.suspendSocket(socket.socket, untilReadyFor: .read)
      default: throw SocketError.disconnected
      }
    }
  }

  private func send(_ bytes: [UInt8]) async throws {
    var sent = 0
    while sent < bytes.count {
      let count = trySending(bytes, from: sent)
      if count >= 0 {
        sent += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: try await server.pool.suspendSocket(socket.socket, untilReadyFor: .write)
      default: throw SocketError.disconnected
      }
    }
  }

  /// A closed connection is an error here and no signal, which would end the process.
  private func trySending(_ bytes: [UInt8], from offset: Int) -> Int {
    bytes.withUnsafeBytes {
      Glibc.send(
        socket.socket.file.rawValue, $0.baseAddress.unsafelyUnwrapped + offset, $0.count - offset,
        Int32(MSG_NOSIGNAL))
    }
  }

  /// Says why the request is not taken, and reads on a little: closing at once would make the system
  /// throw the answer away under a client that is still sending.
  private mutating func refuse(_ refusal: HTTPRefusal) async {
    server.extend(number, by: min(.seconds(10), server.options.requestTimeout))
    let body = RPCError.invalidRequest(refusal.description).response(id: .null).text()
    let response = HTTPResponse.json(Array(body.utf8), status: refusal.status)
    do {
      try await send(response.encoded(keepsAlive: false))
      shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
      var drained = 0
      while drained < Self.drainLimit {
        let count = try await receiveBytes()
        guard count > 0 else { return }
        drained += count
      }
    } catch {
      // It has gone, or its time is over.
    }
  }

  private func sayTooLate() {
    let text = "The request did not arrive in time; send it whole at once."
    let body = RPCError.invalidRequest(text).response(id: .null).text()
    _ = trySending(
      HTTPResponse.json(Array(body.utf8), status: .requestTimeout).encoded(keepsAlive: false),
      from: 0)
  }
}
