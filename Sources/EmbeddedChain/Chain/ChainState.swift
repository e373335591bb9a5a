import EVMAccounts
import EVMInterpreter
import EVMPrimitives

/// All that a snapshot of a chain takes back: its blocks, its present state and what waits.
///
/// A value whose copies share what they have in common, so that a snapshot costs little.
struct ChainState: Sendable {
  let chainID: UInt64
  let fork: Fork
  /// By number, from 0.
  private(set) var blocks: [ChainBlock]
  private(set) var numbers: [Hash256: UInt64]
  private(set) var places: [Hash256: TransactionPlace] = [:]
  /// The present state: that of the latest block and what was set since.
  var world: WorldState
  var pool = TransactionPool()
  /// What is set for the next block alone, or from it on.
  var next = NextBlock()
  /// Seconds by which the chain's time is ahead of the clock's.
  var timeOffset: Int64 = 0
  /// Whose code does not keep them from sending, without a signature.
  var impersonated: Set<Address> = []
  var impersonatesAll = false

  /// What the next block shall have.
  struct NextBlock: Sendable {
    var timestamp: UInt64?
    /// Seconds between blocks, whatever the clock says.
    var timestampInterval: UInt64?
    var baseFee: UInt256?
    var prevRandao: Hash256?
    var blobBaseFee: UInt256?
    /// From the next block on.
    var coinbase: Address
    var gasLimit: UInt64
    init(coinbase: Address = .zero, gasLimit: UInt64 = 30_000_000) {
      self.coinbase = coinbase
      self.gasLimit = gasLimit
    }
  }

  init(_ options: ChainOptions, accounts: [TestAccount]) {
    chainID = options.chainID
    fork = options.fork
    var world = options.genesis
    for account in accounts where world[account.address] == nil {
      world[account.address] = WorldAccount(balance: options.accountBalance)
    }
    var header = BlockHeader(
      timestamp: options.genesisTimestamp ?? options.now(), gasLimit: options.gasLimit,
      coinbase: options.coinbase, stateRoot: world.stateRoot, under: options.fork)
    if header.baseFee != nil { header.baseFee = options.baseFee }
    let genesis = ChainBlock(header: header, transactions: [], stateBefore: world, state: world)
    blocks = [genesis]
    numbers = [genesis.hash: 0]
    self.world = world
    next = NextBlock(coinbase: options.coinbase, gasLimit: options.gasLimit)
  }

  var latest: ChainBlock { blocks[blocks.count - 1] }

  func block(_ number: UInt64) -> ChainBlock? {
    number < UInt64(blocks.count) ? blocks[Int(number)] : nil
  }

  func block(_ hash: Hash256) -> ChainBlock? { numbers[hash].flatMap { block($0) } }

  /// A mined transaction and the block in which it stands.
  func mined(_ hash: Hash256) -> (block: ChainBlock, index: Int)? {
    guard let place = places[hash], let block = block(place.blockNumber) else { return nil }
    return (block, place.index)
  }

  /// Puts blocks in the place of all there are, with the state behind the last.
  mutating func replace(_ blocks: [ChainBlock], world: WorldState) {
    self.blocks = []
    numbers = [:]
    places = [:]
    for block in blocks { append(block) }
    self.world = world
  }

  /// Puts a block on top.
  mutating func append(_ block: ChainBlock) {
    blocks.append(block)
    numbers[block.hash] = block.number
    for (index, transaction) in block.transactions.enumerated() {
      places[transaction.hash] = TransactionPlace(blockNumber: block.number, index: index)
    }
    if let state = block.state { world = state }
  }

  /// Whether an account may send without a signature, whatever its code.
  func isImpersonated(_ address: Address) -> Bool {
    impersonatesAll || impersonated.contains(address)
  }

  /// The state that code of the block after `block` reads, with the hashes of the blocks before.
  func reader(_ world: WorldState, below number: UInt64) -> WorldReader {
    let blocks = blocks
    return WorldReader(world) { wanted in
      wanted < number && wanted < UInt64(blocks.count) ? blocks[Int(wanted)].hash : nil
    }
  }

  /// The nonce that an account's next transaction needs, behind those that wait.
  func pendingNonce(of address: Address) -> UInt64 {
    pool.nextNonce(of: address, state: world[address]?.nonce ?? 0)
  }
}

// MARK: - What may be set

extension ChainState {
  /// Changes an account of the present state, which is made if there is none.
  mutating func change(_ address: Address, _ body: (inout WorldAccount) -> Void) {
    var account = world[address] ?? WorldAccount()
    body(&account)
    world[address] = account
  }
}
