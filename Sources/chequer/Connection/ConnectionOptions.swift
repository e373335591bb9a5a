import ArgumentParser
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Glibc
import Vaults

/// Which chain a command asks, and by which endpoints.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.customLong("rpc"), .customLong("rpc-url")],
    help: ArgumentHelp(
      "A node's JSON-RPC endpoint; may be given several times. Otherwise those of CHEQUER_RPC_URL or ETH_RPC_URL, otherwise the network's public ones.",
      valueName: "url"))
  var rpc: [String] = []

  @Option(
    help:
      "bttc, donau, gnosis, sepolia, embedded, one of your own or a chain id; if missing the chain of --rpc, or bttc."
  )
  var network: String?

  @Option(
    help: ArgumentHelp(
      "A file of networks and endpoints of your own. Otherwise that of CHEQUER_CONFIG, otherwise chequer/networks.json in your folder of settings.",
      valueName: "file"))
  var config: String?

  @Option(
    help: "How many endpoints must say the same where money depends on it; 2 where there are two.")
  var agree: Int = 2

  @Flag(help: "Believe no endpoint about balances, code and storage without a proof.")
  var proofs = false

  @Option(help: "Seconds that an endpoint has for one answer.")
  var rpcTimeout: Int = 30

  @Option(
    help:
      "Seconds to wait while no endpoint can be reached; 90, or 5 when all are on this machine.")
  var patience: Int?

  @Option(
    help:
      "The age in seconds of the newest block from which an endpoint is not asked; 120 on public networks."
  )
  var maxHeadAge: UInt64?

  @Flag(help: "Also ask endpoints by http on other machines, where anybody on the way can answer.")
  var insecureHttp = false

  @Flag(help: "Ask the two quickest endpoints at once where one answer is enough.")
  var race = false

  @Flag(
    name: .shortAndLong,
    help: "Tell on standard error what is asked of each endpoint, and how it answers.")
  var verbose = false

  func validate() throws {
    guard agree > 0 else {
      throw ValidationError("--agree: one endpoint at least must say something.")
    }
    guard (1...600).contains(rpcTimeout) else {
      throw ValidationError("--rpc-timeout is a number of seconds from 1 to 600.")
    }
    if let patience, !(0...86_400).contains(patience) {
      throw ValidationError("--patience is a number of seconds from 0 to 86400.")
    }
  }

  /// The network that was named; `nil` where none was.
  var namedNetwork: Network? {
    get throws {
      let book = try NetworkFile.book(config)
      return try network.map { name in try reading("--network") { try book.named(name) } }
    }
  }

  /// Opens the connection, lends it to `body` while the main thread waits, and closes it.
  ///
  /// A chain of the user's own is saved before the command ends, also when the command fails.
  func withConnection<Value: Sendable>(
    _ body: @escaping @Sendable (Connection) async throws -> Value
  ) throws -> Value {
    let book = try NetworkFile.book(config)
    let named = try namedNetwork
    if named == .embedded, rpc.isEmpty { return try withEmbeddedChain(body) }
    let urls = try endpoints(of: named)
    return try awaiting { try await body(try await open(urls, named, book)) }
  }

  private func withEmbeddedChain<Value: Sendable>(
    _ body: @escaping @Sendable (Connection) async throws -> Value
  ) throws -> Value {
    var options = ChainOptions.btfs()
    options.fork = .bttc
    guard let kept = try DevnetFile(state: nil, isShared: true)?.open(options, startsAnew: false)
    else { throw Failure(.bug, "The embedded chain has no file.") }
    let connection = Connection(
      network: .embedded, caller: kept.chain, anyone: kept.chain, pool: nil, provesReads: proofs)
    // What was sent stays sent, also when the command then fails.
    let outcome = Result { try awaiting { try await body(connection) } }
    try DevnetFile.finish(kept)
    return try outcome.get()
  }

  // MARK: - Endpoints

  /// The endpoints to ask, each once: one that is named twice is no second opinion.
  private func endpoints(of network: Network?) throws -> [EndpointURL] {
    var texts = rpc.map { (source: "--rpc", text: $0) }
    for name in ["CHEQUER_RPC_URL", "ETH_RPC_URL"] where texts.isEmpty {
      guard let value = getenv(name) else { continue }
      texts = String(cString: value).split(separator: ",").map { (name, String($0)) }
    }
    guard !texts.isEmpty else {
      let network = network ?? .bttc
      guard !network.endpoints.isEmpty else {
        throw Failure(
          .usage, "No endpoint of \(network) is known; name one with --rpc or CHEQUER_RPC_URL.")
      }
      return network.endpoints.reduce(into: []) { urls, url in
        if !urls.contains(url) { urls.append(url) }
      }
    }
    var urls: [EndpointURL] = []
    for (source, text) in texts {
      let url = try reading(source) { try self.url(text) }
      if !urls.contains(url) { urls.append(url) }
    }
    return urls
  }

  private func url(_ text: String) throws -> EndpointURL {
    do { return try EndpointURL(parsing: text, allowsInsecure: insecureHttp) } catch {
      guard case .insecure(let host) = error else { throw error }
      throw Failure(
        .usage,
        "The endpoint at \(quoted(host, limit: 80)) would be asked without encryption, so that anybody on the way could answer in its place; use https, or --insecure-http."
      )
    }
  }

  private func open(
    _ urls: [EndpointURL], _ named: Network?, _ book: NetworkBook
  ) async throws -> Connection {
    let isLocal = urls.allSatisfy(\.isLoopback)
    let patience = Duration.seconds(patience ?? (isLocal ? 5 : 90))
    let tells = verbose
    let clients = urls.map { url in
      RPCClient(
        url, over: CurlTransport.shared,
        options: RPCClientOptions(
          deadlines: Deadlines(
            connect: .seconds(min(10, rpcTimeout)), total: .seconds(rpcTimeout)),
          retries: RetryPolicy(
            attempts: 2, base: .milliseconds(250), cap: .seconds(2), budget: .seconds(5))),
        onEvent: { event in if tells { Self.tell(event, of: url) } })
    }
    let endpoints = clients.map { Endpoint(name: $0.name, caller: $0) }
    let network =
      if let named { named } else {
        try await ServedNetwork(endpoints: endpoints, patience: patience, tell: Self.tell)
          .find(in: book)
      }
    var options = EndpointPoolOptions()
    options.maximumHeadAge =
      maxHeadAge ?? (isLocal || Network.withChainID(network.chainID) == nil ? nil : 120)
    options.patience = patience
    options.policy = race ? .race : .preference
    let pool = EndpointPool(
      endpoints, chainID: network.chainID, options: options, onWait: Self.tell)
    return Connection(
      network: network, caller: pool.agreeing(on: agree), anyone: pool, pool: pool,
      provesReads: proofs)
  }

  /// Neither arguments nor results nor the secret parts of the URL stand in an event.
  private static func tell(_ event: EndpointEvent, of url: EndpointURL) {
    StandardError.line("\(url) \(event)")
  }

  private static let tell: @Sendable (PoolNotice) -> Void = { notice in
    StandardError.line("chequer: \(notice)")
  }
}
