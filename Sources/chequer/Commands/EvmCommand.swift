import ArgumentParser

struct EvmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evm", abstract: "Run code, on a chain that has nothing but what is given.",
    subcommands: [EvmRun.self, EvmTrace.self, EvmStateTest.self])
}
