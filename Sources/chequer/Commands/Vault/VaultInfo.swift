import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct VaultInfo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "What a vault is, whose, and what it has and has paid.",
    discussion: """
      How calls reach its logic is read from code and storage; issuer, token and totals are what \
      that logic answers; balances are what the tokens answer. All is of one block. The audit looks \
      for what can go wrong. The exit status is 1 when there is no contract, 69 when no endpoint \
      gave a part, which is null in the JSON.
      """)

  @Argument(help: "The vault.")
  var vault: String

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let address = try reading("VAULT") { try Address(parsing: vault) }
    let summary = try connection.withConnection { connection in
      let header = try await connection.head()
      return try await VaultSummary(
        address, network: connection.network, caller: try connection.caller(at: header), at: header)
    }
    output.write(summary.json, or: summary.text(output))
    if !summary.resolved.isContract { throw Ending(status: .no) }
    if summary.isUnreachable { throw Ending(status: .unavailable) }
  }
}

struct VaultBalance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balance", abstract: "What a vault has in each known token, or in one.")

  @Argument(help: "The vault, or any account.")
  var vault: String

  @Option(help: "Only this token, by symbol or address.")
  var token: String?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let address = try reading("VAULT") { try Address(parsing: vault) }
    let name = token
    let (network, balances) = try connection.withConnection { connection in
      let network = connection.network
      let tokens =
        if let name {
          [
            try reading("--token") {
              try network.token(named: name)?.address ?? Address(parsing: name)
            }
          ]
        } else { network.tokens.map(\.address) }
      let header = try await connection.head()
      return (
        network,
        try await TokenBalance.read(
          of: address, in: tokens, at: header, caller: try connection.caller(at: header))
      )
    }
    for balance in balances {
      output.write(
        balance.json(network),
        or: balance.units.map { network.shown($0, of: balance.token) }
          ?? "\(network.token(at: balance.token)?.symbol ?? balance.token.checksummed): \(balance.failure?.description ?? "no answer")"
      )
    }
    if balances.contains(where: { $0.failure?.isSilence == true }) {
      throw Ending(status: .unavailable)
    }
    if balances.contains(where: { $0.units == nil }) { throw Ending(status: .no) }
  }
}

/// What somebody has in one token, by the token's own word.
struct TokenBalance: Sendable {
  let token: Address
  /// `nil` where there is no answer.
  let units: UInt256?
  let failure: RPCFailure?

  static func read(
    of holder: Address, in tokens: [Address], at header: RPCHeader, caller: any RPCCaller
  ) async throws -> [TokenBalance] {
    let answers = try await caller.ask(
      tokens.map { ERC20Contract($0).balanceOf(holder, at: header.id) })
    return zip(tokens, answers).map { token, answer in
      switch answer {
      case .success(let units): TokenBalance(token: token, units: units, failure: nil)
      case .failure(let failure):
        TokenBalance(token: token, units: nil, failure: failure)
      }
    }
  }

  func json(_ network: Network) -> JSON {
    [
      "token": .string(token.checksummed),
      "symbol": network.token(at: token).map { .string($0.symbol) } ?? .null,
      "decimals": network.token(at: token).map { .integer($0.denomination.decimals) } ?? .null,
      "balance": .amount(units), "error": failure.map { .string($0.description) } ?? .null,
    ]
  }
}

extension RPCFailure {
  /// Whether it says nothing of the contract that was asked: no endpoint answered.
  var isSilence: Bool {
    switch self {
    case .reverted, .malformed, .node: false
    case .transport, .rateLimited, .unsupported, .blockNotFound, .logsRefused, .lagging,
      .wrongChain, .disagreement, .unproven, .exhausted:
      true
    }
  }
}
