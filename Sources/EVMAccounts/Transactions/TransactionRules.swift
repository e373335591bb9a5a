import EVMCrypto
public import EVMPrimitives

/// What makes a transaction valid by itself, before a chain looks at the sender's account.
///
/// These are the rules of Ethereum's published TransactionTests. Nonce and balance of the account,
/// the base fee and the room in a block are not looked at.
public struct TransactionRules: Hashable, Sendable {
  public var fork: Fork
  /// The chain on which it shall be valid; `nil` takes every chain id but 0.
  public var chainID: UInt64?
  /// Whether the fork's rules of gas hold too: the minimum, the cap, and the size of init code. They
  /// differ from chain to chain.
  public var checksGas: Bool

  public init(fork: Fork, chainID: UInt64?, checksGas: Bool = true) {
    self.fork = fork
    self.chainID = chainID
    self.checksGas = checksGas
  }

  /// The greatest gas limit of a transaction since Osaka, 2^24
  /// ([EIP-7825](https://eips.ethereum.org/EIPS/eip-7825)).
  public static let gasCap: UInt64 = 1 << 24
  /// Bytes that init code may have since Shanghai
  /// ([EIP-3860](https://eips.ethereum.org/EIPS/eip-3860)).
  public static let maximumInitCodeSize = 49_152

  /// Blobs that a transaction may have: 6 in Cancun, 9 in Prague (EIP-7691), and since Osaka 6
  /// (EIP-7594), whatever a block holds.
  public var maximumBlobCount: Int {
    fork.includes(.prague) && !fork.includes(.osaka) ? 9 : 6
  }

  /// Checks a signed transaction and answers its sender.
  ///
  /// - Throws: ``TransactionRefusal`` with the first rule that it breaks.
  public func sender(
    of signed: SignedTransaction
  ) throws(TransactionRefusal) -> Address {
    try check(signed.transaction)
    if fork.includes(.homestead), !signed.signature.isLowS { throw .highS }
    do { return try signed.sender() } catch { throw .noSender(error) }
  }

  /// Checks all that does not concern the signature.
  ///
  /// An unprotected transaction passes, as it does on chains; signing one is another question.
  /// - Throws: ``TransactionRefusal`` with the first rule that it breaks.
  public func check(_ transaction: UnsignedTransaction) throws(TransactionRefusal) {
    let type = transaction.type
    guard fork.includes(type.firstFork) else { throw .typeNotInFork(type, fork) }
    try checkChain(of: transaction)
    if let fees = transaction.fees, fees.maxPriorityFeePerGas > fees.maxFeePerGas {
      throw .tipAboveCap(
        maxPriorityFeePerGas: fees.maxPriorityFeePerGas, maxFeePerGas: fees.maxFeePerGas)
    }
    let price = transaction.maximumFeePerGas
    if UInt256(transaction.gasLimit).multipliedReportingOverflow(by: price).overflow {
      throw .feeOverflow(gasLimit: transaction.gasLimit, price: price)
    }
    if let blobs = transaction.blobs { try check(blobs) }
    if transaction.authorizations?.isEmpty == true { throw .noAuthorizations }
    if checksGas { try checkGas(of: transaction) }
  }

  private func checkChain(of transaction: UnsignedTransaction) throws(TransactionRefusal) {
    guard let found = transaction.chainID else { return }
    if transaction.type == .legacy, !fork.includes(.spuriousDragon) {
      throw .protectedTooEarly(chainID: found, fork)
    }
    if let chainID {
      guard found == chainID else { throw .wrongChain(expected: chainID, found: found) }
    } else if found == 0 {
      throw .chainIDZero
    }
  }

  private func check(_ blobs: BlobTerms) throws(TransactionRefusal) {
    let hashes = blobs.versionedHashes
    guard !hashes.isEmpty else { throw .noBlobs }
    guard hashes.count <= maximumBlobCount else {
      throw .tooManyBlobs(hashes.count, limit: maximumBlobCount, fork)
    }
    for (index, hash) in hashes.enumerated() {
      guard let version = hash.bytes.first, version == 1 else {
        throw .unknownBlobHashVersion(hash, index: index)
      }
    }
  }

  private func checkGas(of transaction: UnsignedTransaction) throws(TransactionRefusal) {
    let limit = transaction.gasLimit
    let gas = IntrinsicGas(of: transaction, under: fork)
    guard limit >= gas.cost else {
      throw .gasBelowIntrinsic(gasLimit: limit, needed: gas.cost, fork)
    }
    if let floor = gas.floor, limit < floor {
      throw .gasBelowFloor(gasLimit: limit, needed: floor, fork)
    }
    if fork.includes(.osaka), limit > Self.gasCap {
      throw .gasAboveCap(gasLimit: limit, cap: Self.gasCap)
    }
    let size = transaction.input.count
    if transaction.to == nil, fork.includes(.shanghai), size > Self.maximumInitCodeSize {
      throw .initCodeTooLarge(byteCount: size, limit: Self.maximumInitCodeSize)
    }
  }
}
