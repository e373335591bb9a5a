public import EVMPrimitives

/// What whoever makes a block decides, besides its transactions.
public struct BlockPlan: Hashable, Sendable {
  /// Seconds since 1970; greater than the parent's.
  public var timestamp: UInt64
  /// Who is paid.
  public var coinbase: Address
  public var gasLimit: UInt64
  /// PREVRANDAO since Paris.
  public var prevRandao: Hash256
  /// DIFFICULTY before Paris.
  public var difficulty: UInt256
  /// At most 32 bytes.
  public var extraData: [UInt8]
  /// Wei per gas that is burnt, where the rule of EIP-1559 shall not say it.
  public var baseFee: UInt256?
  /// Excess blob gas, where the rule of EIP-4844 shall not say it.
  public var excessBlobGas: UInt64?
  /// Since Cancun (EIP-4788).
  public var parentBeaconBlockRoot: Hash256
  /// Since Shanghai.
  public var withdrawals: [Withdrawal]

  public init(
    timestamp: UInt64, coinbase: Address = .zero, gasLimit: UInt64 = 30_000_000,
    prevRandao: Hash256 = .zero, difficulty: UInt256 = .one, extraData: [UInt8] = [],
    baseFee: UInt256? = nil, excessBlobGas: UInt64? = nil, parentBeaconBlockRoot: Hash256 = .zero,
    withdrawals: [Withdrawal] = []
  ) {
    self.timestamp = timestamp
    self.coinbase = coinbase
    self.gasLimit = gasLimit
    self.prevRandao = prevRandao
    self.difficulty = difficulty
    self.extraData = extraData
    self.baseFee = baseFee
    self.excessBlobGas = excessBlobGas
    self.parentBeaconBlockRoot = parentBeaconBlockRoot
    self.withdrawals = withdrawals
  }
}

/// The chain that a block is made for.
public struct ChainRules: Hashable, Sendable {
  public var fork: Fork
  public var chainID: UInt64
  /// The room for blobs; `nil` where the fork has none.
  public var blobSchedule: BlobSchedule?

  /// - Parameter blobSchedule: If it is not the fork's.
  public init(fork: Fork, chainID: UInt64, blobSchedule: BlobSchedule? = nil) {
    self.fork = fork
    self.chainID = chainID
    self.blobSchedule = fork.includes(.cancun) ? blobSchedule ?? BlobSchedule(under: fork) : nil
  }

  /// Wei that the coinbase gets for a block: 5 ether, 3 since Byzantium (EIP-649), 2 since
  /// Constantinople (EIP-1234), nothing since Paris and on BTTC.
  public var blockReward: UInt256 {
    let ether = UInt256(1_000_000_000_000_000_000 as UInt64)
    if fork == .bttc || fork.includes(.paris) { return .zero }
    let count: UInt64 = fork.includes(.constantinople) ? 2 : fork.includes(.byzantium) ? 3 : 5
    return UInt256(count) &* ether
  }
}
