import EVMCrypto
public import EVMPrimitives

/// The blobs of a transaction of type 3, with their commitments and proofs, as nodes pass them on.
///
/// Numbers and lengths are checked, and that each versioned hash is that of its commitment (SHA-256
/// alone). **The KZG proofs are not verified**: whether a blob has its commitment is not known here.
///
/// - SeeAlso: [EIP-4844](https://eips.ethereum.org/EIPS/eip-4844), "Networking";
///   [EIP-7594](https://eips.ethereum.org/EIPS/eip-7594), "Networking".
public struct BlobSidecar: Hashable, Sendable {
  /// What proves the blobs.
  public enum Form: Hashable, Sendable {
    /// One proof a blob, EIP-4844: no version stands in front.
    case blobProofs
    /// 128 proofs a blob, one for each cell, EIP-7594: wrapper version 1.
    case cellProofs

    /// How many proofs a blob has.
    public var proofsPerBlob: Int { self == .blobProofs ? 1 : 128 }
  }

  public let form: Form
  /// Each of 131,072 bytes.
  public let blobs: [[UInt8]]
  /// One a blob, each a point of 48 bytes.
  public let commitments: [[UInt8]]
  /// Those of the first blob first, each a point of 48 bytes.
  public let proofs: [[UInt8]]

  /// Bytes of a blob.
  public static let blobByteCount = 131_072
  /// Bytes of a commitment and of a proof.
  public static let pointByteCount = 48

  /// Blobs with what belongs to them.
  ///
  /// - Throws: ``TransactionError`` when a number or a length is wrong.
  public init(
    form: Form, blobs: [[UInt8]], commitments: [[UInt8]], proofs: [[UInt8]]
  ) throws(TransactionError) {
    let proofCount = blobs.count * form.proofsPerBlob
    guard commitments.count == blobs.count else {
      throw .sidecarCount(.commitments, expected: blobs.count, found: commitments.count)
    }
    guard proofs.count == proofCount else {
      throw .sidecarCount(.proofs, expected: proofCount, found: proofs.count)
    }
    try Self.require(Self.blobByteCount, of: blobs) { .blob($0) }
    try Self.require(Self.pointByteCount, of: commitments) { .commitment($0) }
    try Self.require(Self.pointByteCount, of: proofs) { .proof($0) }
    self.form = form
    self.blobs = blobs
    self.commitments = commitments
    self.proofs = proofs
  }

  private static func require(
    _ byteCount: Int, of items: [[UInt8]], _ field: (Int) -> TransactionField
  ) throws(TransactionError) {
    for (index, item) in items.enumerated() where item.count != byteCount {
      throw .wrongByteCount(field(index), expected: byteCount, found: item.count)
    }
  }

  /// The hash by which a transaction names a commitment: 0x01, then SHA-256 without its first byte.
  public static func versionedHash(ofCommitment commitment: [UInt8]) -> Hash256 {
    var bytes = SHA256.hash(commitment).bytes
    bytes[0] = 1
    return bytes.withUnsafeBytes { Hash256(copying: $0) }
  }
}
