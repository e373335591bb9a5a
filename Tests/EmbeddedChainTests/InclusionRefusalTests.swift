import EVMAccounts
import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import Testing

private let sender = Address(truncating: 0x5e7de2)
private let target = Address(truncating: 0xc0de)

/// A sender with a balance, and a contract that stops.
private func world(
  nonce: UInt64 = 3, balance: UInt256 = 1_000_000_000, code: [UInt8] = []
) -> WorldState {
  var state = WorldState()
  state[sender] = WorldAccount(nonce: nonce, balance: balance, code: ExecutableCode(code))
  return state
}

private func legacy(
  nonce: UInt64 = 3, gasLimit: UInt64 = 30_000, to: Address? = target, value: UInt256 = 0,
  input: [UInt8] = [], gasPrice: UInt256 = 10
) throws -> UnsignedTransaction {
  try UnsignedTransaction(
    nonce: nonce, gasLimit: gasLimit, to: to, value: value, input: input,
    variant: .legacy(chainID: nil, gasPrice: gasPrice))
}

private func blobs(
  count: Int, maxFeePerBlobGas: UInt256 = 1, gasLimit: UInt64 = 30_000
) throws -> UnsignedTransaction {
  let hash = try Hash256([1] + [UInt8](repeating: 7, count: 31))
  return try UnsignedTransaction(
    nonce: 3, gasLimit: gasLimit, to: target, value: 0, input: [],
    variant: .blob(
      chainID: 1, fees: GasFees(maxFeePerGas: 10, maxPriorityFeePerGas: 1), accessList: [],
      blobs: BlobTerms(
        maxFeePerBlobGas: maxFeePerBlobGas,
        versionedHashes: [Hash256](repeating: hash, count: count))))
}

/// Why a block refuses the transaction; the state must be as it was.
private func refusal(
  of transaction: UnsignedTransaction, on world: WorldState = world(), under fork: Fork = .cancun,
  block: BlockContext = BlockContext(gasLimit: 1_000_000, baseFee: 7)
) throws -> InclusionRefusal {
  let executor = TransactionExecutor(
    state: JournaledState(world, under: fork), block: block)
  let refusal = try refusal { try executor.execute(transaction, from: sender) }
  #expect(world.applying(executor.state.changes()) == world)
  #expect(executor.gasUsed == 0)
  return refusal
}

