public import EVMInterpreter
public import EVMPrimitives

/// The header of a block: what its hash covers.
///
/// The last fields came one after the other with forks; those that a fork does not have are `nil`, and
/// one that is `nil` ends the list, whatever comes behind.
///
/// - SeeAlso: Yellow paper, section 4.3; EIP-1559, EIP-4895, EIP-4844, EIP-4788 and EIP-7685.
public struct BlockHeader: Hashable, Sendable {
  public var parentHash: Hash256
  /// The hash of the list of ommers; ``emptyOmmersHash`` since Paris.
  public var ommersHash: Hash256
  /// Who is paid for the block.
  public var coinbase: Address
  /// The root of the state after the block.
  public var stateRoot: Hash256
  public var transactionsRoot: Hash256
  public var receiptsRoot: Hash256
  /// The filter over all logs of the block.
  public var logsBloom: LogsBloom
  /// The proof of work's difficulty; zero since Paris.
  public var difficulty: UInt256
  public var number: UInt64
  public var gasLimit: UInt64
  public var gasUsed: UInt64
  /// Seconds since 1970.
  public var timestamp: UInt64
  /// At most 32 bytes.
  public var extraData: [UInt8]
  /// The beacon chain's random number since Paris (EIP-4399); part of the proof of work before.
  public var mixHash: Hash256
  /// Eight bytes, part of the proof of work; zero since Paris.
  public var nonce: UInt64
  /// Wei per gas that is burnt; since London.
  public var baseFee: UInt256?
  /// Since Shanghai.
  public var withdrawalsRoot: Hash256?
  /// Since Cancun.
  public var blobGasUsed: UInt64?
  /// Since Cancun.
  public var excessBlobGas: UInt64?
  /// Since Cancun (EIP-4788).
  public var parentBeaconBlockRoot: Hash256?
  /// Since Prague (EIP-7685).
  public var requestsHash: Hash256?

  /// The hash of no ommers: that of an empty list.
  public static let emptyOmmersHash = Keccak256.hash([0xc0])

  /// The header of an empty block that has the fields of `fork`, those of the first block by default.
  public init(
    number: UInt64 = 0, parentHash: Hash256 = .zero, timestamp: UInt64 = 0,
    gasLimit: UInt64 = 30_000_000, coinbase: Address = .zero,
    stateRoot: Hash256 = MerklePatriciaTrie.emptyRootHash, under fork: Fork
  ) {
    self.number = number
    self.parentHash = parentHash
    self.timestamp = timestamp
    self.gasLimit = gasLimit
    self.coinbase = coinbase
    self.stateRoot = stateRoot
    ommersHash = Self.emptyOmmersHash
    transactionsRoot = MerklePatriciaTrie.emptyRootHash
    receiptsRoot = MerklePatriciaTrie.emptyRootHash
    logsBloom = LogsBloom()
    difficulty = fork.includes(.paris) ? .zero : .one
    gasUsed = 0
    extraData = []
    mixHash = .zero
    nonce = 0
    baseFee = fork.includes(.london) ? BaseFee.initial : nil
    withdrawalsRoot = fork.includes(.shanghai) ? MerklePatriciaTrie.emptyRootHash : nil
    let hasBlobs = fork.includes(.cancun)
    blobGasUsed = hasBlobs ? 0 : nil
    excessBlobGas = hasBlobs ? 0 : nil
    parentBeaconBlockRoot = hasBlobs ? .zero : nil
    requestsHash = fork.includes(.prague) ? BlockRequests.hash(of: []) : nil
  }
}

extension BlockHeader {
  /// The list of the fields, in the order in which they are hashed.
  public var rlp: RLPItem {
    var fields: [RLPItem] = [
      .bytes(of: parentHash), .bytes(of: ommersHash), .bytes(of: coinbase), .bytes(of: stateRoot),
      .bytes(of: transactionsRoot), .bytes(of: receiptsRoot), .bytes(of: logsBloom),
      .number(difficulty), .number(UInt256(number)), .number(UInt256(gasLimit)),
      .number(UInt256(gasUsed)), .number(UInt256(timestamp)), .bytes(extraData),
      .bytes(of: mixHash), .bytes(withUnsafeBytes(of: nonce.bigEndian) { Array($0) }),
    ]
    let later: [RLPItem?] = [
      baseFee.map { .number($0) }, withdrawalsRoot.map { .bytes(of: $0) },
      blobGasUsed.map { .number(UInt256($0)) }, excessBlobGas.map { .number(UInt256($0)) },
      parentBeaconBlockRoot.map { .bytes(of: $0) }, requestsHash.map { .bytes(of: $0) },
    ]
    for field in later {
      guard let field else { break }
      fields.append(field)
    }
    return .list(fields)
  }

  /// The hash of the block: Keccak-256 of the header's RLP.
  public var hash: Hash256 { Keccak256.hash(RLP.encode(rlp)) }

  /// What code sees of the block.
  ///
  /// - Parameter blobSchedule: How the price of blob gas follows from the excess, if not as it came
  ///   with the fork.
  public func context(
    under fork: Fork, chainID: UInt64, blobSchedule: BlobSchedule? = nil
  ) -> BlockContext {
    let schedule = blobSchedule ?? BlobSchedule(under: fork)
    return BlockContext(
      number: number, timestamp: timestamp, gasLimit: gasLimit, coinbase: coinbase,
      prevRandao: fork.includes(.paris) ? UInt256(mixHash) : difficulty,
      baseFee: baseFee ?? .zero,
      blobBaseFee: excessBlobGas.flatMap { schedule?.baseFee(excessBlobGas: $0) } ?? .one,
      chainID: chainID)
  }
}
