import Foundation
import TestThreads
import Testing

/// Which file of networks is read, and what is said of one that cannot be. What a file may hold is
/// tested where it is read.
@Suite(.childThreads) struct `A file of networks` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let networks =
    #"{"networks": [{"name": "own", "chainId": 5, "endpoints": ["https://a.example/secret"]}]}"#

  /// Asks a network of an unknown name, which the tool refuses with the names it has.
  private func names(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Run {
    try chequer(
      ["chain", "balance", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "--network", "nobody"]
        + arguments, environment: environment, directory: folder.path)
  }

  /// Writes the file where it is looked for.
  private func put(in directory: String) throws {
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    try Data(Self.networks.utf8).write(to: URL(fileURLWithPath: directory + "/networks.json"))
  }

  @Test func `it is the one that is named, before those of the environment`() throws {
    let own = try folder.write(Self.networks, to: "own.json")
    let other = try folder.write(#"{"networks": []}"#, to: "other.json")
    for run in [
      try names("--config", own, environment: ["CHEQUER_CONFIG": other]),
      try names(environment: ["CHEQUER_CONFIG": own]),
    ] {
      #expect(run.status == 65)
      #expect(run.complaint.contains("name one of own, bttc, donau"), "\(run.complaint)")
    }
    let run = try names("--config", other, environment: ["CHEQUER_CONFIG": own])
    #expect(run.complaint.contains("name one of bttc, donau"), "\(run.complaint)")
  }

  @Test func `in the folder of settings it may be missing`() throws {
    let none = try names(environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(none.complaint.contains("name one of bttc, donau"), "\(none.complaint)")
    try put(in: folder.path + "/chequer")
    let own = try names(environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(own.complaint.contains("name one of own, bttc"), "\(own.complaint)")
    let home = try TemporaryFolder()
    try put(in: home.path + "/.config/chequer")
    let usual = try names(environment: ["XDG_CONFIG_HOME": "", "HOME": home.path])
    #expect(usual.complaint.contains("name one of own, bttc"), "\(usual.complaint)")
  }

  @Test func `one that is named must be there`() throws {
    let run = try names("--config", "none.json")
    #expect(run.status == 66)
    #expect(run.complaint.contains("'none.json' cannot be opened"), "\(run.complaint)")
  }

  @Test func `a mistake is told with the file and the place, without secrets`() throws {
    let file = try folder.write(
      #"{"networks": [{"name": "own", "chainId": 5, "endpoints": ["http://b.example/secret"]}]}"#,
      to: "wrong.json")
    let run = try names("--config", file)
    #expect(run.status == 65)
    #expect(run.complaint.contains("wrong.json': "), "\(run.complaint)")
    #expect(run.complaint.contains("networks[0].endpoints[0]"), "\(run.complaint)")
    #expect(!run.complaint.contains("secret"), "\(run.complaint)")
  }

  @Test func `the embedded chain is no matter of the file`() throws {
    let file = try folder.write(Self.networks, to: "own.json")
    let run = try chequer(
      [
        "chain", "balance", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "--network", "embedded",
        "--config", file, "--to", "btt",
      ], environment: ["XDG_DATA_HOME": folder.path])
    #expect(run.line == "1000000000")
  }
}
