import ChequerTesting
import ExactJSON
import TestThreads
import Testing

@Suite(.serialized, .ownThreads) struct `With a lone hostile endpoint` {
  static let hostile = Task { try await HostileChain.withJournal() }

  @Test(arguments: HostileCommand.allCases)
  func `a command says nothing that is not so, but what nothing can show`(
    _ command: HostileCommand
  ) async throws {
    try await Self.compare(
      command, [],
      against: HostileFaults.chosen(HostileFaults.usual, with: HostileFaults.special(to: command)),
      believing: command.believed)
  }

  @Test(arguments: HostileCommand.allCases.filter { $0.readsState })
  func `with proofs no lie about state is believed`(_ command: HostileCommand) async throws {
    try await Self.compare(
      command, ["--proofs"],
      against: HostileFaults.chosen(HostileFaults.lies, with: HostileFaults.aboutProofs),
      believing: command.believed.subtracting(HostileCommand.provable))
  }

  /// Runs a command against each fault.
  ///
  /// - Parameter believed: The faults whose lies the command hands on, for they are all its evidence;
  ///   each must be handed on, or the list would excuse too much.
  private static func compare(
    _ command: HostileCommand, _ options: [String], against faults: [EndpointFault],
    believing believed: Set<String>
  ) async throws {
    let hostile = try await Self.hostile.value
    let arguments = command.arguments(on: hostile) + ["--network", "bttc"] + options
    let honest = HostileAnswer(
      command: command, honest: try await hostile.run(arguments, through: [nil]))
    #expect(honest.honest.status == command.honestStatus, "\(honest.honest.complaint)")
    try await inLanes(faults) { fault in
      let run = try await hostile.run(
        arguments + ["--rpc-timeout", "1", "--patience", "1"], through: [fault],
        for: options.isEmpty ? "lone" : "proofs")
      let comment: Comment =
        "\(command.rawValue), \(fault.name): \(run.status) \(run.output.prefix(2000))"
      hostile.expectManners(of: run, comment)
      let isTrue = try honest.isTrue(run)
      #expect(isTrue || believed.contains(fault.name), comment)
      // On a busy machine an endpoint may be too late even to lie.
      #expect(!isTrue || !believed.contains(fault.name) || run.status == 69, comment)
    }
  }
}
