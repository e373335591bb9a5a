import EVMAccounts
public import EVMBytecode
import EVMPrimitives

extension VaultCodeIdentification {
  /// What is proven, what go-btfs's and bee's sources report, and what only the chain can tell.
  public var claims: [Claim] {
    proven + candidates.flatMap(reported) + unknown
  }

  /// What to read on the chain, in order.
  public var checks: [VaultCheck] {
    guard let first = candidates.first ?? elsewhere.first else { return [] }
    var checks = [
      VaultCheck(
        .contract(master), .code,
        "must not be empty; without code every call of the vault succeeds and does nothing")
    ]
    if candidates.contains(where: { $0.generation.master == .proxyShell }) {
      checks += [
        VaultCheck(
          .vault, .storage(.implementation),
          "the logic that the vault runs; read it in the vault, not in the master, and compare it with the known logics"
        ),
        VaultCheck(
          .contract(master), .storage(.implementation),
          "must be zero; anything else means that somebody initialised the master"),
        VaultCheck(.vault, .storageSlot(104), "the issuer, and whether a cheque has bounced"),
        VaultCheck(.vault, .storageSlot(101), "the token; compare it with the chain's"),
      ]
    } else {
      checks += [
        VaultCheck(.vault, .call("issuer()"), "whose signature makes a cheque good"),
        VaultCheck(.vault, .call("token()"), "the token; compare it with the chain's"),
      ]
    }
    let factories = candidates.isEmpty ? [first] : candidates
    checks += factories.map { record in
      VaultCheck(
        .contract(record.factory), .call("deployedContracts(address)"),
        "true for the vault's address on \(record.chainTitle), or it is not this factory's; true proves no more than that"
      )
    }
    return checks
  }

  private var proven: [Claim] {
    var claims: [Claim] = []
    var factories: [VaultFactoryRecord] = []
    for record in candidates + elsewhere
    where !factories.contains(where: { $0.factory == record.factory }) {
      factories.append(record)
    }
    for record in factories
    where (try? ContractAddress.create(sender: record.factory, nonce: 1)) == master {
      claims.append(
        Claim(
          .proven,
          "\(master) is the address of the first contract that \(record.factory) creates: CREATE with nonce 1."
        ))
    }
    guard isFactoryMade else {
      return claims + [
        Claim(
          .proven,
          "The code is not the 45 bytes that the factory deploys for this master: its hash is \(proxy.codeHash)."
        )
      ]
    }
    return claims + [
      Claim(
        .proven,
        "Every EIP-1167 clone of this master has this code and this code hash, \(proxy.codeHash): the code does not tell one vault from another, nor one chain from another."
      ),
      Claim(
        .proven,
        "Neither issuer, token, balance nor logic is in the code; they are in the vault's own storage, or in the master's code."
      ),
    ]
  }

  private func reported(_ record: VaultFactoryRecord) -> [Claim] {
    let generation = record.generation
    var claims = [
      Claim(
        .reported,
        "\(record.factory) is \(record.label) on \(record.chainTitle), named by \(record.origin)\(record.isCurrent ? "; it is the current one" : "")."
      ),
      Claim(
        .reported,
        "Its vaults are of the generation: \(generation.title). They are made by \(generation.deploySignature); with the logic of that time, \(generation.shortfall)."
      ),
    ]
    switch generation.master {
    case .proxyShell:
      claims.append(
        Claim(
          .reported,
          "The factory's constructor creates a VaultProxy and keeps it as its master. A VaultProxy runs the logic in its ERC-1967 implementation slot; as the clone delegates to it, that slot is read in the clone's storage."
        ))
    case .logic:
      claims.append(
        Claim(
          .reported,
          "The factory's constructor creates the \(generation == .swarm || generation == .chequebook ? "chequebook" : "vault") itself as its master, and every clone runs its code directly: no ERC-1967 slot takes part."
        ))
    }
    return claims
  }

  private var unknown: [Claim] {
    var claims: [Claim] = []
    if candidates.count > 1 {
      let names = candidates.map(\.chainTitle).joined(separator: " or ")
      claims.append(
        Claim(.unknown, "Which chain the code comes from: \(names); the generations differ."))
    }
    if candidates.isEmpty {
      claims.append(
        Claim(.unknown, "Whether this factory also exists on the chain asked for."))
    }
    claims.append(
      Claim(
        .unknown,
        "Whether the code at \(master) is what the sources say, and whether this factory made this vault: anyone can deploy the same bytes."
      ))
    if (candidates + elsewhere).contains(where: { $0.generation.master == .proxyShell }) {
      claims += [
        Claim(
          .unknown,
          "Which logic the vault runs: storage slot \(KnownStorageSlot.implementation.key) of the vault itself, not of \(master)."
        ),
        Claim(
          .unknown,
          "Whether the master is still uninitialised, as the factory leaves it: its own slot \(KnownStorageSlot.implementation.key) must be zero."
        ),
      ]
    }
    claims.append(Claim(.unknown, "The vault's issuer, token and balance."))
    return claims
  }
}
