import ExactJSON
import TestThreads
import Testing

/// The whole story from the command line alone: nothing here but commands and what they print.
@Suite(.serialized, .childThreads) struct `The story of a cheque` {
  private static let renter = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
  private static let host = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
  private static let factoryV1 = "0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9"
  private static let logicV1 = "0x102dbCe01394C4a44Da3a1DF1De418e3fC225077"
  private static let logic = "0x5c67bED46336A59252b73a0fA22B9de1cffb172e"
  private static let wbtt = "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"

  /// Where its commands run, and on which chain.
  private struct Place {
    let folder: TemporaryFolder
    let chain: String

    init(_ chain: String) throws {
      folder = try TemporaryFolder()
      self.chain = chain
      try folder.write(
        "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d\n", to: "renter.key")
      try folder.write(
        "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a\n", to: "host.key")
    }

    /// Runs a command; `CHAIN` in it are the options that name the chain.
    func callAsFunction(_ command: String) throws -> Run {
      try shell(
        command.split(separator: "CHAIN", omittingEmptySubsequences: false).joined(
          separator: chain),
        environment: ["XDG_DATA_HOME": folder.path], directory: folder.path)
    }
  }

  @Test func `on the embedded chain`() throws {
    let place = try Place("--network embedded")
    try story(place)
    try hostileVaults(place)
  }

  @Test func `on a running devnet`() throws {
    let devnet = try Conversation("devnet", "--btfs", "--port", "0", "--json")
    let ready = try JSONDocument(parsing: try devnet.hear()).root
    let url = try ready.require("url").requireString()
    try story(try Place("--rpc \(url)"), sending: "--confirmations 1")
    devnet.send(15)
    #expect(try devnet.end() == .exit(0))
  }

  private func story(_ run: Place, sending: String = "") throws {
    let pays = "--key-file renter.key --yes \(sending)"
    let vault = try run("chequer vault deploy CHAIN \(pays) 2> log").line
    #expect(try run("chequer vault deposit \(vault) 100wbtt CHAIN \(pays) 2> log").status == 0)
    func sign(_ payout: String, _ more: String = "") throws -> String {
      "chequer cheque sign CHAIN --vault \(vault) --beneficiary \(Self.host) --payout \(payout) --key-file renter.key --document \(more)"
        .replacing("CHAIN", with: "--network 199")
    }
    _ = try run(try sign("60wbtt") + " > cheque.json")

    let check = try run("chequer cheque check cheque.json CHAIN --json")
    #expect(check.status == 0)
    let verdict = try JSONDocument(parsing: check.line).root
    #expect(verdict["verdict"]?.string == "pays")
    #expect(verdict["amount"]?.string == "60000000000000000000")
    let gas = try #require(verdict["gas"]?["used"]?.string)

    let cash = try run(
      "chequer cheque cash cheque.json CHAIN --key-file host.key --yes \(sending) --json 2> log")
    #expect(cash.status == 0)
    let hashes = cash.lines.compactMap { line in
      (try? JSONDocument(parsing: line))?.root["hash"]?.string
    }
    let hash = try #require(hashes.first)
    #expect(try run("chequer chain receipt \(hash) gasUsed CHAIN").line == gas)
    #expect(
      try run("chequer chain call \(Self.wbtt) 'balanceOf(address)(uint256)' \(Self.host) CHAIN")
        .line
        == "1000060000000000000000000")

    let again = try run("chequer cheque check cheque.json CHAIN")
    #expect(again.status == 1)
    #expect(again.line == "NOTHING LEFT 60 WBTT (60000000000000000000) paid")
    _ = try run(try sign("500wbtt") + " > more.json")
    let bounce = try run("chequer cheque check more.json CHAIN")
    #expect(bounce.status == 1)
    #expect(bounce.line == "BOUNCES 400 WBTT (400000000000000000000) short")
    _ = try run("sed s/60000000000000000000/90000000000000000000/ cheque.json > forged.json")
    let forged = try run("chequer cheque check forged.json --history 60wbtt CHAIN")
    #expect(forged.status == 1)
    #expect(forged.line.hasPrefix("NOT GENUINE cumulativePayout: "))
    _ = try run(
      try sign("70wbtt").replacing("--network 199", with: "--network donau") + " > donau.json")
    _ = try run(
      "sed -i s/0x107742eb846b86ceaaf7528d5c85cddcad3e409a/\(Self.wbtt.lowercased())/I donau.json")
    let foreign = try run("chequer cheque check donau.json CHAIN")
    #expect(foreign.line.hasPrefix("NOT GENUINE chain: "))
    #expect(foreign.line.contains("signed for chain 1029, not 199"))
    let audit = try run("chequer audit \(vault) CHAIN")
    #expect(audit.status == 0)
    #expect(audit.line.hasPrefix("Nothing critical was found"))
  }

  private func hostileVaults(_ run: Place) throws {
    let pays = "--network embedded --key-file renter.key --yes 2> log"
    let setup = try run(
      "chequer abi calldata 'init(address,address)' \(Self.renter) \(Self.wbtt)"
    ).line
    #expect(
      try run(
        "chequer chain send \(Self.factoryV1) 'deployVault(address,address,bytes32,string,bytes)' \(Self.renter) \(Self.logicV1) 0x\(String(repeating: "2a", count: 32)) node-1 \(setup) \(pays)"
      ).status == 0)
    let old = try run(
      "chequer chain call \(Self.factoryV1) 'peerVaultAddress(string)(address)' node-1 --network embedded"
    ).line
    let critical = try run("chequer audit \(old) --network embedded")
    #expect(critical.status == 1)
    #expect(critical.output.contains("CRITICAL"))
    #expect(critical.output.contains("[unguarded-init, proven]"))

    // Another contract with the same code is no known logic.
    let vault = try run("chequer vault deploy --peer-id node-2 \(pays)").line
    let nonce = try run("chequer chain nonce \(Self.renter) --network embedded").line
    let place = try run("chequer address create --sender \(Self.renter) --nonce \(nonce)").line
    // The code knows its own place, by which it tells calls through a proxy.
    let code = try run("chequer chain code \(Self.logic) --network embedded").line.dropFirst(2)
      .replacing(Self.logic.dropFirst(2).lowercased(), with: place.dropFirst(2).lowercased())
    let size = String(code.count / 2, radix: 16)
    let padded = String(repeating: "0", count: 4 - size.count) + size
    try run.folder.write("0x61\(padded)80600a3d393df3\(code)", to: "init.hex")
    let logic = try run("chequer chain send --create init.hex --max-fee 2000btt \(pays)").line
    #expect(logic == place)
    #expect(try run("chequer chain code \(logic) --network embedded").line == "0x" + code)
    #expect(
      try run("chequer chain send \(vault) 'upgradeTo(address)' \(logic) \(pays)").status == 0)
    let upgraded = try run("chequer audit \(vault) --network embedded")
    #expect(upgraded.status == 1)
    #expect(upgraded.output.contains("[unknown-logic, "))
    #expect(upgraded.output.contains(logic))
  }
}
