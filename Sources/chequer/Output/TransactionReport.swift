import EVMABI
import EVMAccounts
import EVMPrimitives
import Vaults

/// A transaction for people: a line a field, with units.
struct TransactionReport {
  private let transaction: UnsignedTransaction
  private let sender: Address?
  private let signed: SignedTransaction?
  private let sidecar: BlobSidecar?
  private let fork: Fork
  private let isChecked: Bool
  private let names: SignatureBook

  /// Input of more bytes is cut in the text; --json has all of it.
  private static let shownInputSize = 1024

  /// - Parameters:
  ///   - isChecked: Whether it was held to all rules of the fork.
  ///   - names: Where the called function's name is looked up.
  init(_ read: ReadTransaction, isChecked: Bool, names: SignatureBook) {
    transaction = read.signed.transaction
    signed = read.signed
    sender = read.sender
    sidecar = read.pooled.sidecar
    fork = isChecked ? read.fork : Self.fork(of: read.signed)
    self.isChecked = isChecked
    self.names = names
  }

  /// What was signed.
  init(_ signed: SignedTransaction, by sender: Address) {
    transaction = signed.transaction
    self.signed = signed
    self.sender = sender
    sidecar = nil
    fork = Self.fork(of: signed)
    isChecked = false
    names = .known
  }

  /// Whose gas is stated when no fork was named: the chain's own.
  private static func fork(of signed: SignedTransaction) -> Fork {
    let network = signed.transaction.chainID.flatMap(Network.withChainID)
    return network?.coin == .btt ? .bttc : .newest
  }

  /// - Parameter heading: How the first line is shown.
  func text(heading: (String) -> String = { $0 }) -> String {
    var lines = [heading(summary)]
    for (label, value) in fields {
      lines.append(label.padded + value)
    }
    lines += warnings.map { "Note: \($0)" }
    return lines.joined(separator: "\n")
  }

  // MARK: - What stands in it

  private var network: Network? { transaction.chainID.flatMap(Network.withChainID) }

  /// The chain's coin, where it is known.
  private var coin: Denomination? {
    network?.coin ?? (transaction.chainID == 1 ? Denomination.named("ETH") : nil)
  }

  private func amount(_ wei: UInt256) -> String {
    guard let coin, !wei.isZero else { return "\(wei) wei" }
    return "\(TokenAmount(smallestUnits: wei, in: coin)) (\(wei) wei)"
  }

  private func price(_ wei: UInt256) -> String {
    guard !wei.isZero else { return "0 wei" }
    return "\(TokenAmount(smallestUnits: wei, in: .gwei)) (\(wei) wei)"
  }

  private var summary: String {
    let valid = isChecked ? ", valid under \(fork)" : ""
    return "Transaction of type \(transaction.type)\(valid)"
  }

  private var fields: [(String, String)] {
    var fields: [(String, String)] = []
    if let signed { fields.append(("Hash", signed.hash.hex)) }
    if let sender { fields.append(("From", sender.checksummed)) }
    if let to = transaction.to {
      let known = KnownContract.at(to).first { $0.chainID == transaction.chainID }
      fields.append(("To", to.checksummed + (known.map { ", \($0.name)" } ?? "")))
    } else {
      fields.append(("To", "nobody: it creates a contract"))
      if let sender,
        let created = try? ContractAddress.create(sender: sender, nonce: transaction.nonce)
      {
        fields.append(("Creates", created.checksummed))
      }
    }
    fields.append(("Value", amount(transaction.value)))
    fields.append(("Nonce", transaction.nonce.description))
    fields.append(("Chain", chain))
    fields += gasFields
    fields += blobFields
    fields += listFields
    fields.append(("Input", input))
    return fields
  }

  private var chain: String {
    guard let chainID = transaction.chainID else { return "any: no chain id was signed" }
    return network?.description ?? "\(chainID)"
  }

