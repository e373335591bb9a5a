import ChequerTesting
import Cheques
import EVMCrypto
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Glibc
import TestThreads
import Testing

@Suite(.ownThreads) struct `cheque cash` {
  private let served: ServedChain
  private var chain: EmbeddedChain { served.chain }

  init() async throws { served = try await ServedChain() }

  private func cash(_ options: String = "") async throws -> ToolEnd {
    try await served.run(
      "cheque cash cheques \(served.connection) --key-file host.key --json \(options)")
  }

  @Test func `tells each thing that happens in a line, and sums up`() async throws {
    let cheques = try served.writeCheques(2)
    let before = try served.hostIncome()
    let end = try await cash("--yes")
    #expect(end.ending == .exit(0))
    #expect(
      end.events.map { $0["event"]?.string } == [
        "planned", "sent", "mined", "sent", "mined", "settled", "settled", "summary",
      ])
    let settled = try #require(end.events("settled").first)
    #expect(settled["outcome"]?.string == "paid")
    #expect(settled["paid"]?.string == "100000000000000000000")
    #expect(settled["received"]?.string == "100000000000000000000")
    #expect(
      Set(end.events("settled").compactMap { $0["digest"]?.string })
        == Set(cheques.map(\.cheque.digest.hex)))
    let summary = try #require(end.events("summary").first)
    #expect(try summary.require("cashed").integer() == 2)
    #expect(summary["paid"]?[0]?["amount"]?.string == "200000000000000000000")
    #expect(try served.hostIncome() == before.adding(.wbtt(200)))
    for cheque in cheques {
      #expect(!end.output.contains(cheque.signature.hex.dropFirst(2)))
      #expect(!end.complaint.contains(cheque.signature.hex.dropFirst(2)))
    }
    #expect(!(end.output + end.complaint).contains(chain.host.revealedKey.dropFirst(2)))
  }

  @Test func `has nothing to do a second time, which is no failure`() async throws {
    _ = try served.writeCheques(1)
    #expect(try await cash("--yes").ending == .exit(0))
    let again = try await cash("--yes")
    #expect(again.ending == .exit(0))
    #expect(again.events("sent").isEmpty)
    #expect(again.events("planned").first?["omitted"]?[0]?["verdict"]?.string == "nothing-left")
    #expect(served.hostCount == 1)
  }

  @Test func `shows the plan and sends nothing with --dry-run, without any key`() async throws {
    _ = try served.writeCheques(1)
    let end = try await served.run("cheque cash cheques \(served.connection) --dry-run --json")
    #expect(end.ending == .exit(0))
    #expect(
      end.events("planned").first?["cheques"]?[0]?["payout"]?.string == "100000000000000000000")
    #expect(served.hostCount == 0)
  }

  @Test func `sends nothing without consent`() async throws {
    _ = try served.writeCheques(1)
    // A session of its own has no terminal.
    let end = try await served.run(
      "cheque cash cheques \(served.connection) --key-file host.key", launcher: "exec setsid -w")
    #expect(end.ending == .exit(64))
    #expect(end.complaint.contains("--yes"))
    #expect(served.hostCount == 0)
  }

  @Test func `ends with 1 when something that is due does not pay`() async throws {
    let cheques = try served.writeCheques(1, paying: 500, funding: 300)
    let end = try await cash("--yes")
    #expect(end.ending == .exit(1))
    #expect(end.events("planned").first?["omitted"]?[0]?["verdict"]?.string == "bounces")
    #expect(served.cashCount(cheques[0]) == 0)
    #expect(served.hostCount == 0)
  }

  @Test func `leaves what costs more than it pays, unless that is asked for`() async throws {
    _ = try served.writeCheques(1, paying: 5)
    let left = try await cash("--yes")
    #expect(left.ending == .exit(0))
    #expect(left.events("planned").first?["omitted"]?[0]?["reason"]?.string == "not-worth-gas")
    #expect(try await cash("--yes --even-at-a-loss").events("settled").count == 1)
  }

  @Test func `sends the money where it is told to`() async throws {
    _ = try served.writeCheques(1)
    let other = "0x00000000000000000000000000000000000000aA"
    let end = try await cash("--yes --recipient \(other.lowercased())")
    #expect(end.ending == .exit(0))
    #expect(try chain.balance(of: Address(parsing: other.lowercased()), in: .wbtt) == .wbtt(100))
  }

  @Test func `sends nothing above the allowed fee`() async throws {
    _ = try served.writeCheques(1)
    let end = try await cash("--yes --max-fee 10btt")
    #expect(end.ending == .exit(1))
    #expect(end.events("not-sent").first?["message"]?.string?.contains("--max-fee") == true)
    #expect(served.hostCount == 0)
  }

  @Test func `sends nothing that the journal cannot hold`() async throws {
    _ = try served.writeCheques(1)
    // Files may have one block of 512 bytes: enough to begin a journal, and not for a transaction.
    let end = try await served.run(
      "cheque cash cheques \(served.connection) --key-file host.key --yes",
      launcher: "trap '' XFSZ; ulimit -f 1; exec")
    #expect(end.ending == .exit(73))
    #expect(end.complaint.contains("cannot be written"))
    #expect(served.hostCount == 0)
    #expect(try await cash("--yes").ending == .exit(0))
    #expect(served.hostCount == 1)
  }

  @Test func `runs once at a time for an account`() async throws {
    _ = try served.writeCheques(3)
    _ = try chain.development.call("evm_setAutomine", [false])
    async let first = cash("--yes --timeout 20")
    // It waits for a block that does not come, with the journal in its hands.
    while try chain.development.call("txpool_status").text().contains("\"pending\":\"0x0\"") {
      try await Task.sleep(for: .milliseconds(20))
    }
    let second = try await cash("--yes")
    #expect(second.ending == .exit(69))
    #expect(second.complaint.contains("Process "))
    _ = try chain.development.call("evm_setAutomine", [true])
    #expect(try await first.ending == .exit(0))
    #expect(served.hostCount == 3)
  }

  @Test func `goes on after a deadline`() async throws {
    _ = try served.writeCheques(1)
    _ = try chain.development.call("evm_setAutomine", [false])
    let first = try await cash("--yes --timeout 0")
    #expect(first.ending == .exit(69))
    #expect(first.complaint.contains("Run again"))
    let status = try await served.run("cheque status \(served.connection) --json")
    #expect(status.ending == .exit(1))
    #expect(status.events.first?["stage"]?.string == "open")
    #expect(status.events.first?["chain"]?.string == "pending")
    _ = try chain.development.call("evm_setAutomine", [true])
    let second = try await cash("--yes")
    #expect(second.ending == .exit(0))
    #expect(second.events("resumed").first?["outcome"]?.string == "paid")
    #expect(second.events("sent").isEmpty)
    let settled = try await served.run("cheque status \(served.connection) --json")
    #expect(settled.ending == .exit(0))
    #expect(settled.events.first?["stage"]?.string == "settled")
    #expect(settled.events.first?["isPaid"]?.bool == true)
  }

  @Test func `refuses a damaged journal and sends nothing`() async throws {
    _ = try served.writeCheques(2)
    #expect(try await cash("--yes --min-worth 90btt").ending == .exit(0))
    #expect(try await cash("--yes").ending == .exit(0))
    let name = try #require(
      try served.folder.names(in: "data/chequer/journal").first { $0.hasSuffix(".jsonl") })
    let path = "data/chequer/journal/\(name)"
    let text = try served.folder.text(of: path)
    let damaged = text.replacing("cash-out", with: "cash-in ", maxReplacements: 1)
    #expect(damaged != text)
    try served.folder.write(damaged, to: path)
    _ = try served.writeCheques(1)
    let end = try await cash("--yes")
    #expect(end.ending == .exit(65))
    #expect(end.complaint.contains("Line 2"))
    #expect(served.hostCount == 2)
    #expect(try served.folder.text(of: path) == damaged)
  }
}

