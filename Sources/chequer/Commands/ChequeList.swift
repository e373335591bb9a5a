import ArgumentParser
import Cheques
import EVMPrimitives
import ExactJSON
import Vaults

struct ChequeList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What cheques of files say, and what they promise together.",
    discussion: """
      chequer cheque list cheque.json

      The cheques are JSON objects as go-btfs or bee writes them, a list, or one a line. A cheque's \
      amount is cumulative: of the cheques on one vault to one beneficiary in one token the largest \
      counts, and holds all that the others promise. Whether they are good or pay is asked by cheque \
      verify and cheque check. --json writes a line for each.
      """)

  @Argument(help: "Files with cheques; standard input if missing.", completion: .file())
  var files: [String] = []

  @Option(
    name: [.customLong("chain-id"), .customLong("network")],
    help: "The vaults' chain: bttc, donau, gnosis, embedded or an id; bttc if missing.")
  var network: String = "bttc"

  @Flag(help: "Only those that no larger one replaces.")
  var newest = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let network = try reading("--network") { try NetworkBook.known.named(self.network) }
    let format = ChequeFormat(
      chainID: network.chainID, wrappedToken: network.wrappedToken,
      acceptsCompactSignatures: true)
    var list = ChequeBundle(network: network)
    for file in files.isEmpty ? ["-"] : files {
      let text =
        file == "-"
        ? try TextInput.contents(ofDescriptor: 0) : try TextInput.contents(ofFile: file)
      list.add(try reading(quoted(file, limit: 200)) { try format.cheques(in: text) })
    }
    guard !list.isEmpty else {
      throw Failure(.badData, "There is no cheque in what was given.")
    }
    if output.json {
      for row in list.rows(newestOnly: newest) { StandardOutput.shared.line(row.json.text()) }
    } else {
      StandardOutput.shared.line(list.text(newestOnly: newest, output))
    }
  }
}

/// Cheques of one chain, and which of them count.
private struct ChequeBundle {
  let network: Network
  private var documents: [ChequeDocument] = []
  private var largest: [Account: UInt256] = [:]

  /// What one cumulative sum is kept for.
  private struct Account: Hashable {
    let scheme: ChequeScheme
    let vault: Address
    let beneficiary: Address

    init(_ cheque: Cheque) {
      scheme = cheque.scheme
      vault = cheque.vault
      beneficiary = cheque.beneficiary
    }
  }

  struct Row {
    let cheque: Cheque
    let isSigned: Bool
    let counts: Bool
    let network: Network

    private var denomination: Denomination? {
      switch cheque.scheme {
      case .btfs: .wbtt
      case .swarm: .bzz
      case .btfsMulti(let token): network.token(at: token)?.denomination
      }
    }

    var amount: String {
      guard let denomination else {
        return "\(cheque.cumulativePayout) of \(cheque.scheme.token?.checksummed ?? "a token")"
      }
      return TokenAmount(smallestUnits: cheque.cumulativePayout, in: denomination).description
    }

    var json: JSON {
      [
        "scheme": .string(cheque.scheme.name), "chainId": .integer(cheque.chainID),
        "vault": .string(cheque.vault.checksummed),
        "beneficiary": .string(cheque.beneficiary.checksummed),
        "cumulativePayout": .string(cheque.cumulativePayout.description),
        "token": cheque.scheme.token.map { .string($0.checksummed) } ?? .null,
        "digest": .string(cheque.digest.hex), "signed": .bool(isSigned), "counts": .bool(counts),
      ]
    }
  }

  init(network: Network) { self.network = network }

  var isEmpty: Bool { documents.isEmpty }

  mutating func add(_ more: [ChequeDocument]) {
    documents += more
    for document in more {
      let account = Account(document.cheque)
      largest[account] = max(largest[account] ?? 0, document.cheque.cumulativePayout)
    }
  }

  func rows(newestOnly: Bool) -> [Row] {
    var seen: Set<Hash256> = []
    return documents.compactMap { document in
      let cheque = document.cheque
      let counts =
        largest[Account(cheque)] == cheque.cumulativePayout
        && seen.insert(cheque.digest).inserted
      guard counts || !newestOnly else { return nil }
      let isSigned = if case .signed = document { true } else { false }
      return Row(cheque: cheque, isSigned: isSigned, counts: counts, network: network)
    }
  }

  func text(newestOnly: Bool, _ output: OutputOptions) -> String {
    let rows = rows(newestOnly: newestOnly)
    var lines = rows.map { row in
      let notes = (row.isSigned ? "" : "  unsigned") + (row.counts ? "" : "  replaced")
      return "\(row.cheque.vault)  \(row.cheque.beneficiary)  \(row.amount)\(notes)"
    }
    let counting = rows.filter(\.counts)
    lines.append(
      output.heading(
        "\(counted(rows.count, "cheque")), of which \(counting.count) on \(counted(Set(counting.map(\.cheque.vault)).count, "vault")) count:"
      ))
    lines += sums(counting).map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  /// What those that count promise together, a line for each token.
  private func sums(_ rows: [Row]) -> [String] {
    var order: [ChequeScheme] = []
    var sums: [ChequeScheme: UInt256?] = [:]
    for row in rows {
      let scheme = row.cheque.scheme
      if sums[scheme] == nil {
        order.append(scheme)
        sums[scheme] = .some(0)
      }
      let sum = (sums[scheme] ?? 0)?.addingReportingOverflow(row.cheque.cumulativePayout)
      sums[scheme] = .some(sum.flatMap { $0.overflow ? nil : $0.partialValue })
    }
    return order.map { scheme in
      let denomination =
        switch scheme {
        case .btfs: Optional(Denomination.wbtt)
        case .swarm: Optional(Denomination.bzz)
        case .btfsMulti(let token): network.token(at: token)?.denomination
        }
      guard let sum = sums[scheme] ?? nil else { return "more than 256 bits of \(scheme.name)" }
      return denomination.map { TokenAmount(smallestUnits: sum, in: $0).description }
        ?? "\(sum) of \(scheme.token?.checksummed ?? "a token")"
    }
  }
}
