import ChequerTesting
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Glibc
import TestThreads
import Testing

@Suite(.ownThreads) struct `vault` {
  private let served: ServedChain
  private var chain: EmbeddedChain { served.chain }

  init() async throws { served = try await ServedChain() }

  private func renter(_ command: String, crashAt step: String? = nil) async throws -> ToolEnd {
    try await served.run(
      "vault \(command) \(served.connection) --key-file renter.key --yes --json", crashAt: step)
  }

  private func deployed() async throws -> EmbeddedVault {
    let end = try await renter("deploy")
    #expect(end.ending == .exit(0), "\(end.complaint)")
    let address = try Address(parsing: #require(end.events.first?["vault"]?.string))
    return EmbeddedVault(address, on: chain, issuer: chain.renter)
  }

  @Test func `deploy makes a vault whose cheques are paid`() async throws {
    let vault = try await deployed()
    #expect(try chain.ask(vault, "issuer()(address)", as: Address.self) == chain.renter.address)
    try vault.deposit(.wbtt(100))
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(40))
    #expect(try chain.cash(cheque).result == .paid(.wbtt(40)))
  }

  @Test func `deploy tells that a peer id is taken before it sends anything`() async throws {
    let vault = try await deployed()
    let nonce = chain.development.nonce(of: chain.renter.address)
    let end = try await renter("deploy")
    #expect(end.ending == .exit(1))
    #expect(end.complaint.contains(vault.address.checksummed))
    #expect(chain.development.nonce(of: chain.renter.address) == nonce)
    #expect(try await renter("deploy --peer-id another").ending == .exit(0))
  }

  @Test func `deposit allows exactly what it takes`() async throws {
    let vault = try await deployed()
    #expect(try await renter("deposit \(vault.address) 12.5wbtt").ending == .exit(0))
    #expect(try vault.balance() == .wbtt("12.5"))
    let left: UInt256 = try chain.ask(
      TestToken.wbtt, "allowance(address,address)(uint256)", chain.renter.address, vault.address)
    #expect(left == 0)
    #expect(try await renter("deposit \(vault.address) 3usdt").ending == .exit(0))
    #expect(try vault.balance(in: .usdt) == .usdt(3))
  }

  @Test(.enabled(if: ToolEnd.canBeKilled))
  func `deposit is finished, not repeated, after a kill`() async throws {
    for step in [
      "after-signed:1", "after-broadcast:1", "after-settled:1", "after-signed:2",
      "after-broadcast:2", "before-settled:2",
    ] {
      let served = try await ServedChain()
      let vault = try served.chain.deployVault(issuer: served.chain.renter)
      let command =
        "vault deposit \(vault.address) 7wbtt \(served.connection) --key-file renter.key --yes --json"
      #expect(try await served.run(command, crashAt: step).ending == .signal(SIGKILL))
      let again = try await served.run(command)
      #expect(again.ending == .exit(0), "\(step): \(again.complaint)")
      #expect(try vault.balance() == .wbtt(7), "\(step)")
    }
  }

  @Test func `deposit of more than there is names what is missing`() async throws {
    let vault = try await deployed()
    let end = try await renter("deposit \(vault.address) 1000001wbtt")
    #expect(end.ending == .exit(1))
    #expect(end.complaint.contains("vault wrap"))
  }

  @Test func `withdraw is the issuer's alone`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    let before = try chain.balance(of: chain.renter, in: .wbtt)
    #expect(try await renter("withdraw \(vault.address) 4wbtt").ending == .exit(0))
    #expect(try vault.balance() == .wbtt(6))
    #expect(try chain.balance(of: chain.renter, in: .wbtt) == before.adding(.wbtt(4)))
    let host = try await served.run(
      "vault withdraw \(vault.address) 1wbtt \(served.connection) --key-file host.key --yes")
    #expect(host.ending == .exit(1))
    #expect(served.hostCount == 0)
  }

  @Test func `wrap and unwrap turn coin into its token and back`() async throws {
    let before = try chain.balance(of: chain.renter, in: .wbtt)
    #expect(try await renter("wrap 2.5btt").ending == .exit(0))
    #expect(try chain.balance(of: chain.renter, in: .wbtt) == before.adding(.wbtt("2.5")))
    #expect(try await renter("unwrap 2.5wbtt").ending == .exit(0))
    #expect(try chain.balance(of: chain.renter, in: .wbtt) == before)
  }

  @Test func `info and balance tell what a vault is and has`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(10))
    let info = try await served.run("vault info \(vault.address) \(served.connection) --json")
    #expect(info.ending == .exit(0), "\(info.complaint)")
    let told = try #require(info.events.first)
    #expect(told["generation"]?.string == "proxy-v1")
    #expect(told["issuer"]?.string == chain.renter.address.checksummed)
    #expect(told["payoutRule"]?.string == "partial")
    #expect(told["balances"]?[0]?["balance"]?.string == "10000000000000000000")
    let balance = try await served.run(
      "vault balance \(vault.address) --token wbtt \(served.connection)")
    #expect(balance.output == "10 WBTT\n")
    let nobody = try await served.run(
      "vault info 0x00000000000000000000000000000000000000aa \(served.connection) --json")
    #expect(nobody.ending == .exit(1))
    #expect(nobody.events.first?["isContract"]?.bool == false)
  }

  @Test func `events tell what the vault logged, oldest first`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
    _ = try chain.cash(vault.cheque(to: chain.host, paying: .wbtt(4)))
    try vault.withdraw(.wbtt(1))
    let end = try await served.run("vault events \(vault.address) \(served.connection) --json")
    #expect(end.ending == .exit(0))
    #expect(
      end.events.map { $0["event"]?.string }
        == ["upgraded", "initialized", "deposit", "cheque-cashed", "withdraw"])
    #expect(end.events[3]["paid"]?.string == "4000000000000000000")
    let none = try await served.run(
      "vault events \(vault.address) --from 0 --to 0 \(served.connection) --json")
    #expect(none.output.isEmpty)
  }
}
