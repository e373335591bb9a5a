import ChequerTesting
import EmbeddedChain
import ExactJSON
import TestThreads
import Testing

/// A command that moves money once.
enum MoneyMove: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case cash = "cheque cash"
  case deposit = "vault deposit"

  var testDescription: String { rawValue }

  func arguments(on hostile: HostileChain) -> [String] {
    self == .cash ? hostile.cash : hostile.deposit("5wbtt")
  }

  /// How often it was done, by the vault's events.
  func count(on hostile: HostileChain) -> Int {
    self == .cash ? hostile.cashCount : hostile.depositCount
  }

  /// Whether a run says that it was done.
  func isClaimed(by run: Run) -> Bool {
    run.output.contains(self == .cash ? "\"outcome\":\"paid\"" : "\"succeeded\":true")
  }
}

@Suite(.serialized, .ownThreads) struct `A hostile endpoint while money moves` {
  private static let faults = HostileFaults.chosen(
    [], with: HostileFaults.aboutSending)

  @Test(arguments: MoneyMove.allCases)
  func `moves it once, and another run finishes what it hindered`(_ move: MoneyMove) async throws {
    try await inLanes(Self.faults) { fault in
      let hostile = try await HostileChain()
      let command = move.arguments(on: hostile) + ["--network", "bttc", "--patience", "2"]
      let first = try await hostile.run(
        command + ["--rpc-timeout", "1", "--timeout", "3"], through: [fault], for: "hindered")
      let comment: Comment = "\(move.rawValue), \(fault.name): \(first.complaint.suffix(600))"
      hostile.expectManners(of: first, comment)
      #expect(move.count(on: hostile) <= 1, comment)
      #expect(!move.isClaimed(by: first) || move.count(on: hostile) == 1, comment)
      // What is done is done; a deposit that was wanted again would be another one.
      if move == .cash || !move.isClaimed(by: first) {
        let second = try await hostile.run(
          command + ["--rpc-timeout", "30", "--fill-gaps"], through: [nil], for: "finished")
        #expect(second.status == 0, "\(comment) and then \(second.complaint.suffix(600))")
      }
      #expect(move.count(on: hostile) == 1, comment)
      let status = try await hostile.run(
        HostileCommand.status.arguments(on: hostile) + ["--open"], through: [nil])
      #expect(status.status == 0 && status.output.isEmpty, comment)
    }
  }

  @Test(arguments: MoneyMove.allCases)
  func `hinders nothing among three`(_ move: MoneyMove) async throws {
    try await inLanes(Self.faults) { fault in
      let hostile = try await HostileChain()
      let command =
        move.arguments(on: hostile) + ["--rpc-timeout", "10", "--patience", "10"]
      let run = try await hostile.run(command, through: [fault, nil, nil], for: "among three")
      let comment: Comment = "\(move.rawValue), \(fault.name): \(run.complaint.suffix(600))"
      hostile.expectManners(of: run, comment)
      #expect(run.status == 0 && move.isClaimed(by: run), comment)
      #expect(move.count(on: hostile) == 1, comment)
    }
  }
}