@Suite(.ownThreads) struct `A cash-out that is signed elsewhere` {
  private let served: ServedChain

  init() async throws { served = try await ServedChain() }

  @Test func `is prepared, signed without a network, and sent`() async throws {
    let cheques = try served.writeCheques(2)
    let host = served.chain.host.address
    let prepared = try await served.run(
      "cheque cash cheques \(served.connection) --account \(host) --prepare plan.json")
    #expect(prepared.ending == .exit(0))
    #expect(served.hostCount == 0)
    #expect(try !served.folder.text(of: "plan.json").contains("\"raw\""))
    let early = try await served.run("cheque cash --publish plan.json \(served.connection) --yes")
    #expect(early.ending == .exit(65))
    let signed = try await served.run(
      "cheque cash --sign-prepared plan.json --key-file host.key --out signed.json --rpc http://127.0.0.1:1"
    )
    #expect(signed.ending == .exit(0))
    let sent = try await served.run(
      "cheque cash --publish signed.json \(served.connection) --yes --json")
    #expect(sent.ending == .exit(0), "\(sent.complaint)")
    #expect(sent.events("settled").count == 2)
    for cheque in cheques { #expect(served.cashCount(cheque) == 1) }
    // The same file again only tells how it ended.
    let again = try await served.run(
      "cheque cash --publish signed.json \(served.connection) --yes --json")
    #expect(again.ending == .exit(0), "\(again.complaint)")
    #expect(served.hostCount == 2)
  }

  @Test func `is not signed by another account, and not sent when it was changed`() async throws {
    _ = try served.writeCheques(1)
    let host = served.chain.host.address
    _ = try await served.run(
      "cheque cash cheques \(served.connection) --account \(host) --prepare plan.json")
    let wrong = try await served.run(
      "cheque cash --sign-prepared plan.json --key-file renter.key --out signed.json")
    #expect(wrong.ending == .exit(65))
    _ = try await served.run(
      "cheque cash --sign-prepared plan.json --key-file host.key --out signed.json")
    let text = try served.folder.text(of: "signed.json")
    let changed = text.replacing("\"nonce\":\"0\"", with: "\"nonce\":\"1\"")
    #expect(changed != text)
    try served.folder.write(changed, to: "changed.json")
    let end = try await served.run(
      "cheque cash --publish changed.json \(served.connection) --yes")
    #expect(end.ending == .exit(65))
    #expect(end.complaint.contains("not those of the transaction"))
    #expect(served.hostCount == 0)
  }

  @Test func `is not sent when others were sent since`() async throws {
    _ = try served.writeCheques(1)
    let host = served.chain.host
    _ = try await served.run(
      "cheque cash cheques \(served.connection) --account \(host.address) --prepare plan.json")
    _ = try await served.run(
      "cheque cash --sign-prepared plan.json --key-file host.key --out signed.json")
    try served.chain.transfer(.wbtt(1), from: host, to: served.chain.renter)
    let end = try await served.run(
      "cheque cash --publish signed.json \(served.connection) --yes")
    #expect(end.ending == .exit(65))
    #expect(end.complaint.contains("nonce 0"))
    #expect(served.hostCount == 1)
  }
}

@Suite(.ownThreads) struct `A transaction that waits, in the tool` {
  private let served: ServedChain

