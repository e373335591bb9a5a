import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization
import Vaults

/// A chain, an account of it, and a folder for its journal.
struct SendingCase {
  let chain: EmbeddedChain
  let caller: ScriptedCaller
  let folder: TemporaryFolder
  let account: TestAccount

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    caller = ScriptedCaller(chain.development)
    folder = try TemporaryFolder()
    account = chain.host
  }

  var signer: TransactionSigner { TransactionSigner(account.key) }

  func journal() async throws -> TransactionJournal {
    let owner = try await TransactionSender.owner(
      of: account.address, chainID: 199, caller: chain.development)
    // A child that another test begins has the lock too until it runs its own program.
    return try TransactionJournal.open(
      in: folder.path, for: owner, patience: .seconds(10), now: { 1_700_000_000 })
  }

  /// A sender on the journal of the folder; while it lives nobody else can open it.
  ///
  /// - Parameter whilePausing: What happens each time it waits; time only passes so.
  func sender(
    _ patience: SendingPatience = SendingPatience(),
    whilePausing: @escaping @Sendable () throws -> Void = {}
  ) async throws -> TransactionSender {
    let time = Box(Duration.zero)
    let clock = SendingClock(
      now: { time.value.withLock { $0 } },
      pause: { duration in
        time.value.withLock { $0 += duration }
        try whilePausing()
      })
    return TransactionSender(
      caller: caller, journal: try await journal(), patience: patience, clock: clock)
  }

  /// Lets transactions wait until somebody mines.
  func stopMining() throws { _ = try chain.development.call("evm_setAutomine", [false]) }

  /// A payment of some wei to the renter.
  func payment(_ wei: UInt64 = 5) -> TransactionRequest {
    TransactionRequest(
      to: chain.renter.address, value: UInt256(wei),
      purpose: .wrap(token: chain.renter.address, amount: UInt256(wei)))
  }

  /// How many transactions of the account are mined.
  var minedCount: UInt64 { chain.development.state[account.address]?.nonce ?? 0 }
}
