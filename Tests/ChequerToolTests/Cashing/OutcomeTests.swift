import ChequerTesting
import Cheques
import EVMCrypto
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import TestThreads
import Testing
import Vaults

@Suite(.ownThreads) struct `What came of a cash-out` {
  private let served: ServedChain
  private var chain: EmbeddedChain { served.chain }

  init() async throws { served = try await ServedChain() }

  private func cash() async throws -> ToolEnd {
    try await served.run(
      "cheque cash cheques \(served.connection) --key-file host.key --json --yes")
  }

  @Test func `that is mined and paid a part is no success`() async throws {
    let vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(300))
    let format = ChequeFormat(chainID: 199, wrappedToken: TestToken.wbtt.address)
    let cheque = try vault.cheque(to: chain.host, paying: .wbtt(500))
    try served.folder.write(format.text(of: .signed(cheque)), to: "cheques")
    let end = try await cash()
    #expect(end.ending == .exit(1), "\(end.complaint)")
    let settled = try #require(end.events("settled").first)
    #expect(settled["outcome"]?.string == "partial")
    #expect(settled["paid"]?.string == "300000000000000000000")
    #expect(served.cashCount(cheque) == 1)
  }

  @Test func `that is mined and failed is told with its reason, and is no success`() async throws {
    let cheques = try served.writeCheques(1, paying: 500)
    let vault = EmbeddedVault(cheques[0].cheque.vault, on: chain, issuer: chain.renter)
    _ = try chain.development.call("evm_setAutomine", [false])
    async let ending = cash()
    while try chain.development.call("txpool_status").text().contains("\"pending\":\"0x0\"") {
      try await Task.sleep(for: .milliseconds(20))
    }
    // The issuer takes the money first: its withdrawal pays more for its gas.
    let data = VaultContract(vault.address).withdraw(TokenAmount.wbtt(900).smallestUnits)
    _ = try chain.development.call(
      "eth_sendTransaction",
      [
        [
          "from": .string(chain.renter.address.hex), "to": .string(vault.address.hex),
          "data": .string(Hex.encode(data)), "gasPrice": "0x3328b944c4000", "gas": "0x30d40",
        ]
      ])
    try chain.mine()
    let end = try await ending
    #expect(end.ending == .exit(1), "\(end.complaint)")
    let settled = try #require(end.events("settled").first)
    #expect(settled["outcome"]?.string == "failed")
    #expect(end.output.contains("insufficient fund"))
    #expect(served.cashCount(cheques[0]) == 0)
    #expect(served.hostCount == 1)
  }
}

@Suite(.ownThreads) struct `A cheque's signature` {
  /// Only `cheque check --trace` shows it, and its help says so.
  @Test func `is shown by no command that reads cheques`() async throws {
    let served = try await ServedChain()
    let cheques = try served.writeCheques(1)
    // A second one that does not pay, whose answer has reasons.
    let poor = try served.writeCheques(1, paying: 500, funding: 3, to: "poor")
    let issuer = served.chain.renter.address
    for command in [
      "cheque list cheques", "cheque verify cheques --issuer \(issuer)",
      "cheque verify cheques --issuer \(served.chain.owner.address)",
      "cheque check cheques \(served.connection)", "cheque check poor \(served.connection)",
      "audit \(cheques[0].cheque.vault) --cheques cheques \(served.connection)",
      "cheque cash cheques \(served.connection) --dry-run",
      "cheque cash cheques \(served.connection) --yes --key-file host.key --timeout 30",
      "cheque cash poor \(served.connection) --yes --key-file host.key",
      "cheque status \(served.connection)",
    ] {
      for form in ["", " --json"] {
        let end = try await served.run(command + form)
        guard case .exit(0...1) = end.ending else {
          Issue.record("\(command)\(form): \(end.ending) \(end.complaint)")
          continue
        }
        let text = (end.output + end.complaint).lowercased()
        #expect(!text.isEmpty)
        for signature in (cheques + poor).map(\.signature) {
          #expect(!text.contains(signature.r.hex.dropFirst(2)), "\(command)\(form)")
          #expect(!text.contains(signature.s.hex.dropFirst(2)), "\(command)\(form)")
        }
      }
    }
  }
}
