import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import Testing

private let caller = Address(truncating: 0xca11)
private let contract = Address(truncating: 0xc0de)

/// A contract that returns a word that its code leaves on the stack.
private func returning(_ code: [UInt8]) -> ExecutableCode {
  ExecutableCode(code + [0x5f, 0x52, 0x60, 0x20, 0x5f, 0xf3])
}

private func call(
  _ code: [UInt8], value: UInt256 = 0, price: UInt256 = 0, nonce: UInt64 = 0,
  checks: TransactionChecks = .call, balance: UInt256 = 0, gasLimit: UInt64 = 100_000
) throws -> TransactionOutcome {
  var world = WorldState()
  world[contract] = WorldAccount(code: returning(code))
  world[caller] = WorldAccount(nonce: 9, balance: balance, code: ExecutableCode([0]))
  let executor = TransactionExecutor(
    state: JournaledState(world, under: .cancun),
    block: BlockContext(gasLimit: 50_000, baseFee: 7, blobBaseFee: 3))
  let transaction = try UnsignedTransaction(
    nonce: nonce, gasLimit: gasLimit, to: contract, value: value, input: [],
    variant: .legacy(chainID: nil, gasPrice: price))
  return try executor.execute(transaction, from: caller, checks: checks)
}

@Suite struct `A call that is only tried` {
  @Test func `asks neither for the nonce, nor for a price, nor for room in the block`() throws {
    #expect(try call([0x30]).output.suffix(20) == contract.bytes[...])
  }

  @Test func `sees no base fee when it pays none, and the block's when it pays`() throws {
    #expect(try call([0x48]).output.allSatisfy { $0 == 0 })
    #expect(try call([0x48], price: 8, balance: 1_000_000).output.last == 7)
  }

  @Test func `has the price that it names as GASPRICE`() throws {
    #expect(try call([0x3a], price: 8, balance: 1_000_000).output.last == 8)
  }

  @Test func `needs the value that it sends`() throws {
    let refusal = try refusal { try call([0x34], value: 5, balance: 4) }
    #expect(refusal == .insufficientFunds(sender: caller, needed: 5, balance: 4))
    #expect(try call([0x34], value: 5, balance: 5).output.last == 5)
  }

  @Test func `is given what is missing when nothing is asked`() throws {
    let outcome = try call([0x34], value: 5, checks: .simulation)
    #expect(outcome.output.last == 5)
  }

  @Test func `needs its intrinsic gas all the same`() throws {
    let refusal = try refusal { try call([0x34], checks: .simulation, gasLimit: 20_999) }
    #expect(refusal == .rules(.gasBelowIntrinsic(gasLimit: 20_999, needed: 21_000, .cancun)))
  }

  @Test func `says how much gas it needs before anything is given back`() throws {
    var world = WorldState()
    var storage = WorldStorage()
    storage[0] = 1
    world[contract] = WorldAccount(
      code: ExecutableCode([0x5f, 0x5f, 0x55]), storage: storage)
    let executor = TransactionExecutor(
      state: JournaledState(world, under: .cancun), block: BlockContext())
    let transaction = try UnsignedTransaction(
      nonce: 0, gasLimit: 100_000, to: contract, value: 0, input: [],
      variant: .legacy(chainID: nil, gasPrice: 0))
    let outcome = try executor.execute(transaction, from: caller, checks: .call)
    // 2 + 2 for PUSH0, 5,000 for a cold slot that is cleared; 4,800 come back (EIP-3529).
    #expect(outcome.gasNeeded == 21_000 + 4 + 5_000)
    #expect(outcome.gasRefunded == 4_800)
    #expect(outcome.gasUsed == 21_000 + 4 + 5_000 - 4_800)
  }
}
