// Findings about which code runs, and who may change it.

extension AuditRule {
  static let noContract = AuditRule(
    "no-contract", "There is no contract at this address",
    "A cheque on it cannot be cashed: a transaction to it succeeds and does nothing.",
    do: "Check the address and the chain; do not accept cheques on it.")
  static let noLogic = AuditRule(
    "no-logic", "The way to the vault's logic ends",
    "No code answers for the vault, so no cheque on it is paid as long as that is so.",
    do:
      "Do not accept cheques on it; ask the issuer, and read the slot again before anything is sent."
  )
  static let logicNotFollowed = AuditRule(
    "logic-not-followed", "Which code runs could not be followed to the end",
    "The rules that cheques are paid by are not known.",
    do: "Read the code by `chequer inspect` and `chequer decompile` before you accept cheques.")
  static let intercepted = AuditRule(
    "intercepted", "A contract on the way keeps calls from the logic",
    "What the logic does is not what happens: the code before it answers for it.",
    do: "Do not accept cheques on it; have the code of that hop read.")
  static let unknownLogic = AuditRule(
    "unknown-logic", "The vault runs logic that no release names",
    "The code that decides whether cheques are paid is nobody's published code: every rule may be another.",
    do:
      "Do not accept cheques until the code was read (`chequer inspect`, `chequer diff` with a known logic); cash what is outstanding if a simulation says that it pays."
  )
  static let notFactoryCode = AuditRule(
    "not-factory-code", "The code is not what a known factory makes",
    "Somebody else than a factory of BTFS or Swarm deployed it, in a way of his own.",
    do: "Ask the issuer how it was deployed; nodes refuse cheques on such contracts.")
  static let unguardedInit = AuditRule(
    "unguarded-init", "Anyone may replace the vault's logic at any time",
    "The V1 shell takes init(address,bytes) from anybody, who can so install code that takes all funds.",
    do:
      "Cash now what the vault owes you; take no new cheques on it, and have the issuer withdraw and deploy a V2 vault (go-btfs 2.1.2 or later)."
  )
  static let reinitialised = AuditRule(
    "reinitialised", "The vault's logic was replaced through the unguarded init",
    "Somebody called init on the vault itself after it was deployed, and may control it.",
    do:
      "Treat the vault as lost unless the logic is a known one; compare issuer and logic with what they were before that block."
  )
  static let shellClosed = AuditRule(
    "shell-closed", "The shell's init works only once, and was used",
    "Nobody can install logic through the shell as long as the slot is set.",
    do: "Nothing; watch for Upgraded events.")
  static let uninitialisedMaster = AuditRule(
    "uninitialised-master", "The shell that all vaults of the factory share was never initialised",
    "Anyone may initialise it and make it run any code; a SELFDESTRUCT there, where EIP-6780 is not in force, erases the shell under every vault.",
    do:
      "Cash early, and check before each cash-out that the master has code and its own slot is zero."
  )
  static let masterInitialised = AuditRule(
    "master-initialised", "Somebody initialised the shell that all vaults of the factory share",
    "It runs code of his choice, which may end the shell and with it every vault of the factory.",
    do: "Cash at once what is outstanding, and take no new cheques on vaults of this factory.")
  static let adminSet = AuditRule(
    "admin-upgrades", "An administrator may change the proxy",
    "Whoever is the administrator can replace the vault's code without being its issuer.",
    do: "Find out who the administrator is before you accept cheques.")
  static let issuerUpgrades = AuditRule(
    "issuer-upgrades", "The issuer may replace the vault's logic",
    "By upgradeTo every rule can become another one, paid sums included.",
    do:
      "Check before each cash-out that the vault's ERC-1967 slot names a known logic; watch for Upgraded events."
  )
  static let strangerUpgrades = AuditRule(
    "stranger-upgrades", "Somebody who is not the issuer may replace or end the code",
    "The code lets an account through that is not the vault's issuer.",
    do: "Do not accept cheques on it; cash what is outstanding.")
  static let openUpgrade = AuditRule(
    "open-upgrade", "Anyone may replace or end the code",
    "No check was found of who calls the function that changes which code runs.",
    do: "Do not accept cheques on it; cash at once what is outstanding.")
  static let upgraded = AuditRule(
    "upgraded", "The vault's logic was replaced",
    "The rules were changed after it was deployed; they may be changed again.",
    do: "Compare each logic with the known ones; a vault of go-btfs moves only to its releases'.")
  static let releaseChangesLogic = AuditRule(
    "release-changes-logic", "The node moves its vault to its release's logic at each start",
    "Whoever can edit the node's configuration or ship a release controls the vault.",
    do: "As an issuer protect the configuration; as a holder of cheques watch for Upgraded events.")
  static let replayAfterUpgrade = AuditRule(
    "replay-after-upgrade", "What was paid is only remembered in the vault's own storage",
    "A cheque cannot be cashed twice, unless a later logic forgets what was paid.",
    do: "As an issuer keep your own books of what was paid.")
  static let implementationLies = AuditRule(
    "implementation-lies", "implementation() names another logic than the vault runs",
    "The vault's code says something untrue of itself, which honest code has no reason for.",
    do: "Do not accept cheques on it; read the raw slot and the code there.")
  static let implementationMayLie = AuditRule(
    "implementation-may-lie", "implementation() is the logic's own word",
    "It agrees with the raw slot now, and proves nothing: another logic may answer anything.",
    do: "Read the slot of ERC-1967 in the vault's storage, as this audit does.")
  static let notUpgradeable = AuditRule(
    "not-upgradeable", "Nothing changes or ends the code",
    "The rules stay as they are; if the issuer's key is lost, only cheques already signed take the balance out.",
    do: "As an issuer withdraw what is not promised before the key is given up.")
  static let logicUninitialised = AuditRule(
    "logic-uninitialised", "The logic contract itself was never initialised",
    "Anyone may become the issuer of the logic contract, which has no money; its upgradeTo works only behind a proxy, so harm is limited.",
    do: "Nothing, unless the logic's code can end itself; see issuer-upgrades.")
  static let logicInitialised = AuditRule(
    "logic-initialised", "The logic contract itself has an issuer",
    "Somebody initialised the logic contract; that is another contract's state and does not touch the vault.",
    do: "Nothing, unless the logic's code can end itself; see issuer-upgrades.")
}
