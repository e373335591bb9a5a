public import EVMCrypto
public import EVMPrimitives

/// Why a sound transaction is refused: by the rules of a fork or chain, or before it is signed.
public enum TransactionRefusal: Error, Hashable, Sendable {
  /// A type that the fork does not know.
  case typeNotInFork(TransactionType, Fork)
  /// A chain id in v before Spurious Dragon.
  case protectedTooEarly(chainID: UInt64, Fork)
  /// Signed for another chain.
  case wrongChain(expected: UInt64, found: UInt64)
  /// Signed for the chain 0, which there is not.
  case chainIDZero
  /// Type 0 without a chain id, when it is to be signed.
  case unprotected
  /// A document that names another sender than the key's account.
  case otherSender(stated: Address, key: Address)
  /// A document that names another hash than the signed transaction has.
  case otherHash(stated: Hash256, signed: Hash256)
  /// An authorisation with chain id 0, when it is to be signed.
  case authorizationForEveryChain
  /// A tip greater than the cap that holds it.
  case tipAboveCap(maxPriorityFeePerGas: UInt256, maxFeePerGas: UInt256)
  /// Gas limit times price above 2^256 - 1.
  case feeOverflow(gasLimit: UInt64, price: UInt256)
  /// Less gas than is due before the first instruction.
  case gasBelowIntrinsic(gasLimit: UInt64, needed: UInt64, Fork)
  /// Less gas than is due for the calldata in the end.
  case gasBelowFloor(gasLimit: UInt64, needed: UInt64, Fork)
  /// More gas than one transaction may have.
  case gasAboveCap(gasLimit: UInt64, cap: UInt64)
  /// Init code of too many bytes.
  case initCodeTooLarge(byteCount: Int, limit: Int)
  /// Type 3 without a blob.
  case noBlobs
  /// Type 3 with more blobs than the fork allows.
  case tooManyBlobs(Int, limit: Int, Fork)
  /// A versioned hash whose first byte is not 1.
  case unknownBlobHashVersion(Hash256, index: Int)
  /// Type 4 without an authorisation.
  case noAuthorizations
  /// A signature with a high s, since Homestead.
  case highS
  /// A signature that nobody made.
  case noSender(SignatureError)
}

extension TransactionRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .typeNotInFork(let type, let fork):
      "\(fork) knows no transactions of type \(type), which came with \(type.firstFork); sign one of an older type\(fork == .bttc ? ": BTTC takes 0 and 1" : "")."
    case .protectedTooEarly(let chainID, let fork):
      "The signature carries the chain id \(chainID), which \(fork) does not know (EIP-155 came with SpuriousDragon); its v must be 27 or 28."
    case .wrongChain(let expected, let found):
      "The transaction is signed for chain \(found), not \(expected); sign it for the chain on which it shall be sent."
    case .chainIDZero:
      "The chain id is 0, which is no chain: whatever takes the transaction at all takes it anywhere. Give the id of the chain, such as 199 for BTTC."
    case .unprotected:
      "The transaction has no chain id, so everybody could send it on every other chain too (EIP-155); give the chain id, such as 199 for BTTC."
    case .otherSender(let stated, let key):
      "The transaction is to be sent by \(stated), but the key is that of \(key); take the right key, or leave the sender out."
    case .otherHash(let stated, let signed):
      "The transaction states the hash \(stated), but signed it has \(signed), so a field was changed; leave the hash out if that was meant."
    case .authorizationForEveryChain:
      "The authorisation has the chain id 0, so it would hand over the account on every chain; give the id of one chain."
    case .tipAboveCap(let maxPriorityFeePerGas, let maxFeePerGas):
      "The max priority fee per gas of \(maxPriorityFeePerGas) wei is above the max fee per gas of \(maxFeePerGas) wei, which must cover it; raise the one or lower the other."
    case .feeOverflow(let gasLimit, let price):
      "The gas limit \(gasLimit) times the price of \(price) wei does not fit 256 bits; nobody can pay that, so lower them."
    case .gasBelowIntrinsic(let gasLimit, let needed, let fork):
      "The gas limit is \(gasLimit), but \(fork) charges \(needed) before anything runs; raise it to that and what the call itself takes."
    case .gasBelowFloor(let gasLimit, let needed, let fork):
      "The gas limit is \(gasLimit), but \(fork) charges at least \(needed) for this calldata (EIP-7623); raise it to that."
    case .gasAboveCap(let gasLimit, let cap):
      "The gas limit is \(gasLimit), but a transaction may have \(cap) since Osaka (EIP-7825); lower it or split the work."
    case .initCodeTooLarge(let byteCount, let limit):
      "The init code has \(byteCount) bytes, but may have \(limit) since Shanghai (EIP-3860); split the contract."
    case .noBlobs:
      "A transaction of type 3 without blobs is none; name at least one versioned hash, or use type 2."
    case .tooManyBlobs(let count, let limit, let fork):
      "The transaction has \(count) blobs, but \(fork) allows \(limit); split it."
    case .unknownBlobHashVersion(let hash, let index):
      "Blob versioned hash \(index) is \(hash), but must begin with 01, the version of KZG commitments."
    case .noAuthorizations:
      "A transaction of type 4 without authorisations is none; add one, or use type 2."
    case .highS:
      "The signature's s is above half the group order, which every fork since Homestead refuses (EIP-2); somebody altered it, so ask the sender for the one that was signed."
    case .noSender(let error): "The transaction has no sender. \(error)"
    }
  }
}
