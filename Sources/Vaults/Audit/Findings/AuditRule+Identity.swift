// Findings about whose vault it is, and what that is proven by.

extension AuditRule {
  static let noIssuer = AuditRule(
    "no-issuer", "The vault has no issuer",
    "It was never initialised: no cheque on it is anybody's, and whoever calls init first becomes its issuer.",
    do: "Do not accept cheques on it.")
  static let issuerMismatch = AuditRule(
    "issuer-mismatch", "issuer() answers somebody else than the storage holds",
    "The code says something untrue of whose signature counts.",
    do: "Do not accept cheques on it; the code decides who signs, so have it read.")
  static let issuerUnread = AuditRule(
    "issuer-unread", "Who the issuer is could not be read",
    "Without the issuer no cheque on the vault can be told to be genuine.",
    do: "Ask another endpoint, or have the code read.")
  static let issuerIsContract = AuditRule(
    "issuer-is-contract", "The issuer is a contract",
    "A contract has no key, so no signature can be its: cheques that others hold are never good.",
    do: "Do not accept cheques on it.")
  static let issuerKey = AuditRule(
    "issuer-key", "One key decides",
    "A cheque is accepted only if the issuer's key signed it; whoever steals that key can take every deposit, and a node's configuration keeps it in the clear.",
    do: "As an issuer deposit no more than is owed; protect the node's configuration.")
  static let tokenConfusion = AuditRule(
    "token-confusion", "A node may hold a cheque of the wrong type",
    "Nodes choose the type of signature by the token inside the cheque, and cash by the token that was named beside it: such a cheque is refused as `invalid issuer signature`.",
    do: "Verify each cheque by the type that its token asks for (`chequer cheque check`).")
  static let checkedAtUpload = AuditRule(
    "checked-at-upload", "Nodes check a vault only when storage begins",
    "That renter and host use the same factory and logic is asked at upload, and not when cheques come.",
    do: "Audit the vault again when cheques have grown, and before cashing.")
  static let manyChains = AuditRule(
    "one-address-many-chains", "The same address may be a vault on several chains",
    "A cheque is good on the chain that it was signed for and on no other.",
    do: "Check the chain id of each cheque.")
  static let foreignToken = AuditRule(
    "foreign-token", "The vault pays in another token than the chain's",
    "A cheque that names no token is paid in whatever token() says, which may be worth nothing.",
    do: "Do not accept cheques on it unless you know the token and want it.")
  static let tokenMismatch = AuditRule(
    "token-mismatch", "token() answers another token than the storage holds",
    "The code says something untrue of what cheques are paid in.",
    do: "Do not accept cheques on it; have the code read.")
  static let tokenWithoutCode = AuditRule(
    "token-without-code", "There is no contract at the token's address",
    "Nothing can be paid in it.", do: "Do not accept cheques on it.")
  static let tokenUnread = AuditRule(
    "token-unread", "In which token the vault pays could not be read",
    "What a cheque that names no token is worth is not known.",
    do: "Ask another endpoint, or have the code read.")
  static let notRegistered = AuditRule(
    "not-registered", "No known factory of this chain deployed the vault",
    "Nodes refuse cheques on such vaults (`vault not deployed by factory`), and anyone can deploy the same bytes.",
    do: "Do not accept cheques on it; check that the chain is the right one.")
  static let registrationUnread = AuditRule(
    "registration-unread", "Whether a factory deployed the vault could not be read",
    "Nodes refuse cheques on vaults that no factory deployed.", do: "Ask another endpoint.")
  static let deployProvesLittle = AuditRule(
    "deploy-proves-little", "That the factory deployed the vault proves little",
    "Anyone may have the factory clone a vault with any logic, token and issuer.",
    do: "Go by what storage and code say, as this audit does.")
  static let deployEvent = AuditRule(
    "deploy-event-issuer", "The issuer in the factory's event is only what the deployer said",
    "VaultDeployed echoes an argument; nothing ties it to the issuer that the vault keeps.",
    do: "Read issuer() and its storage slot.")
  static let factoryCode = AuditRule(
    "factory-code", "The factory's code is none that go-btfs carried",
    "What the factory says of the vaults that it deployed is as good as its code.",
    do: "Look at the factory by `chequer inspect`.")
  static let peerSquatted = AuditRule(
    "peer-id-squatted", "The vault that is registered for the peer ID is somebody else's",
    "The factory takes a peer ID from whoever comes first: the node that has this ID does not own the vault, and may pay into it.",
    do:
      "Do not accept cheques on it as that node's; the node's owner should not use it and name another vault."
  )
  static let peerOverwritten = AuditRule(
    "peer-id-overwritten", "Anyone may overwrite what the V1 factory has for a peer ID",
    "A vault that is found by a peer ID may be a stranger's.",
    do: "Compare the issuer with the address of the peer ID.")
  static let peerOpen = AuditRule(
    "peer-id-open", "A peer ID's vault is whose was registered first",
    "A vault that is found by a peer ID may be a stranger's, with any issuer and logic.",
    do: "Audit the peer ID itself: its address must be the vault's issuer.")
  static let peerOwn = AuditRule(
    "peer-id-own", "The vault's issuer is the account of the peer ID",
    "The vault that is registered for the peer ID is its node's own.", do: "Nothing.")
}
