import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Synchronization

/// Some nodes in front of one chain, and the pool of them; time passes only when somebody waits.
struct ScriptedPool: Sendable {
  let chain: DevelopmentChain
  let nodes: [ScriptedNode]
  let time = VirtualTime()
  let pool: EndpointPool
  private let clock: EndpointClock
  private let journal = Journal()

  private final class Journal: Sendable {
    let notices = Mutex<[PoolNotice]>([])
  }

  /// What the pool told before it waited.
  var notices: [PoolNotice] { journal.notices.withLock { $0 } }

  /// How long slower endpoints are waited for.
  static let grace = Duration.seconds(77)

  /// - Parameters:
  ///   - count: Nodes, named `a`, `b` and so on.
  ///   - isHasty: Whether the time for slower endpoints passes at once, and not never.
  ///   - now: Seconds since 1970; the chain's newest block is 7 s old by default.
  init(
    of count: Int, chainID: UInt64 = 199, isHasty: Bool = false,
    now: UInt64 = EmbeddedChain.genesisTime + 10,
    _ change: (inout EndpointPoolOptions) -> Void = { _ in }
  ) throws {
    let chain = try DevelopmentChain(.btfs(clock: .still(from: EmbeddedChain.genesisTime)))
    for _ in 0..<3 { try chain.mine() }
    self.chain = chain
    nodes = "abcdefgh".prefix(count).map { ScriptedNode(String($0), chain) }
    var options = EndpointPoolOptions()
    options.grace = Self.grace
    options.patience = .zero
    change(&options)
    clock = time.clock(holding: isHasty ? nil : Self.grace, wallTime: now)
    pool = EndpointPool(
      nodes.map(\.endpoint), chainID: chainID, options: options, clock: clock
    ) { [journal] notice in journal.notices.withLock { $0.append(notice) } }
  }

  /// Another pool of the same nodes, which knows nothing of them.
  func newPool() -> EndpointPool {
    EndpointPool(
      pool.endpoints, chainID: pool.chainID, options: pool.options, clock: clock)
  }

  var account: Address { chain.accounts[0].address }

  /// The chain's newest block.
  var head: BlockID {
    .pinned(number: chain.latestBlock.number, hash: chain.latestBlock.hash)
  }

  func forget() { for node in nodes { node.forget() } }
}
