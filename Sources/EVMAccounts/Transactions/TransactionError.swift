public import EVMCrypto
public import EVMPrimitives

/// Why bytes or fields are not a transaction, whatever the chain and its rules.
public enum TransactionError: Error, Hashable, Sendable {
  /// There is no byte at all.
  case empty
  /// A first byte that is neither a known type nor the start of a list.
  case unknownType(UInt8)
  /// What follows the type is not canonical RLP. Offsets in the error count from the first byte of
  /// the RLP: that after the type byte, if there is one.
  case rlp(RLPError, type: TransactionType)
  /// The RLP is a byte string.
  case notAList(TransactionType)
  /// Another number of fields than the type has.
  case wrongFieldCount(TransactionType, expected: Int, found: Int)
  /// A list where bytes must stand.
  case listInsteadOfBytes(TransactionField)
  /// Bytes where a list must stand.
  case bytesInsteadOfList(TransactionField)
  /// A number with zero bytes in front.
  case leadingZero(TransactionField)
  /// A number of more bytes than its range has.
  case numberTooLarge(TransactionField, byteLimit: Int, found: Int)
  /// Bytes of a fixed length that have another.
  case wrongByteCount(TransactionField, expected: Int, found: Int)
  /// A list of another length than its form has.
  case wrongItemCount(TransactionField, expected: Int, found: Int)
  /// The nonce 2^64 - 1, which EIP-2681 forbids.
  case nonceTooLarge(UInt64)
  /// A type that cannot create contracts, without a recipient.
  case missingRecipient(TransactionType)
  /// A v of type 0 that is neither 27, 28, nor 35 or more.
  case invalidV(UInt256)
  /// A v of type 0 whose chain id does not fit 64 bits.
  case chainIDTooLarge(v: UInt256)
  /// A y parity other than 0 and 1.
  case invalidYParity(UInt256)
  /// r or s out of range.
  case signature(SignatureError)
  /// The network form of type 3 where the bare transaction is wanted.
  case networkForm
  /// A network form that has another number of parts than 4, or 5 with a version.
  case wrongWrapperItemCount(Int)
  /// A network form with a wrapper version that is not known.
  case unknownWrapperVersion(UInt64)
  /// Blobs, commitments and proofs whose numbers do not belong together.
  case sidecarCount(TransactionField, expected: Int, found: Int)
  /// A versioned hash that is not that of the commitment at its place.
  case commitmentMismatch(index: Int, versionedHash: Hash256, computed: Hash256)
  /// A sidecar for a transaction without blobs.
  case sidecarWithoutBlobs(TransactionType)
}

extension TransactionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty:
      "There are no bytes; give the signed raw transaction."
    case .unknownType(let byte):
      "The transaction begins with \(Hex.encode([byte])), which is no known type; a typed one begins with 0x01 to 0x04, a legacy one with the RLP of a list (0xc0 or above)."
    case .rlp(let error, let type):
      "The transaction's RLP\(type == .legacy ? "" : " after its type byte") cannot be read. \(error)"
    case .notAList(let type):
      "A transaction of type \(type) is an RLP list, but these bytes are an RLP string; give the raw transaction as it is sent."
    case .wrongFieldCount(.legacy, _, 6):
      "The list has the 6 fields of a legacy transaction without its signature; give the signed one, which has 9."
    case .wrongFieldCount(let type, let expected, let found):
      "A signed transaction of type \(type) has \(expected) fields, but this one has \(found)\(expected - found == 3 ? ": its signature is missing, so sign it first" : "; give the raw transaction as it is sent")."
    case .listInsteadOfBytes(let field):
      "The \(field) is an RLP list, but must be a byte string; the sender has to encode it again."
    case .bytesInsteadOfList(let field):
      "The \(field) is an RLP byte string, but must be a list; the sender has to encode it again."
    case .leadingZero(let field):
      "The \(field) has a leading zero byte, which RLP forbids in numbers; the sender has to encode it again."
    case .numberTooLarge(let field, let byteLimit, let found):
      "The \(field) has \(found) bytes, but is a number of at most \(byteLimit); no chain takes it."
    case .wrongByteCount(.to, _, let found):
      "The recipient has \(counted(found, "byte")), but an address has 20 (and none at all creates a contract)."
    case .wrongByteCount(let field, let expected, let found):
      "The \(field) has \(counted(found, "byte")), but must have \(expected)."
    case .wrongItemCount(let field, let expected, let found):
      "The \(field) has \(counted(found, "item")), but must have \(expected)."
    case .nonceTooLarge(let nonce):
      "The nonce is \(nonce), but the greatest is \(UnsignedTransaction.maximumNonce) (EIP-2681); the account cannot send any more."
    case .missingRecipient(let type):
      "A transaction of type \(type) cannot create a contract; name its recipient."
    case .invalidV(let v):
      "The signature's v is \(v); it must be 27 or 28, or with the chain id in it (EIP-155) 35 or more."
    case .chainIDTooLarge(let v):
      "The signature's v is \(v), so its chain id does not fit 64 bits; no such chain is known."
    case .invalidYParity(let parity):
      "The signature's y parity is \(parity); it must be 0 or 1."
    case .signature(let error):
      error.description
    case .networkForm:
      "This is the form in which blobs travel, with the blobs beside the transaction; give the transaction alone, or read it as a pooled transaction."
    case .wrongWrapperItemCount(let count):
      "The network form of a blob transaction has \(counted(count, "part")), but must have 4 (EIP-4844), or 5 with a version in front of the blobs (EIP-7594)."
    case .unknownWrapperVersion(let version):
      "The blobs come in a wrapper of version \(version); only version 1 (EIP-7594) and the one without a version (EIP-4844) are known."
    case .sidecarCount(let field, let expected, let found):
      "The \(field) has \(counted(found, "item")), but the transaction's blobs need \(expected)."
    case .commitmentMismatch(let index, let versionedHash, let computed):
      "Blob versioned hash \(index) is \(versionedHash), but commitment \(index) has \(computed); the blobs belong to another transaction."
    case .sidecarWithoutBlobs(let type):
      "A transaction of type \(type) has no blobs, so none can travel with it; leave them out."
    }
  }
}
