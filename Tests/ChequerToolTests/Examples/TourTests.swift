import Foundation
import TestThreads
import Testing

@Suite(.childThreads) struct `The tour` {
  /// Lines that say how a step ended, whatever addresses and hashes there are.
  private static let endings = [
    "PAYS 60 WBTT (60000000000000000000)", "1 cheque paid: 60 WBTT.",
    "NOTHING LEFT 60 WBTT (60000000000000000000) paid",
    "BOUNCES 400 WBTT (400000000000000000000) short",
    "NOT GENUINE cumulativePayout: The signature is the issuer's, but it was signed for a cumulative payout of 60000000000000000000, not 90000000000000000000.",
    "40 WBTT", "4",
  ]

  /// Those lines of a run; how much gas costs depends on the zeros of addresses and signatures.
  private static func endings(in run: Run) -> [String] {
    run.lines.map { line in
      line.range(of: " Gas cost ").map { String(line[..<$0.lowerBound]) } ?? line
    }.filter { endings.contains($0) }
  }

  @Test func `tells the story, and each of its commands works when it is typed`() throws {
    let parent = try TemporaryFolder()
    let folder = parent.path + "/tour"
    let tour = try chequer("tour", folder)
    #expect(tour.status == 0)
    #expect(tour.complaint == "")
    #expect(Self.endings(in: tour) == Self.endings)
    #expect(tour.lines[3] == "$ cd \(folder) && export XDG_DATA_HOME=$PWD")
    // No private key is shown, though these are known to everybody.
    #expect(!tour.output.contains("59c6995e"))
    #expect(!tour.output.contains("5de4111a"))

    let typed = try TemporaryFolder()
    _ = try shell("cp \(folder)/*.key \(typed.path)")
    let commands = tour.lines.filter { $0.hasPrefix("$ ") }.dropFirst().map { $0.dropFirst(2) }
    #expect(commands.count == 18)
    let run = try shell(
      "export XDG_DATA_HOME=$PWD\n" + commands.joined(separator: "\n"), directory: typed.path)
    #expect(run.complaint == "")
    #expect(Self.endings(in: run) == Self.endings)
  }

  @Test func `keeps out of folders that are there`() throws {
    let folder = try TemporaryFolder()
    let run = try chequer("tour", folder.path)
    #expect(run.status == 73)
    #expect(run.complaint.contains("it is there already"))
    #expect(try chequer("tour", "/nonexistent/tour").status == 73)
  }
}
