public import EVMPrimitives
internal import Glibc

/// When a ``DevelopmentChain`` makes blocks.
public enum MiningMode: Hashable, Sendable {
  /// A block for each transaction, as soon as it is sent.
  case instant
  /// A block each time so much time has passed.
  case interval(Duration)
  /// Only when somebody asks for one.
  case onRequest
}

/// What a ``DevelopmentChain`` begins with.
public struct ChainOptions: Sendable {
  public var chainID: UInt64
  /// The rules of all its blocks; `bttc` is Berlin without a base fee, with types 0 and 1 alone.
  public var fork: Fork
  /// The words of which the accounts' keys are made, at m/44'/60'/0'/0/0 and on.
  public var mnemonic: String
  public var accountCount: Int
  /// What each account has, in wei, unless ``genesis`` says otherwise.
  public var accountBalance: UInt256
  /// Accounts besides those, such as contracts that stand there from the start.
  public var genesis: WorldState
  /// Seconds since 1970 at which the first block is made; the present by default.
  public var genesisTimestamp: UInt64?
  public var mining: MiningMode
  /// Gas that a block may have.
  public var gasLimit: UInt64
  /// Who is paid for blocks.
  public var coinbase: Address
  /// The base fee of the first block, in wei; nothing to forks before London.
  public var baseFee: UInt256
  /// What `eth_gasPrice` answers where there is no base fee, and the tip where there is one, in wei.
  public var gasPrice: UInt256
  /// The present in seconds since 1970.
  public var now: @Sendable () -> UInt64

  /// The mnemonic that test chains have used for years; everybody knows its keys.
  public static let testMnemonic = "test test test test test test test test test test test junk"

  /// The system's clock.
  public static let systemClock: @Sendable () -> UInt64 = { UInt64(max(0, time(nil))) }

  public init(
    chainID: UInt64 = 31_337, fork: Fork = .newest, mnemonic: String = testMnemonic,
    accountCount: Int = 10,
    accountBalance: UInt256 = UInt256(10_000) &* UInt256(1_000_000_000_000_000_000 as UInt64),
    genesis: WorldState = WorldState(), genesisTimestamp: UInt64? = nil,
    mining: MiningMode = .instant, gasLimit: UInt64 = 30_000_000, coinbase: Address = .zero,
    baseFee: UInt256 = BaseFee.initial, gasPrice: UInt256 = UInt256(1_000_000_000 as UInt64),
    now: @escaping @Sendable () -> UInt64 = systemClock
  ) {
    self.chainID = chainID
    self.fork = fork
    self.mnemonic = mnemonic
    self.accountCount = accountCount
    self.accountBalance = accountBalance
    self.genesis = genesis
    self.genesisTimestamp = genesisTimestamp
    self.mining = mining
    self.gasLimit = gasLimit
    self.coinbase = coinbase
    self.baseFee = baseFee
    self.gasPrice = gasPrice
    self.now = now
  }
}
