import ChequerTesting
import EVMAccounts
import EVMBytecode
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Testing
import Vaults

@Suite struct `The audit of a vault that is not what it seems` {
  /// Code that answers every call with one word.
  private static func answering(_ word: UInt256) -> String {
    "PUSH32 \(Hash256(word).hex) PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN"
  }

  private static func thief(_ chain: EmbeddedChain) -> TestAccount { chain.accounts[5] }

  @Test func `V1, taken over: who did it, when, and what runs now`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let thief = Self.thief(chain)
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(10))
    let logic = Address.numbered(1)
    try chain.place(assembly: Self.answering(thief.address.word), at: logic)
    try chain.send(
      from: thief, to: vault,
      VaultContract.proxyInitialization(logic: logic, data: [])
    ).succeeded()
    let audit = try await chain.audit(vault)
    #expect(audit.critical.prefix(3) == ["unknown-logic", "reinitialised", "unguarded-init"])
    let finding = try #require(audit.finding("reinitialised"))
    #expect(finding.strength == .proven)
    #expect(finding.shows(thief.address.checksummed))
    #expect(finding.shows(logic.checksummed))
    #expect(audit.history?.upgrades.last?.sender == thief.address)
    // The hostile code names the thief as the issuer; storage's layout is not known any more.
    #expect(audit.issuer == .init(stored: nil, told: thief.address))
  }

  /// The issuer's own upgrade: the new logic passes the UUPS check and answers everything with a word.
  @Test func `upgraded to unknown logic: critical, with the slot as evidence`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let logic = Address.numbered(2)
    try chain.place(
      assembly: Self.answering(UInt256(KnownStorageSlot.implementation.key)), at: logic)
    try chain.send(from: chain.renter, to: vault, VaultContract(vault.address).upgradeTo(logic))
      .succeeded()
    let audit = try await chain.audit(vault)
    #expect(audit.critical.contains("unknown-logic"))
    let finding = try #require(audit.finding("unknown-logic"))
    #expect(finding.strength == .proven)
    #expect(finding.shows(Hash256(logic.word).hex))
    #expect(finding.shows("no vault by what it does"))
    #expect(audit.finding("upgraded")?.severity == .warning)
  }

  /// The same code at another address is a vault by what it does, and still nobody's release.
  @Test func `with a copy of a logic: flagged, and told to be a vault`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let logic = Address.numbered(3)
    let code = try await chain.development.ask(.code(of: VaultKind.multiToken.logic))
    try chain.place(code, at: logic)
    try chain.setStorage(KnownStorageSlot.implementation.word, of: vault, to: logic.word)
    let audit = try await chain.audit(vault)
    #expect(audit.critical == ["unknown-logic"])
    #expect(
      audit.finding("unknown-logic")?.shows("a BTFS vault for several tokens") == true)
  }

  @Test func `that pays in a worthless token`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let thief = Self.thief(chain)
    let vault = try chain.deployVault(
      by: thief, factory: VaultKind.v2.factory, logic: VaultKind.v2.logic, peerID: "a",
      data: VaultContract.initialization(
        issuer: thief.address, token: TestToken.usdd.address))
    let audit = try await chain.audit(vault)
    #expect(audit.critical == ["foreign-token"])
    let finding = try #require(audit.finding("foreign-token"))
    #expect(finding.strength == .proven)
    #expect(finding.shows("WBTT of the embedded chain (chain 199)"))
    #expect(audit.balances.first(where: \.isOwn)?.token?.symbol == "USDD")
  }

  @Test func `whose token is no contract`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let thief = Self.thief(chain)
    let vault = try chain.deployVault(
      by: thief, factory: VaultKind.v2.factory, logic: VaultKind.v2.logic, peerID: "a",
      data: VaultContract.initialization(issuer: thief.address, token: .numbered(9)))
    #expect(try await chain.audit(vault).critical == ["foreign-token", "token-without-code"])
  }

  @Test func `that was deployed and never initialised`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      by: Self.thief(chain), factory: VaultKind.v2.factory, logic: VaultKind.v2.logic,
      peerID: "a", data: [])
    let audit = try await chain.audit(vault)
    #expect(audit.critical.contains("no-issuer"))
    #expect(audit.finding("no-issuer")?.strength == .proven)
  }

  @Test func `whose issuer is a contract`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(
      by: Self.thief(chain), factory: VaultKind.v2.factory, logic: VaultKind.v2.logic,
      peerID: "a",
      data: VaultContract.initialization(
        issuer: VaultKind.v2.factory, token: TestToken.wbtt.address))
    #expect(try await chain.audit(vault).critical == ["issuer-is-contract"])
  }

  /// A hop that answers `issuer()` and `implementation()` itself and hands all else to the real logic.
  @Test func `behind a contract that lies about issuer and implementation`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let thief = Self.thief(chain)
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v2, funding: .wbtt(10))
    let liar = Address.numbered(4)
    try chain.place(
      assembly: """
        PUSH1 0 CALLDATALOAD PUSH1 224 SHR
        DUP1 PUSH4 0x1d143848 EQ PUSH2 @issuer JUMPI
        DUP1 PUSH4 0x5c60da1b EQ PUSH2 @logic JUMPI
        CALLDATASIZE PUSH1 0 PUSH1 0 CALLDATACOPY
        PUSH1 0 PUSH1 0 CALLDATASIZE PUSH1 0
        PUSH20 \(VaultKind.v2.logic.hex) GAS DELEGATECALL
        RETURNDATASIZE PUSH1 0 PUSH1 0 RETURNDATACOPY
        PUSH2 @answered JUMPI
        RETURNDATASIZE PUSH1 0 REVERT
        answered: JUMPDEST RETURNDATASIZE PUSH1 0 RETURN
        issuer: JUMPDEST PUSH20 \(thief.address.hex) PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN
        logic: JUMPDEST PUSH20 \(VaultKind.multiToken.logic.hex) PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN
        """, at: liar)
    try chain.setStorage(KnownStorageSlot.implementation.word, of: vault, to: liar.word)
    let audit = try await chain.audit(vault)
    #expect(audit.resolution?.logic == VaultKind.v2.logic)
    #expect(audit.critical == ["intercepted", "implementation-lies", "issuer-mismatch"])
    #expect(audit.finding("intercepted")?.shows("0x1d143848") == true)
    #expect(audit.finding("issuer-mismatch")?.shows(thief.address.checksummed) == true)
    #expect(audit.issuer == .init(stored: chain.renter.address, told: thief.address))
    #expect(audit.finding("all-or-nothing") == nil, "the hop may pay as it likes")
  }

  @Test func `registered for a peer ID by somebody else`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let thief = Self.thief(chain)
    let peerID = PeerIDs.of(chain.renter)
    let vault = try chain.deployVault(
      by: thief, factory: VaultKind.v2.factory, logic: VaultKind.multiToken.logic,
      peerID: peerID.text,
      data: VaultContract.initialization(
        issuer: thief.address, token: TestToken.wbtt.address))
    let audit = try await chain.audit(vault, peerID: peerID)
    #expect(audit.critical == ["peer-id-squatted"])
    let finding = try #require(audit.finding("peer-id-squatted"))
    #expect(finding.shows(chain.renter.address.checksummed))
    #expect(finding.shows(thief.address.checksummed))
    #expect(audit.registrations.contains { $0.peerVault == vault })
  }

  /// V1's factory takes a peer ID again and again.
  @Test func `written over another's in the V1 factory`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let thief = Self.thief(chain)
    let peerID = PeerIDs.of(chain.renter)
    _ = try chain.deployVault(issuer: chain.renter, generation: .v1, peerID: peerID.text)
    let vault = try chain.deployVault(
      by: thief, factory: VaultKind.v1.factory, logic: VaultKind.v1.logic, peerID: peerID.text,
      data: VaultContract.initialization(
        issuer: thief.address, token: TestToken.wbtt.address))
    let found = try await VaultAudit.vaults(
      of: peerID, network: .embedded, caller: chain.development)
    #expect(found.map(\.vault) == [vault])
    let audit = try await chain.audit(vault, peerID: peerID)
    #expect(audit.finding("peer-id-overwritten")?.severity == .critical)
  }

  @Test(arguments: [VaultKind.v1, .multiToken])
  func `over a master that somebody initialised`(kind: VaultKind) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind, funding: .wbtt(1))
    let master = try #require(VaultFactoryRecord.at(kind.factory).first).master
    try chain.send(
      from: Self.thief(chain), to: master,
      VaultContract.proxyInitialization(logic: VaultKind.v2.logic, data: [])
    ).succeeded()
    let audit = try await chain.audit(vault)
    #expect(audit.critical.contains("master-initialised"))
    #expect(audit.finding("uninitialised-master") == nil)
  }

  @Test func `over a master that is gone`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1))
    let master = try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first).master
    chain.development.setAccount(nil, at: master)
    try chain.mine()
    let audit = try await chain.audit(vault)
    #expect(audit.critical.contains("no-logic"))
    #expect(audit.finding("no-logic")?.shows("every call succeeds and does nothing") == true)
  }

  @Test func `that no factory deployed`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let record = try #require(VaultFactoryRecord.at(VaultKind.v2.factory).first)
    let vault = Address.numbered(5)
    try chain.place(
      record.cloneCode, at: vault,
      storage: [
        KnownStorageSlot.implementation.word: VaultKind.v2.logic.word, 0: 1,
        101: TestToken.wbtt.address.word, 104: chain.renter.address.word,
      ])
    #expect(try await chain.audit(vault).critical == ["not-registered"])
  }

  @Test func `that is an account without code`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let audit = try await chain.audit(chain.host)
    #expect(audit.verdict == .critical)
    #expect(audit.findings.map(\.id) == ["no-contract"])
  }

  /// Its functions are a vault's, and an account that is in the code may take the money.
  @Test func `with a back door`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = Address.numbered(6)
    let door = Self.thief(chain).address
    try chain.place(
      assembly: """
        PUSH1 0 CALLDATALOAD PUSH1 224 SHR
        DUP1 PUSH4 0x1d143848 EQ PUSH2 @issuer JUMPI
        DUP1 PUSH4 0xfc0c546a EQ PUSH2 @token JUMPI
        DUP1 PUSH4 0x1357e1dc EQ PUSH2 @total JUMPI
        DUP1 PUSH4 0xb648b417 EQ PUSH2 @bounced JUMPI
        DUP1 PUSH4 0x2e1a7d4d EQ PUSH2 @withdraw JUMPI
        PUSH1 0 PUSH1 0 REVERT
        issuer: JUMPDEST PUSH20 0xffffffffffffffffffffffffffffffffffffffff PUSH1 104 SLOAD AND PUSH2 @word JUMP
        token: JUMPDEST PUSH20 0xffffffffffffffffffffffffffffffffffffffff PUSH1 101 SLOAD AND PUSH2 @word JUMP
        total: JUMPDEST PUSH1 103 SLOAD PUSH2 @word JUMP
        bounced: JUMPDEST PUSH1 104 SLOAD PUSH1 160 SHR PUSH1 255 AND PUSH2 @word JUMP
        word: JUMPDEST PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN
        withdraw: JUMPDEST
        CALLER PUSH20 \(door.hex) EQ ISZERO PUSH2 @refuse JUMPI
        PUSH4 0xa9059cbb PUSH1 224 SHL PUSH1 0 MSTORE
        CALLER PUSH1 4 MSTORE PUSH1 4 CALLDATALOAD PUSH1 36 MSTORE
        PUSH1 32 PUSH1 0 PUSH1 68 PUSH1 0 PUSH1 0
        PUSH20 0xffffffffffffffffffffffffffffffffffffffff PUSH1 101 SLOAD AND GAS CALL
        PUSH2 @done JUMPI
        refuse: JUMPDEST PUSH1 0 PUSH1 0 REVERT
        done: JUMPDEST STOP
        """, at: vault,
      storage: [101: TestToken.wbtt.address.word, 104: chain.renter.address.word])
    let audit = try await chain.audit(vault)
    let finding = try #require(audit.finding("stranger-withdraws"))
    #expect(finding.severity == .critical)
    #expect(finding.strength == .proven)
    #expect(finding.shows("withdraw(uint256) requires the caller == \(door)"))
  }
}
