import EVMAccounts
import EVMCrypto
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import Testing

private let keeper = Address(truncating: 0xc0de)

/// A chain of one block whose only account with coin is that of a key.
private struct Chain {
  let key: SecretKey
  let world: WorldState
  let parent: BlockHeader
  let rules: ChainRules

  init(fork: Fork = .cancun, keeperCode: [UInt8] = [0]) throws {
    key = try SecretKey(hex: String(repeating: "42", count: 32))
    var world = WorldState()
    world[key.publicKey.address] = WorldAccount(balance: UInt256(UInt64.max))
    world[keeper] = WorldAccount(code: ExecutableCode(keeperCode))
    self.world = world
    rules = ChainRules(fork: fork, chainID: 199)
    parent = BlockHeader(number: 300, stateRoot: world.stateRoot, under: fork)
  }

  func builder(
    _ plan: BlockPlan = BlockPlan(timestamp: 12),
    blockHash: @escaping (UInt64) -> Hash256? = { _ in nil }
  ) throws -> BlockBuilder {
    try BlockBuilder(
      after: parent, state: world, plan: plan, rules: rules, blockHash: blockHash)
  }

  func call(nonce: UInt64, gasLimit: UInt64 = 100_000, chainID: UInt64 = 199) throws
    -> SignedTransaction
  {
    try UnsignedTransaction(
      nonce: nonce, gasLimit: gasLimit, to: keeper, value: 0, input: [],
      variant: .legacy(chainID: chainID, gasPrice: BaseFee.initial)
    ).signed(with: key)
  }
}

