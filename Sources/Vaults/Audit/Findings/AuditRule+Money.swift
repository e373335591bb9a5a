// Findings about the money behind cheques.

extension AuditRule {
  static let issuerWithdraws = AuditRule(
    "issuer-withdraws", "The issuer may take the money out at any time",
    "There is no deposit that stands for a cheque: a cheque is a claim, not collateral.",
    do: "Cash when what is due is worth the gas, and do not let cheques grow.")
  static let strangerWithdraws = AuditRule(
    "stranger-withdraws", "Somebody who is not the issuer may take the money out",
    "The code lets an account through that is not the vault's issuer.",
    do: "Do not accept cheques on it; cash what is outstanding.")
  static let openWithdrawal = AuditRule(
    "open-withdrawal", "Anyone may take the money out",
    "No check was found of who calls the function that pays out.",
    do: "Do not accept cheques on it; cash at once what is outstanding.")
  static let initialisedAgain = AuditRule(
    "initialised-again", "Anyone may initialise the vault again",
    "Nothing was found that keeps anyone from naming himself the issuer.",
    do: "Do not accept cheques on it; cash at once what is outstanding.")
  static let zeroSigner = AuditRule(
    "zero-signer", "A malformed signature was not seen to be refused",
    "It recovers the zero address, which passes while the issuer is zero.",
    do: "Check that the vault has an issuer.")
  static let issuerCashes = AuditRule(
    "issuer-cashes", "The issuer may cash to itself without a signature",
    "That empties the vault and raises totalPaidOut, as if cheques had been paid.",
    do: "Do not take totalPaidOut for a sign of honesty.")
  static let firstCome = AuditRule(
    "first-come", "All who hold cheques compete for one balance",
    "What was promised cannot be seen on the chain and has no limit: the first to cash wins.",
    do: "Cash early where the balance is small against what you hold.")
  static let partialPayout = AuditRule(
    "partial-payout", "A cheque above the balance is paid in part",
    "The event can name a greater cumulative payout than was paid; the same cheque cashes the rest when there is money again.",
    do: "Book what the transaction paid, and keep the cheque.")
  static let allOrNothing = AuditRule(
    "all-or-nothing", "A cheque above the balance is refused whole",
    "The transaction reverts with `Vault: insufficient fund` and pays nothing; bounced() never tells.",
    do: "Check the balance before you cash, or have a smaller cheque signed.")
  static let payoutUnknown = AuditRule(
    "payout-rule-unknown", "What happens to a cheque above the balance is not known",
    "The code did not show whether such a cheque is refused or paid in part.",
    do: "Simulate the cash-out (`chequer cheque check`).")
  static let bounced = AuditRule(
    "bounced", "A cheque of the vault has bounced",
    "The vault had less than a cheque asked for at least once.",
    do: "Cash as soon as there is money; do not let cheques grow.")
  static let emptyVault = AuditRule(
    "empty-vault", "The vault has no money",
    "No cheque in its token can be paid now.",
    do: "Ask the issuer to deposit; accept no more cheques until then.")
  static let balanceDiffers = AuditRule(
    "balance-differs", "The vault tells another balance than the token does",
    "The vault's code says something untrue of its money.",
    do: "Go by the token's balanceOf, and have the code read.")
  static let coins = AuditRule(
    "coins-in-vault", "The vault holds the chain's coin",
    "Cheques are paid in tokens: the coin pays none, and a vault of BTFS has no function that sends it.",
    do: "As an issuer send no coin to a vault; it can only be got back by an upgrade.")
  static let tokenQuirks = AuditRule(
    "token-quirks", "Other tokens may not behave as the vault expects",
    "A token whose transfer returns nothing makes a cash-out revert, and one with a fee pays less than the event says.",
    do: "Simulate a cash-out in the token before you accept cheques over it.")
  static let hardDeposits = AuditRule(
    "hard-deposits", "Hard deposits set money aside for their beneficiaries",
    "What is set aside pays no other beneficiary's cheque.",
    do: "Go by liquidBalanceFor(beneficiary), not by the balance.")
  static let insolvent = AuditRule(
    "insolvent", "The vault has less than the cheques ask for",
    "Not all of the cheques given can be paid: who cashes first is paid.",
    do: "Cash at once, in the order of what matters to you; ask the issuer to deposit.")
  static let covered = AuditRule(
    "cheques-covered", "The balance covers the cheques that were given",
    "All of them could be paid now; cheques of others are not known.",
    do: "Cash before others do.")
  static let chequeNotGood = AuditRule(
    "cheque-not-good", "Cheques were given that this vault does not pay",
    "They are not counted: of another vault or chain, not signed by the issuer, or over a token that the vault does not pay.",
    do: "Look at each by `chequer cheque check`.")
  static let paidOutReset = AuditRule(
    "paid-out-reset", "The vault forgot payments",
    "Its events tell of more than its storage remembers, so cheques that were paid can be cashed again.",
    do: "As an issuer withdraw; as a holder do not rely on the balance.")
  static let accountsDiffer = AuditRule(
    "accounts-differ", "The vault remembers more payments than its events tell",
    "totalPaidOut is more than the sum of all cash-outs that were logged.",
    do: "Have the code read; an upgrade may have written the sum.")
  static let historyGap = AuditRule(
    "history-gap", "Not all events of the vault were read",
    "What happened in the blocks that were not read is not known; it is not nothing.",
    do: "Name the block from which to read by --from-block, or another endpoint.")
  static let notRead = AuditRule(
    "not-read", "Something could not be read from the chain",
    "What follows from it is not said here, neither good nor bad.",
    do: "Ask again, or name another endpoint by --rpc.")
}
