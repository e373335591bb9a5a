public import EVMAccounts
public import EVMPrimitives
internal import Synchronization

/// A chain inside the process: accounts with coin, blocks when transactions come, and the JSON-RPC
/// methods that clients of Ethereum use.
///
/// ```swift
/// let chain = try DevelopmentChain()
/// let hash = try chain.send(transaction)         // mined at once
/// let status = chain.receipt(of: hash)?.result
/// ```
/// Every method may be called from any thread; what changes the chain happens one after the other.
/// ``call(_:_:)`` has what a server would answer; ``DevelopmentServer`` is one.
public final class DevelopmentChain: Sendable {
  private let core: Mutex<ChainCore>
  private let timer = Mutex<BlockTimer?>(nil)

  /// A chain with its first block.
  ///
  /// - Throws: `MnemonicError` for a mnemonic that is none.
  public init(_ options: ChainOptions = ChainOptions()) throws {
    let accounts = try TestAccount.accounts(of: options.mnemonic, count: options.accountCount)
    core = Mutex(ChainCore(options, accounts: accounts))
    followMining(options.mining)
  }

  deinit { timer.withLock { $0?.stop() } }

  /// The chain as it stands now; what happens later does not change it.
  var view: ChainCore { core.withLock { $0 } }

  /// Changes the chain.
  func change<Value: Sendable, Failure: Error>(
    _ body: (inout ChainCore) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let (result, mining) = core.withLock { core -> (Result<Value, Failure>, MiningMode) in
      let result: Result<Value, Failure>
      do throws(Failure) { result = .success(try body(&core)) } catch { result = .failure(error) }
      return (result, core.mining)
    }
    followMining(mining)
    return try result.get()
  }

  /// Starts or stops the timer of timed blocks.
  private func followMining(_ mining: MiningMode) {
    var interval: Duration?
    if case .interval(let time) = mining { interval = time }
    timer.withLock { timer in
      guard timer?.interval != interval else { return }
      timer?.stop()
      timer = interval.map { interval in
        BlockTimer(interval: interval) { [weak self] in
          guard let self else { return false }
          core.withLock { _ = try? $0.mine() }
          return true
        }
      }
    }
  }
}

// MARK: - Reading

extension DevelopmentChain {
  public var chainID: UInt64 { view.state.chainID }

  /// The rules of its blocks.
  public var fork: Fork { view.state.fork }

  /// The accounts whose keys it holds.
  public var accounts: [TestAccount] { view.accounts }

  /// The number of the latest block.
  public var blockNumber: UInt64 { view.state.latest.number }

  public var latestBlock: ChainBlock { view.state.latest }

  /// The block of a number; `nil` when it is not mined yet.
  public func block(_ number: UInt64) -> ChainBlock? { view.state.block(number) }

  /// The accounts as they stand now.
  public var state: WorldState { view.state.world }

  /// Wei that an account has now.
  public func balance(of address: Address) -> UInt256 {
    view.state.world[address]?.balance ?? .zero
  }

  /// The nonce of an account's next transaction, behind those that wait.
  public func nonce(of address: Address) -> UInt64 { view.state.pendingNonce(of: address) }

  /// A mined transaction; `nil` when there is none with this hash, or it still waits.
  public func transaction(_ hash: Hash256) -> MinedTransaction? {
    view.state.mined(hash).map { $0.block.transactions[$0.index] }
  }

  /// What a mined transaction left; `nil` when there is none with this hash, or it still waits.
  public func receipt(of hash: Hash256) -> Receipt? { transaction(hash)?.receipt }
}

// MARK: - Changing

extension DevelopmentChain {
  /// Takes a transaction; with instant mining it stands in a block afterwards.
  ///
  /// - Throws: ``RPCError/refused(_:)`` when no block can take it.
  @discardableResult
  public func send(_ transaction: SignedTransaction) throws(RPCError) -> Hash256 {
    try change { (core) throws(RPCError) in try core.send(transaction) }
  }

  /// Mines a block of what waits, be it nothing.
  ///
  /// - Throws: ``RPCError/refused(_:)`` when a system contract could not be run.
  @discardableResult
  public func mine() throws(RPCError) -> ChainBlock {
    try change { (core) throws(RPCError) in try core.mine() }
  }

  /// Lets the chain's time jump ahead, so that the next block comes so many seconds after the latest.
  public func advanceTime(by seconds: UInt64) {
    change { $0.advanceTime(by: seconds) }
  }

  public func setBalance(_ balance: UInt256, of address: Address) {
    change { $0.state.change(address) { $0.balance = balance } }
  }

  /// Puts an account in the place of another, code and storage too; `nil` removes it.
  public func setAccount(_ account: WorldAccount?, at address: Address) {
    change { $0.state.world[address] = account }
  }

  /// Keeps the chain as it is; the answer is for ``revert(to:)``.
  public func snapshot() -> UInt64 {
    change { $0.takeSnapshot() }
  }

  /// Takes the chain back to a snapshot, which is then used up; false where there is none.
  @discardableResult
  public func revert(to snapshot: UInt64) -> Bool {
    change { $0.revert(to: snapshot) }
  }
}

extension ChainCore {
  mutating func takeSnapshot() -> UInt64 { snapshots.take(state) }

  mutating func revert(to snapshot: UInt64) -> Bool {
    guard let state = snapshots.revert(to: snapshot) else { return false }
    self.state = state
    filters.followRevert(to: state.latest.number)
    return true
  }

  /// Counts from the latest block, which is ahead of the clock after many blocks in one second.
  mutating func advanceTime(by seconds: UInt64) {
    let present = max(state.chainTime(now: now), state.latest.header.timestamp)
    let (sum, overflow) = present.addingReportingOverflow(seconds)
    state.setTime(overflow ? .max : sum, now: now)
  }
}
