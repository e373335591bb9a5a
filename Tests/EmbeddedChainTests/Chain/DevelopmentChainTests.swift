import EVMAccounts
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Synchronization
import Testing

private let ether = UInt256(1_000_000_000_000_000_000 as UInt64)

/// A clock that a test turns.
private final class TestClock: Sendable {
  let seconds = Mutex<UInt64>(1_700_000_000)
  var now: @Sendable () -> UInt64 { { self.seconds.withLock { $0 } } }
}

@Suite struct `A development chain` {
  private func chain(
    fork: Fork = .newest, mining: MiningMode = .instant, clock: TestClock = TestClock()
  ) throws -> DevelopmentChain {
    try DevelopmentChain(ChainOptions(fork: fork, mining: mining, now: clock.now))
  }

  /// A transfer that an account signs.
  private func transfer(
    _ chain: DevelopmentChain, nonce: UInt64, gwei: UInt64 = 2, value: UInt256 = .one,
    from index: Int = 0, to: Address? = nil
  ) throws -> SignedTransaction {
    try UnsignedTransaction(
      nonce: nonce, gasLimit: 21_000, to: to ?? chain.accounts[1].address, value: value, input: [],
      variant: .legacy(
        chainID: chain.chainID, gasPrice: UInt256(gwei) &* UInt256(1_000_000_000 as UInt64))
    ).signed(with: chain.accounts[index].key)
  }

