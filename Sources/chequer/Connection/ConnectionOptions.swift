import ArgumentParser
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Vaults

/// Which chain a command asks, and by which endpoints.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.customLong("rpc"), .customLong("rpc-url")],
    help: ArgumentHelp(
      "A node's JSON-RPC endpoint; may be given several times. Otherwise those of CHEQUER_RPC_URL or ETH_RPC_URL, otherwise the network's public ones.",
      valueName: "url"))
  var rpc: [String] = []

  @Option(help: "bttc, donau, gnosis, sepolia, embedded or a chain id; bttc if missing.")
  var network: String?

  /// Opens the connection, lends it to `body` while the main thread waits, and closes it.
  ///
  /// A chain of the user's own is saved before the command ends.
  func withConnection<Value: Sendable>(
    _ body: @escaping @Sendable (Connection) async throws -> Value
  ) throws -> Value {
    let network = try reading("--network") { try Network.named(self.network ?? "bttc") }
    if let text = rpc.first {
      let url = try reading("--rpc") { try EndpointURL(parsing: text) }
      let client = RPCClient(url, over: CurlTransport.shared)
      let connection = Connection(network: network, chainID: network.chainID, caller: client)
      return try awaiting { try await body(connection) }
    }
    guard network == .embedded else {
      throw Failure(.unavailable, "Only --network embedded can be reached.")
    }
    var options = ChainOptions.btfs()
    options.fork = .bttc
    guard let kept = try DevnetFile(state: nil, isShared: true)?.open(options, startsAnew: false)
    else { throw Failure(.bug, "The embedded chain has no file.") }
    let connection = Connection(network: network, chainID: network.chainID, caller: kept.chain)
    // What was sent stays sent, also when the command then fails.
    let outcome = Result { try awaiting { try await body(connection) } }
    try DevnetFile.finish(kept)
    return try outcome.get()
  }
}

/// A chain that can be asked.
struct Connection: Sendable {
  let network: Network
  let chainID: UInt64
  /// Answers from any endpoint.
  let caller: any RPCCaller
}
