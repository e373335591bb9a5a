import ArgumentParser
import Cheques
import EVMAccounts
import EVMBytecode
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "What a vault really is, who controls it, whether it can pay, what can go wrong.",
    discussion: """
      chequer audit 0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9 \\
        --network embedded
      chequer audit 0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3

      The vault is an address (0x or T form), or the peer ID of its node, which the chain's factories \
      are asked for. Everything is read at one block: every hop from the vault to its logic by raw code \
      and storage, issuer and token from storage and from what the contract says, balances, factories, \
      events. Bytecode in hex, or a file with it, is audited without a chain: what is known, what is \
      not, and what to read.

      Each finding has a stable name, a severity (critical, warning, note), how it is known (proven by \
      code, storage or logs; reported by a contract or a published source; unknown), its evidence, what \
      it means and what to do. The exit status is 1 when a finding is critical.

      --json answers with one document: verdict (critical, incomplete, warnings, clean), summary, vault, \
      peerId, network {name, chainId}, block {number, hash, timestamp}, resolution {verdict, reason, \
      hops [{address, storage, codeHash, bytes, kind, known, next, foundBy}], logic, generation, \
      payoutRule, multiToken}, issuer, token, implementation, totalPaidOut and bounced {stored, told}, \
      coins, balances [{token, symbol, own, balance, paidOut}], registrations [{factory, label, \
      deployed, peerVault}], findings [{id, severity, label, title, meaning, advice, evidence [{kind, \
      place, value}]}], history {complete, gaps, events}, solvency {totals, rejected}, and for bytecode \
      code, claims and checks. Amounts are decimal strings in the smallest unit; what was not read is null.
      """)

  @Argument(
    help: ArgumentHelp(
      "A vault's address, a peer ID, code in hex, a file with one of these, or - for standard input.",
      valueName: "vault"))
  var vault: String?

  @Option(
    help: ArgumentHelp(
      "Cheques that the vault should be able to pay: a file with JSON as nodes write it.",
      valueName: "file"))
  var cheques: String?

  @Option(
    help: ArgumentHelp(
      "Read the vault's events from this block on; without it those of the newest million blocks.",
      valueName: "block"))
  var fromBlock: UInt64?

  @Flag(help: "Do not read the vault's events.")
  var noHistory = false

  @Option(
    help: ArgumentHelp(
      "Also write the report as a page that stands alone and prints well; - writes nothing else.",
      valueName: "file"))
  var html: String?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if noHistory, fromBlock != nil {
      throw ValidationError("--no-history reads no events and --from-block some; choose one.")
    }
    if html == "-", output.json {
      throw ValidationError("--html - and --json both write to standard output; name a file.")
    }
  }

  func run() throws {
    let report: AuditReport
    switch try AuditTarget(vault) {
    case .code(let code):
      guard cheques == nil else {
        throw Failure(
          .usage, "--cheques needs the vault's balance; audit its address and not its code.")
      }
      report = AuditReport(
        VaultAudit(code: code, network: try connection.namedNetwork))
    case .account(let identity): report = try audit(identity)
    }
    if let html { try write(report.page, to: html) }
    if html != "-" { output.write(report.json, or: report.text(output)) }
    if report.audit.verdict == .critical { throw Ending(status: .no) }
  }

  private func write(_ page: String, to path: String) throws {
    guard path != "-" else { return StandardOutput.shared.line(page) }
    try AnswerFile.write(page, to: path)
  }

  private func audit(_ identity: AccountIdentity) throws -> AuditReport {
    let text = try cheques.map { try TextInput.contents(ofFile: $0) }
    var options = VaultAudit.Options()
    if noHistory { options.history = .none }
    if let fromBlock { options.history = .from(fromBlock) }
    let progress = AuditProgress()
    options.onProgress = progress.show
    defer { progress.end() }
    let asked = options
    return try connection.withConnection { connection in
      var options = asked
      let network = connection.network
      if let text { options.cheques = try Self.signed(text, on: network) }
      let header = try await connection.head()
      let caller = try connection.caller(at: header)
      guard let peerID = identity.peerID else {
        return AuditReport(
          try await VaultAudit.run(
            identity.address, network: network, caller: caller, at: header.id, options: options))
      }
      let found = try await VaultAudit.vaults(
        of: peerID, network: network, caller: caller, at: header.id)
      guard let first = found.first else {
        throw Failure(
          .no,
          "No factory of \(network) has a vault for the peer ID \(peerID); if its node has one, give the vault's address."
        )
      }
      return AuditReport(
        try await VaultAudit.run(
          first.vault, peerID: peerID, network: network, caller: caller,
          at: header.id, options: options), others: Array(found.dropFirst()))
    }
  }

  /// The cheques of a document, all of which must be signed.
  private static func signed(_ text: [UInt8], on network: Network) throws -> [SignedCheque] {
    let format = ChequeFormat(
      chainID: network.chainID, wrappedToken: network.tokens.first?.address,
      acceptsCompactSignatures: true)
    return try reading("--cheques") {
      try format.cheques(in: text).map { document in
        guard case .signed(let cheque) = document else {
          throw Failure(.badData, "A cheque has no Signature, so nobody can be held to it.")
        }
        return cheque
      }
    }
  }
}
