import ArgumentParser
import Cheques
import EVMInterpreter
import EVMPrimitives
import EVMRPC
import ExactJSON
import Glibc
import Vaults

struct ChequeCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Whether a cheque pays, how much, and if not, why not.",
    discussion: """
      chequer cheque check cheque.json --network embedded
      chequer cheque check --explain 'Vault: cannot cash'

      The cheque is a JSON object as go-btfs or bee writes it, a list of them, or one a line: given \
      as it stands, in a file, or on standard input. Or it is given by its fields and --signature.

      All is read at one block. The cash-out is run here on the chain's own code and storage, and \
      what the recipient then has is what it pays; the vault's rules and the node's run of the call \
      are further opinions. With --proofs the code and storage are proven by the block's state root. \
      Of many cheques a table and a summary are shown; --details shows all of \
      each. The JSON is one document for each cheque, a line each. The calls of --trace show the \
      cheque's signature, with which its beneficiary can cash it.

      The exit status is 0 when every cheque pays in full the token that it promises, 69 when an \
      endpoint's silence leaves one open, otherwise 1.
      """)

  @Argument(help: "The cheque's JSON, a file with it, or - for standard input.")
  var document: String?

  @Option(help: "The signature, when the cheque is given by its fields: hex or Base64.")
  var signature: String?

  @Option(name: .customLong("as"), help: "Who would cash; the beneficiary if missing.")
  var cashedBy: String?

  @Option(help: "Where the money would go; to whoever cashes if missing.")
  var recipient: String?

  @Option(
    parsing: .upToNextOption,
    help: "Other cumulative payouts that were promised; one of them may have been signed.")
  var history: [String] = []

  @Flag(help: "Show the calls of each cash-out, decoded.")
  var trace = false

  @Flag(help: "Show all of each cheque, also of many.")
  var details = false

  @Option(help: "Explain a message of a vault or node, such as \"Vault: cannot cash\".")
  var explain: String?

  @OptionGroup var terms: ChequeTerms
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if explain != nil, document != nil || signature != nil || terms.areGiven {
      throw ValidationError("--explain takes a message and no cheque.")
    }
    if explain == nil, signature == nil, terms.areGiven {
      throw ValidationError(
        "Give --signature with --vault, --beneficiary, --payout, --scheme and --token; a document states them itself."
      )
    }
  }

  func run() throws {
    if let explain { return try explainMessage(explain) }
    let options = try options()
    let input = ChequeInput(document: document, signature: signature, terms: terms)
    let wantsTrace = trace
    let progress = CheckProgress(isShown: isatty(STDERR_FILENO) == 1)
    let checked = try connection.withConnection { connection in
      let cheques = try input.signed(on: (connection.chainID, connection.network))
      let header = try await connection.head()
      let check = CashOutCheck(
        network: connection.network, caller: try connection.caller(at: header), at: header,
        options: options)
      let verdicts = try await check.run(cheques) { progress.show($0, of: cheques.count) }
      var traces: [Result<CallTree, LocalRunFailure>] = []
      if wantsTrace {
        for verdict in verdicts { traces.append(try await check.trace(verdict)) }
      }
      return CheckedCheques(
        network: connection.network, verdicts: verdicts, traces: wantsTrace ? traces : nil)
    }
    progress.end()
    try checked.write(to: output, details: details)
    if checked.isUnreachable { throw Ending(status: .unavailable) }
    if !checked.verdicts.allSatisfy(\.isGood) { throw Ending(status: .no) }
  }

  private func options() throws -> CashOutCheck.Options {
    var options = CashOutCheck.Options()
    options.cashedBy = try reading("--as") { try cashedBy.map { try Address(parsing: $0) } }
    options.recipient = try reading("--recipient") {
      try recipient.map { try Address(parsing: $0) }
    }
    options.history.payouts = try reading("--history") {
      try history.map { try TokenAmount(parsing: $0, in: .wei).smallestUnits }
    }
    options.workers = AllCores.count
    return options
  }

  private func explainMessage(_ text: String) throws {
    guard let explanation = RevertExplanation.of(text) else {
      output.write(["explained": false], or: "No vault or node that is known says this.")
      throw Ending(status: .no)
    }
    output.write(
      [
        "explained": true, "message": .string(explanation.message),
        "meaning": .string(explanation.meaning), "remedy": .string(explanation.remedy),
      ],
      or: "\(explanation.meaning)\n\(explanation.remedy)")
  }
}

/// A line on a terminal's standard error that says how far a check is.
private struct CheckProgress: Sendable {
  let isShown: Bool

  func show(_ done: Int, of count: Int) {
    guard isShown, count > 1_000 else { return }
    StandardError.write(Array("\r\u{1b}[K\(done) of \(count) cheques".utf8))
  }

  /// Takes the line away.
  func end() {
    if isShown { StandardError.write(Array("\r\u{1b}[K".utf8)) }
  }
}
