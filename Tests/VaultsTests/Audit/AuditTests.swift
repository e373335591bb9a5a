import ChequerTesting
import EVMBytecode
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization
import Testing
import Vaults

@Suite struct `The audit of an honest vault` {
  /// By btfs-vault's sources: the V1 shell's `init` has no guard.
  @Test func `of V1 is critical, since anyone may replace the logic`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(10))
    let audit = try await chain.audit(vault)
    #expect(audit.verdict == .critical)
    #expect(audit.critical == ["unguarded-init"])
    let finding = try #require(audit.finding("unguarded-init"))
    #expect(finding.strength == .proven)
    #expect(finding.shows("0x3C4A400C31d79C66818C87814Fc6c2C3D4504Ca9"))
    #expect(finding.shows("init(address,bytes)"))
    #expect(audit.finding("partial-payout")?.strength == .proven)
  }

  @Test(arguments: [VaultKind.v2, .multiToken])
  func `of V2 has no critical finding, and warns of what every issuer can do`(
    kind: VaultKind
  ) async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: kind, funding: .wbtt(10))
    let audit = try await chain.audit(vault)
    #expect(audit.verdict == .warnings)
    #expect(audit.critical.isEmpty)
    #expect(
      audit.findings(.warning).map(\.id) == [
        "uninitialised-master", "issuer-upgrades", "issuer-withdraws", "issuer-cashes",
        "first-come",
      ])
    #expect(audit.finding("issuer-upgrades")?.strength == .proven)
    #expect(audit.finding("issuer-withdraws")?.strength == .proven)
    #expect(audit.finding("issuer-cashes")?.strength == .proven)
    #expect(audit.finding("all-or-nothing")?.strength == .proven)
    #expect(audit.finding("shell-closed")?.strength == .proven)
    #expect(audit.issuer == .init(stored: chain.renter.address, told: chain.renter.address))
    #expect(audit.token == .init(stored: TestToken.wbtt.address, told: TestToken.wbtt.address))
    #expect(audit.logic == .init(stored: kind.logic, told: kind.logic))
    #expect(audit.bounced == .init(stored: false, told: false))
    #expect(audit.coins == 0)
    let own = try #require(audit.balances.first { $0.isOwn })
    #expect(own.token?.symbol == "WBTT")
    #expect(own.balance == TokenAmount.wbtt(10).smallestUnits)
    #expect(own.paidOut == 0)
    #expect(audit.balances.map { $0.token?.symbol } == ["WBTT", "TRX", "USDD", "USDT", "BZZ"])
    #expect(
      audit.registrations.filter { $0.isDeployed == true }.map(\.record.factory) == [kind.factory])
  }

  /// Every risk of the facts' list is told of, in one way or another: 1 to 21, but for those that
  /// concern other designs.
  @Test func `tells of each known risk`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let ids = Set(try await chain.audit(vault).findings.map(\.id))
    for id in [
      "issuer-withdraws", "issuer-cashes", "issuer-upgrades", "release-changes-logic",
      "deploy-proves-little", "deploy-event-issuer", "implementation-may-lie", "peer-id-open",
      "uninitialised-master", "logic-uninitialised", "first-come", "all-or-nothing",
      "one-address-many-chains", "replay-after-upgrade", "checked-at-upload", "issuer-key",
      "token-confusion", "token-quirks",
    ] {
      #expect(ids.contains(id), "\(id)")
    }
  }

  @Test func `tells a name once, with a meaning and what to do`() async throws {
    let chain = try await EmbeddedChain.btfs()
    for kind in VaultKind.allCases {
      let audit = try await chain.audit(chain.deployVault(issuer: chain.renter, generation: kind))
      #expect(Set(audit.findings.map(\.id)).count == audit.findings.count)
      for finding in audit.findings {
        #expect(finding.meaning.hasSuffix("."), "\(finding.id)")
        #expect(finding.advice.hasSuffix("."), "\(finding.id)")
        #expect(!finding.title.hasSuffix("."), "\(finding.id)")
        #expect(!finding.evidence.isEmpty, "\(finding.id)")
      }
      #expect(
        audit.findings.map(\.severity) == audit.findings.map(\.severity).sorted(by: >), "\(kind)")
    }
  }

  @Test func `says that a vault without money pays nothing`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter)
    #expect(try await chain.audit(vault).finding("empty-vault")?.severity == .warning)
    try vault.deposit(.wbtt(1))
    #expect(try await chain.audit(vault).finding("empty-vault") == nil)
  }

  /// January 2022: a clone of the vault itself, which nobody can upgrade.
  @Test func `of the time before proxies speaks of no upgrade, and of funds stuck with the key`()
    async throws
  {
    let chain = try await EmbeddedChain.btfs()
    let record = try #require(
      VaultFactoryRecord.all.first {
        $0.generation == .directVaultWithPeerID && $0.release == "2.0.2"
      })
    let call = try #require(
      VaultFactoryContract(record.factory).deployVault(
        .directVaultWithPeerID, issuer: chain.renter.address, salt: .zero, peerID: "a"))
    let sent = try chain.send(from: chain.renter, to: record.factory, call).succeeded()
    let vault = try #require(
      sent.event("VaultDeployed", of: record.factory)?["contractAddress", as: Address.self])
    let audit = try await chain.audit(vault)
    #expect(audit.critical.isEmpty)
    #expect(audit.resolution?.generation == .directVaultWithPeerID)
    #expect(audit.resolution?.hops.map(\.address) == [vault, record.master])
    #expect(audit.finding("not-upgradeable")?.strength == .proven)
    #expect(audit.finding("partial-payout")?.strength == .proven)
    #expect(audit.finding("issuer-upgrades") == nil)
    #expect(audit.issuer == .init(stored: chain.renter.address, told: chain.renter.address))
  }

  @Test func `of a chequebook of Swarm speaks of hard deposits and of no upgrade`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let chequebook = try chain.deployChequebook(issuer: chain.renter, funding: .bzz(10))
    try chequebook.increaseHardDeposit(for: chain.host, by: .bzz(3))
    let audit = try await chain.audit(chequebook)
    #expect(audit.critical.isEmpty)
    #expect(audit.finding("hard-deposits")?.shows("30000000000000000") == true)
    #expect(audit.finding("not-upgradeable")?.strength == .proven)
    #expect(audit.finding("partial-payout")?.strength == .proven)
    #expect(audit.finding("issuer-upgrades") == nil)
    #expect(audit.finding("token-confusion") == nil)
    #expect(audit.issuer.stored == chain.renter.address)
    #expect(audit.token.stored == TestToken.bzz.address)
  }

  /// go-btfs moves its vault to its release's logic; that is no sign of a thief.
  @Test func `notes an upgrade to known logic`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v2, funding: .wbtt(1))
    try vault.upgrade(to: .multiToken)
    let audit = try await chain.audit(vault)
    #expect(audit.critical.isEmpty)
    let finding = try #require(audit.finding("upgraded"))
    #expect(finding.severity == .note)
    #expect(finding.shows("vault logic multi-token"))
    #expect(finding.shows(chain.renter.address.checksummed))
    #expect(audit.history?.upgrades.map(\.way) == [.deployment, .upgrade])
  }

  @Test func `reads one block, whatever the chain does meanwhile`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v2, funding: .wbtt(10))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(3))
    let caller = ScriptedCaller(chain.development)
    let isFirst = Box(true)
    // As soon as the head is told, the issuer takes the money and changes the logic.
    caller.answer { request in
      guard request.method != "eth_getBlockByNumber",
        isFirst.value.withLock({ first in
          defer { first = false }
          return first
        })
      else { return nil }
      _ = try? vault.withdraw(.wbtt(10))
      _ = try? vault.upgrade(to: .multiToken)
      return nil
    }
    let head = chain.latestBlock
    var options = VaultAudit.Options()
    options.cheques = [cheque]
    let audit = try await chain.audit(vault, options: options, caller: caller)
    #expect(audit.header?.hash == head.hash)
    #expect(chain.latestBlock.number == head.number + 2)
    #expect(audit.finding("upgraded") == nil)
    #expect(audit.finding("insolvent") == nil)
    let bound: JSON = ["blockHash": .string(head.hash.hex)]
    let readers = ["eth_call", "eth_getBalance", "eth_getCode", "eth_getStorageAt"]
    let reads = caller.requests.filter { readers.contains($0.method) }
    #expect(reads.count > 10)
    #expect(reads.allSatisfy { $0.parameters.last == bound })
    let after = try await chain.audit(vault, options: options)
    #expect(after.finding("upgraded") != nil)
    #expect(after.finding("insolvent") != nil)
  }

  @Test func `finds a vault by the peer ID of its node`() async throws {
    let chain = try await EmbeddedChain.btfs()
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(1))
    let peerID = PeerIDs.of(chain.renter)
    let found = try await VaultAudit.vaults(
      of: peerID, network: .embedded, caller: chain.development)
    #expect(found.map(\.vault) == [vault.address])
    #expect(found.first?.record.generation == .proxyV2)
    let audit = try await chain.audit(vault, peerID: peerID)
    #expect(audit.finding("peer-id-own")?.strength == .proven)
    #expect(audit.critical.isEmpty)
    let none = try await VaultAudit.vaults(
      of: PeerIDs.of(chain.host), network: .embedded, caller: chain.development)
    #expect(none.isEmpty)
  }
}
