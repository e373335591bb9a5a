public import EVMCrypto
public import EVMPrimitives
public import ExactJSON

/// A transaction to be signed, as JSON states it.
///
/// The keys are those of Ethereum's JSON-RPC. Strict: an unknown key is refused, and so is a field
/// that the type does not have; a missing `type` follows from the fields. Numbers are decimal
/// strings, `0x` hex or JSON integers, read exactly. `value` is 0 and `input` empty when missing.
/// A missing `to` (or `null`, or `0x`) creates a contract.
///
/// `hash`, `sender` and `intrinsicGas`, which ``SignedTransaction/json(under:)`` writes too, may
/// stand in it, so that a decoded transaction can be edited and signed again.
public struct TransactionDocument: Hashable, Sendable {
  public let transaction: UnsignedTransaction
  /// The account that has to sign, if the document says so.
  public let sender: Address?
  /// The hash that the signed transaction must have, if the document says so.
  public let hash: Hash256?
  /// Whether `chainId` is `null`: the document itself asks for an unprotected transaction.
  public let waivesReplayProtection: Bool

  /// The keys that a document may have.
  public static let keys = [
    "type", "hash", "sender", "from", "chainId", "nonce", "to", "value", "gas", "gasPrice",
    "maxFeePerGas", "maxPriorityFeePerGas", "maxFeePerBlobGas", "blobVersionedHashes", "input",
    "data", "accessList", "authorizationList", "intrinsicGas",
  ]

  /// The transaction of a JSON object.
  ///
  /// - Throws: `JSONTypeError` with the place of the first thing that is wrong.
  public init(_ object: JSONValue) throws(JSONTypeError) {
    try object.requireKeys(known: Self.keys)
    waivesReplayProtection = object["chainId"]?.isNull ?? false
    sender = try object.agreeing("sender", "from") { (value) throws(JSONTypeError) in
      try value.address()
    }
    hash = try object.optional("hash") { (value) throws(JSONTypeError) in try value.fixed() }
    if let gas = object["intrinsicGas"] { _ = try gas.number() }
    let input = try object.agreeing("input", "data") { (value) throws(JSONTypeError) in
      try value.hex()
    }
    let nonce = try object.require("nonce").number()
    let gasLimit = try object.require("gas").number()
    let to = try object.recipient()
    let value = try object["value"]?.word() ?? .zero
    let variant = try UnsignedTransaction.Variant(object)
    do {
      transaction = try UnsignedTransaction(
        nonce: nonce, gasLimit: gasLimit, to: to, value: value, input: input ?? [],
        variant: variant)
    } catch { throw object.invalid(error.description) }
  }

  /// Signs the transaction.
  ///
  /// - Parameter replay: By default what could be played again on other chains is refused, unless
  ///   the document asks for it (``waivesReplayProtection``).
  /// - Throws: ``TransactionRefusal`` as for ``UnsignedTransaction/signed(with:replay:)``, when it
  ///   breaks a rule that holds on every chain, and when sender or hash are not the stated ones.
  public func signed(
    with key: SecretKey, replay: ReplayProtection = .required
  ) throws(TransactionRefusal) -> SignedTransaction {
    let isChainZero = transaction.chainID == 0 && replay == .waived
    try TransactionRules(fork: .newest, chainID: isChainZero ? 0 : nil, checksGas: false)
      .check(transaction)
    if let sender {
      let account = key.publicKey.address
      guard account == sender else { throw .otherSender(stated: sender, key: account) }
    }
    let signed = try transaction.signed(
      with: key, replay: waivesReplayProtection ? .waived : replay)
    if let hash {
      let made = signed.hash
      guard made == hash else { throw .otherHash(stated: hash, signed: made) }
    }
    return signed
  }
}

// MARK: - Types and their fields

extension TransactionType {
  /// The keys of the fields that some types have and others lack.
  private static let ownKeys: [(key: String, types: [TransactionType])] = [
    ("gasPrice", [.legacy, .accessList]),
    ("maxFeePerGas", [.feeMarket, .blob, .setCode]),
    ("maxPriorityFeePerGas", [.feeMarket, .blob, .setCode]),
    ("accessList", [.accessList, .feeMarket, .blob, .setCode]),
    ("maxFeePerBlobGas", [.blob]),
    ("blobVersionedHashes", [.blob]),
    ("authorizationList", [.setCode]),
  ]

  /// The type that a document states, or that its fields have.
  fileprivate init(_ object: JSONValue) throws(JSONTypeError) {
    let present = Self.ownKeys.filter { object[$0.key] != nil }
    if let value = object["type"] {
      let number = try value.word()
      guard let type = UInt8(exactly: number).flatMap(TransactionType.init(rawValue:)) else {
        throw value.invalid("There is no transaction type \(number); there are 0 to 4.")
      }
      self = type
    } else {
      // The oldest type that has all the fields.
      self =
        Self.allCases.first { type in present.allSatisfy { $0.types.contains(type) } } ?? .legacy
    }
    for (key, types) in present where !types.contains(self) {
      let others = types.map { String($0.rawValue) }.joined(separator: ", ")
      throw (object[key] ?? object).invalid(
        object["type"] == nil
          ? "The fields \(present.map(\.key).joined(separator: ", ")) belong to no one type; \(key) is a field of type \(others)."
          : "A transaction of type \(self) has no \(key), which is a field of type \(others).")
    }
  }
}

extension UnsignedTransaction.Variant {
  fileprivate init(_ object: JSONValue) throws(JSONTypeError) {
    let type = try TransactionType(object)
    if type == .legacy {
      let chainID = try object.optional("chainId") { (value) throws(JSONTypeError) in
        try value.number()
      }
      self = .legacy(chainID: chainID, gasPrice: try object.require("gasPrice").word())
      return
    }
    let chainID = try object.require("chainId").number()
    let list = try object["accessList"]?.accessList() ?? []
    if type == .accessList {
      self = .accessList(
        chainID: chainID, gasPrice: try object.require("gasPrice").word(), accessList: list)
      return
    }
    let fees = GasFees(
      maxFeePerGas: try object.require("maxFeePerGas").word(),
      maxPriorityFeePerGas: try object.require("maxPriorityFeePerGas").word())
    switch type {
    case .blob:
      let blobs = BlobTerms(
        maxFeePerBlobGas: try object.require("maxFeePerBlobGas").word(),
        versionedHashes: try object.require("blobVersionedHashes").list {
          (value) throws(JSONTypeError) in try value.fixed()
        })
      self = .blob(chainID: chainID, fees: fees, accessList: list, blobs: blobs)
    case .setCode:
      let authorizations = try object.require("authorizationList").list {
        (value) throws(JSONTypeError) in try value.authorization()
      }
      self = .setCode(
        chainID: chainID, fees: fees, accessList: list, authorizations: authorizations)
    default:
      self = .feeMarket(chainID: chainID, fees: fees, accessList: list)
    }
  }
}
