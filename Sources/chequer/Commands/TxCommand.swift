import ArgumentParser
import EVMAccounts
import EVMPrimitives

struct TxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tx", abstract: "Transactions: read, check and sign them, without a node.",
    subcommands: [TxDecode.self, TxSign.self])
}

extension TransactionRules {
  /// What a raw transaction is held to: all rules of a fork if one is named, else those that hold
  /// under the newest whatever the chain's gas costs.
  ///
  /// - Parameters:
  ///   - chainID: The chain on which it shall be valid; any but 0 if nil.
  init(fork: Fork?, chainID: UInt64?) {
    self.init(fork: fork ?? .newest, chainID: chainID, checksGas: fork != nil)
  }
}

/// A raw transaction that was read and held to rules.
struct ReadTransaction {
  let pooled: PooledTransaction
  let sender: Address
  let fork: Fork

  var signed: SignedTransaction { pooled.transaction }

  init(_ raw: [UInt8], under rules: TransactionRules) throws {
    pooled = try PooledTransaction(decoding: raw)
    sender = try rules.sender(of: pooled.transaction)
    fork = rules.fork
  }
}
