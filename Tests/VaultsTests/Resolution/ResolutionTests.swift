import ChequerTesting
import EVMBytecode
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults

@Suite struct `The way from a vault to its logic` {
  /// The logics' sources: V1 pays `min(due, balance)`, V2 and later refuse.
  @Test(arguments: VaultKind.allCases)
  func `goes from the clone over the shell to the logic in the vault's own slot`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind)
    let resolved = try await chain.resolve(vault)
    #expect(resolved.verdict == .complete)
    let record = try #require(resolved.factoryRecords.first)
    #expect(record.factory == kind.factory)
    #expect(resolved.hops.map(\.address) == [vault.address, record.master, kind.logic])
    #expect(resolved.hops.allSatisfy { $0.storage == vault.address })
    #expect(resolved.hops[0].source == .fixed)
    #expect(
      resolved.hops[1].source
        == .slot(ProxySlot(.implementation), word: kind.logic.word, of: vault.address))
    #expect(resolved.hops[0].code.codeHash == record.cloneCodeHash)
    #expect(resolved.generation == (kind == .v1 ? .proxyV1 : .proxyV2))
    #expect(resolved.generationStrength == .proven)
    #expect(resolved.kind == (kind == .multiToken ? .multiTokenVault : .vault))
    #expect(resolved.payoutRule == (kind == .v1 ? .partial : .allOrNothing))
    #expect(resolved.payoutRuleStrength == .proven)
    #expect(resolved.supportsMultiToken == (kind == .multiToken))
    #expect(resolved.knownLogic?.role == .vaultLogic)
    #expect(resolved.slot(of: "issuer") == 104)
    #expect(resolved.slot(of: "token") == 101)
  }

  @Test func `follows the slot of today after an upgrade`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v2)
    let before = try await chain.head()
    try vault.upgrade(to: .multiToken)
    #expect(try await chain.resolve(vault).logic == VaultKind.multiToken.logic)
    let then = try await ResolvedVault.resolve(
      vault.address, at: before, by: chain.development, network: .embedded)
    #expect(then.logic == VaultKind.v2.logic)
  }

  /// `implementation()` answers the current logic's address, whatever runs.
  @Test func `does not ask the vault what it runs`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    let liar = Address.numbered(1)
    try chain.place(
      assembly: """
        PUSH20 0x5c67bED46336A59252b73a0fA22B9de1cffb172e PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN
        """, at: liar)
    try chain.place(
      Array(try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first).cloneCode),
      at: vault.address, storage: [KnownStorageSlot.implementation.word: liar.word])
    let told: Address = try chain.ask(vault, "implementation()(address)")
    #expect(told == VaultKind.multiToken.logic)
    let resolved = try await chain.resolve(vault)
    #expect(resolved.logic == liar)
    #expect(resolved.kind == nil)
    #expect(resolved.knownLogic == nil)
    guard case .unknown = resolved.payoutRule else {
      Issue.record("The rule of unknown code is \(resolved.payoutRule).")
      return
    }
  }

  @Test func `reaches the chequebook's code in one step`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let chequebook = try chain.deployChequebook(issuer: chain.renter)
    let resolved = try await chain.resolve(chequebook)
    #expect(resolved.hops.count == 2)
    #expect(resolved.kind == .swarmChequebook)
    #expect(resolved.generation == .swarm)
    #expect(resolved.payoutRule == .partial)
    #expect(resolved.slot(of: "issuer") == 6)
    #expect(resolved.supportsMultiToken == false)
  }

  @Test func `of an account without code is none`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let resolved = try await chain.resolve(chain.host)
    #expect(resolved.verdict == .partial(.noContract))
    #expect(!resolved.isContract)
    #expect(resolved.logic == nil)
    #expect(resolved.hops.count == 1)
  }

  @Test func `ends at a master that was never initialised`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let record = try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first)
    let resolved = try await chain.resolve(record.master)
    #expect(resolved.verdict == .partial(.noTarget(in: ProxySlot(.implementation))))
    #expect(resolved.generation == .proxyV2)
  }

  @Test func `ends where a logic has no code`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = Address.numbered(2)
    try chain.place(Address.numbered(3).cloneCode, at: vault)
    let resolved = try await chain.resolve(vault)
    #expect(resolved.verdict == .partial(.emptyCode(Address.numbered(3))))
    #expect(resolved.logic == nil)
    #expect(resolved.hops.count == 2)
  }

  @Test func `that goes in a circle is told`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let (first, second) = (Address.numbered(4), Address.numbered(5))
    try chain.place(second.cloneCode, at: first)
    try chain.place(first.cloneCode, at: second)
    #expect(try await chain.resolve(first).verdict == .partial(.loop(first)))
  }

  @Test func `that is endless is left after some hops`() async throws {
    let chain = try await EmbeddedChain.btfs()
    for number in 100..<120 {
      try chain.place(
        Address.numbered(UInt64(number + 1)).cloneCode, at: .numbered(UInt64(number)))
    }
    let resolved = try await chain.resolve(Address.numbered(100))
    #expect(resolved.verdict == .partial(.tooManyHops))
    #expect(resolved.hops.count == 8)
  }

  /// A beacon's answer decides, as the proxy asks for it at each call.
  @Test func `asks the beacon that the code asks`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let (proxy, beacon) = (Address.numbered(6), Address.numbered(7))
    // Solady's minimal ERC-1967 beacon proxy, 82 bytes.
    let code = try Hex.decode(
      "363d3d373d3d363d602036600436635c60da1b60e01b36527fa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50545afa5036515af43d6000803e604d573d6000fd5b3d6000f3"
    )
    try chain.place(code, at: proxy, storage: [KnownStorageSlot.beacon.word: beacon.word])
    try chain.place(
      assembly: """
        PUSH20 0x11a91B7270ea000768F7A2C543547e832b5cb031 PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN
        """, at: beacon)
    let resolved = try await chain.resolve(proxy)
    #expect(resolved.logic == VaultKind.v2.logic)
    guard case .beacon(beacon, _)? = resolved.hops.first?.source else {
      Issue.record("The source is \(String(describing: resolved.hops.first?.source)).")
      return
    }
  }

  @Test func `of five hundred vaults takes a handful of batches`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let record = try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first)
    var vaults: [Address] = []
    for number in 0..<500 {
      let address = Address.numbered(1000 + UInt64(number))
      let kind: VaultKind = number % 3 == 0 ? .v2 : .multiToken
      chain.set(
        record.cloneCode, at: address,
        storage: [KnownStorageSlot.implementation.word: kind.logic.word])
      vaults.append(address)
    }
    try chain.mine()
    let caller = CountingCaller(chain.development)
    let resolved = try await ResolvedVault.resolve(
      vaults, at: chain.head(), by: caller, network: .embedded)
    for (number, result) in resolved.enumerated() {
      #expect(
        try result.get().logic == (number % 3 == 0 ? VaultKind.v2 : .multiToken).logic)
    }
    #expect(caller.batches <= 10)
    #expect(caller.requests == 500 + 1 + 500 + 2)
  }

  @Test func `fails with what was not answered, one vault at a time`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    let caller = CountingCaller(chain.development, refusing: ["eth_getStorageAt"])
    let results = try await ResolvedVault.resolve(
      [vault.address, chain.host.address], at: chain.head(), by: caller, network: .embedded)
    #expect(throws: RPCFailure.unsupported(method: "eth_getStorageAt")) {
      try results[0].get()
    }
    #expect(try results[1].get().verdict == .partial(.noContract))
  }
}
