import EmbeddedChain
import FlyingSocks
import Glibc
import Synchronization

/// Listens for an endpoint's clients and sends them what the endpoint's script says.
///
/// It takes well-formed requests alone: the faults are to be the answers', not its own.
final class EndpointServer: Sendable {
  let port: UInt16
  private let endpoint: FaultyEndpoint
  private let listener: AsyncSocket
  private let pool: SocketPool<ePoll>
  private let tasks = Mutex(Tasks())

  private struct Tasks {
    var accepting: Task<Void, Never>?
    var connections: [Int: Task<Void, Never>] = [:]
    var nextNumber = 0
    var isStopped = false
  }

  private init(
    endpoint: FaultyEndpoint, listener: AsyncSocket, pool: SocketPool<ePoll>, port: UInt16
  ) {
    self.endpoint = endpoint
    self.listener = listener
    self.pool = pool
    self.port = port
  }

  /// Listens on a free port of 127.0.0.1.
  static func start(for endpoint: FaultyEndpoint) async throws -> EndpointServer {
    let pool = try await sharedPool.value
    let socket = try Socket(domain: AF_INET, type: .stream)
    let server: EndpointServer
    do {
      try socket.bind(to: .inet(ip4: "127.0.0.1", port: 0))
      try socket.listen()
      guard case .ip4(_, let port) = try socket.sockname() else {
        throw SocketError.unsupportedAddress
      }
      server = EndpointServer(
        endpoint: endpoint, listener: try AsyncSocket(socket: socket, pool: pool), pool: pool,
        port: port)
    } catch {
      try? socket.close()
      throw error
    }
    let accepting = Task(executorPreference: executor) { await server.acceptConnections() }
    server.tasks.withLock { $0.accepting = accepting }
    return server
  }

  /// The threads of all endpoints of the process: a client that is timed should not wait for tests
  /// that keep all others busy.
  static let executor = ServerExecutor()

  /// What waits for sockets, for all endpoints of the process: a thread each would be many in a test
  /// run.
  private static let sharedPool = Task(executorPreference: executor) {
    let pool: SocketPool<ePoll> = .ePoll(maxEvents: 64)
    try await pool.prepare()
    Task(executorPreference: executor) { try await pool.run() }
    return pool
  }

  func stop() async {
    let ending = tasks.withLock { tasks -> [Task<Void, Never>] in
      tasks.isStopped = true
      return (tasks.accepting.map { [$0] } ?? []) + tasks.connections.values
    }
    for task in ending { task.cancel() }
    for task in ending { await task.value }
    try? listener.close()
  }
}

// MARK: - Connections

extension EndpointServer {
  private func acceptConnections() async {
    while !Task.isCancelled {
      do { open(try await listener.accept()) } catch {
        // Out of descriptors, or the client has gone: neither ends the server.
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private func open(_ socket: AsyncSocket) {
    tasks.withLock { tasks in
      guard !tasks.isStopped else {
        try? socket.close()
        return
      }
      tasks.nextNumber += 1
      let number = tasks.nextNumber
      tasks.connections[number] = Task(executorPreference: Self.executor) {
        await EndpointConnection(socket, pool: self.pool).serve(self.endpoint)
        self.tasks.withLock { $0.connections[number] = nil }
      }
    }
  }
}
