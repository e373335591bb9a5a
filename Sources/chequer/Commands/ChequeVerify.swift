import ArgumentParser
import Cheques
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Vaults

struct ChequeVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Whether a cheque's signature is its issuer's as the contract takes it.",
    discussion: """
      The cheque is a JSON object as go-btfs or bee writes it, a list of them, or one a line: given \
      as it stands, in a file, or on standard input. Or it is given by its fields and --signature.

      chequer cheque verify cheque.json \\
        --issuer 0xb5f59C8213931E5775e6DbE727709D4c576F910e

      If the signature is not good, the likely mistakes are tried and the one that explains it is \
      named. The exit status is 1 when any cheque is not good.
      """)

  @Argument(help: "The cheque's JSON, a file with it, or - for standard input.")
  var document: String?

  @Option(help: "The account that should have signed: the vault's issuer.")
  var issuer: String?

  @Option(help: "The signature, when the cheque is given by its fields: hex or Base64.")
  var signature: String?

  @Option(
    parsing: .upToNextOption,
    help: "Other cumulative payouts that were promised; one of them may have been signed.")
  var history: [String] = []

  @OptionGroup var fields: ChequeFields
  @OptionGroup var rows: RowOptions

  func validate() throws {
    if rows.jsonl { return }
    guard issuer != nil else {
      throw ValidationError("Give --issuer: the address that the vault's issuer() answers.")
    }
    if signature == nil, fields.terms.areGiven {
      throw ValidationError(
        "Give --signature with --vault, --beneficiary, --payout, --scheme and --token; a document states them itself."
      )
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: Row.chequeKeys + ["signature", "issuer"]) { row in
        let text = try row.text("signature")
        let signed = SignedCheque(
          cheque: try row.cheque(),
          signature: try Signature(chequeText: text, acceptingCompact: true))
        return SignatureVerdict(signed, issuer: try row.address("issuer"), depth: .oneField).json
      }.serve()
    }
    let issuer: Address = try reading("--issuer") { try Address(parsing: self.issuer ?? "") }
    let payouts = try reading("--history") {
      try history.map { try TokenAmount(parsing: $0, in: .wei).smallestUnits }
    }
    var allValid = true
    let cheques = ChequeInput(document: document, signature: signature, terms: fields.terms)
    for signed in try cheques.signed(on: fields.chain()) {
      let verdict = SignatureVerdict(
        signed, issuer: issuer, payouts: payouts, depth: .twoFields)
      rows.output.write(verdict.json, or: verdict.text(rows.output))
      allValid = allValid && verdict.isValid
    }
    if !allValid { throw Ending(status: .no) }
  }
}

/// What a cheque's signature turned out to be, for people and programs.
private struct SignatureVerdict {
  let signed: SignedCheque
  let diagnosis: ChequeDiagnosis

  init(
    _ signed: SignedCheque, issuer: Address, payouts: [UInt256] = [],
    depth: ChequeDiagnosisContext.Depth
  ) {
    self.signed = signed
    var tokens = Network.withChainID(signed.cheque.chainID)?.tokens.map(\.address) ?? []
    if let token = signed.cheque.scheme.token { tokens.append(token) }
    diagnosis = signed.diagnosis(
      issuer: issuer,
      context: ChequeDiagnosisContext(tokens: tokens, payouts: payouts, depth: depth))
  }

  var isValid: Bool { if case .valid = diagnosis { true } else { false } }

  /// Whose signature it is for this cheque as it stands, if anybody's.
  private var signer: Address? {
    if case .valid(let verified) = diagnosis { return verified.issuer }
    return try? signed.signer()
  }

  var json: JSON {
    let signer = signer.map { JSON.string($0.checksummed) } ?? .null
    guard !isValid else { return ["valid": true, "signer": signer] }
    return ["valid": false, "signer": signer, "reason": .string(diagnosis.description)]
  }

  func text(_ output: OutputOptions) -> String {
    let cheque = signed.cheque
    let network = Network.withChainID(cheque.chainID)
    let token = cheque.scheme.token.map { token in
      network?.token(at: token).map { "\($0.symbol) \(token)" } ?? token.checksummed
    }
    let unit =
      switch cheque.scheme {
      case .btfs: Denomination.wbtt
      case .swarm: Denomination.bzz
      case .btfsMulti(let token): network?.token(at: token)?.denomination
      }
    var payout = cheque.cumulativePayout.description
    if let unit {
      payout = "\(TokenAmount(smallestUnits: cheque.cumulativePayout, in: unit)) (\(payout))"
    }
    var lines = [
      output.heading(isValid ? "The signature is good." : "The signature is not good."),
      "  scheme       \(cheque.scheme.name)",
      "  chain        \(network?.description ?? cheque.chainID.description)",
    ]
    if let token { lines.append("  token        \(token)") }
    lines += [
      "  vault        \(cheque.vault)", "  beneficiary  \(cheque.beneficiary)",
      "  payout       \(payout)", "  signed by    \(signer?.checksummed ?? "nobody")",
      diagnosis.description,
    ]
    return lines.joined(separator: "\n")
  }
}
