import ExactJSON
import Testing

/// The tool on an embedded chain of a folder of its own.
struct EmbeddedTool {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func callAsFunction(_ arguments: String...) throws -> Run {
    try chequer(
      arguments + ["--network", "embedded"], environment: ["XDG_DATA_HOME": folder.path])
  }
}

private let renter = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
private let wbtt = "0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C"
private let factory = "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"

@Suite struct `Asking a chain` {
  private let embedded: EmbeddedTool

  init() throws { embedded = try EmbeddedTool() }

  @Test func `a balance is in wei, or in the unit that is asked for`() throws {
    #expect(try embedded("chain", "balance", renter).line == "1000000000000000000000000000")
    #expect(try embedded("chain", "balance", renter, "--to", "btt").line == "1000000000")
    #expect(try embedded("chain", "balance", renter, "--ether").line == "1000000000")
    let answer = try JSONDocument(parsing: try embedded("chain", "balance", renter, "--json").line)
    #expect(answer.root["balance"]?.string == "1000000000000000000000000000")
    #expect(answer.root["address"]?.string == renter)
  }

  @Test func `a call's results are written a line each`() throws {
    let run = try embedded("chain", "call", wbtt, "balanceOf(address)(uint256)", renter)
    #expect(run.line == "1000000000000000000000000")
    #expect(run.status == 0)
    let raw = try embedded("chain", "call", wbtt, "--data", "0x313ce567")
    #expect(raw.line.hasSuffix("12"))
  }

  @Test func `a call that reverts is a no, with its reason`() throws {
    let run = try embedded(
      "chain", "call", wbtt, "transfer(address,uint256)(bool)", renter, "1")
    #expect(run.status == 1)
    #expect(run.complaint.hasPrefix("chequer: The call reverted: "))
  }

  @Test func `a call to an address without code says so`() throws {
    let run = try embedded("chain", "call", renter, "decimals()(uint8)")
    #expect(run.status == 65)
    #expect(run.complaint.contains("there is no contract at this address"))
  }

  @Test func `fields of a block are picked, and all of them have decimal numbers`() throws {
    let fields = try embedded("chain", "block", "0", "number", "gasLimit", "-f", "miner,size")
    #expect(
      fields.lines == ["0", "30000000", "0x0000000000000000000000000000000000000000", "509"])
    let whole = try JSONDocument(parsing: try embedded("chain", "block", "--json").line).root
    #expect(whole["gasLimit"]?.string == "30000000")
    #expect(whole["nonce"]?.string == "0x0000000000000000")
    let hash = try #require(whole["hash"]?.string)
    #expect(try embedded("chain", "block", hash, "number").line == "0")
    let missing = try embedded("chain", "block", "latest", "colour")
    #expect(missing.status == 64)
    #expect(missing.complaint.contains("'colour'"))
  }

  @Test func `a block that is not there is a no`() throws {
    let run = try embedded("chain", "block", "99")
    #expect(run.status == 1)
    #expect(run.complaint == "chequer: The node does not have block '99'.\n")
    #expect(try embedded("chain", "block", "newest").status == 64)
  }

  @Test func `code and storage are those of the chain`() throws {
    let code = try embedded("chain", "code", factory, "--json")
    let answer = try JSONDocument(parsing: code.line).root
    let inspected = try chequer("keccak", try #require(answer["code"]?.string))
    #expect(answer["codeHash"]?.string == inspected.line)
    #expect(
      try embedded("chain", "storage", factory, "2").line
        == "0x0000000000000000000000005cf1f8c1c89e6fd24863918571917b5109d6a170")
    #expect(try embedded("chain", "code", renter).line == "0x")
    #expect(try embedded("chain", "nonce", renter).line == "0")
  }

  @Test func `a transaction that nobody knows is a no`() throws {
    let hash = "0x" + String(repeating: "0", count: 63) + "1"
    #expect(try embedded("chain", "tx", hash).status == 1)
    #expect(try embedded("chain", "receipt", hash).status == 1)
    #expect(try embedded("chain", "tx", "0x12").status == 65)
  }

  @Test func `any method is called with JSON or with words`() throws {
    #expect(try embedded("rpc", "eth_chainId").line == "0xc7")
    #expect(
      try embedded("rpc", "eth_getBalance", renter, "latest", "--json").line
        == "{\"result\":\"0x33b2e3c9fd0803ce8000000\"}")
    #expect(
      try embedded("rpc", "eth_getBalance", "[\"\(renter)\", \"latest\"]").line
        == "0x33b2e3c9fd0803ce8000000")
    let unknown = try embedded("rpc", "eth_nonsense")
    #expect(unknown.status == 69)
    #expect(unknown.complaint == "chequer: The node does not have eth_nonsense.\n")
    #expect(try embedded("rpc", "eth_getBalance", "nonsense").status == 65)
  }

  @Test func `a private key is not taken for an address`() throws {
    let key = "0x" + String(repeating: "4", count: 64)
    let run = try embedded("chain", "balance", key)
    #expect(run.status == 64)
    #expect(!run.complaint.contains("4444"))
  }
}