@Suite struct `A block refuses` {
  @Test func `a nonce that was used`() throws {
    let found = try refusal(of: try legacy(nonce: 2))
    #expect(found == .nonceTooLow(sender: sender, expected: 3, found: 2))
    #expect(
      found.description
        == "The nonce is 2, but \(sender) has used it already; its next one is 3.")
  }

  @Test func `a nonce that leaves a gap`() throws {
    let found = try refusal(of: try legacy(nonce: 4))
    #expect(found == .nonceTooHigh(sender: sender, expected: 3, found: 4))
    #expect(
      found.description
        == "The nonce is 4, but the next one of \(sender) is 3; send the transactions between them first."
    )
  }

  @Test func `a sender whose nonce cannot grow`() throws {
    let found = try refusal(of: try legacy(nonce: 5), on: world(nonce: .max))
    #expect(found == .nonceAtMaximum(sender: sender))
    #expect(found.description.contains("2^64 - 1"))
  }

  @Test func `a contract as the sender`() throws {
    let found = try refusal(of: try legacy(), on: world(code: [0]))
    #expect(found == .senderHasCode(sender: sender, byteCount: 1))
    #expect(found.description.contains("is a contract with 1 bytes of code"))
  }

  @Test func `a delegated sender before Prague, but not since`() throws {
    let delegated = world(code: ExecutableCode.delegation(to: target))
    #expect(
      try refusal(of: try legacy(), on: delegated)
        == .senderHasCode(sender: sender, byteCount: 23))
    let executor = TransactionExecutor(
      state: JournaledState(delegated, under: .prague), block: BlockContext(baseFee: 7))
    #expect(try executor.execute(try legacy(), from: sender).isSuccess)
  }

  @Test func `more gas than is left`() throws {
    let found = try refusal(of: try legacy(gasLimit: 1_000_001))
    #expect(found == .gasAboveBlock(gasLimit: 1_000_001, left: 1_000_000))
    #expect(found.description.contains("the block has room for 1000000"))
  }

  @Test func `more gas than transactions before it have left`() throws {
    let executor = TransactionExecutor(
      state: JournaledState(world(), under: .cancun),
      block: BlockContext(gasLimit: 50_000, baseFee: 7))
    let first = try executor.execute(try legacy(), from: sender)
    #expect(executor.gasUsed == first.gasUsed)
    let refusal = try refusal { try executor.execute(try legacy(nonce: 4), from: sender) }
    #expect(refusal == .gasAboveBlock(gasLimit: 30_000, left: 50_000 - first.gasUsed))
  }

  @Test func `a price below the base fee`() throws {
    let found = try refusal(of: try legacy(gasPrice: 6))
    #expect(found == .feeBelowBaseFee(maxFeePerGas: 6, baseFee: 7))
    #expect(
      found.description
        == "The transaction pays at most 6 wei per gas, but the block's base fee is 7 wei; raise the fee or wait until the base fee falls."
    )
  }

  @Test func `no price at all where there is no base fee`() throws {
    let executor = TransactionExecutor(
      state: JournaledState(world(balance: 0), under: .bttc), block: BlockContext(baseFee: 7))
    let outcome = try executor.execute(try legacy(gasPrice: 0), from: sender)
    #expect(outcome.isSuccess && outcome.gasPrice == 0 && outcome.tipPerGas == 0)
  }

  @Test func `a sender who cannot pay`() throws {
    let found = try refusal(of: try legacy(value: 5), on: world(balance: 300_004))
    #expect(found == .insufficientFunds(sender: sender, needed: 300_005, balance: 300_004))
    #expect(found.description.contains("has 300004 wei, but value and gas may cost 300005 wei"))
  }

  @Test func `a value and gas whose sum does not fit 256 bits`() throws {
    let found = try refusal(of: try legacy(value: .max), on: world(balance: .max))
    #expect(found == .insufficientFunds(sender: sender, needed: nil, balance: .max))
    #expect(found.description.contains("more than 256 bits can hold"))
  }

  @Test func `a blob fee below the blob base fee`() throws {
    let block = BlockContext(gasLimit: 1_000_000, baseFee: 7, blobBaseFee: 2)
    let found = try refusal(of: try blobs(count: 1), block: block)
    #expect(found == .blobFeeBelowBlobBaseFee(maxFeePerBlobGas: 1, blobBaseFee: 2))
    #expect(found.description.contains("blob base fee is 2 wei"))
  }

  @Test func `more blobs than are left`() throws {
    let executor = TransactionExecutor(
      state: JournaledState(world(), under: .cancun),
      block: BlockContext(gasLimit: 1_000_000, baseFee: 7))
    _ = try executor.execute(try blobs(count: 5), from: sender)
    #expect(executor.blobGasUsed == 5 * BlobSchedule.gasPerBlob)
    let second = try UnsignedTransaction(
      nonce: 4, gasLimit: 30_000, to: target, value: 0, input: [],
      variant: try blobs(count: 2).variant)
    let refusal = try refusal { try executor.execute(second, from: sender) }
    #expect(
      refusal
        == .blobsAboveBlock(
          blobGas: 2 * BlobSchedule.gasPerBlob, left: BlobSchedule.gasPerBlob))
    #expect(refusal.description.contains("room for 131072"))
  }

  @Test func `what breaks a rule whatever the state`() throws {
    let found = try refusal(of: try blobs(count: 1), under: .bttc)
    #expect(found == .rules(.typeNotInFork(.blob, .bttc)))
    #expect(found.description.contains("BTTC takes 0 and 1"))
  }
}