  private var gasFields: [(String, String)] {
    let gas = IntrinsicGas(of: transaction, under: fork)
    var fields = [("Gas limit", transaction.gasLimit.description)]
    let floor = gas.floor.flatMap { $0 > gas.cost ? ", at least \($0) for the calldata" : nil }
    fields.append(("Intrinsic", "\(gas.cost)\(floor ?? "") (\(fork))"))
    if let fees = transaction.fees {
      fields.append(("Gas price", "at most \(price(fees.maxFeePerGas))"))
      fields.append(("Tip", "at most \(price(fees.maxPriorityFeePerGas))"))
    } else {
      fields.append(("Gas price", price(transaction.maximumFeePerGas)))
    }
    if let blobs = transaction.blobs {
      fields.append(("Blob gas", "\(blobs.gas), at most \(price(blobs.maxFeePerBlobGas)) each"))
    }
    fields.append(
      ("Fee", transaction.maximumFee.map { "at most \(amount($0))" } ?? "above 2^256 wei"))
    return fields
  }

  private var blobFields: [(String, String)] {
    var fields: [(String, String)] = []
    for hash in transaction.blobs?.versionedHashes ?? [] { fields.append(("Blob", hash.hex)) }
    if let sidecar {
      let form = sidecar.form == .blobProofs ? "EIP-4844" : "EIP-7594, cell proofs"
      fields.append(
        (
          "Sidecar",
          "\(counted(sidecar.blobs.count, "blob")), \(counted(sidecar.proofs.count, "proof")) (\(form)); the hashes are those of the commitments, the proofs were not verified"
        ))
    }
    return fields
  }

  private var listFields: [(String, String)] {
    var fields: [(String, String)] = []
    for entry in transaction.accessList ?? [] {
      let keys = entry.storageKeys.map { "\n\("".padded)  slot \($0.hex)" }.joined()
      fields.append(("Access", entry.address.checksummed + keys))
    }
    for signed in transaction.authorizations ?? [] {
      let authorization = signed.authorization
      let who: String
      do { who = try signed.authority().checksummed } catch { who = "nobody (\(error))" }
      let what =
        authorization.address == .zero
        ? "takes its delegation back" : "runs the code of \(authorization.address.checksummed)"
      let chain = authorization.chainID.isZero ? "every chain" : "chain \(authorization.chainID)"
      fields.append(("Authorises", "\(who) \(what), on \(chain), nonce \(authorization.nonce)"))
    }
    return fields
  }

  private var input: String {
    let input = transaction.input
    guard !input.isEmpty else { return "none" }
    var parts = [counted(input.count, "byte")]
    var call: [String] = []
    if transaction.to == nil {
      parts.append("init code")
    } else if let (function, arguments) = names.call(in: input) {
      // Several functions can have one selector; whose it is only the contract's code tells.
      parts.append("probably \(function.signature)")
      call = function.inputs.lines(arguments)
    } else if input.count >= 4 {
      parts.append("selector \(Hex.encode(input.prefix(4)))")
    }
    let shown = Hex.encode(input.prefix(Self.shownInputSize))
    let rest = input.count > Self.shownInputSize ? "... (--json shows all)" : ""
    return ([parts.joined(separator: ", ")] + (call + [shown + rest]).map { "".padded + $0 })
      .joined(separator: "\n")
  }

  /// What a signer or reader should not overlook.
  private var warnings: [String] {
    var warnings: [String] = []
    if transaction.chainID == nil {
      warnings.append("unprotected: everybody can send it on every other chain too (EIP-155).")
    }
    if transaction.to == nil, transaction.input.isEmpty {
      warnings.append("it creates a contract without code; whatever is sent with it is lost.")
    }
    if transaction.to == .zero {
      warnings.append("it is sent to the zero address, from which nothing comes back.")
    }
    if !fork.includes(transaction.type.firstFork) {
      warnings.append(
        "the chain's nodes take types 0 and 1 (BTTC is Berlin without London); ask one before you send it."
      )
    }
    let minimum = IntrinsicGas(of: transaction, under: fork).minimum
    if transaction.gasLimit < minimum {
      warnings.append(
        "the gas limit is below the \(minimum) that \(fork) charges before anything runs.")
    }
    if transaction.authorizations?.contains(where: { $0.authorization.chainID.isZero }) == true {
      warnings.append("an authorisation with chain id 0 counts on every chain.")
    }
    return warnings
  }
}

extension String {
  /// A label and the blanks behind it.
  fileprivate var padded: String { self + String(repeating: " ", count: max(1, 12 - count)) }
}
