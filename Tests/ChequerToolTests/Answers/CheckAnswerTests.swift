import ChequerTesting
import Cheques
import EVMCrypto
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Glibc
import TestThreads
import Testing
import Vaults

/// The words and JSON of `cheque check`; what the verdicts are is tested with the library.
@Suite(.childThreads) struct `Answers of cheque check` {
  private struct Scene {
    let kept: KeptChain
    let vault: EmbeddedVault
    let cheque: SignedCheque

    var chain: EmbeddedChain { kept.chain }

    init(payout: TokenAmount = .wbtt(3), kind: VaultKind = .multiToken) async throws {
      kept = try await KeptChain()
      vault = try kept.chain.deployVault(
        issuer: kept.chain.renter, generation: kind, funding: .wbtt(10))
      cheque = try vault.cheque(to: kept.chain.host, paying: payout)
      try kept.keep()
    }

    var document: String { KeptChain.document(cheque) }
  }

  @Test func `begin with PAYS, the amount and its smallest units`() async throws {
    let scene = try await Scene()
    let run = try scene.kept.chequer("cheque", "check", scene.document)
    #expect(run.status == 0)
    #expect(run.line == "PAYS 3 WBTT (3000000000000000000)")
    #expect(run.output.contains("  vault        \(scene.vault.address)"))
    let gasUsed = try scene.chain.cash(scene.cheque).transaction.gasUsed
    #expect(run.output.contains("  gas          \(gasUsed) at "))
    #expect(run.complaint == "")
    #expect(!run.output.contains(scene.cheque.signature.hex))

    try scene.kept.keep()
    let second = try scene.kept.chequer("cheque", "check", "-", input: scene.document)
    #expect(second.status == 1)
    #expect(second.line == "NOTHING LEFT 3 WBTT (3000000000000000000) paid")
  }

  @Test func `begin with BOUNCES and by how much`() async throws {
    let scene = try await Scene(payout: .wbtt(33))
    let run = try scene.kept.chequer("cheque", "check", scene.document)
    #expect(run.status == 1)
    #expect(run.line == "BOUNCES 23 WBTT (23000000000000000000) short")
    #expect(run.output.contains("Vault: insufficient fund"))
  }

