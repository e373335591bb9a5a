public import EVMPrimitives

/// What code can learn of the block that it runs in.
public struct BlockContext: Hashable, Sendable {
  public var number: UInt64
  /// Seconds since 1970.
  public var timestamp: UInt64
  public var gasLimit: UInt64
  /// Who is paid for the block.
  public var coinbase: Address
  /// PREVRANDAO since Paris, DIFFICULTY before.
  public var prevRandao: UInt256
  /// Wei per gas that is burnt; zero where there is no such fee.
  public var baseFee: UInt256
  /// Wei per unit of blob gas.
  public var blobBaseFee: UInt256
  public var chainID: UInt64

  public init(
    number: UInt64 = 1, timestamp: UInt64 = 1, gasLimit: UInt64 = 30_000_000,
    coinbase: Address = .zero, prevRandao: UInt256 = .zero, baseFee: UInt256 = .zero,
    blobBaseFee: UInt256 = .one, chainID: UInt64 = 1
  ) {
    self.number = number
    self.timestamp = timestamp
    self.gasLimit = gasLimit
    self.coinbase = coinbase
    self.prevRandao = prevRandao
    self.baseFee = baseFee
    self.blobBaseFee = blobBaseFee
    self.chainID = chainID
  }
}

/// What code can learn of the transaction that it runs in.
public struct TransactionContext: Hashable, Sendable {
  /// Who signed it.
  public var origin: Address
  /// What it pays for a unit of gas, in wei.
  public var gasPrice: UInt256
  /// The versioned hashes of its blobs.
  public var blobHashes: [Hash256]

  public init(
    origin: Address = .zero, gasPrice: UInt256 = .zero, blobHashes: [Hash256] = []
  ) {
    self.origin = origin
    self.gasPrice = gasPrice
    self.blobHashes = blobHashes
  }
}

/// What is to be run: a call of an account, or the creation of a contract.
public struct Message: Sendable {
  public enum Kind: Sendable {
    /// Runs the code of an account, in its storage.
    case call(Address)
    /// Runs code as if it were that of an account.
    case code(ExecutableCode, at: Address)
    /// Runs init code and keeps what it returns as the code of a new contract, whose address comes
    /// from the sender and a nonce.
    case create(nonce: UInt64)
  }

  public var kind: Kind
  /// Who calls.
  public var sender: Address
  /// Wei that go with the call.
  public var value: UInt256
  /// Calldata, or init code.
  public var input: [UInt8]
  /// Gas for the frame itself, at most 2^63 - 1.
  public var gas: UInt64
  /// Whether nothing may be changed.
  public var isStatic: Bool

  public init(
    _ kind: Kind, sender: Address, value: UInt256 = .zero, input: [UInt8] = [], gas: UInt64,
    isStatic: Bool = false
  ) {
    self.kind = kind
    self.sender = sender
    self.value = value
    self.input = input
    self.gas = gas
    self.isStatic = isStatic
  }
}
