import ChequerTesting
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Testing
import Vaults

extension EmbeddedChain {
  func audit(
    _ vault: some HasAddress, peerID: PeerID? = nil, options: VaultAudit.Options = .init(),
    caller: (any RPCCaller)? = nil
  ) async throws -> VaultAudit {
    let caller = caller ?? development
    return try await VaultAudit.run(
      vault.address, peerID: peerID, network: .embedded, caller: caller, options: options)
  }

  /// Deploys a vault by a factory with whatever logic and data the deployer likes.
  func deployVault(
    by deployer: TestAccount, factory: Address, logic: Address, peerID: String,
    data: [UInt8]
  ) throws -> Address {
    let call = VaultFactoryContract(factory).deployVault(
      issuer: deployer.address, logic: logic, salt: Hash256(UInt256(7)), peerID: peerID, data: data)
    let sent = try send(from: deployer, to: factory, call).succeeded()
    return try #require(
      sent.event("VaultDeployed", of: factory)?["contractAddress", as: Address.self])
  }

  /// Overwrites a word of storage, which no transaction could.
  func setStorage(_ slot: UInt256, of account: some HasAddress, to word: UInt256) throws {
    _ = try development.call(
      "anvil_setStorageAt",
      [
        .string(account.address.hex), .string(Hash256(slot).hex), .string(Hash256(word).hex),
      ])
    try mine()
  }
}

extension VaultAudit {
  func finding(_ id: String) -> AuditFinding? { findings.first { $0.id == id } }

  /// The ids of the critical findings.
  var critical: [String] { findings(.critical).map(\.id) }
}

extension AuditFinding {
  /// Whether some evidence has this text in its place or value.
  func shows(_ text: String) -> Bool { evidence.contains { $0.description.contains(text) } }
}

enum PeerIDs {
  /// The peer ID of a node with the account's key.
  static func of(_ account: TestAccount) -> PeerID { PeerID(account.key.publicKey) }
}
