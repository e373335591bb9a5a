import EVMPrimitives
public import EmbeddedChain
import Synchronization

/// A chain for a test, inside its process, on which BTFS's contracts stand and people have money.
///
/// ```swift
/// let chain = try await EmbeddedChain.btfs()
/// let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
/// let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
/// #expect(try chain.cash(cheque).result == .paid(.wbtt(3)))
/// ```
/// It has BTTC's chain id and rules: no base fee, transactions of types 0 and 1. A block is mined for
/// each transaction. Its time begins at ``genesisTime`` and does not run by itself, so a test sees the
/// same hashes each time it runs; ``advance(by:)`` lets time pass.
///
/// Clients under test reach it at ``url``, which can be made to fail: ``endpoint``.
public final class EmbeddedChain: Sendable {
  /// The chain as the JSON-RPC methods know it, for all that has no method here.
  public let development: DevelopmentChain
  /// The endpoint behind ``url``, where faults can be put in front of the chain.
  public let endpoint: FaultyEndpoint

  /// Who deployed the contracts, and may mint tokens.
  public let owner: TestAccount
  /// Who issues cheques.
  public let renter: TestAccount
  /// Who receives them.
  public let host: TestAccount

  /// The time of the first block unless another is asked for: 2023-11-14, 22:13:20 UTC.
  public static let genesisTime: UInt64 = 1_700_000_000

  /// Where the chain's time comes from.
  public enum Clock: Hashable, Sendable {
    /// It stands still but for blocks, each a second after the one before, and for
    /// ``EmbeddedChain/advance(by:)``.
    case still(from: UInt64)
    /// The system's clock, for clients that refuse a head which is old.
    case system
  }

  /// A chain around one that was made before.
  ///
  /// - Throws: ``EmbeddedChainError/tooFewAccounts(_:)`` unless it holds keys of three accounts, who
  ///   become owner, renter and host.
  public init(_ development: DevelopmentChain) throws(EmbeddedChainError) {
    let accounts = development.accounts
    guard accounts.count >= 3 else { throw .tooFewAccounts(accounts.count) }
    self.development = development
    endpoint = FaultyEndpoint(development)
    owner = accounts[0]
    renter = accounts[1]
    host = accounts[2]
  }

  /// A chain with the contracts of BTFS at their addresses on BTTC, and Swarm's at theirs on Gnosis.
  ///
  /// Ten accounts have 10^9 BTT each; renter and host have a million WBTT and other tokens besides.
  /// - SeeAlso: `BTFSGenesis`
  public static func btfs(
    clock: Clock = .still(from: genesisTime)
  ) async throws -> EmbeddedChain {
    try EmbeddedChain(DevelopmentChain(.btfs(clock: clock)))
  }

  /// All accounts whose keys it holds: ``owner``, ``renter``, ``host`` and seven others.
  public var accounts: [TestAccount] { development.accounts }

  /// Where clients reach the chain over JSON-RPC, such as `http://127.0.0.1:41233`; it is served from
  /// the first time that it is asked for.
  ///
  /// - Throws: `ServerError` when the system gives no port.
  public var url: String { get async throws(ServerError) { try await endpoint.url } }

  /// Another endpoint in front of the same chain, with faults of its own.
  public func newEndpoint() -> FaultyEndpoint { FaultyEndpoint(development) }
}

extension ChainOptions {
  /// The options of ``EmbeddedChain/btfs(clock:)``.
  public static func btfs(clock: EmbeddedChain.Clock) -> ChainOptions {
    var options = btfs()
    if case .still(let start) = clock {
      options.genesisTimestamp = start
      options.now = { start }
    }
    return options
  }
}