  @Test func `ten accounts of the mnemonic of tests have ten thousand coins each`() throws {
    let chain = try chain()
    // Printed by every test chain; also BIP-39 and BIP-44 by eth-account.
    #expect(chain.accounts.count == 10)
    #expect(
      chain.accounts[0].address.checksummed == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
    #expect(
      chain.accounts[0].revealedKey
        == "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
    #expect(
      chain.accounts[9].address.checksummed == "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720")
    for account in chain.accounts {
      #expect(chain.balance(of: account.address) == UInt256(10_000) &* ether)
    }
  }

  @Test func `a transaction is mined at once`() throws {
    let chain = try chain()
    let hash = try chain.send(transfer(chain, nonce: 0, value: ether))
    #expect(chain.blockNumber == 1)
    #expect(chain.receipt(of: hash)?.result == .status(isSuccess: true))
    #expect(chain.balance(of: chain.accounts[1].address) == UInt256(10_001) &* ether)
    #expect(chain.nonce(of: chain.accounts[0].address) == 1)
  }

  @Test func `the state of each block stays as it was`() throws {
    let chain = try chain()
    for nonce in 0..<5 { try chain.send(transfer(chain, nonce: UInt64(nonce), value: ether)) }
    for number in 0...5 {
      let state = try #require(chain.block(UInt64(number))?.state)
      #expect(
        state[chain.accounts[1].address]?.balance == UInt256(10_000 + UInt64(number)) &* ether)
    }
  }

  @Test func `transactions that come out of order are mined in order of their nonces`() throws {
    let chain = try chain()
    let second = try chain.send(transfer(chain, nonce: 1))
    #expect(chain.blockNumber == 0)
    #expect(chain.nonce(of: chain.accounts[0].address) == 0)
    let first = try chain.send(transfer(chain, nonce: 0))
    #expect(chain.latestBlock.transactions.map(\.hash) == [first, second])
  }

  @Test func `the best paying is mined first`() throws {
    let chain = try chain(mining: .onRequest)
    let cheap = try chain.send(transfer(chain, nonce: 0, gwei: 2))
    let dear = try chain.send(transfer(chain, nonce: 0, gwei: 5, from: 2))
    let follower = try chain.send(transfer(chain, nonce: 1, gwei: 9))
    #expect(try chain.mine().transactions.map(\.hash) == [dear, cheap, follower])
  }

  @Test func `a dearer transaction takes the place of one that waits`() throws {
    let chain = try chain(mining: .onRequest)
    let first = try chain.send(transfer(chain, nonce: 0, gwei: 10))
    let tooCheap = #expect(throws: RPCError.self) {
      try chain.send(transfer(chain, nonce: 0, gwei: 10, value: ether))
    }
    #expect(tooCheap?.message.hasPrefix("replacement transaction underpriced") == true)
    let second = try chain.send(transfer(chain, nonce: 0, gwei: 11))
    #expect(throws: RPCError.refused("already known")) {
      try chain.send(transfer(chain, nonce: 0, gwei: 11))
    }
    #expect(try chain.mine().transactions.map(\.hash) == [second])
    #expect(chain.transaction(first) == nil)
  }

  @Test(
    arguments: [
      (0, "nonce too low: next nonce 1, tx nonce 0", 1, 2),
      (2, "insufficient funds for gas * price + value: balance", 20_000, 2),
    ] as [(nonce: UInt64, words: String, coins: UInt64, gwei: UInt64)])
  func `what no block can take is refused in the words of geth`(
    _ row: (nonce: UInt64, words: String, coins: UInt64, gwei: UInt64)
  ) throws {
    let chain = try chain()
    try chain.send(transfer(chain, nonce: 0))
    let error = #expect(throws: RPCError.self) {
      try chain.send(
        transfer(chain, nonce: row.nonce, gwei: row.gwei, value: UInt256(row.coins) &* ether))
    }
    #expect(error?.code == -32000)
    #expect(error?.message.hasPrefix(row.words) == true, "\(error?.message ?? "")")
  }

  @Test func `a transaction for another chain is refused`() throws {
    let chain = try chain()
    let other = try DevelopmentChain(ChainOptions(chainID: 199))
    let error = #expect(throws: RPCError.self) { try chain.send(transfer(other, nonce: 0)) }
    #expect(error?.message.hasPrefix("invalid chain id for signer: have 199 want 31337") == true)
  }

  @Test func `a snapshot takes back blocks, balances, what waits and the time`() throws {
    let clock = TestClock()
    let chain = try chain(clock: clock)
    try chain.send(transfer(chain, nonce: 0))
    let (before, hash) = (chain.balance(of: chain.accounts[1].address), chain.latestBlock.hash)
    let snapshot = chain.snapshot()
    let later = chain.snapshot()
    try chain.send(transfer(chain, nonce: 1, value: ether))
    chain.advanceTime(by: 1000)
    chain.setBalance(.zero, of: chain.accounts[1].address)
    #expect(chain.revert(to: snapshot))
    #expect(chain.blockNumber == 1)
    #expect(chain.latestBlock.hash == hash)
    #expect(chain.balance(of: chain.accounts[1].address) == before)
    #expect(try chain.mine().header.timestamp < 1_700_000_900)
    #expect(!chain.revert(to: snapshot))
    #expect(!chain.revert(to: later))
  }

  @Test func `time jumps ahead of the latest block and goes on with the clock`() throws {
    let clock = TestClock()
    let chain = try chain(clock: clock)
    for _ in 0..<20 { try chain.mine() }
    let latest = chain.latestBlock.header.timestamp
    #expect(latest == 1_700_000_020)
    chain.advanceTime(by: 86_400)
    #expect(try chain.mine().header.timestamp == latest + 86_400)
    clock.seconds.withLock { $0 += 50 }
    #expect(try chain.mine().header.timestamp == latest + 86_450)
  }

  @Test func `blocks are mined by the clock, with what waits in them`() async throws {
    let chain = try chain(mining: .interval(.milliseconds(20)))
    let hash = try chain.send(transfer(chain, nonce: 0))
    #expect(chain.receipt(of: hash) == nil)
    for _ in 0..<500 where chain.receipt(of: hash) == nil {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(chain.receipt(of: hash) != nil)
    _ = try chain.call("evm_setIntervalMining", [0])
  }

  @Test func `a dump read back is the same chain`() throws {
    let chain = try chain()
    let hash = try chain.send(transfer(chain, nonce: 0, value: ether))
    let other = try self.chain()
    try other.load(JSONDocument(parsing: chain.dump().text()))
    #expect(other.latestBlock.hash == chain.latestBlock.hash)
    #expect(other.state == chain.state)
    #expect(
      try other.call("eth_getTransactionReceipt", [.string(hash.hex)])
        == chain.call("eth_getTransactionReceipt", [.string(hash.hex)]))
    try other.send(transfer(other, nonce: 1))
    #expect(other.blockNumber == 2)
    // The states of earlier blocks are not in it, which is said.
    let error = #expect(throws: RPCError.self) {
      try other.call("eth_getBalance", [.string(chain.accounts[0].address.hex), "0x0"])
    }
    #expect(error?.message.hasPrefix("missing trie node") == true)
  }

  @Test func `a dump of another chain is refused`() throws {
    let dump = try JSONDocument(parsing: chain().dump().text())
    let other = try DevelopmentChain(ChainOptions(chainID: 199))
    #expect(throws: ChainDumpError.otherChain(expected: 199, found: 31_337)) {
      try other.load(dump)
    }
    #expect(throws: ChainDumpError.otherFork(expected: .cancun, found: "Osaka")) {
      try self.chain(fork: .cancun).load(dump)
    }
    #expect(throws: ChainDumpError.self) { try other.load(JSONDocument(parsing: "{}")) }
  }

  @Test func `many threads may use it at once`() async throws {
    let chain = try chain()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<8 {
        group.addTask {
          for nonce in 0..<20 {
            try chain.send(self.transfer(chain, nonce: UInt64(nonce), from: index, to: .zero))
            _ = try chain.call("eth_getBlockByNumber", ["latest", true])
          }
        }
      }
      try await group.waitForAll()
    }
    let count = (0...chain.blockNumber).reduce(0) {
      $0 + (chain.block($1)?.transactions.count ?? 0)
    }
    #expect(count == 160)
    #expect(chain.balance(of: .zero) >= UInt256(160))
  }
}
