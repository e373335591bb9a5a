public import EVMBytecode
import EVMABI
import EVMPrimitives

extension NamedStorageLayout {
  /// A layout that Chequer knows, with the word by which it is asked for.
  public struct Known: Hashable, Sendable {
    public let key: String
    public let layout: NamedStorageLayout
  }

  /// The layouts of vaults, factories and Swarm's chequebook, as their sources declare them.
  ///
  /// - SeeAlso: btfs-vault and Swarm's storage incentives; the vault's slots 1 to 100 only keep places
  ///   for OpenZeppelin's upgradeable contracts.
  public static let known: [Known] = [
    Known(
      key: "vault",
      layout: NamedStorageLayout(
        "BTFS vault (V1 and V2)", initializable(at: 0) + vault(from: 101))),
    Known(
      key: "multi-token-vault",
      layout: NamedStorageLayout(
        "BTFS MultiTokenVault",
        initializable(at: 0) + vault(from: 101) + [
          Variable(
            "multiTokensPaidOut", slot: 105,
            .mapping(key: .address, value: .mapping(key: .address, value: .value(.uint256)))),
          Variable(
            "multiTokensTotalPaidOut", slot: 106,
            .mapping(key: .address, value: .value(.uint256))),
          Variable(
            "multiTokensBounced", slot: 107, .mapping(key: .address, value: .value(.bool))),
        ])),
    Known(
      key: "vault-2022-01",
      layout: NamedStorageLayout("BTFS vault of January 2022, without a proxy", vault(from: 0))),
    Known(
      key: "factory",
      layout: NamedStorageLayout(
        "BTFS VaultFactory (V1 and V2)",
        [
          Variable("deployedContracts", slot: 0, .mapping(key: .address, value: .value(.bool))),
          Variable("peerVaultAddress", slot: 1, .mapping(key: .string, value: .value(.address))),
          Variable("master", slot: 2, .value(.address)),
          Variable("TokenAddress", slot: 3, .value(.address)),
        ])),
    Known(
      key: "factory-2022-01",
      layout: NamedStorageLayout(
        "BTFS VaultFactory (January 2022 to 17 February)",
        [
          Variable("deployedContracts", slot: 0, .mapping(key: .address, value: .value(.bool))),
          Variable("peerVaultAddress", slot: 1, .mapping(key: .string, value: .value(.address))),
          Variable("TokenAddress", slot: 2, .value(.address)),
          Variable("master", slot: 3, .value(.address)),
        ])),
    Known(
      key: "factory-2021-12",
      layout: NamedStorageLayout(
        "BTFS VaultFactory (December 2021), without peer ids",
        [
          Variable("deployedContracts", slot: 0, .mapping(key: .address, value: .value(.bool))),
          Variable("TokenAddress", slot: 1, .value(.address)),
          Variable("master", slot: 2, .value(.address)),
        ])),
    Known(
      key: "swarm-chequebook",
      layout: NamedStorageLayout(
        "Swarm ERC20SimpleSwap",
        [
          Variable("defaultHardDepositTimeout", slot: 0, .value(.uint256)),
          Variable("token", slot: 1, .value(.address)),
          Variable("paidOut", slot: 2, .mapping(key: .address, value: .value(.uint256))),
          Variable("totalPaidOut", slot: 3, .value(.uint256)),
          Variable(
            "hardDeposits", slot: 4,
            .mapping(
              key: .address,
              value: .structure([
                .value(.uint256), .value(.uint256), .value(.uint256), .value(.uint256),
              ]))),
          Variable("totalHardDeposit", slot: 5, .value(.uint256)),
          Variable("issuer", slot: 6, .value(.address)),
          Variable("bounced", slot: 6, offset: 20, .value(.bool)),
        ])),
    Known(
      key: "swarm-factory",
      layout: NamedStorageLayout(
        "Swarm SimpleSwapFactory",
        [
          Variable("deployedContracts", slot: 0, .mapping(key: .address, value: .value(.bool))),
          Variable("ERC20Address", slot: 1, .value(.address)),
          Variable("master", slot: 2, .value(.address)),
        ])),
  ]

  /// The known layout that code uses: of those that fit, the one of which most was seen; nil for none.
  public static func known(for layout: StorageLayout) -> Known? {
    known.map { ($0, layout.comparison(with: $0.layout)) }
      .filter { $0.1.fits && $0.1.matching.count >= 3 }
      .max {
        ($0.1.matching.count, $0.1.withGetter.count) < ($1.1.matching.count, $1.1.withGetter.count)
      }?.0
  }

  /// OpenZeppelin's upgradeable contracts kept a flag up to 4.5, and a number from 4.6 on.
  private static func initializable(at slot: UInt64) -> [Variable] {
    [
      Variable("_initialized", slot: .init(slot), .value(.bool), or: .value(.uint(8))),
      Variable("_initializing", slot: .init(slot), offset: 1, .value(.bool)),
    ]
  }

  private static func vault(from slot: UInt64) -> [Variable] {
    [
      Variable("token", slot: .init(slot), .value(.address)),
      Variable("paidOut", slot: .init(slot + 1), .mapping(key: .address, value: .value(.uint256))),
      Variable("totalPaidOut", slot: .init(slot + 2), .value(.uint256)),
      Variable("issuer", slot: .init(slot + 3), .value(.address)),
      Variable("bounced", slot: .init(slot + 3), offset: 20, .value(.bool)),
    ]
  }
}
