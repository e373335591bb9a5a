import ArgumentParser

struct ChainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chain", abstract: "Ask a chain: blocks, transactions, logs, balances, code.",
    subcommands: [
      ChainBlock.self, ChainTransaction.self, ChainReceipt.self, ChainBalance.self,
      ChainNonce.self, ChainCode.self, ChainStorage.self, ChainCall.self,
    ])
}
