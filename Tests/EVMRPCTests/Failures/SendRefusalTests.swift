import EVMPrimitives
import EVMRPC
import Testing

/// The texts are those of the nodes' sources: geth core/txpool/errors.go and internal/ethapi, bor the
/// same, erigon txpoolcfg, Nethermind AcceptTxResult.cs, Besu RpcErrorType.java, OpenEthereum
/// rpc/v1/helpers/errors.rs, reth rpc-eth-types, Hardhat and Ganache as their users saw them.
@Suite struct `A refused transaction` {
  static let rows: [(node: String, code: Int, message: String, refusal: SendRefusal)] = [
    ("geth", -32000, "already known", .alreadyKnown),
    ("old geth", -32000, "known transaction: 5d8fa5b2d3e0e2a8a1f0f0b7", .alreadyKnown),
    ("erigon", -32000, "ALREADY_EXISTS: already known", .alreadyKnown),
    ("erigon 2", -32000, "INTERNAL_ERROR: existing tx with same hash", .alreadyKnown),
    ("nethermind", -32010, "AlreadyKnown", .alreadyKnown),
    ("besu", -32000, "Known transaction", .alreadyKnown),
    ("parity", -32010, "Transaction with the same hash was already imported.", .alreadyKnown),
    ("hardhat", -32000, "Known transaction: 0x5d8f", .alreadyKnown),
    (
      "moonriver", -32603, "submit transaction to pool failed: Pool(AlreadyImported)", .alreadyKnown
    ),
    (
      "zksync", 3, "known transaction. transaction with hash 0x5d8f is already in the system",
      .alreadyKnown
    ),

    ("geth", -32000, "nonce too low: next nonce 5, tx nonce 4", .nonceTooLow),
    ("bor", -32000, "nonce too low", .nonceTooLow),
    (
      "avalanche", -32000, "nonce too low: address 0x00 current nonce (5) > tx nonce (4)",
      .nonceTooLow
    ),
    ("erigon", -32000, "INTERNAL_ERROR: nonce too low", .nonceTooLow),
    ("nethermind", -32010, "OldNonce, Current nonce: 5, nonce of rejected tx: 4", .nonceTooLow),
    ("besu", -32001, "Nonce too low", .nonceTooLow),
    ("parity", -32010, "Transaction nonce is too low. Try incrementing the nonce.", .nonceTooLow),
    ("hardhat", -32000, "Nonce too low. Expected nonce to be 5 but got 4.", .nonceTooLow),
    (
      "ganache", -32000,
      "the tx doesn't have the correct nonce. account has nonce of: 5 tx has nonce of: 4",
      .nonceTooLow
    ),
    ("moonriver", -32603, "submit transaction to pool failed: Pool(Stale)", .nonceTooLow),

    ("geth", -32000, "nonce too high", .nonceTooHigh),
    ("nethermind", -32010, "NonceGap, Future nonce. Expected nonce: 5", .nonceTooHigh),
    (
      "hardhat", -32000,
      "Nonce too high. Expected nonce to be 5 but got 7. Note that transactions can't be queued when automining.",
      .nonceTooHigh
    ),
    (
      "ganache", -32000,
      "the tx doesn't have the correct nonce. account has nonce of: 5 tx has nonce of: 7",
      .nonceTooHigh
    ),

    ("geth", -32000, "replacement transaction underpriced", .replacementUnderpriced),
    (
      "bor", -32000, "replacement transaction underpriced: new tx gas tip cap 1 <= 1 queued",
      .replacementUnderpriced
    ),
    ("erigon", -32000, "could not replace existing tx", .replacementUnderpriced),
    ("nethermind", -32010, "ReplacementNotAllowed", .replacementUnderpriced),
    ("besu", -32000, "Replacement transaction underpriced", .replacementUnderpriced),
    (
      "parity", -32010,
      "Transaction gas price 100 is too low. There is another transaction with same nonce in the queue. Try increasing the gas price or incrementing the nonce.",
      .replacementUnderpriced
    ),
    (
      "hardhat", -32000,
      "Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 2 is necessary",
      .replacementUnderpriced
    ),

    ("geth", -32000, "transaction underpriced", .underpriced),
    (
      "bor", -32000, "transaction underpriced: gas tip cap 1, minimum needed 25000000000",
      .underpriced
    ),
    (
      "geth 1559", -32000,
      "max fee per gas less than block base fee: address 0x00, maxFeePerGas: 1, baseFee: 7",
      .underpriced
    ),
    ("erigon", -32000, "underpriced", .underpriced),
    (
      "nethermind", -32010,
      "FeeTooLow, FeePerGas needs to be higher than 10 to be added to the TxPool. Affordable FeePerGas of rejected tx: 1.",
      .underpriced
    ),
    ("nethermind 2", -32010, "FeeTooLowToCompete", .underpriced),
    ("besu", -32009, "Gas price below configured minimum gas price", .underpriced),
    (
      "parity", -32010,
      "Transaction gas price is too low. It does not satisfy your node's minimal gas price (minimal: 100, got: 1). Try increasing the gas price.",
      .underpriced
    ),
    (
      "hardhat", -32000,
      "Transaction maxFeePerGas (1) is too low for the next block, which has a baseFeePerGas of 7",
      .underpriced
    ),

    (
      "geth", -32000,
      "insufficient funds for gas * price + value: balance 0, tx cost 21000, overshot 21000",
      .insufficientFunds
    ),
    (
      "bor", -32000, "insufficient funds for gas * price + value: address 0x00 have 0 want 1",
      .insufficientFunds
    ),
    ("geth transfer", -32000, "insufficient funds for transfer", .insufficientFunds),
    ("erigon", -32000, "INTERNAL_ERROR: insufficient funds", .insufficientFunds),
    (
      "nethermind", -32010, "InsufficientFunds, Account balance: 0, cumulative cost: 21000",
      .insufficientFunds
    ),
    ("besu", -32004, "Upfront cost exceeds account balance", .insufficientFunds),
    (
      "parity", -32010,
      "Insufficient funds. The account you tried to send transaction from does not have enough funds. Required 1 and got: 0.",
      .insufficientFunds
    ),
    (
      "hardhat", -32000,
      "Sender doesn't have enough funds to send tx. The max upfront cost is: 2 and the sender's balance is: 1.",
      .insufficientFunds
    ),
    (
      "ganache", -32000,
      "sender doesn't have enough funds to send tx. The upfront cost is: 2 and the sender's account only has: 1",
      .insufficientFunds
    ),

    (
      "geth", -32000, "tx fee (27.00 ether) exceeds the configured cap (1.00 ether)",
      .feeCapExceeded
    ),
    (
      "celo", -32000, "tx fee (2.1 of currency celo) exceeds the configured cap (2.0 celo)",
      .feeCapExceeded
    ),
    ("besu", -32000, "Transaction fee cap exceeded", .feeCapExceeded),

    ("geth", -32000, "intrinsic gas too low: gas 20000, minimum needed 21000", .gasTooLow),
    ("besu", -32003, "Intrinsic gas exceeds gas limit", .gasTooLow),
    (
      "parity", -32010,
      "Transaction gas is too low. There is not enough gas to cover minimal cost of the transaction (minimal: 21000, got: 1). Try increasing supplied gas.",
      .gasTooLow
    ),
    (
      "hardhat", -32000,
      "Transaction requires at least 21000 gas but got 1 (intrinsic gas too low)", .gasTooLow
    ),

    ("geth", -32000, "exceeds block gas limit", .gasTooHigh),
    (
      "nethermind", -32010,
      "GasLimitExceeded, Gas limit: 30000000, gas limit of rejected tx: 40000000", .gasTooHigh
    ),
    ("besu", -32005, "Transaction gas limit exceeds block gas limit", .gasTooHigh),
    (
      "parity", -32010,
      "Transaction cost exceeds current gas limit. Limit: 8000000, got: 9000000. Try decreasing supplied gas.",
      .gasTooHigh
    ),

    ("geth", -32000, "txpool is full", .poolFull),
    (
      "parity", -32010,
      "There are too many transactions in the queue. Your transaction was dropped due to limit. Try increasing the fee.",
      .poolFull
    ),

    ("geth", -32000, "invalid chain id for signer: have 199 want 1029", .wrongChain),
    (
      "geth unprotected", -32000, "only replay-protected (EIP-155) transactions allowed over RPC",
      .wrongChain
    ),
    ("besu", -32000, "Wrong chainId", .wrongChain),

    ("geth", -32000, "transaction type not supported", .unknownType),
    ("nethermind", -32000, "unknown transaction type", .unknownType),
  ]

