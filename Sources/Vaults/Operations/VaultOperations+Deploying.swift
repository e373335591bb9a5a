public import EVMPrimitives
import EVMRPC

extension VaultOperations {
  /// Deploys a vault of the account's own as the newest go-btfs does, through the network's current
  /// factory and with its current logic.
  ///
  /// - Parameters:
  ///   - peerID: The node's id, by which the factory finds the vault; each is taken once.
  ///   - salt: With the account decides the vault's address.
  /// - Throws: ``VaultOperationError``, `RPCFailure`.
  public func deploy(peerID: String, salt: Hash256) async throws -> TransactionRequest {
    guard
      let record = VaultFactoryRecord.all.first(where: {
        $0.chainID == network.chainID && $0.isCurrent
      }),
      let logic = KnownContract.all.first(where: {
        $0.chainID == network.chainID && $0.role == .vaultLogic && $0.isCurrent
      })
    else { throw VaultOperationError.noFactory(network.title) }
    let factory = VaultFactoryContract(record.factory)
    let (taken, token) = try await caller.ask(
      factory.peerVaultAddress(peerID), factory.tokenAddress())
    guard taken == .zero else {
      throw VaultOperationError.peerTaken(peerID: peerID, vault: taken)
    }
    return TransactionRequest(
      to: factory.address,
      data: factory.deployVault(
        issuer: account, logic: logic.address, salt: salt, peerID: peerID,
        data: VaultContract.initialization(issuer: account, token: token)),
      purpose: .deployVault(factory: factory.address, peerID: peerID))
  }

  /// The vault that a transaction deployed, by its factory's event.
  ///
  /// - Returns: `nil` when it deployed none.
  public static func vault(deployedBy outcome: TransactionOutcome) -> Address? {
    guard case .deployVault(let factory, _) = outcome.transaction.purpose else { return nil }
    return outcome.receipt.logs.lazy
      .filter { $0.address == factory }.compactMap(FactoryEvent.init).first?.contract
  }
}
