/// A field of a transaction's encoding, as an error names it. Entries of lists are counted from 0.
public enum TransactionField: Hashable, Sendable {
  case chainID
  case nonce
  case gasPrice
  case maxPriorityFeePerGas
  case maxFeePerGas
  case gasLimit
  case to
  case value
  case input
  case accessList
  case accessListEntry(Int)
  case accessListAddress(entry: Int)
  case storageKeys(entry: Int)
  case storageKey(entry: Int, key: Int)
  case maxFeePerBlobGas
  case blobVersionedHashes
  case blobVersionedHash(Int)
  case authorizationList
  case authorization(Int)
  case authorizationPart(Int, Part)
  case v
  case yParity
  case r
  case s
  case wrapperVersion
  case blobs
  case blob(Int)
  case commitments
  case commitment(Int)
  case proofs
  case proof(Int)

  /// A field of an authorisation.
  public enum Part: String, Hashable, Sendable {
    case chainID = "chain id"
    case address, nonce
    case yParity = "y parity"
    case r, s
  }
}

extension TransactionField: CustomStringConvertible {
  public var description: String {
    switch self {
    case .chainID: "chain id"
    case .nonce: "nonce"
    case .gasPrice: "gas price"
    case .maxPriorityFeePerGas: "max priority fee per gas"
    case .maxFeePerGas: "max fee per gas"
    case .gasLimit: "gas limit"
    case .to: "recipient"
    case .value: "value"
    case .input: "input"
    case .accessList: "access list"
    case .accessListEntry(let entry): "entry \(entry) of the access list"
    case .accessListAddress(let entry): "address of entry \(entry) of the access list"
    case .storageKeys(let entry): "list of storage keys in entry \(entry) of the access list"
    case .storageKey(let entry, let key): "storage key \(key) of entry \(entry) of the access list"
    case .maxFeePerBlobGas: "max fee per blob gas"
    case .blobVersionedHashes: "list of blob versioned hashes"
    case .blobVersionedHash(let index): "blob versioned hash \(index)"
    case .authorizationList: "authorisation list"
    case .authorization(let index): "authorisation \(index)"
    case .authorizationPart(let index, let part): "\(part.rawValue) of authorisation \(index)"
    case .v: "v"
    case .yParity: "y parity"
    case .r: "r"
    case .s: "s"
    case .wrapperVersion: "wrapper version"
    case .blobs: "list of blobs"
    case .blob(let index): "blob \(index)"
    case .commitments: "list of commitments"
    case .commitment(let index): "commitment \(index)"
    case .proofs: "list of proofs"
    case .proof(let index): "proof \(index)"
    }
  }
}
