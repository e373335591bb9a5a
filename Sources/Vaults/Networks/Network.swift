public import EVMPrimitives
public import EVMRPC

/// A chain on which cheques are paid: its number, coin, tokens and public endpoints, as facts to
/// start from without a connection.
///
/// The facts are those of go-btfs's and bee's configuration. What a chain says today comes first.
public struct Network: Hashable, Sendable, Identifiable {
  /// A token of the network that cheques may be paid in.
  public struct Token: Hashable, Sendable {
    public let address: Address
    /// The unit in which its amounts are written; the contract's `decimals()` is the authority.
    public let denomination: Denomination

    public var symbol: String { denomination.symbol }

    init(_ denomination: Denomination, _ address: String) {
      self.init(denomination, at: knownAddress(address))
    }

    init(_ denomination: Denomination, at address: Address) {
      self.address = address
      self.denomination = denomination
    }
  }

  /// The EIP-155 chain id, such as 199.
  public let chainID: UInt64
  /// The name on the command line, such as `bttc`; lower case.
  public let name: String
  /// The name for a reader, such as `BTTC mainnet`.
  public let title: String
  /// The coin in which gas is paid.
  public let coin: Denomination
  /// The tokens of cheques; first the one that a cheque without a token is paid in.
  public let tokens: [Token]
  /// JSON-RPC endpoints: public ones that need no key, those that nodes use first, or the user's own.
  public let endpoints: [EndpointURL]
  /// Where people look up transactions.
  public let explorers: [String]
  /// Whether the network runs no more.
  public let isRetired: Bool
  /// Contracts that are not known by the chain's id alone.
  let ownContracts: [KnownContract]

  public var id: UInt64 { chainID }

  init(
    _ chainID: UInt64, _ name: String, _ title: String, coin: Denomination,
    tokens: [Token] = [], endpoints: [EndpointURL] = [], explorers: [String] = [],
    isRetired: Bool = false, ownContracts: [KnownContract] = []
  ) {
    self.chainID = chainID
    self.name = name
    self.title = title
    self.coin = coin
    self.tokens = tokens
    self.endpoints = endpoints
    self.explorers = explorers
    self.isRetired = isRetired
    self.ownContracts = ownContracts
  }

  /// The token with this contract.
  public func token(at address: Address) -> Token? {
    tokens.first { $0.address == address }
  }

  /// The token with this symbol, in any case.
  public func token(named symbol: String) -> Token? {
    tokens.first { $0.symbol.lowercased() == symbol.lowercased() }
  }
}

extension Network: CustomStringConvertible {
  /// The title and the chain id.
  public var description: String { "\(title) (chain \(chainID))" }
}

/// The address of a table row.
///
/// - Precondition: 40 hex digits, mixed case in EIP-55 form; a test reads every row.
func knownAddress(_ text: String) -> Address {
  do { return try Address(parsing: text) } catch { preconditionFailure("\(text): \(error)") }
}

/// The endpoint of a table row; a test reads every row.
func knownEndpoint(_ text: String) -> EndpointURL {
  do { return try EndpointURL(parsing: text) } catch {
    preconditionFailure("\(text): \(error)")
  }
}
