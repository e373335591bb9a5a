public import EVMPrimitives
public import EVMRPC

/// What an owner does with a vault, as transactions to be sent one after the other.
///
/// Each is made from what the chain says first, so that what cannot work is told with its reason and
/// not tried. Contracts are allowed to take exactly what they are about to take.
public struct VaultOperations: Sendable {
  public let network: Network
  public let caller: any RPCCaller
  /// Who sends.
  public let account: Address

  public init(network: Network, caller: any RPCCaller, account: Address) {
    self.network = network
    self.caller = caller
    self.account = account
  }

  /// The token that the chain's coin is wrapped as.
  ///
  /// - Throws: ``VaultOperationError/noWrappedCoin(_:)``.
  public func wrappedCoin() throws(VaultOperationError) -> WrappedCoinContract {
    guard let token = network.token(named: "WBTT") else { throw .noWrappedCoin(network.title) }
    return WrappedCoinContract(token.address)
  }

  /// Turns coin into its token.
  public func wrap(_ amount: UInt256) throws(VaultOperationError) -> TransactionRequest {
    let token = try wrappedCoin()
    return TransactionRequest(
      to: token.address, data: token.deposit(), value: amount,
      purpose: .wrap(token: token.address, amount: amount))
  }

  /// Turns the token back into coin.
  ///
  /// - Throws: ``VaultOperationError``, `RPCFailure`.
  public func unwrap(_ amount: UInt256) async throws -> TransactionRequest {
    let token = try wrappedCoin()
    try await require(amount, of: token.address)
    return TransactionRequest(
      to: token.address, data: token.withdraw(amount),
      purpose: .unwrap(token: token.address, amount: amount))
  }

  /// Moves tokens of the account into a vault: allows it to take them, unless exactly that is allowed
  /// already, and lets it.
  ///
  /// - Throws: ``VaultOperationError``, `RPCFailure`.
  public func deposit(
    _ amount: UInt256, of token: Address, in vault: Address
  ) async throws -> [TransactionRequest] {
    let contract = VaultContract(vault)
    let isOwn = try await isOwnToken(token, of: contract)
    try await require(amount, of: token)
    let erc20 = ERC20Contract(token)
    let allowed = try await caller.ask(erc20.allowance(owner: account, spender: vault))
    var requests: [TransactionRequest] = []
    if allowed != amount {
      requests.append(
        TransactionRequest(
          to: token, data: erc20.approve(vault, amount),
          purpose: .approve(token: token, spender: vault, amount: amount)))
    }
    requests.append(
      TransactionRequest(
        to: vault,
        data: isOwn ? contract.deposit(amount) : contract.multiTokenDeposit(token, amount),
        purpose: .deposit(vault: vault, token: token, amount: amount)))
    return requests
  }

  /// Takes tokens out of a vault of the account's own.
  ///
  /// - Throws: ``VaultOperationError``, `RPCFailure`.
  public func withdraw(
    _ amount: UInt256, of token: Address, from vault: Address
  ) async throws -> TransactionRequest {
    let contract = VaultContract(vault)
    let isOwn = try await isOwnToken(token, of: contract)
    let issuer = try await caller.ask(contract.issuer())
    guard issuer == account else {
      throw VaultOperationError.notIssuer(vault: vault, issuer: issuer, account: account)
    }
    let balance = try await caller.ask(ERC20Contract(token).balanceOf(vault))
    guard balance >= amount else {
      throw VaultOperationError.tooLittle(
        holder: vault, token: token, balance: balance, needed: amount)
    }
    return TransactionRequest(
      to: vault,
      data: isOwn ? contract.withdraw(amount) : contract.multiTokenWithdraw(token, amount),
      purpose: .withdraw(vault: vault, token: token, amount: amount))
  }

  /// Whether a token is the one that the vault's plain cheques pay in.
  private func isOwnToken(_ token: Address, of vault: VaultContract) async throws -> Bool {
    guard try await !caller.ask(.code(of: vault.address)).isEmpty else {
      throw VaultOperationError.noContract(vault.address)
    }
    return try await caller.ask(vault.token()) == token
  }

  private func require(_ amount: UInt256, of token: Address) async throws {
    guard !amount.isZero else { throw VaultOperationError.nothing }
    let balance = try await caller.ask(ERC20Contract(token).balanceOf(account))
    guard balance >= amount else {
      throw VaultOperationError.tooLittle(
        holder: account, token: token, balance: balance, needed: amount)
    }
  }
}