  @Test(arguments: rows.indices)
  func `says why, whichever node it is`(_ index: Int) {
    let row = Self.rows[index]
    let failure = RPCFailure.node(code: row.code, message: row.message)
    #expect(failure.sendingOutcome == row.refusal, "\(row.node)")
  }

  @Test func `has a row of every kind`() {
    #expect(Set(Self.rows.map(\.refusal)) == Set(SendRefusal.allCases))
  }

  @Test(arguments: [
    "unknown transaction", "an unknown transaction type 0x7f is not known", "", "internal error",
    "Transaction is not permitted", "invalid sender", "Recipient is banned in local queue.",
  ])
  func `is never taken for one that is known, unless it says so`(_ message: String) {
    let outcome = RPCFailure.node(code: -32000, message: message).sendingOutcome
    #expect(outcome != .alreadyKnown)
  }

  @Test func `is none when nothing was refused by the node`() {
    #expect(RPCFailure.transport(endpoint: "e", reason: "already known").sendingOutcome == nil)
    #expect(RPCFailure.reverted(data: [], message: "nonce too low").sendingOutcome == nil)
    #expect(RPCFailure.node(code: -32000, message: "invalid sender").sendingOutcome == nil)
  }

  @Test(arguments: rows.indices)
  func `keeps its words when it comes as an answer`(_ index: Int) async throws {
    let row = Self.rows[index]
    let client = try RPCClient.scripted(
      ScriptedTransport {
        .error(#"{"code":\#(row.code),"message":"\#(row.message)"}"#, to: $0)
      })
    let failure = try await client.failure(of: .send(raw: [1], hash: .zero))
    #expect(failure?.sendingOutcome == row.refusal, "\(row.node): \(String(describing: failure))")
  }
}
