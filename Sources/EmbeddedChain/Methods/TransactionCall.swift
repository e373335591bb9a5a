import EVMAccounts
import EVMPrimitives
import ExactJSON

/// The object in which calls and transactions to be signed are stated; all of it may be missing.
struct TransactionCall: Sendable {
  var from: Address?
  var to: Address?
  var gas: UInt64?
  var gasPrice: UInt256?
  var maxFeePerGas: UInt256?
  var maxPriorityFeePerGas: UInt256?
  var value: UInt256?
  var nonce: UInt64?
  var input: [UInt8]?
  var accessList: [AccessListEntry]?
  var chainID: UInt64?
  var type: UInt64?
  var maxFeePerBlobGas: UInt256?
  var blobVersionedHashes: [Hash256]?
  var authorizations: [SignedAuthorization]?

  init(_ object: JSONValue) throws(JSONTypeError) {
    guard object.kind == .object else { throw object.wrongKind(.object) }
    typealias Value = JSONValue
    from = try object.member("from") { (v: Value) throws(JSONTypeError) in try v.rpcAddress() }
    if object["to"]?.string != "0x", object["to"]?.string != "" {
      to = try object.member("to") { (v: Value) throws(JSONTypeError) in try v.rpcAddress() }
    }
    gas = try object.member("gas") { (v: Value) throws(JSONTypeError) in try v.rpcNumber() }
    if gas == nil {
      gas = try object.member("gasLimit") { (v: Value) throws(JSONTypeError) in
        try v.rpcNumber()
      }
    }
    func word(_ key: String) throws(JSONTypeError) -> UInt256? {
      try object.member(key) { (v: Value) throws(JSONTypeError) in try v.rpcWord() }
    }
    gasPrice = try word("gasPrice")
    maxFeePerGas = try word("maxFeePerGas")
    maxPriorityFeePerGas = try word("maxPriorityFeePerGas")
    value = try word("value")
    maxFeePerBlobGas = try word("maxFeePerBlobGas")
    nonce = try object.member("nonce") { (v: Value) throws(JSONTypeError) in try v.rpcNumber() }
    chainID = try object.member("chainId") { (v: Value) throws(JSONTypeError) in
      try v.rpcNumber()
    }
    type = try object.member("type") { (v: Value) throws(JSONTypeError) in try v.rpcNumber() }
    let data = try object.member("data") { (v: Value) throws(JSONTypeError) in try v.rpcBytes() }
    input = try object.member("input") { (v: Value) throws(JSONTypeError) in try v.rpcBytes() }
    if let data, let input, data != input {
      throw object.invalid(
        "both \"data\" and \"input\" are set and not equal; please use \"input\" to pass transaction call data."
      )
    }
    input = input ?? data
    if gasPrice != nil, maxFeePerGas != nil || maxPriorityFeePerGas != nil {
      throw object.invalid(
        "both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified; give one of them.")
    }
    try readLists(object)
  }

  private mutating func readLists(_ object: JSONValue) throws(JSONTypeError) {
    accessList = try object.member("accessList") { (value) throws(JSONTypeError) in
      try value.list { (entry) throws(JSONTypeError) in
        AccessListEntry(
          address: try entry.require("address").rpcAddress(),
          storageKeys: try entry.member("storageKeys") { (keys) throws(JSONTypeError) in
            try keys.list { (key) throws(JSONTypeError) in try key.rpcHash() }
          } ?? [])
      }
    }
    blobVersionedHashes = try object.member("blobVersionedHashes") {
      (value) throws(JSONTypeError) in
      try value.list { (hash) throws(JSONTypeError) in try hash.rpcHash() }
    }
    authorizations = try object.member("authorizationList") { (value) throws(JSONTypeError) in
      try value.list { (entry) throws(JSONTypeError) in
        let parity = try entry.require("yParity").rpcNumber()
        guard let yParity = UInt8(exactly: parity) else {
          throw entry.invalid("a y parity is 0 or 1.")
        }
        return SignedAuthorization(
          Authorization(
            chainID: try entry.require("chainId").rpcWord(),
            address: try entry.require("address").rpcAddress(),
            nonce: try entry.require("nonce").rpcNumber()),
          yParity: yParity, r: try entry.require("r").rpcWord(),
          s: try entry.require("s").rpcWord())
      }
    }
  }
}

// MARK: - As a transaction

extension TransactionCall {
  /// The fields that were settled for the ones that may be missing.
  struct Filling {
    var nonce: UInt64
    var gasLimit: UInt64
    var chainID: UInt64
    /// Whether type 0 carries the chain id, as it can since Spurious Dragon.
    var protects: Bool
    /// The price of types 0 and 1, and the cap and tip of the others.
    var gasPrice: UInt256
    var fees: GasFees
    /// Whether a cap and a tip are preferred to one price.
    var prefersFees: Bool
  }

  /// The type that the fields have, or that was asked for.
  private func variantType(prefersFees: Bool) throws(RPCError) -> TransactionType {
    if let type {
      guard let known = UInt8(exactly: type).flatMap(TransactionType.init(rawValue:)) else {
        throw .invalidArguments("transaction type not supported: there are 0x0 to 0x4.")
      }
      return known
    }
    if authorizations != nil { return .setCode }
    if blobVersionedHashes != nil { return .blob }
    if maxFeePerGas != nil || maxPriorityFeePerGas != nil { return .feeMarket }
    if gasPrice != nil || !prefersFees { return accessList == nil ? .legacy : .accessList }
    return .feeMarket
  }

  /// The transaction, with what is missing taken from a filling.
  func unsigned(_ filling: Filling) throws(RPCError) -> UnsignedTransaction {
    let price = gasPrice ?? filling.gasPrice
    let fees = GasFees(
      maxFeePerGas: maxFeePerGas ?? gasPrice ?? filling.fees.maxFeePerGas,
      maxPriorityFeePerGas: maxPriorityFeePerGas ?? gasPrice
        ?? min(filling.fees.maxPriorityFeePerGas, maxFeePerGas ?? .max))
    let chain = chainID ?? filling.chainID
    let list = accessList ?? []
    let variant: UnsignedTransaction.Variant
    switch try variantType(prefersFees: filling.prefersFees) {
    case .legacy: variant = .legacy(chainID: filling.protects ? chain : nil, gasPrice: price)
    case .accessList: variant = .accessList(chainID: chain, gasPrice: price, accessList: list)
    case .feeMarket: variant = .feeMarket(chainID: chain, fees: fees, accessList: list)
    case .blob:
      variant = .blob(
        chainID: chain, fees: fees, accessList: list,
        blobs: BlobTerms(
          maxFeePerBlobGas: maxFeePerBlobGas ?? .one, versionedHashes: blobVersionedHashes ?? []))
    case .setCode:
      variant = .setCode(
        chainID: chain, fees: fees, accessList: list, authorizations: authorizations ?? [])
    }
    do {
      return try UnsignedTransaction(
        nonce: nonce ?? filling.nonce, gasLimit: gas ?? filling.gasLimit, to: to,
        value: value ?? .zero, input: input ?? [], variant: variant)
    } catch { throw .invalidArguments(error.description) }
  }
}
