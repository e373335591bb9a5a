import EVMBytecode
import EVMPrimitives
import EVMRPC

extension ChainReading {
  /// Follows vaults to their logic, and asks them who issues and what they pay in.
  mutating func readVaults(_ addresses: [Address]) async throws(CancellationError) {
    let resolved = try await ResolvedVault.resolve(
      addresses, at: check.header.id, by: check.caller, network: check.network)
    var parts: [StatePart] = []
    for vault in resolved { parts += (try? vault.get())?.stateOfReads ?? [] }
    try await state.fetch(parts, by: check.caller)
    let answers = try await state.run(
      addresses, by: check.caller, workers: check.options.workers
    ) { vault, state in
      let block = LocalBlock(on: state)
      return VaultAnswers(
        issuer: CashOutCall.address(try block.read(vault, CashOutCall.issuer)),
        token: CashOutCall.address(try block.read(vault, CashOutCall.token)),
        bounced: CashOutCall.word(try block.read(vault, CashOutCall.bounced)))
    }
    for (index, address) in addresses.enumerated() {
      vaults[address] = facts(of: address, resolved[index], answers[index])
    }
  }

  private struct VaultAnswers: Sendable {
    let issuer: Address?
    let token: Address?
    let bounced: UInt256?
  }

  private func facts(
    of address: Address, _ resolved: Result<ResolvedVault, RPCFailure>,
    _ answers: Result<VaultAnswers, LocalRunFailure>
  ) -> VaultFacts {
    let vault = try? resolved.get()
    let told = try? answers.get()
    var failure: RPCFailure?
    if case .failure(let reason) = resolved { failure = reason }
    if case .failure(.unreachable(let reason)) = answers { failure = reason }
    let stored = vault?.slot(of: "issuer").flatMap {
      state.word(of: vault?.storage ?? address, slot: $0)
    }
    return VaultFacts(
      address: address, resolved: vault, issuer: told?.issuer,
      storedIssuer: stored.map { Address(truncating: $0) }, token: told?.token,
      hasBounced: told?.bounced.map { $0 != 0 }, failure: failure)
  }
}

extension ResolvedVault {
  /// What `issuer()`, `token()` and a cash-out are known to read of a vault.
  fileprivate var stateOfReads: [StatePart] {
    var parts: [StatePart] = hops.map { .account($0.address) }
    for hop in hops {
      if case .slot(let slot, _, let owner)? = hop.source {
        parts.append(.slot(owner, UInt256(slot.key)))
      }
    }
    for name in ["issuer", "token", "totalPaidOut"] {
      if let slot = slot(of: name) { parts.append(.slot(storage, slot)) }
    }
    return parts
  }
}