  init() async throws {
    served = try await ServedChain()
    _ = try served.writeCheques(1)
    _ = try served.chain.development.call("evm_setAutomine", [false])
    _ = try await served.run(
      "cheque cash cheques \(served.connection) --key-file host.key --yes --timeout 0")
  }

  private func waitingHash() async throws -> String {
    let status = try await served.run("cheque status --open \(served.connection) --json")
    return try #require(status.events.first?["hash"]?.string)
  }

  /// Mines as soon as another transaction has taken its place.
  private func replace(_ verb: String) async throws -> ToolEnd {
    let hash = try await waitingHash()
    async let end = served.run(
      "cheque \(verb) \(hash) \(served.connection) --key-file host.key --yes --json")
    for _ in 0..<2000 {
      let found = try served.chain.development.call(
        "eth_getTransactionByHash", [.string(hash)])
      if found == .null { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    try served.chain.mine()
    return try await end
  }

  @Test func `is sped up`() async throws {
    let end = try await replace("speed-up")
    #expect(end.ending == .exit(0), "\(end.complaint)")
    #expect(end.events.first?["cancelled"]?.bool == false)
    #expect(try served.hostIncome() == TokenAmount.wbtt(1_000_100))
    #expect(served.hostCount == 1)
  }

  @Test func `is cancelled`() async throws {
    let end = try await replace("cancel")
    #expect(end.ending == .exit(0), "\(end.complaint)")
    #expect(end.events.first?["cancelled"]?.bool == true)
    #expect(try served.hostIncome() == TokenAmount.wbtt(1_000_000))
    #expect(served.hostCount == 1)
  }
}
