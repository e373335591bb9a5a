import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct TxSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign a transaction offline.",
    discussion: """
      chequer tx sign tx.json --key-file sender.key

      FILE holds the transaction as JSON, with the keys of Ethereum's JSON-RPC: chainId, nonce, to, \
      value, gas, gasPrice (types 0 and 1) or maxFeePerGas and maxPriorityFeePerGas (2 to 4), input, \
      accessList, maxFeePerBlobGas and blobVersionedHashes (3), authorizationList (4). Numbers are in \
      wei: decimal or 0x hex. The type follows from the keys if it is not given. Without "to" a \
      contract is created.

      The raw transaction goes to standard output, what was signed to standard error. Nothing is \
      sent.
      """)

  @Argument(help: "A file with the transaction as JSON, or - for standard input.")
  var file: String?

  @Flag(
    help:
      "Yes, sign without a chain id, or with 0: everybody can send that on other chains too.")
  var unsafeReplayable = false

  @OptionGroup var signer: SigningOptions
  @OptionGroup var rows: RowOptions

  private var replay: ReplayProtection { unsafeReplayable ? .waived : .required }

  func run() throws {
    if rows.jsonl {
      let replay = replay
      return try RowServer(keys: ["tx", "privateKey"]) { row in
        let document = try TransactionDocument(row.value("tx"))
        return try document.signed(with: row.privateKey("privateKey"), replay: replay).rawJSON
      }.serve()
    }
    let isFromInput = file == nil || file == "-"
    if isFromInput { try signer.requireOtherSource(than: "transaction") }
    let text = try TextInput.document(file, of: "a transaction") { $0.first == "{" }
    let document = try TransactionDocument(JSONDocument(parsing: text).root)
    let key = try signer.privateKey()
    let signed = try document.signed(with: key, replay: replay)
    StandardError.line(TransactionReport(signed, by: key.publicKey.address).text())
    rows.output.write(signed.rawJSON, or: Hex.encode(signed.encoded))
  }
}

extension SignedTransaction {
  /// The answer of `tx sign`.
  fileprivate var rawJSON: JSON {
    ["raw": .string(Hex.encode(encoded)), "hash": .string(hash.hex)]
  }
}
