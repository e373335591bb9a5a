import ChequerTesting
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Glibc
import TestThreads
import Testing

/// `cheque cash` of 50 cheques, killed by the system's signal 9 and run again.
@Suite(.serialized, .ownThreads) struct `A killed batch` {
  private static let count = 50

  /// Steps at which the first run is killed: each kind, early, in the middle and late.
  private static let steps = [
    "before-plan:1", "before-intent:1", "after-intent:2", "after-signing:3", "after-signed:1",
    "after-signed:25", "after-nonce:9", "after-chain-check:2", "before-broadcast:1",
    "before-broadcast:18", "after-broadcast:1", "after-broadcast:26", "after-broadcast:50",
    "after-broadcast-record:4", "before-look:2", "after-receipt:11", "before-settled:1",
    "after-settled:20", "after-batch:1", "after-outcome:1", "before-quote:13", "before-recovery:1",
  ]

  @Test(.enabled(if: ToolEnd.canBeKilled))
  func `cashes every cheque exactly once when it runs again`() async throws {
    let served = try await ServedChain()
    let cheques = try served.writeCheques(Self.count)
    let before = try served.hostIncome()
    for (number, step) in Self.steps.enumerated() {
      let start = served.chain.snapshot()
      // Every other one on a chain that takes its time for blocks.
      let isSlow = number % 2 == 1
      if isSlow { _ = try served.chain.development.call("hardhat_setIntervalMining", [15]) }
      let command =
        "cheque cash cheques \(served.connection) --key-file host.key --yes --json --confirmations 1"
      let killed = try await served.run(command, data: "data-\(number)", crashAt: step)
      #expect(killed.ending == .signal(SIGKILL), "\(step): \(killed.complaint)")
      // The run that goes on dies too, each time a step later.
      _ = try await served.run(command, data: "data-\(number)", crashAt: "\(number + 1)")
      let again = try await served.run(command, data: "data-\(number)")
      #expect(again.ending == .exit(0), "\(step): \(again.complaint)")
      for cheque in cheques { #expect(served.cashCount(cheque) == 1, "\(step)") }
      #expect(served.hostCount == UInt64(Self.count), "\(step)")
      #expect(
        try served.hostIncome() == before.adding(.wbtt(100 * UInt64(Self.count))), "\(step)")
      if isSlow { _ = try served.chain.development.call("hardhat_setIntervalMining", [0]) }
      _ = try served.chain.development.call("evm_setAutomine", [true])
      try served.chain.revert(to: start)
    }
    await served.server.stop()
  }
}
