import ChequerTesting
import Cheques
import EVMCrypto
import EVMPrimitives
import ExactJSON
import TestThreads
import Testing
import Vaults
import VectorFiles

/// What `audit` says of vaults on a chain, and of bytecode alone.
@Suite(.childThreads) struct `Answers of audit` {
  @Test func `a V1 vault is critical, with the reason and the place in the code`() throws {
    var vault = ""
    let chain = try SharedChain { chain in
      vault = try chain.deployVault(issuer: chain.renter, generation: .v1, funding: .wbtt(10))
        .address.checksummed
    }
    let run = try chain.chequer("audit", vault)
    #expect(run.status == 1)
    #expect(run.line == "Critical: 1 critical finding, 5 warnings.")
    for line in [
      "  vault          \(vault)",
      "  network        the embedded chain (chain 199)",
      "  has WBTT       10 WBTT (10000000000000000000)",
      "  deployed by    factory V1",
      "CRITICAL Anyone may replace the vault's logic at any time [unguarded-init, proven]",
      "WARNING The issuer may take the money out at any time [issuer-withdraws, proven]",
      "NOTE A cheque above the balance is paid in part [partial-payout, proven]",
    ] {
      #expect(run.lines.contains(line), "\(line)")
    }
    #expect(
      run.lines.contains {
        $0.hasPrefix(
          "    - the code of 0x3C4A400C31d79C66818C87814Fc6c2C3D4504Ca9 at 0x11a: init is not guarded"
        )
      })
    #expect(!run.output.contains("reinitialised"), "nothing was replaced")
    #expect(run.standardError.isEmpty)
  }

  @Test func `a V2 vault is audited by its peer ID, with status 0`() throws {
    var vault = ""
    let chain = try SharedChain { chain in
      vault = try chain.deployVault(issuer: chain.renter, funding: .wbtt("1.5"))
        .address.checksummed
    }
    // The second account of the mnemonic that test chains share.
    let peerID = try chequer(
      "address", "-", "--json",
      input: "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d\n")
    let id = try JSONDocument(parsing: peerID.output).root.require("peerId").requireString()
    let run = try chain.chequer("audit", id, "--json")
    #expect(run.status == 0)
    let answer = try JSONDocument(parsing: run.output).root
    #expect(try answer.require("verdict").requireString() == "warnings")
    #expect(try answer.require("vault").requireString() == vault)
    #expect(try answer.require("peerId").requireString() == id)
    #expect(
      try answer.require("issuer").require("stored").requireString()
        == "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
    let own = try #require(try answer.require("balances").requireElements().first { _ in true })
    #expect(try own.require("balance").requireString() == "1500000000000000000")
    let hops = try answer.require("resolution").require("hops").requireElements()
    #expect(
      try hops.map { try $0.require("address").requireString() } == [
        vault, "0x5cf1f8C1C89e6fd24863918571917b5109D6a170",
        "0x5c67bED46336A59252b73a0fA22B9de1cffb172e",
      ])
    let findings = try answer.require("findings").requireElements()
    for finding in findings {
      #expect(
        ["warning", "note"].contains(try finding.require("severity").requireString()))
      #expect(
        ["proven", "reported", "unknown"].contains(try finding.require("label").requireString()))
    }
    #expect(
      try findings.contains { try $0.require("id").requireString() == "peer-id-own" })
    #expect(try answer.require("history").require("complete").requireBool())
  }

  @Test func `cheques beyond the balance make it critical`() throws {
    var vault = ""
    var documents: [String] = []
    let chain = try SharedChain { chain in
      let made = try chain.deployVault(issuer: chain.renter, funding: .wbtt(10))
      vault = made.address.checksummed
      for cheque in [
        try made.cheque(to: chain.host, paying: .wbtt(9)),
        try made.cheque(to: chain.owner, paying: .wbtt(2)),
      ] {
        let promise = cheque.cheque
        documents.append(
          #"{"Vault":"\#(promise.vault.hex)","Beneficiary":"\#(promise.beneficiary.hex)","CumulativePayout":\#(promise.cumulativePayout),"Signature":"\#(Hex.encode(cheque.signature.bytes))"}"#
        )
      }
    }
    let covered = try chain.write(documents[0], to: "one.json")
    let run = try chain.chequer("audit", vault, "--cheques", covered)
    #expect(run.status == 0)
    #expect(
      run.lines.contains(
        "  WBTT: outstanding 9 WBTT (9000000000000000000), the vault has 10 WBTT (10000000000000000000)"
      ))
    let all = try chain.write(documents.joined(separator: "\n"), to: "all.jsonl")
    let both = try chain.chequer("audit", vault, "--cheques", all)
    #expect(both.status == 1)
    #expect(
      both.output.contains(
        "CRITICAL The vault has less than the cheques ask for [insolvent, proven]"))
    let unsigned = try chain.write(
      #"{"Vault":"\#(vault)","Beneficiary":"\#(vault)","CumulativePayout":1}"#, to: "unsigned.json")
    #expect(try chain.chequer("audit", vault, "--cheques", unsigned).status == 65)
  }

  @Test func `the page stands alone, is escaped, and says the same`() throws {
    var vault = ""
    let chain = try SharedChain { chain in
      vault = try chain.deployVault(issuer: chain.renter, generation: .v1).address.checksummed
    }
    let file = chain.path(of: "audit.html")
    let run = try chain.chequer("audit", vault, "--html", file)
    #expect(run.status == 1)
    let page = try chain.text(of: "audit.html")
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.contains("<h3>Anyone may replace the vault&#39;s logic at any time</h3>"))
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'"))
    #expect(page.contains(vault))
    for name in ["<script", "src=", "href=", "url(", "@import", "http://", "https://"] {
      #expect(!page.contains(name), "\(name)")
    }
    let alone = try chain.chequer("audit", vault, "--html", "-")
    #expect(alone.output == page)
  }

  /// The 45 bytes of the operator's notes.
  @Test func `the seed's bytecode is audited without a chain`() throws {
    let code =
      "0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"
    let run = try chequer("audit", code)
    #expect(run.status == 0)
    #expect(run.line.hasPrefix("Not decided: bytecode alone tells neither issuer"))
    for heading in [
      "Proven from the bytes:", "Reported, not proven:", "Not known without the chain:",
      "To read on the chain, or by `chequer audit` of the vault's address:",
    ] {
      #expect(run.lines.contains(heading), "\(heading)")
    }
    let answer = try JSONDocument(parsing: try chequer("audit", code, "--json").output).root
    #expect(try answer.require("verdict").requireString() == "incomplete")
    #expect(try answer.require("checks").requireElements().count >= 5)
    #expect(try answer.require("claims").requireElements().count >= 8)
  }

  @Test func `the bytecode of a V1 vault is critical by its design`() throws {
    let run = try chequer(
      "audit",
      "0x363d3d373d3d3d363d733c4a400c31d79c66818c87814fc6c2c3d4504ca95af43d82803e903d91602b57fd5bf3",
      "--network", "bttc")
    #expect(run.status == 1)
    #expect(run.output.contains("[unguarded-init, reported]"))
  }

  @Test func `an account without code, and a peer ID without a vault`() throws {
    let chain = try SharedChain { _ in }
    let account = try chain.chequer("audit", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")
    #expect(account.status == 1)
    #expect(account.output.contains("[no-contract, proven]"))
    let peer = try chain.chequer(
      "audit", "16Uiu2HAkxGXhEBe3Y5YnwvGDk3oRChQQFDS2kC6tkRkfdxPFsUMJ", "--json")
    #expect(peer.status == 1)
    #expect(peer.complaint.contains("No factory of the embedded chain (chain 199) has a vault"))
    let error = try JSONDocument(parsing: peer.output).root.require("error")
    #expect(try error.require("code").requireString() == "no")
  }

  @Test func `a private key is refused and not shown`() throws {
    let key = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
    for run in [try chequer("audit", key), try chequer("audit", "-", input: key + "\n")] {
      #expect(run.status == 64)
      #expect(!run.complaint.contains(key) && !run.output.contains(key))
    }
  }

  @Test(arguments: [
    ["audit", "0x00", "--cheques", "none"], ["audit", "0x00", "--no-history", "--from-block", "1"],
    ["audit", "0x00", "--html", "-", "--json"],
  ])
  func `options that exclude each other are refused`(arguments: [String]) throws {
    #expect(try chequer(arguments).status == 64)
  }
}
