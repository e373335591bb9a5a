import ArgumentParser

@main
struct Chequer: ParsableCommand {
  // Every command states its name: making one of the type's name costs ArgumentParser a search
  // through all conformances of the process, 40 % of the tool's start.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "chequer",
    abstract: "Will this cheque pay, how much, and if not, why not?",
    discussion: """
      Reads vault bytecode, checks and signs BTFS and Swarm cheques, and turns keys, mnemonics and \
      peer IDs into addresses. A missing argument is read from standard input, one value a line. \
      --json answers with one JSON document, --jsonl answers a JSON row for each row of standard \
      input.

      Exit status: 0 yes or done, 1 the answer is no, 64 wrong usage, 65 bad data, 66 no such \
      input, 69 unavailable, 70 a bug of chequer, 73 or 74 cannot write or read, 77 not permitted.
      """,
    version: version,
    subcommands: [
      Inspect.self, Diff.self, Disasm.self, Asm.self, Selectors.self, StorageCommand.self,
      ControlFlowCommand.self, Decompile.self, AddressCommand.self, KeyCommand.self,
      ChequeCommand.self, VaultCommand.self, Wei.self, Calc.self, Keccak.self, RLPCommand.self,
      ABICommand.self,
      TypedDataCommand.self, MessageCommand.self, TxCommand.self, ECDSA.self, EvmCommand.self,
      Devnet.self, AuditCommand.self, ChainCommand.self, RPCCommand.self, TourCommand.self,
    ])

  static func main() {
    Invocation(arguments: Array(CommandLine.arguments.dropFirst())).run()
  }
}
