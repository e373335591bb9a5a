internal import FlyingSocks
internal import Glibc
internal import Synchronization

/// A chain behind JSON-RPC over HTTP on 127.0.0.1.
///
/// ```swift
/// let server = try await DevelopmentServer.start(DevelopmentChain(), ServerOptions(port: 0))
/// print(server.url)   // http://127.0.0.1:41233
/// await server.stop()
/// ```
/// Requests are POST with a call or a batch of calls; `GET /health` says that the server lives. It
/// speaks HTTP itself over FlyingFox's sockets: FlyingFox's own server sends head and body apart,
/// which costs 40 ms an answer, and takes a head of any length at any pace.
public final class DevelopmentServer: Sendable {
  public let chain: DevelopmentChain
  /// The port that it listens on.
  public let port: UInt16
  /// Where clients find it.
  public var url: String { "http://127.0.0.1:\(port)" }

  let options: ServerOptions
  let pool: SocketPool<ePoll>
  private let listener: AsyncSocket
  private let executor = ServerExecutor()
  private let state = Mutex(State())

  private struct State {
    var connections: [Int: Connection] = [:]
    var nextNumber = 0
    var tasks: [Task<Void, Never>] = []
    var isStopped = false
  }

  private struct Connection {
    var task: Task<Void, Never>?
    var deadline: ContinuousClock.Instant
  }

  private init(
    _ chain: DevelopmentChain, options: ServerOptions, pool: SocketPool<ePoll>,
    listener: AsyncSocket, port: UInt16
  ) {
    self.chain = chain
    self.options = options
    self.pool = pool
    self.listener = listener
    self.port = port
  }

  /// Listens and serves until ``stop()``.
  ///
  /// - Throws: ``ServerError`` when the port cannot be had.
  public static func start(
    _ chain: DevelopmentChain, _ options: ServerOptions = ServerOptions()
  ) async throws(ServerError) -> DevelopmentServer {
    do {
      let pool: SocketPool<ePoll> = .ePoll(maxEvents: 64)
      try await pool.prepare()
      let socket = try Socket(domain: AF_INET, type: .stream)
      let listener: AsyncSocket
      let port: UInt16
      do {
        try socket.setValue(true, for: .localAddressReuse)
        try socket.bind(to: .inet(ip4: "127.0.0.1", port: options.port))
        try socket.listen()
        guard case .ip4(_, let found) = try socket.sockname() else {
          throw SocketError.unsupportedAddress
        }
        port = found
        listener = try AsyncSocket(socket: socket, pool: pool)
      } catch {
        try? socket.close()
        throw error
      }
      let server = DevelopmentServer(
        chain, options: options, pool: pool, listener: listener, port: port)
      server.begin()
      return server
    } catch {
      throw ServerError(error, port: options.port)
    }
  }

  private func begin() {
    let tasks = [
      Task(executorPreference: executor) { [pool] in _ = try? await pool.run() },
      Task(executorPreference: executor) { await self.acceptConnections() },
      Task(executorPreference: executor) { await self.endLateConnections() },
    ]
    state.withLock { $0.tasks = tasks }
  }

  /// Ends all connections and stops listening.
  public func stop() async {
    let tasks = state.withLock { state -> [Task<Void, Never>] in
      guard !state.isStopped else { return [] }
      state.isStopped = true
      return state.connections.values.compactMap(\.task) + state.tasks.reversed()
    }
    guard !tasks.isEmpty else { return }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    try? listener.close()
  }
}

// MARK: - Connections

extension DevelopmentServer {
  private func acceptConnections() async {
    while !Task.isCancelled {
      do {
        let socket = try await listener.accept()
        open(socket)
      } catch {
        // Out of descriptors, or the client has gone: neither ends the server.
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private func open(_ socket: AsyncSocket) {
    let number = state.withLock { state -> Int? in
      guard !state.isStopped, state.connections.count < options.connectionLimit else { return nil }
      state.nextNumber += 1
      state.connections[state.nextNumber] = Connection(deadline: .now + options.idleTimeout)
      return state.nextNumber
    }
    guard let number else {
      try? socket.close()
      return
    }
    let task = Task(executorPreference: executor) {
      await HTTPConnection(socket, of: self, number: number).serve()
      self.state.withLock { $0.connections[number] = nil }
      try? socket.close()
    }
    state.withLock { state in
      state.connections[number]?.task = task
      if state.isStopped { task.cancel() }
    }
  }

  /// Gives a connection until some time from now.
  func extend(_ number: Int, by time: Duration) {
    state.withLock { $0.connections[number]?.deadline = .now + time }
  }

  /// Cancels connections whose time is over. One task for all costs less than a timer for each
  /// request.
  private func endLateConnections() async {
    let pause = min(
      .seconds(1), max(.milliseconds(10), min(options.requestTimeout, options.idleTimeout) / 4))
    while !Task.isCancelled {
      try? await Task.sleep(for: pause)
      let late = state.withLock { state in
        let now = ContinuousClock.now
        return state.connections.values.filter { $0.deadline < now }.compactMap(\.task)
      }
      for task in late { task.cancel() }
    }
  }
}

extension ServerError {
  init(_ error: any Error, port: UInt16) {
    guard let error = error as? SocketError, case .failed(_, let number, let message) = error else {
      self = .system("\(error)")
      return
    }
    switch number {
    case EADDRINUSE: self = .portInUse(port)
    case EACCES, EPERM: self = .portNotPermitted(port)
    default: self = .system(message)
    }
  }
}
