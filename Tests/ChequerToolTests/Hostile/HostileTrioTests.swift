import ChequerTesting
import TestThreads
import Testing

@Suite(.serialized, .ownThreads) struct `With a hostile endpoint among three` {
  /// The hostile one comes first and nothing says which chain it is: the others must be heard on that,
  /// too.
  @Test(arguments: HostileCommand.allCases)
  func `a command answers as if it were not there`(_ command: HostileCommand) async throws {
    let hostile = try await `With a lone hostile endpoint`.hostile.value
    let arguments =
      command.arguments(on: hostile) + ["--rpc-timeout", "10", "--patience", "10"]
    let honest = try await hostile.run(arguments, through: [nil, nil, nil])
    #expect(honest.status == command.honestStatus, "\(honest.complaint)")
    let faults = HostileFaults.chosen(HostileFaults.usual, with: HostileFaults.special(to: command))
    try await inLanes(faults) { fault in
      let run = try await hostile.run(arguments, through: [fault, nil, nil], for: "trio")
      hostile.expectManners(of: run, "\(command.rawValue), \(fault.name)")
      #expect(
        run.status == honest.status && run.standardOutput == honest.standardOutput
          || command.asksAnybody,
        "\(command.rawValue), \(fault.name): \(run.status) \(run.output.prefix(2000)) \(run.complaint.prefix(500))"
      )
    }
  }
}
