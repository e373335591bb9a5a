import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct VaultCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vault", abstract: "Deploy vaults, look at them, and move money in and out.",
    subcommands: [
      VaultInfo.self, VaultBalance.self, VaultDeploy.self, VaultDeposit.self, VaultWithdraw.self,
      VaultEvents.self, VaultWrap.self, VaultUnwrap.self,
    ])
}

/// What commands of an owner have in common: how they sign, ask, send and answer.
struct OwnerOptions: ParsableArguments {
  @OptionGroup var sending: SendingOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var signer: SigningOptions
  @OptionGroup var output: OutputOptions

  /// Reads the key, connects, and lends `body` what it takes to send.
  func run(
    _ body: @escaping @Sendable (OwnerJob) async throws -> Void
  ) throws {
    try consent.requireSomebodyToAsk()
    let signer = TransactionSigner(try self.signer.privateKey())
    let (sending, consent, output) = (sending, consent, output)
    try connection.withConnection { connection in
      try await body(
        OwnerJob(
          sending: sending, consent: consent, connection: connection, signer: signer,
          output: output))
    }
  }
}

extension Network {
  /// The token and the smallest units of an amount such as `5wbtt`; a bare number is of the smallest
  /// unit of the network's first token.
  func tokenAmount(
    _ text: String, token name: String?
  ) throws -> (token: Address, units: UInt256, shown: String) {
    let amount = try TokenAmount(parsing: text, in: .wei)
    let named = try name.map { name in
      try token(named: name)?.address ?? Address(parsing: name)
    }
    if amount.denomination == .wei {
      guard let address = named ?? tokens.first?.address else {
        throw Failure(.badData, "No token of \(title) is known; name it with --token.")
      }
      let known = token(at: address)?.denomination
      let shown = known.map { TokenAmount(smallestUnits: amount.smallestUnits, in: $0).description }
      return (address, amount.smallestUnits, shown ?? "\(amount.smallestUnits) of \(address)")
    }
    guard let token = token(named: amount.denomination.symbol) else {
      throw Failure(
        .badData,
        "\(amount.denomination.symbol) is no token of \(title); name one of \(tokens.map(\.symbol).joined(separator: ", ")), or give --token with a bare number of its smallest unit."
      )
    }
    if let named, named != token.address {
      throw Failure(
        .badData, "The amount is in \(token.symbol), but --token names another token.")
    }
    return (token.address, amount.smallestUnits, amount.description)
  }

  /// An amount of a token: with its unit where that is known.
  func shown(_ units: UInt256, of token: Address) -> String {
    guard let known = self.token(at: token) else { return "\(units) of token \(token)" }
    return TokenAmount(smallestUnits: units, in: known.denomination).description
  }
}
