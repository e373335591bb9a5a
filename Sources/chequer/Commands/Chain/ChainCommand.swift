import ArgumentParser

struct ChainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chain", abstract: "Ask a chain: blocks, transactions, logs, balances, code.",
    subcommands: [
      ChainInfo.self, ChainBlock.self, ChainTransaction.self, ChainReceipt.self, ChainLogs.self,
      ChainBalance.self, ChainNonce.self, ChainCode.self, ChainStorage.self, ChainCall.self,
      ChainSend.self, ChainDoctor.self,
    ])
}
