import EVMAccounts
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

/// What a chain says of a node at one block: its wallet, its vault, and what cashing costs.
struct NodeInfo: Sendable {
  /// Gas of a cash-out as operators reckon; what one takes is known when it is checked.
  static let cashOutGas: UInt64 = 90_000

  let network: Network
  let header: RPCHeader
  let gasPrice: UInt256
  private let wallet: Wallet?
  private let vaults: [Registration]

  private struct Wallet: Sendable {
    let identity: AccountIdentity
    let coin: UInt256
    let tokens: [TokenBalance]
  }

  /// A vault that a factory has for the node's peer ID.
  private struct Registration: Sendable {
    let factory: VaultFactoryRecord
    let summary: VaultSummary
    let owner: Address

    var isOwn: Bool { (try? summary.issuer.get()) == owner }

    var warnings: [String] {
      var lines: [String] = []
      switch summary.issuer {
      case .success(let issuer) where issuer != owner:
        lines.append(
          "The vault's issuer is \(issuer), not this node: somebody else registered it for the peer ID."
        )
      case .success: break
      case .failure(let failure): lines.append("The vault does not tell its issuer: \(failure)")
      }
      if summary.resolved.knownLogic == nil {
        lines.append("The vault's logic is not one that is known; it may follow any rules.")
      }
      for risk in VaultRisk.of([factory.generation]) where risk.severity == .danger {
        lines.append(risk.statement)
      }
      return lines
    }
  }

  init(of identity: AccountIdentity?, over connection: Connection) async throws {
    network = connection.network
    header = try await connection.head()
    let caller = try connection.caller(at: header)
    gasPrice = try await connection.caller.ask(.gasPrice)
    guard let identity else {
      wallet = nil
      vaults = []
      return
    }
    wallet = Wallet(
      identity: identity,
      coin: try await caller.ask(.balance(of: identity.address, at: header.id)),
      tokens: try await TokenBalance.read(
        of: identity.address, in: network.tokens.map(\.address), at: header, caller: caller))
    guard let peerID = identity.peerID else {
      vaults = []
      return
    }
    var found: [Registration] = []
    for (factory, vault) in try await VaultAudit.vaults(
      of: peerID, network: network, caller: caller, at: header.id)
    {
      found.append(
        Registration(
          factory: factory,
          summary: try await VaultSummary(
            vault, network: network, caller: caller, at: header),
          owner: identity.address))
    }
    vaults = found
  }

  /// What a cash-out costs; `nil` when nobody could pay it.
  private var cashOutCost: UInt256? {
    let (cost, overflow) = gasPrice.multipliedReportingOverflow(by: UInt256(Self.cashOutGas))
    return overflow ? nil : cost
  }

  private func coin(_ wei: UInt256) -> String {
    TokenAmount(smallestUnits: wei, in: network.coin).description
  }

  // MARK: - For programs

  var json: JSON {
    [
      "chainId": .integer(network.chainID), "network": .string(network.name),
      "head": [
        "number": .integer(header.number), "hash": .string(header.hash.hex),
        "timestamp": .integer(header.timestamp),
      ],
      "london": .bool(header.isLondon), "gasPrice": .string(gasPrice.description),
      "cashOut": [
        "gas": .integer(Self.cashOutGas), "cost": .amount(cashOutCost),
      ],
      "wallet": wallet.map { wallet in
        [
          "address": .string(wallet.identity.address.checksummed),
          "tron": .string(wallet.identity.tron.description),
          "peerId": wallet.identity.peerID.map { .string($0.text) } ?? .null,
          "balance": .string(wallet.coin.description),
          "tokens": .array(wallet.tokens.map { $0.json(network) }),
        ]
      } ?? .null,
      "vaults": .array(
        vaults.map { vault in
          [
            "factory": .string(vault.factory.factory.checksummed),
            "factoryName": .string(vault.factory.label), "isOwn": .bool(vault.isOwn),
            "warnings": .array(vault.warnings.map { .string($0) }), "state": vault.summary.json,
          ]
        }),
    ]
  }

  // MARK: - For people

  func text(_ output: OutputOptions) -> String {
    var lines = [
      output.heading("\(network)"),
      "  head       block \(header.number) of \(chainTime(header.timestamp))",
      "  gas price  \(coin(gasPrice)) a unit (\(gasPrice) wei)\(header.isLondon ? ", with a base fee" : "")",
      "  cash-out   about \(cashOutCost.map(coin) ?? "more than there is") for \(Self.cashOutGas) units of gas",
    ]
    guard let wallet else { return lines.joined(separator: "\n") }
    lines += [
      "", output.heading("Wallet \(wallet.identity.address)"),
      "  Tron       \(wallet.identity.tron)",
    ]
    if let peerID = wallet.identity.peerID { lines.append("  peer ID    \(peerID.text)") }
    lines.append("  has        \(coin(wallet.coin))")
    for balance in wallet.tokens {
      lines.append(
        "  has        \(balance.units.map { network.shown($0, of: balance.token) } ?? "\(balance.token): \(balance.failure?.description ?? "")")"
      )
    }
    guard wallet.identity.peerID != nil else {
      return (lines + ["", "A peer ID or a public key finds the node's vault too."])
        .joined(separator: "\n")
    }
    if vaults.isEmpty { lines += ["", "No factory has a vault for this peer ID."] }
    for vault in vaults {
      lines += ["", vault.summary.text(output), "  deployed by  \(vault.factory.label)"]
      lines += vault.warnings.map { "! \($0)" }
    }
    return lines.joined(separator: "\n")
  }
}
