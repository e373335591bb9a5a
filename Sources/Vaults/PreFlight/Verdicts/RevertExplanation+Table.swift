extension RevertExplanation {
  /// The messages of the vaults of BTFS and Swarm, of go-btfs and of bee.
  ///
  /// - SeeAlso: The contracts' sources (btfs-vault, swap-swear-and-swindle), go-btfs's errors.
  public static let all: [RevertExplanation] = ofVaults + ofSignatures + ofTokens + ofNodes

  private static let ofVaults = [
    RevertExplanation(
      "Vault: cannot cash", .nothingLeft,
      "As much as the cheque promises in total was paid to whoever cashes already.",
      "Nothing is lost: ask the issuer for a newer cheque when more is due, and compare with paidOut of the vault."
    ),
    RevertExplanation(
      "Vault: already cashed", .nothingLeft,
      "As much as the cheque promises in total was paid to whoever cashes already.",
      "Ask the issuer for a newer cheque when more is due."),
    RevertExplanation(
      "SafeMath: subtraction overflow", .nothingLeft,
      "The chequebook has paid more than this cheque promises in total, so it is an old one.",
      "Cash the newest cheque of this chequebook."),
    RevertExplanation(
      "Vault: insufficient fund", .shortfall,
      "The cheque bounces: the vault has less than is due, and pays nothing then.",
      "Ask the issuer to pay into the vault, or wait until there is money; the cheque stays good."),
    RevertExplanation(
      "SimpleSwap: cannot pay caller", .shortfall,
      "The chequebook has less than the fee that was promised to whoever cashes.",
      "Wait until there is money in the chequebook, or cash as the beneficiary without a fee."),
    RevertExplanation(
      "liquidBalance not sufficient", .shortfall,
      "What the chequebook has is set aside for others.",
      "Wait until the issuer pays in or frees what is set aside."),
    RevertExplanation(
      "totalbalance not sufficient", .shortfall,
      "The vault has less than was to be withdrawn.", "Withdraw at most the vault's balance."),
    RevertExplanation(
      "not issuer", .rights, "Only the vault's issuer may do this.",
      "Send it from the account that issuer() names."),
    RevertExplanation(
      "invalid issuer", .setUp, "The vault was to be set up with the zero address as issuer.",
      "Deploy it with the issuer's address."),
    RevertExplanation(
      "Initializable: contract is already initialized", .setUp,
      "The vault is set up already and cannot be set up again.", "Use it as it is."),
    RevertExplanation(
      "already initialized", .setUp, "The vault is set up already and cannot be set up again.",
      "Use it as it is."),
    RevertExplanation(
      "vault alerady created", .setUp,
      "A vault was deployed for this peer id before, perhaps by somebody else.",
      "Look up peerVaultAddress of the factory and the issuer of that vault before you trust it."),
    RevertExplanation(
      "ERC1167: create2 failed", .setUp,
      "This account deployed a vault with the same salt before.", "Deploy with another salt."),
  ]

  private static let ofSignatures = [
    RevertExplanation(
      "invalid issuer signature", .signature,
      "The issuer did not sign this for whoever cashes: another key, chain, vault, amount or kind of cheque, or somebody else than the beneficiary cashes.",
      "Cash as the beneficiary; if you did, let the cheque's fields be compared with its signature, and ask the issuer for a new one."
    ),
    RevertExplanation(
      "invalid beneficiary signature", .signature,
      "The beneficiary did not agree to this cash-out.", "Cash as the beneficiary."),
    RevertExplanation(
      "ECDSA: invalid signature length", .signatureForm,
      "The signature does not have the 65 bytes that this contract takes.",
      "Write the signature as r, s and v, 65 bytes with v 27 or 28."),
    RevertExplanation(
      "ECDSA: invalid signature 's' value", .signatureForm,
      "The signature's s is in the upper half, which contracts refuse although go-btfs takes it.",
      "Write the same signature with the low s: n - s, and the other v."),
    RevertExplanation(
      "ECDSA: invalid signature 'v' value", .signatureForm,
      "The signature's last byte is neither 27 nor 28.", "Add 27 to a last byte of 0 or 1."),
    RevertExplanation(
      "ECDSA: invalid signature", .signatureForm,
      "No account can be recovered from the signature, or its last byte is neither 27 nor 28.",
      "Write the signature as 65 bytes with v 27 or 28; if it is so, ask the issuer for a new cheque."
    ),
  ]

  private static let ofTokens = [
    RevertExplanation(
      "transfer failed", .transfer, "The token's contract said that it did not pay.",
      "Look at the token: it may be paused, or block an account."),
    RevertExplanation(
      "deposit failed", .transfer, "The token's contract said that it did not pay.",
      "Approve the vault for the amount, and have it."),
    RevertExplanation(
      "ERC20: transfer amount exceeds balance", .shortfall,
      "The vault has fewer tokens than it was to pay.",
      "Ask the issuer to pay into the vault, or wait until there is money."),
    RevertExplanation(
      "ERC20: transfer to the zero address", .transfer,
      "The money was to go to the zero address.", "Name a recipient."),
  ]

  private static let ofNodes = [
    RevertExplanation(
      "cannot cash cheque", .node,
      "The node did not cash the cheque and hides why; most often nothing is left, the vault has too little, or the account has too little coin for gas.",
      "Check the cheque here: the verdict names the cause."),
    RevertExplanation(
      "Just started, it can not cash cheque", .node,
      "go-btfs compares its books with the chain for half a minute after it starts.",
      "Try again in a minute."),
    RevertExplanation(
      "insufficient funds for gas", .node, "The account has too little coin for the gas.",
      "Send coin to the account that cashes."),
    RevertExplanation(
      "bouncing cheque", .node,
      "The node refused the cheque: the vault has less than the cheque adds to what was paid.",
      "Ask the issuer to pay into the vault and to send the cheque again."),
    RevertExplanation(
      "wrong beneficiary", .node, "The node refused a cheque that is for somebody else.",
      "Ask the issuer for a cheque to this node's own address."),
    RevertExplanation(
      "cumulativePayout is not increasing", .node,
      "The node refused a cheque that promises no more than it has or was paid.",
      "Ask the issuer for a cheque above what the vault has paid."),
    RevertExplanation(
      "vault not deployed by factory", .node,
      "The node refused a cheque of a vault that its factory did not deploy.",
      "Audit the vault before you take cheques of it."),
    RevertExplanation(
      "invalid cheque", .node,
      "The node refused a cheque that the vault's issuer did not sign as it stands.",
      "Let the cheque's fields be compared with its signature."),
    RevertExplanation(
      "no prior cashout", .node, "The node knows of no cash-out of this vault.",
      "Look at paidOut of the vault: only the chain knows."),
  ]
}
