import ArgumentParser
import EVMAccounts
import EVMPrimitives
import ExactJSON
import Vaults

struct TxDecode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "What a raw transaction says, who signed it, and what it may cost.",
    discussion: """
      chequer tx decode tx.hex
      chequer tx decode tx.hex --fork bttc  and is it valid on BTTC?

      RAW is what eth_sendRawTransaction takes: hex, a file with hex, or - for standard input; types \
      0 to 4, type 3 also with its blobs (whose KZG proofs are not verified). Without --fork the \
      encoding, every field's range and the signature are checked. With it the whole transaction \
      must be valid under that fork's rules, gas included; what the sender owns is never asked.
      """)

  @Argument(help: "The raw transaction in hex, a file with it, or - for standard input.")
  var raw: String?

  @Option(help: "Check it under this fork's rules: Frontier to Osaka, or bttc.")
  var fork: String?

  @Option(
    name: [.customLong("chain-id"), .customLong("network")],
    help: "The chain for which it must be signed: bttc, donau, or an id. Rows: 1, with bttc 199.")
  var network: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func validate() throws {
    if rows.jsonl, fork != nil || network != nil {
      throw ValidationError(
        "A row of --jsonl names its fork itself; leave out --fork and --chain-id.")
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["tx", "fork"]) { row in
        let fork = try row.optionalText("fork").map { try Fork(named: $0) }
        let raw = try row.bytes("tx")
        let rules = TransactionRules(fork: fork, chainID: fork.map(Self.usualChainID))
        return try ReadTransaction(raw, under: rules).signed.json(under: rules.fork)
      }.serve()
    }
    let fork = try fork.map { try Fork(named: $0) }
    let chainID = try network.map { text in
      try UInt64(text) ?? reading("--chain-id") { try Network.named(text).chainID }
    }
    let text = try TextInput.document(raw, of: "a raw transaction in hex") { text in
      text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8)
        || text.allSatisfy(\.isHexDigit)
    }
    let bytes = try reading("RAW") { try Hex.decode(TextInput.utf8(text).trimmingBlanks) }
    let read = try ReadTransaction(
      bytes, under: TransactionRules(fork: fork, chainID: chainID))
    let report = TransactionReport(
      read, isChecked: fork != nil, names: try interfaces.names())
    rows.output.write(
      try read.signed.json(under: read.fork), or: report.text(heading: rows.output.heading))
  }

  /// The chain for which a row's transaction must be signed.
  private static func usualChainID(_ fork: Fork) -> UInt64 {
    fork == .bttc ? Network.bttc.chainID : 1
  }
}

extension String {
  /// Without the blanks and line ends around it, as a file or a pasted text has them.
  fileprivate var trimmingBlanks: String {
    let isBlank = { (character: Character) in character.isWhitespace }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
