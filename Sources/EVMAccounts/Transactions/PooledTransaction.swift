import EVMPrimitives

/// A transaction as nodes pass it on before it is in a block: of type 3 with its blobs beside it.
///
/// - SeeAlso: [EIP-4844](https://eips.ethereum.org/EIPS/eip-4844), "PooledTransactions".
public struct PooledTransaction: Hashable, Sendable {
  public let transaction: SignedTransaction
  /// The blobs; `nil` for other types, and for type 3 in the form of a block.
  public let sidecar: BlobSidecar?

  /// A transaction and its blobs.
  ///
  /// - Throws: ``TransactionError`` when the blobs are not those that the transaction names.
  public init(
    _ transaction: SignedTransaction, sidecar: BlobSidecar?
  ) throws(TransactionError) {
    if let sidecar {
      guard let hashes = transaction.transaction.blobs?.versionedHashes else {
        throw .sidecarWithoutBlobs(transaction.transaction.type)
      }
      guard sidecar.blobs.count == hashes.count else {
        throw .sidecarCount(.blobs, expected: hashes.count, found: sidecar.blobs.count)
      }
      for (index, (hash, commitment)) in zip(hashes, sidecar.commitments).enumerated() {
        let computed = BlobSidecar.versionedHash(ofCommitment: commitment)
        guard computed == hash else {
          throw .commitmentMismatch(index: index, versionedHash: hash, computed: computed)
        }
      }
    }
    self.transaction = transaction
    self.sidecar = sidecar
  }

  /// The transaction that raw bytes are, in the form of a block or in that with blobs.
  ///
  /// - Throws: ``TransactionError`` as for ``SignedTransaction/init(decoding:)``, and for the blobs.
  public init(decoding bytes: [UInt8]) throws(TransactionError) {
    let (type, items) = try SignedTransaction.fields(of: bytes)
    guard type == .blob, case .list(let payload)? = items.first else {
      try self.init(try SignedTransaction(type, items), sidecar: nil)
      return
    }
    let form: BlobSidecar.Form
    switch items.count {
    case 4: form = .blobProofs
    case 5:
      let version = try items[1].requireNumber(.wrapperVersion)
      guard version == 1 else { throw .unknownWrapperVersion(version) }
      form = .cellProofs
    default: throw .wrongWrapperItemCount(items.count)
    }
    let parts = Array(items.suffix(3))
    try self.init(
      try SignedTransaction(.blob, payload),
      sidecar: try BlobSidecar(
        form: form,
        blobs: try Self.strings(parts[0], .blobs) { .blob($0) },
        commitments: try Self.strings(parts[1], .commitments) { .commitment($0) },
        proofs: try Self.strings(parts[2], .proofs) { .proof($0) }))
  }

  private static func strings(
    _ item: RLPItem, _ field: TransactionField, _ element: (Int) -> TransactionField
  ) throws(TransactionError) -> [[UInt8]] {
    var strings: [[UInt8]] = []
    for (index, item) in try item.requireList(field).enumerated() {
      strings.append(try item.requireBytes(element(index)))
    }
    return strings
  }

  /// The bytes that are sent to a node: ``SignedTransaction/encoded``, with blobs the wrapper around
  /// it.
  public var encoded: [UInt8] {
    guard let sidecar else { return transaction.encoded }
    func list(_ strings: [[UInt8]]) -> RLPItem { .list(strings.map { .bytes($0) }) }
    let version: [RLPItem] = sidecar.form == .cellProofs ? [.number(1)] : []
    return TransactionType.blob.envelope(
      of: .list(
        [transaction.rlp] + version
          + [list(sidecar.blobs), list(sidecar.commitments), list(sidecar.proofs)]))
  }
}
