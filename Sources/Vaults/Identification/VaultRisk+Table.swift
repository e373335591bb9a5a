extension VaultRisk {
  private static let proxied: [VaultGeneration] = [.proxyV1, .proxyV2]
  private static let direct: [VaultGeneration] = [.directVault, .directVaultWithPeerID]
  private static let btfs = direct + proxied
  private static let chequebooks: [VaultGeneration] = [.chequebook, .swarm]

  /// All risks that follow from a vault's design.
  public static let all: [VaultRisk] = [
    VaultRisk(
      "unguarded-init", .danger, [.proxyV1],
      "The V1 shell does not guard init(address,bytes): anyone may call it on the vault at any time, install hostile logic and take the funds. Look for Upgraded events."
    ),
    VaultRisk(
      "uninitialised-master", .danger, proxied,
      "By its sources the factory leaves the master itself uninitialised, so anyone may call its init(address,bytes) and make it run any code; a SELFDESTRUCT there, where EIP-6780 is not in force, erases the shell under every vault of the factory. The master's own ERC-1967 slot must be zero and its code not empty."
    ),
    VaultRisk(
      "peer-id-overwritten", .danger, [.proxyV1],
      "The V1 factory lets anyone overwrite the vault that is registered for a peer id."),
    VaultRisk(
      "peer-id-squatted", .danger, [.proxyV2],
      "The V2 factory registers a peer id for whoever comes first: a vault found by a peer id may have another issuer and other logic than its node expects. Check the issuer."
    ),
    VaultRisk(
      "release-changes-logic", .warning, proxied,
      "The node moves its vault to its release's logic at each start: whoever can edit its configuration or ship a release controls the vault."
    ),
    VaultRisk(
      "issuer-upgrades", .warning, proxied,
      "The issuer may replace the logic by upgradeTo, and with it every rule, paid sums included. Compare the vault's ERC-1967 slot with the known logics, and watch for Upgraded events."
    ),
    VaultRisk(
      "issuer-withdraws", .warning, btfs,
      "The issuer may withdraw the whole balance at any time; there are no deposits that stand for a cheque. A cheque is a claim, not collateral."
    ),
    VaultRisk(
      "issuer-withdraws", .warning, chequebooks,
      "The issuer may withdraw what is not held by hard deposits at any time; without a hard deposit for its beneficiary a cheque is a claim, not collateral."
    ),
    VaultRisk(
      "issuer-cashes", .warning, btfs,
      "The issuer may cash to itself without a signature, which empties the vault and raises totalPaidOut."
    ),
    VaultRisk(
      "deploy-proves-little", .warning, proxied,
      "The factory's deployedContracts(vault) proves only that the factory cloned it: logic, initial data and the issuer of the event are whatever the caller chose. Read issuer() and slot 104."
    ),
    VaultRisk(
      "implementation-may-lie", .warning, proxied,
      "implementation() is answered by the logic and can lie; read the raw slot."),
    VaultRisk(
      "any-token", .warning, btfs + chequebooks,
      "token() may be worthless; compare it with the chain's token."),
    VaultRisk(
      "first-come", .warning, btfs + chequebooks,
      "All beneficiaries compete for one balance, and how much was promised cannot be seen on the chain: the first to cash wins."
    ),
    VaultRisk(
      "partial-payout", .note, direct + [.proxyV1] + chequebooks,
      "The logic released with this generation pays what there is when a cheque exceeds the balance: the cumulative payout in the event can be more than what was paid, and the same cheque cashes the rest later."
    ),
    VaultRisk(
      "not-upgradeable", .note, direct,
      "The vault cannot be upgraded; its balance is lost to all if the issuer's key is lost and no cheque is left."
    ),
    VaultRisk(
      "one-address-many-chains", .note, btfs,
      "The same vault address may exist on several chains; a cheque is good on the chain that it was signed for."
    ),
  ]
}
