import ArgumentParser

struct EvmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evm", abstract: "Run code.",
    subcommands: [EvmRun.self, EvmStateTest.self])
}
