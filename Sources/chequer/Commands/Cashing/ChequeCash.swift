import ArgumentParser
import Cheques
import EVMCrypto
import EVMPrimitives
import EVMRPC
import ExactJSON
import Glibc
import Vaults

struct ChequeCash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cash",
    abstract: "Cash cheques: plan, ask, send each once, and say what was paid.",
    discussion: """
      The cheques are JSON objects as go-btfs or bee writes them, a list, or one a line: given as \
      they stand, in a file, or on standard input. Each is checked first; only those that pay more \
      than their gas are cashed, of each vault and token the one that pays most, what gains most \
      first. --dry-run shows the plan and sends nothing.

      The money goes to the beneficiary's own address. go-btfs would send it to the node's vault, \
      from which it must be withdrawn for more gas; --recipient names that or any other.

      Every signed transaction is in a journal on the disk before it is sent. If anything stops the \
      command, run it again: it finishes what was begun, sends the same bytes, and pays nothing \
      twice. Two commands never send from one account at once.

      To sign on a machine without a network, --prepare FILE writes the transactions, \
      --sign-prepared FILE signs them with the key and --publish FILE sends them.

      --json writes a line for each thing that happens: planned, sent, mined, settled, skipped, \
      not-sent, resumed and at the end summary. The exit status is 0 when nothing that is due was \
      left out or failed, 1 when something was, 69 when an endpoint did not answer or a transaction \
      is not settled yet.
      """)

  @Argument(help: "The cheques' JSON, a file with it, or - for standard input.")
  var document: String?

  @Option(help: "The signature, when the cheque is given by its fields: hex or Base64.")
  var signature: String?

  @Option(help: "Where the money goes; the beneficiary's own address if missing.")
  var recipient: String?

  @Option(
    help: "How much more than its gas a cheque must pay, such as 10btt; any gain if missing.")
  var minWorth: String?

  @Flag(help: "Also cash what pays less than its gas.")
  var evenAtALoss = false

  @Flag(help: "Leave out cheques of which the vault can only pay a part.")
  var noParts = false

  @Flag(help: "Show the plan and send nothing; needs no key.")
  var dryRun = false

  @Option(help: "Write the unsigned transactions to this file, for --account.")
  var prepare: String?

  @Option(help: "The account that cashes, where no key is given.")
  var account: String?

  @Option(help: "Sign the transactions of this file, without any network, into --out.")
  var signPrepared: String?

  @Option(help: "The file for signed transactions, which must not exist.")
  var out: String?

  @Option(help: "Send the signed transactions of this file.")
  var publish: String?

  @OptionGroup var terms: ChequeTerms
  @OptionGroup var sending: SendingOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var signer: SigningOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let modes = [dryRun, prepare != nil, signPrepared != nil, publish != nil]
    guard modes.filter({ $0 }).count <= 1 else {
      throw ValidationError(
        "Choose one of --dry-run, --prepare, --sign-prepared and --publish.")
    }
    guard (signPrepared != nil) == (out != nil) else {
      throw ValidationError("--sign-prepared FILE and --out FILE belong together.")
    }
    if signPrepared != nil || publish != nil, document != nil || signature != nil || terms.areGiven
    {
      throw ValidationError("The prepared file has the cheques; give no others.")
    }
    if evenAtALoss, minWorth != nil {
      throw ValidationError("Give --min-worth or --even-at-a-loss, not both.")
    }
    if account != nil, prepare == nil, !dryRun, publish == nil {
      throw ValidationError("--account belongs to --dry-run and --prepare; a key says it itself.")
    }
    if signature == nil, terms.areGiven {
      throw ValidationError(
        "Give --signature with --vault, --beneficiary, --payout, --scheme and --token; a document states them itself."
      )
    }
  }

  func run() throws {
    if let signPrepared { return try sign(signPrepared) }
    if let publish { return try send(publish) }
    let job = try job()
    if dryRun || prepare != nil {
      let account = try reading("--account") { try self.account.map { try Address(parsing: $0) } }
      if let prepare {
        guard let account else {
          throw Failure(.usage, "Say with --account who will sign what is prepared.")
        }
        return try connection.withConnection { try await job.prepare(prepare, for: account, $0) }
      }
      return try connection.withConnection { try await job.show(for: account, $0) }
    }
    try consent.requireSomebodyToAsk()
    if document == nil || document == "-", signature == nil {
      try signer.requireOtherSource(than: "cheques")
    }
    let signer = TransactionSigner(try self.signer.privateKey())
    try end(try connection.withConnection { try await job.cash(with: signer, $0) })
  }

  private func job() throws -> CashingJob {
    var terms = CashOutTerms(takesParts: !noParts)
    if let minWorth { terms.minimumGain = try SendingOptions.coin(minWorth, "--min-worth") }
    if evenAtALoss { terms.minimumGain = nil }
    return CashingJob(
      input: ChequeInput(document: document, signature: signature, terms: self.terms),
      recipient: try reading("--recipient") { try recipient.map { try Address(parsing: $0) } },
      terms: terms, sending: sending, consent: consent, output: output)
  }

  private func sign(_ path: String) throws {
    let bundle = try TransactionBundle(parsing: try TextInput.contents(ofFile: path))
    if bundle.items.contains(where: { $0.signed != nil }) { throw BundleError.signedAlready }
    let signed = try bundle.signed(by: TransactionSigner(try signer.privateKey()))
    for item in signed.items {
      guard let transaction = item.signed else { continue }
      StandardError.line(
        TransactionReport(transaction, by: signed.owner.account).text() + "\n"
          + "It is to \(item.purpose).")
    }
    try NewFile.create(out ?? "", holding: SecretBytes((signed.json.text() + "\n").utf8))
    output.write(
      ["signed": .integer(signed.items.count), "file": .string(out ?? "")],
      or: "\(signed.items.count) signed transactions are in \(quoted(out ?? "", limit: 200)).")
  }

  private func send(_ path: String) throws {
    let bundle = try TransactionBundle(parsing: try TextInput.contents(ofFile: path))
    guard bundle.isSigned else { throw BundleError.notSigned }
    guard
      try consent.agrees(
        to: "Send \(bundle.items.count) transactions of \(bundle.owner.account)?")
    else { throw Ending(status: .no) }
    let job = try job()
    try end(try connection.withConnection { try await job.publish(bundle, $0) })
  }

  private func end(_ status: ExitStatus) throws {
    if status != .done { throw Ending(status: status) }
  }
}
