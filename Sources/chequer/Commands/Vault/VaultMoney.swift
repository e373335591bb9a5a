import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct VaultDeposit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deposit", abstract: "Move tokens into a vault.",
    discussion: """
      The vault is first allowed to take exactly the amount, and then takes it. Coin is turned into \
      its token with vault wrap. Run again after a crash, it finishes what was begun.
      """)

  @Argument(help: "The vault.")
  var vault: String

  @Argument(help: "How much, such as 5wbtt; a bare number is of the token's smallest unit.")
  var amount: String

  @Option(help: "The token, by symbol or address, where the amount does not name it.")
  var token: String?

  @OptionGroup var owner: OwnerOptions

  func run() throws {
    let vault = try reading("VAULT") { try Address(parsing: self.vault) }
    let (text, name) = (amount, token)
    try owner.run { job in
      let network = job.connection.network
      let (token, units, shown) = try reading("AMOUNT") {
        try network.tokenAmount(text, token: name)
      }
      let outcome = try await job.run(
        wanted: { $0 == .deposit(vault: vault, token: token, amount: units) },
        make: { try await $0.deposit(units, of: token, in: vault) })
      try job.write(
        outcome,
        [
          .init("vault", .string(vault.checksummed)), .init("token", .string(token.checksummed)),
          .init("amount", .amount(units)),
        ], or: "\(shown) are in vault \(vault).")
    }
  }
}

struct VaultWithdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Take tokens out of a vault of one's own.",
    discussion: """
      Only the vault's issuer may. What cheques promise is not kept back: they bounce when the vault \
      has too little. Run again after a crash, it finishes what was begun.
      """)

  @Argument(help: "The vault.")
  var vault: String

  @Argument(help: "How much, such as 5wbtt; a bare number is of the token's smallest unit.")
  var amount: String

  @Option(help: "The token, by symbol or address, where the amount does not name it.")
  var token: String?

  @OptionGroup var owner: OwnerOptions

  func run() throws {
    let vault = try reading("VAULT") { try Address(parsing: self.vault) }
    let (text, name) = (amount, token)
    try owner.run { job in
      let (token, units, shown) = try reading("AMOUNT") {
        try job.connection.network.tokenAmount(text, token: name)
      }
      let outcome = try await job.run(
        wanted: { $0 == .withdraw(vault: vault, token: token, amount: units) },
        make: { [try await $0.withdraw(units, of: token, from: vault)] })
      try job.write(
        outcome,
        [
          .init("vault", .string(vault.checksummed)), .init("token", .string(token.checksummed)),
          .init("amount", .amount(units)),
        ], or: "\(shown) are out of vault \(vault), with \(job.signer.account).")
    }
  }
}

struct VaultWrap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wrap", abstract: "Turn BTT into WBTT.")

  @Argument(help: "How much, such as 5btt; a bare number is wei.")
  var amount: String

  @OptionGroup var owner: OwnerOptions

  func run() throws {
    let units = try SendingOptions.coin(amount, "AMOUNT")
    guard !units.isZero else { throw VaultOperationError.nothing }
    try owner.run { job in
      let token = try VaultOperations(
        network: job.connection.network, caller: job.connection.caller,
        account: job.signer.account
      ).wrappedCoin().address
      let outcome = try await job.run(
        wanted: { $0 == .wrap(token: token, amount: units) }, make: { [try $0.wrap(units)] })
      try job.write(
        outcome,
        [.init("token", .string(token.checksummed)), .init("amount", .amount(units))],
        or: "\(job.signer.account) has \(job.connection.network.shown(units, of: token)) more.")
    }
  }
}

struct VaultUnwrap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unwrap", abstract: "Turn WBTT back into BTT.")

  @Argument(help: "How much, such as 5wbtt; a bare number is wei.")
  var amount: String

  @OptionGroup var owner: OwnerOptions

  func run() throws {
    let units = try SendingOptions.coin(amount, "AMOUNT")
    try owner.run { job in
      let token = try VaultOperations(
        network: job.connection.network, caller: job.connection.caller,
        account: job.signer.account
      ).wrappedCoin().address
      let outcome = try await job.run(
        wanted: { $0 == .unwrap(token: token, amount: units) },
        make: { [try await $0.unwrap(units)] })
      try job.write(
        outcome,
        [.init("token", .string(token.checksummed)), .init("amount", .amount(units))],
        or:
          "\(job.connection.network.shown(units, of: token)) of \(job.signer.account) are coin again."
      )
    }
  }
}
