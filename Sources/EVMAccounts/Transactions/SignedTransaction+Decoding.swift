import EVMCrypto
import EVMPrimitives

extension SignedTransaction {
  /// The transaction that raw bytes are, as a node takes and a block holds them.
  ///
  /// Strict: canonical RLP, every field in its range and of its length, nothing behind. What depends
  /// on a fork or a chain (which types exist, gas, a high s) is left to ``TransactionRules``.
  /// - Throws: ``TransactionError`` with the field.
  public init(decoding bytes: [UInt8]) throws(TransactionError) {
    let (type, items) = try Self.fields(of: bytes)
    if type == .blob, case .list? = items.first { throw .networkForm }
    try self.init(type, items)
  }

  /// How much is decoded: more bytes than EIP-7934 lets a whole block have are no transaction, and
  /// nothing in one is nested deeper than four lists. What has most items for its bytes is an
  /// authorisation of zeros, 7 in 27; so bytes that are no transaction take 20 times their size at
  /// most.
  private static func limits(_ byteCount: Int) -> RLPLimits {
    RLPLimits(depth: 8, byteCount: 10 << 20, itemCount: 64 + byteCount / 3)
  }

  /// The type of raw bytes, and the items of their list.
  static func fields(
    of bytes: [UInt8]
  ) throws(TransactionError) -> (TransactionType, [RLPItem]) {
    guard let first = bytes.first else { throw .empty }
    let type: TransactionType
    var rlp = bytes
    if first >= 0xc0 {
      type = .legacy
    } else {
      guard first > 0, let typed = TransactionType(rawValue: first) else {
        throw .unknownType(first)
      }
      type = typed
      rlp.removeFirst()
    }
    let item: RLPItem
    do { item = try RLP.decode(rlp, limits: limits(rlp.count)) } catch {
      throw .rlp(error, type: type)
    }
    guard case .list(let items) = item else { throw .notAList(type) }
    return (type, items)
  }

  /// The transaction of a type's fields.
  init(_ type: TransactionType, _ items: [RLPItem]) throws(TransactionError) {
    guard items.count == type.signedFieldCount else {
      throw .wrongFieldCount(type, expected: type.signedFieldCount, found: items.count)
    }
    var reader = TransactionFieldReader(items)
    self = type == .legacy ? try Self.legacy(&reader) : try Self.typed(type, &reader)
  }

  private static func legacy(
    _ reader: inout TransactionFieldReader
  ) throws(TransactionError) -> SignedTransaction {
    let nonce = try reader.number(.nonce)
    let gasPrice = try reader.word(.gasPrice)
    let common = try CommonFields(&reader)
    let v = try reader.word(.v)
    let parity: Signature.Parity
    let chainID: UInt64?
    if v == 27 || v == 28 {
      parity = v == 27 ? .even : .odd
      chainID = nil
    } else {
      guard v >= 35 else { throw .invalidV(v) }
      let (id, odd) = (v &- 35).quotientAndRemainder(dividingBy: 2)
      guard let id = UInt64(exactly: id) else { throw .chainIDTooLarge(v: v) }
      chainID = id
      parity = odd.isZero ? .even : .odd
    }
    return try common.signed(
      nonce: nonce, variant: .legacy(chainID: chainID, gasPrice: gasPrice), parity: parity, &reader)
  }

  private static func typed(
    _ type: TransactionType, _ reader: inout TransactionFieldReader
  ) throws(TransactionError) -> SignedTransaction {
    let chainID = try reader.number(.chainID)
    let nonce = try reader.number(.nonce)
    let gasPrice = type == .accessList ? try reader.word(.gasPrice) : .zero
    let fees = type == .accessList ? nil : try GasFees(&reader)
    let common = try CommonFields(&reader)
    let list = try reader.accessList()
    let variant: UnsignedTransaction.Variant
    switch (type, fees) {
    case (.feeMarket, let fees?):
      variant = .feeMarket(chainID: chainID, fees: fees, accessList: list)
    case (.blob, let fees?):
      let blobs = BlobTerms(
        maxFeePerBlobGas: try reader.word(.maxFeePerBlobGas),
        versionedHashes: try reader.versionedHashes())
      variant = .blob(chainID: chainID, fees: fees, accessList: list, blobs: blobs)
    case (.setCode, let fees?):
      variant = .setCode(
        chainID: chainID, fees: fees, accessList: list,
        authorizations: try reader.authorizations())
    default:
      variant = .accessList(chainID: chainID, gasPrice: gasPrice, accessList: list)
    }
    let yParity = try reader.word(.yParity)
    guard let parity = UInt8(exactly: yParity).flatMap(Signature.Parity.init(rawValue:)) else {
      throw .invalidYParity(yParity)
    }
    return try common.signed(nonce: nonce, variant: variant, parity: parity, &reader)
  }
}

/// The fields that stand side by side in every type.
private struct CommonFields {
  let gasLimit: UInt64
  let to: Address?
  let value: UInt256
  let input: [UInt8]

  init(_ reader: inout TransactionFieldReader) throws(TransactionError) {
    gasLimit = try reader.number(.gasLimit)
    to = try reader.recipient()
    value = try reader.word(.value)
    input = try reader.bytes(.input)
  }

  /// The whole, once r and s are read too.
  func signed(
    nonce: UInt64, variant: UnsignedTransaction.Variant, parity: Signature.Parity,
    _ reader: inout TransactionFieldReader
  ) throws(TransactionError) -> SignedTransaction {
    let r = Hash256(try reader.word(.r))
    let s = Hash256(try reader.word(.s))
    let transaction = try UnsignedTransaction(
      nonce: nonce, gasLimit: gasLimit, to: to, value: value, input: input, variant: variant)
    let signature: Signature
    do { signature = try Signature(r: r, s: s, parity: parity) } catch { throw .signature(error) }
    return try SignedTransaction(transaction, signature: signature)
  }
}

extension GasFees {
  fileprivate init(_ reader: inout TransactionFieldReader) throws(TransactionError) {
    maxPriorityFeePerGas = try reader.word(.maxPriorityFeePerGas)
    maxFeePerGas = try reader.word(.maxFeePerGas)
  }
}
