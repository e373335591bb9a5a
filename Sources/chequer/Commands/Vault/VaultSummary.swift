import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

/// What a vault is and has at one block.
struct VaultSummary: Sendable {
  let network: Network
  let header: RPCHeader
  let resolved: ResolvedVault
  let issuer: Result<Address, RPCFailure>
  let token: Result<Address, RPCFailure>
  let paidOut: Result<UInt256, RPCFailure>
  let bounced: Result<Bool, RPCFailure>
  let balances: [TokenBalance]

  /// - Parameter caller: Who answers reads of the header's block.
  init(
    _ address: Address, network: Network, caller: any RPCCaller, at header: RPCHeader
  ) async throws {
    self.network = network
    self.header = header
    let vault = VaultContract(address)
    let block = header.id
    resolved = try await ResolvedVault.resolve(address, at: block, by: caller, network: network)
    let addresses = try await caller.ask([vault.issuer(at: block), vault.token(at: block)])
    issuer = addresses[0]
    token = addresses[1]
    paidOut = try await caller.ask([vault.totalPaidOut(at: block)])[0]
    bounced = try await caller.ask([vault.bounced(at: block)])[0]
    var tokens = network.tokens.map(\.address)
    if let own = try? token.get(), !tokens.contains(own) { tokens.insert(own, at: 0) }
    balances =
      resolved.isContract
      ? try await TokenBalance.read(of: address, in: tokens, at: header, caller: caller) : []
  }

  /// Whether plain cheques pay in the chain's wrapped coin.
  private var paysWrapped: Bool? {
    guard let token = try? token.get(), let wrapped = network.wrappedToken else { return nil }
    return token == wrapped
  }

  /// Whether an answer is missing because no endpoint gave it.
  var isUnreachable: Bool {
    resolved.isContract
      && ([issuer.failure, token.failure, paidOut.failure, bounced.failure]
        + balances.map(\.failure)).contains { $0?.isSilence == true }
  }

  var json: JSON {
    [
      "vault": .string(resolved.vault.checksummed),
      "block": ["number": .string(String(header.number)), "hash": .string(header.hash.hex)],
      "isContract": .bool(resolved.isContract),
      "generation": resolved.generation.map { .string($0.rawValue) } ?? .null,
      "hops": .array(resolved.hops.map { .string($0.address.checksummed) }),
      "logic": .address(resolved.logic),
      "knownLogic": resolved.knownLogic.map { .string($0.description) } ?? .null,
      "payoutRule": .string(resolved.payoutRule.name),
      "issuer": .address(try? issuer.get()), "token": .address(try? token.get()),
      "paysWrappedCoin": paysWrapped.map { .bool($0) } ?? .null,
      "totalPaidOut": .amount(try? paidOut.get()),
      "bounced": (try? bounced.get()).map { .bool($0) } ?? .null,
      "balances": .array(balances.map { $0.json(network) }),
    ]
  }

  func text(_ output: OutputOptions) -> String {
    guard resolved.isContract else {
      return output.heading("There is no contract at \(resolved.vault) on \(network).")
    }
    func answer<Value>(_ result: Result<Value, RPCFailure>, _ text: (Value) -> String) -> String {
      switch result {
      case .success(let value): text(value)
      case .failure(let failure): "no answer: \(failure)"
      }
    }
    let own = try? token.get()
    var lines = [
      output.heading("Vault \(resolved.vault) on \(network), at block \(header.number)"),
      "  generation   \(resolved.generation?.rawValue ?? "unknown")",
    ]
    for (number, hop) in resolved.hops.enumerated() {
      lines.append("  hop \(number)        \(hop)")
    }
    lines += [
      "  logic        \(resolved.knownLogic?.description ?? "not one that is known")",
      "  pays         \(resolved.payoutRule)",
      "  issuer       \(answer(issuer) { $0.checksummed })",
      "  token        \(answer(token) { network.token(at: $0)?.symbol ?? $0.checksummed })\(paysWrapped == false ? ", which is not the chain's wrapped coin" : "")",
      "  paid out     \(answer(paidOut) { units in own.map { network.shown(units, of: $0) } ?? units.description })",
      "  bounced      \(answer(bounced) { $0 ? "yes" : "no" })",
    ]
    for balance in balances {
      lines.append(
        "  has          \(balance.units.map { network.shown($0, of: balance.token) } ?? "\(balance.token): \(balance.failure?.description ?? "")")"
      )
    }
    return lines.joined(separator: "\n")
  }
}