@Suite struct `A block that is built` {
  @Test func `goes on behind a transaction that it cannot hold`() throws {
    let chain = try Chain()
    let builder = try chain.builder()
    try builder.add(chain.call(nonce: 0), from: chain.key.publicKey.address)
    let found = try refusal {
      try builder.add(chain.call(nonce: 2), from: chain.key.publicKey.address).outcome
    }
    #expect(
      found == .nonceTooHigh(sender: chain.key.publicKey.address, expected: 1, found: 2))
    let other = try refusal {
      try builder.add(chain.call(nonce: 1, chainID: 1), from: chain.key.publicKey.address)
        .outcome
    }
    #expect(other == .rules(.wrongChain(expected: 199, found: 1)))
    try builder.add(chain.call(nonce: 1), from: chain.key.publicKey.address)
    let built = try builder.finish()
    #expect(built.block.transactions.count == 2)
    #expect(built.receipts.map(\.cumulativeGasUsed) == [21_000, 42_000])
    #expect(built.block.header.gasUsed == 42_000)
    #expect(built.state[chain.key.publicKey.address]?.nonce == 2)
    #expect(chain.world[chain.key.publicKey.address]?.nonce == 0)
  }

  @Test func `has the same root as its transactions one by one`() throws {
    // storage[NUMBER] += 1
    let chain = try Chain(keeperCode: [0x43, 0x54, 0x60, 1, 0x01, 0x43, 0x55])
    let builder = try chain.builder()
    var world = chain.world
    for nonce in 0..<3 as Range<UInt64> {
      let signed = try chain.call(nonce: nonce)
      try builder.add(signed, from: chain.key.publicKey.address)
      let executor = TransactionExecutor(
        state: JournaledState(world, under: .cancun), block: builder.context)
      _ = try executor.execute(signed.transaction, from: chain.key.publicKey.address)
      world.apply(executor.state.changes())
    }
    let built = try builder.finish()
    #expect(built.state.stateRoot == world.stateRoot)
    #expect(built.state[keeper]?.storage[301] == 3)
  }

  @Test func `tells its code the hashes of 256 blocks, the parent's its own`() throws {
    // storage[n] = BLOCKHASH(NUMBER - n) for n of 1, 2, 256 and 257
    var code: [UInt8] = []
    for distance in [[0x60, 1], [0x60, 2], [0x61, 1, 0], [0x61, 1, 1]] as [[UInt8]] {
      code += distance + [0x43, 0x03, 0x40] + distance + [0x55]
    }
    let chain = try Chain(keeperCode: code)
    let builder = try chain.builder { Hash256(UInt256($0)) }
    try builder.add(chain.call(nonce: 0, gasLimit: 200_000), from: chain.key.publicKey.address)
    let storage = try #require(try builder.finish().state[keeper]?.storage)
    #expect(storage[1] == UInt256(chain.parent.hash))
    #expect(storage[2] == 299)
    #expect(storage[256] == 45)
    #expect(storage[257] == 0)
  }

  @Test func `pays no reward on BTTC and burns nothing`() throws {
    let chain = try Chain(fork: .bttc)
    let coinbase = Address(truncating: 0xc01)
    let builder = try chain.builder(BlockPlan(timestamp: 2, coinbase: coinbase))
    let included = try builder.add(chain.call(nonce: 0), from: chain.key.publicKey.address)
    #expect(included.outcome.tipPerGas == BaseFee.initial)
    let built = try builder.finish()
    #expect(built.state[coinbase]?.balance == 21_000 * BaseFee.initial)
    #expect(built.block.header.baseFee == nil)
    #expect(built.block.withdrawals == nil)
  }

  @Test func `is encoded with typed transactions as byte strings`() throws {
    let chain = try Chain()
    let builder = try chain.builder()
    let legacy = try chain.call(nonce: 0)
    let typed = try UnsignedTransaction(
      nonce: 1, gasLimit: 100_000, to: keeper, value: 0, input: [],
      variant: .accessList(chainID: 199, gasPrice: BaseFee.initial, accessList: [])
    ).signed(with: chain.key)
    for signed in [legacy, typed] {
      try builder.add(signed, from: chain.key.publicKey.address)
    }
    let block = try builder.finish().block
    guard case .list(let parts) = try RLP.decode(block.encoded), case .list(let list) = parts[1]
    else {
      Issue.record("The block is no list of lists.")
      return
    }
    #expect(parts.count == 4 && parts[2] == .list([]) && parts[3] == .list([]))
    #expect(parts[0] == block.header.rlp)
    #expect(RLP.encode(list[0]) == legacy.encoded)
    #expect(list[1] == .bytes(typed.encoded))
  }

  @Test func `is as before when a machine cannot run a transaction`() throws {
    // storage[NUMBER] += 1, then a word 2^38 bytes up in memory, if there is enough gas
    let chain = try Chain(
      keeperCode: [0x43, 0x54, 0x60, 1, 0x01, 0x43, 0x55, 0x5f, 0x64, 0x40, 0, 0, 0, 0, 0x52])
    let sender = chain.key.publicKey.address
    let builder = try chain.builder(
      BlockPlan(timestamp: 12, gasLimit: 1 << 62, baseFee: 0))
    func call(nonce: UInt64, gasLimit: UInt64) throws -> SignedTransaction {
      try UnsignedTransaction(
        nonce: nonce, gasLimit: gasLimit, to: keeper, value: 0, input: [],
        variant: .legacy(chainID: 199, gasPrice: 0)
      ).signed(with: chain.key)
    }
    let first = try builder.add(call(nonce: 0, gasLimit: 100_000), from: sender)
    #expect(first.outcome.status == .halt(.outOfGas))
    #expect(throws: TransactionExecutionError.self) {
      try builder.add(call(nonce: 1, gasLimit: 1 << 61), from: sender)
    }
    #expect(builder.gasUsed == 100_000 && builder.transactions.count == 1)
    #expect(try builder.state.nonce(of: sender) == 1)
    try builder.add(call(nonce: 1, gasLimit: 100_000), from: sender)
    let built = try builder.finish()
    #expect(built.state[sender]?.nonce == 2 && built.state[keeper]?.storage.isEmpty == true)
    #expect(built.block.header.gasUsed == 200_000)
  }
}
