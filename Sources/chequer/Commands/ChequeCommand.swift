import ArgumentParser
import Cheques
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Vaults

struct ChequeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cheque", abstract: "Sign, verify, check and cash BTFS and Swarm cheques.",
    subcommands: [
      ChequeSign.self, ChequeHash.self, ChequeVerify.self, ChequeCheck.self,
      ChequeCash.self, ChequeList.self, ChequeStatus.self, ChequeSpeedUp.self, ChequeCancel.self,
    ])
}

/// The fields of a cheque as options, without its chain.
struct ChequeTerms: ParsableArguments {
  @Option(help: "btfs (WBTT), btfs-multi (another token) or swarm.")
  var scheme: String?

  @Option(help: "The vault, or Swarm's chequebook.")
  var vault: String?

  @Option(help: "Who may cash.")
  var beneficiary: String?

  @Option(help: "The cumulative payout in the token's smallest unit, or with a unit (1.5wbtt).")
  var payout: String?

  @Option(help: "The token of a btfs-multi cheque: an address, or a symbol such as USDT.")
  var token: String?

  /// Whether a field that a document states itself is given.
  var areGiven: Bool {
    [scheme, vault, beneficiary, payout, token].contains { $0 != nil }
  }

  /// The cheque that the fields state, on a chain.
  func cheque(on chain: (id: UInt64, network: Network?)) throws -> Cheque {
    guard let vault, let beneficiary, let payout else {
      throw Failure(
        .usage, "A cheque needs --vault, --beneficiary and --payout; see chequer cheque --help.")
    }
    let token = try tokenAddress(chain.network)
    let scheme = try ChequeScheme(
      scheme ?? (token == nil ? "btfs" : "btfs-multi"), token: token,
      wrappedToken: chain.network?.wrappedToken)
    return try Cheque(
      scheme: scheme, chainID: chain.id,
      vault: try reading("--vault") { try Address(parsing: vault) },
      beneficiary: try reading("--beneficiary") { try Address(parsing: beneficiary) },
      cumulativePayout: try reading("--payout") {
        try units(of: payout, paying: scheme, on: chain.network)
      })
  }

  /// The payout in the token's smallest unit.
  ///
  /// A unit of another token is refused: 1.5wbtt of a token with six decimals would be a million
  /// million times too much.
  private func units(
    of payout: String, paying scheme: ChequeScheme, on network: Network?
  ) throws -> UInt256 {
    let amount = try TokenAmount(parsing: payout, in: .wei)
    let own: [String] =
      switch scheme {
      case .btfs: ["WBTT", "BTT", "ether", "eth", "gwei", "mwei", "kwei"]
      case .swarm: ["BZZ", "xBZZ", "plur"]
      case .btfsMulti(let token): network?.token(at: token).map { [$0.symbol] } ?? []
      }
    // A bare number is read as wei.
    guard amount.denomination == .wei || own.contains(amount.denomination.symbol) else {
      throw Failure(
        .badData,
        "The payout is in \(amount.denomination.symbol), but the cheque pays \(own.first ?? "a token whose decimals are not known"); write it in that token, or as a bare number of its smallest unit."
      )
    }
    return amount.smallestUnits
  }

  private func tokenAddress(_ network: Network?) throws -> Address? {
    guard let token else { return nil }
    return try reading("--token") {
      try network?.token(named: token)?.address ?? Address(parsing: token)
    }
  }
}

/// The fields of a cheque as options, with its chain.
struct ChequeFields: ParsableArguments {
  @OptionGroup var terms: ChequeTerms

  @Option(
    name: [.customLong("chain-id"), .customLong("network")],
    help:
      "The vault's chain: bttc, donau, gnosis, embedded or an id; by default bttc, for swarm gnosis."
  )
  var network: String?

  func chain() throws -> (id: UInt64, network: Network?) {
    guard let network else {
      let usual: Network = terms.scheme == "swarm" ? .gnosis : .bttc
      return (usual.chainID, usual)
    }
    if let id = UInt64(network), id > 0 { return (id, Network.withChainID(id)) }
    let known = try reading("--network") { try Network.named(network) }
    return (known.chainID, known)
  }

  func cheque() throws -> Cheque { try terms.cheque(on: chain()) }
}

extension Network {
  /// The address of WBTT, where the network has one.
  var wrappedToken: Address? { token(named: "WBTT")?.address }
}

extension ChequeScheme {
  /// The scheme of a name and a token, where a `btfs` cheque may state the WBTT that it pays in.
  init(_ name: String, token: Address?, wrappedToken: Address?) throws(ChequeError) {
    let statesWrapped = token == .zero || wrappedToken == nil || token == wrappedToken
    try self.init(name: name, token: name == "btfs" && statesWrapped ? nil : token)
  }
}

extension Row {
  static let chequeKeys = [
    "scheme", "chainId", "vault", "beneficiary", "cumulativePayout", "token",
  ]

  /// The cheque that the row's fields state.
  func cheque() throws -> Cheque {
    let chainID = try number("chainId")
    let token = has("token") ? try address("token") : nil
    return try Cheque(
      scheme: try ChequeScheme(
        text("scheme"), token: token,
        wrappedToken: Network.withChainID(chainID)?.wrappedToken),
      chainID: chainID, vault: try address("vault"), beneficiary: try address("beneficiary"),
      cumulativePayout: try word("cumulativePayout"))
  }
}

struct ChequeSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign a cheque as its vault's contract takes it.",
    discussion: """
      chequer cheque sign --vault 0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9 \\
        --beneficiary 0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC \\
        --payout 0.001331381wbtt --key-file issuer.key

      The payout is cumulative: the whole sum ever promised to the beneficiary.
      """)

  @OptionGroup var fields: ChequeFields
  @OptionGroup var signer: SigningOptions

  @Flag(help: "Print the cheque as its node sends it, instead of the bare signature.")
  var document = false

  @OptionGroup var rows: RowOptions

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: Row.chequeKeys + ["privateKey"]) { row in
        let signed = try row.cheque().signed(with: row.privateKey("privateKey"))
        return [
          "signature": .string(signed.signature.hex),
          "digest": .string(signed.cheque.digest.hex),
        ]
      }.serve()
    }
    let cheque = try fields.cheque()
    let signed = cheque.signed(with: try signer.privateKey())
    let chain = try fields.chain()
    let format = ChequeFormat(chainID: chain.id, wrappedToken: chain.network?.wrappedToken)
    rows.output.write(
      ["signature": .string(signed.signature.hex), "digest": .string(cheque.digest.hex)],
      or: document ? format.text(of: .signed(signed)) : signed.signature.hex)
  }
}

struct ChequeHash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hash", abstract: "The EIP-712 digest that a cheque's issuer signs.")

  @OptionGroup var fields: ChequeFields
  @OptionGroup var output: OutputOptions

  func run() throws {
    let cheque = try fields.cheque()
    let domain = ChequeDomain(cheque.scheme.family, chainID: cheque.chainID)
    output.write(
      [
        "digest": .string(cheque.digest.hex), "domainSeparator": .string(domain.separator.hex),
        "structHash": .string(cheque.structHash.hex),
      ],
      or: cheque.digest.hex)
  }
}