  @Test func `begin with PARTIAL, what is paid and of how much`() async throws {
    let scene = try await Scene(payout: .wbtt(33), kind: .v1)
    let run = try scene.kept.chequer("cheque", "check", scene.document)
    #expect(run.status == 1)
    #expect(
      run.line == "PARTIAL 10 WBTT (10000000000000000000) of 33 WBTT (33000000000000000000)")
  }

  @Test func `begin with NOT GENUINE and the field`() async throws {
    let scene = try await Scene()
    let tampered = scene.document.replacing("3000000000000000000", with: "4000000000000000000")
    #expect(tampered != scene.document)
    let run = try scene.kept.chequer(
      "cheque", "check", tampered, "--history", "3000000000000000000")
    #expect(run.status == 1)
    #expect(run.line.hasPrefix("NOT GENUINE cumulativePayout: "))
    let json = try scene.kept.chequer(
      "cheque", "check", tampered, "--json", "--history", "3000000000000000000")
    #expect(
      try JSONDocument(parsing: json.standardOutput).root["field"]?.string == "cumulativePayout")
  }

  @Test func `are one JSON document for each cheque, with exact amounts`() async throws {
    let scene = try await Scene()
    let run = try scene.kept.chequer("cheque", "check", scene.document, "--json")
    #expect(run.lines.count == 1)
    let answer = try JSONDocument(parsing: run.standardOutput).root
    #expect(answer["verdict"]?.string == "pays")
    #expect(answer["pays"]?.bool == true)
    #expect(answer["amount"]?.string == "3000000000000000000")
    #expect(answer["paidOut"]?.string == "0")
    #expect(answer["available"]?.string == "10000000000000000000")
    #expect(answer["token"]?["symbol"]?.string == "WBTT")
    #expect(answer["issuer"]?.string == scene.chain.renter.address.checksummed)
    #expect(answer["simulation"]?["received"]?.string == "3000000000000000000")
    let cashed = try scene.chain.cash(scene.cheque).transaction
    #expect(answer["gas"]?["used"]?.string == "\(cashed.gasUsed)")
    #expect(answer["gas"]?["cost"]?.string == "\(cashed.fee)")
    #expect(try answer.require("reasons").requireElements().count > 5)
  }

  @Test func `on many are a table and a summary, or a line of JSON each`() async throws {
    let scene = try await Scene()
    let others = [
      try scene.vault.cheque(to: scene.chain.owner, paying: .wbtt(2)),
      try scene.vault.cheque(to: scene.chain.accounts[5], paying: .wbtt(40)),
      try scene.vault.cheque(
        to: scene.chain.accounts[6], paying: .wbtt(1), signedBy: scene.chain.owner),
    ]
    let list = ([scene.cheque] + others).map(KeptChain.document).joined(separator: "\n")
    let run = try scene.kept.chequer("cheque", "check", "-", input: list)
    #expect(run.status == 1)
    #expect(run.lines.count == 8)
    #expect(run.lines[0].hasPrefix("1     PAYS "))
    #expect(run.lines[3].hasPrefix("4     NOT GENUINE "))
    #expect(run.lines[5] == "PAYS          2 cheques: 5 WBTT (5000000000000000000)")
    #expect(run.lines[6] == "BOUNCES       1 cheque: 30 WBTT (30000000000000000000) short")
    #expect(run.lines[7] == "NOT GENUINE   1 cheque")
    let json = try scene.kept.chequer("cheque", "check", "-", "--json", input: list)
    let verdicts = try json.lines.map { try JSONDocument(parsing: $0).root["verdict"]?.string }
    #expect(verdicts == ["pays", "pays", "bounces", "not-genuine"])
  }

  @Test func `take the fields of a cheque and its signature`() async throws {
    let scene = try await Scene()
    let run = try scene.kept.chequer(
      "cheque", "check", "--vault", scene.vault.address.hex, "--beneficiary",
      scene.chain.host.address.hex, "--payout", "3wbtt", "--signature",
      scene.cheque.signature.hex)
    #expect(run.status == 0)
    #expect(run.line == "PAYS 3 WBTT (3000000000000000000)")
    let incomplete = try scene.kept.chequer("cheque", "check", "--payout", "3wbtt")
    #expect(incomplete.status == 64)
  }

  @Test func `name who may cash when it is somebody else`() async throws {
    let scene = try await Scene()
    let run = try scene.kept.chequer(
      "cheque", "check", scene.document, "--as", scene.chain.owner.address.hex)
    #expect(run.status == 1)
    #expect(
      run.line
        == "NOT YOURS for \(scene.chain.host.address), not \(scene.chain.owner.address)")
  }

  @Test func `show the decoded calls with --trace`() async throws {
    let scene = try await Scene()
    let run = try scene.kept.chequer("cheque", "check", scene.document, "--trace")
    #expect(run.output.contains("DELEGATECALL \(VaultKind.multiToken.logic)"))
    #expect(run.output.contains("transfer(to: \(scene.chain.host.address)"))
    let json = try scene.kept.chequer("cheque", "check", scene.document, "--trace", "--json")
    let calls = try JSONDocument(parsing: json.standardOutput).root
      .require("trace").require("calls").requireElements()
    #expect(calls.count > 3)
  }

  @Test func `are the same over HTTP, with proofs and without`() async throws {
    let scene = try await Scene()
    let server = try Conversation(
      arguments: ["devnet", "--port", "0", "--json", "--network", "embedded"],
      environment: scene.kept.environment)
    let url = try #require(JSONDocument(parsing: server.hear()).root["url"]?.string)
    for proofs in [[], ["--proofs"]] {
      let run = try chequer(["cheque", "check", scene.document, "--json", "--rpc", url] + proofs)
      #expect(run.status == 0)
      let answer = try JSONDocument(parsing: run.standardOutput).root
      #expect(answer["verdict"]?.string == "pays")
      #expect(answer["amount"]?.string == "3000000000000000000")
      #expect(answer["node"]?.string == "succeeds")
    }
    server.send(SIGTERM)
    #expect(try server.ending() == .exit(0))
    let gone = try chequer(
      "cheque", "check", scene.document, "--rpc", url, "--patience", "0", "--json")
    #expect(gone.status == 69)
    #expect(try JSONDocument(parsing: gone.standardOutput).root["error"] != nil)
  }

  @Test func `explain a message without any chain`() throws {
    let run = try chequer(
      "cheque", "check", "--explain", "execution reverted: Vault: insufficient fund")
    #expect(run.status == 0)
    #expect(run.line.hasPrefix("The cheque bounces"))
    let unknown = try chequer("cheque", "check", "--explain", "it rains", "--json")
    #expect(unknown.status == 1)
    #expect(unknown.line == "{\"explained\":false}")
    #expect(try chequer("cheque", "check", "{}", "--explain", "x").status == 64)
  }

  @Test func `refuse what is no signed cheque`() async throws {
    let kept = try await KeptChain()
    try kept.keep()
    #expect(try kept.chequer("cheque", "check", "{}").status == 65)
    #expect(try kept.chequer("cheque", "check", "[]").status == 65)
    #expect(try kept.chequer("cheque", "check", "/no/such/file").status == 66)
  }
}
