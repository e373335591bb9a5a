import EVMAccounts
import EVMPrimitives
public import ExactJSON

extension TransactionBundle {
  static let format = "chequer-transactions/1"

  /// The bundle's file. Bytes that are signed stand in it, keys never do.
  public var json: JSON {
    [
      "format": .string(Self.format), "chainId": .integer(owner.chainID),
      "genesis": .string(owner.genesis.hex), "account": .string(owner.account.checksummed),
      "transactions": .array(
        items.map { item in
          var members: [JSON.Member] = [
            .init("transaction", item.transaction.documentJSON),
            .init("purpose", item.purpose.json),
          ]
          if let signed = item.signed {
            members.append(.init("hash", .string(signed.hash.hex)))
            members.append(.init("raw", .string(Hex.encode(signed.encoded))))
          }
          return .object(members)
        }),
    ]
  }

  /// Reads a bundle's file.
  ///
  /// - Throws: ``BundleError``.
  public init(parsing text: [UInt8]) throws(BundleError) {
    let root: JSONValue
    do { root = try JSONDocument(parsing: text).root } catch {
      throw .notJSON(error.description)
    }
    guard let format = root["format"]?.string else {
      throw .notJSON("There is no format in it.")
    }
    guard format == Self.format else { throw .otherFormat(format) }
    do throws(JSONTypeError) {
      owner = JournalOwner(
        chainID: try root.require("chainId").integer(),
        genesis: try root.require("genesis").journalHash(),
        account: try root.require("account").journalAddress())
      items = []
      for value in try root.require("transactions").requireElements() {
        try value.requireKeys(known: ["transaction", "purpose", "hash", "raw"])
        let raw = try value["raw"].map { (raw) throws(JSONTypeError) in try raw.journalBytes() }
        items.append(
          Item(
            transaction: try TransactionDocument(value.require("transaction")).transaction,
            purpose: try TransactionPurpose(value.require("purpose")),
            signed: try raw.map { (raw) throws(JSONTypeError) in
              do { return try SignedTransaction(decoding: raw) } catch {
                throw value.invalid(String(describing: error))
              }
            }))
      }
    } catch { throw .notJSON(error.description) }
    try check()
  }

  private func check() throws(BundleError) {
    guard !items.isEmpty else { throw .empty }
    for (index, item) in items.enumerated() {
      guard item.transaction.chainID == owner.chainID else {
        throw .otherChain(item: index + 1, found: item.transaction.chainID)
      }
      guard let signed = item.signed else { continue }
      guard signed.transaction == item.transaction else { throw .otherBytes(item: index + 1) }
      let sender = try? signed.sender()
      guard sender == owner.account else {
        throw .otherSigner(item: index + 1, expected: owner.account, found: sender)
      }
    }
  }
}

extension UnsignedTransaction {
  /// The transaction as `TransactionDocument` reads it; of the types that are made here.
  fileprivate var documentJSON: JSON {
    func number(_ value: some FixedWidthInteger) -> JSON { .string(String(value)) }
    var members: [JSON.Member] = [
      .init("type", number(type.rawValue)), .init("nonce", number(nonce)),
      .init("gas", number(gasLimit)), .init("value", number(value)),
      .init("input", .string(Hex.encode(input))),
    ]
    if let chainID { members.append(.init("chainId", number(chainID))) }
    if let to { members.append(.init("to", .string(to.checksummed))) }
    if let fees {
      members.append(.init("maxFeePerGas", number(fees.maxFeePerGas)))
      members.append(.init("maxPriorityFeePerGas", number(fees.maxPriorityFeePerGas)))
    } else {
      members.append(.init("gasPrice", number(maximumFeePerGas)))
    }
    return .object(members)
  }
}
