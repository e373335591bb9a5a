import ExactJSON
import TestThreads
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

@Suite(.childThreads) struct `Asking a chain` {
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

  @Test func `a node's wallet and vault are found by its key, which is not shown`() throws {
    let digits = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
    let key = try embedded.folder.write("0x" + digits, to: "renter.key")
    let deployed = try embedded("vault", "deploy", "--key-file", key, "--yes")
    #expect(deployed.status == 0)
    let info = try embedded("chain", "info", "--key-file", key, "--json")
    let answer = try JSONDocument(parsing: info.line).root
    #expect(answer["chainId"]?.number?.lexeme == "199")
    #expect(answer["gasPrice"]?.string == "300000000000000")
    #expect(answer["cashOut"]?["cost"]?.string == "27000000000000000000")
    #expect(answer["wallet"]?["address"]?.string == renter)
    let vault = try #require(answer["vaults"]?[0])
    #expect(vault["state"]?["vault"]?.string == deployed.line)
    #expect(vault["isOwn"]?.bool == true)
    #expect(!(info.output + info.complaint).contains(digits))
    let mnemonic = try embedded.folder.write(
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
      to: "words")
    let stranger = try embedded("chain", "info", "--key-file", mnemonic)
    #expect(stranger.output.contains("Wallet 0xC8599111F29c1e1E061265b4AF93eA1F274aD78A"))
    #expect(stranger.lines.last == "No factory has a vault for this peer ID.")
    let chain = try embedded("chain", "info")
    #expect(chain.lines.count == 4)
  }

  @Test func `a vault that a stranger registered for a peer ID is warned of`() throws {
    let key = try embedded.folder.write(
      "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a", to: "host.key")
    let peer = "16Uiu2HAm7y4wLLNsMjdvS9dKgbXmmmDr8TaiL2HWZrd6sRFZqGZM"
    #expect(
      try embedded("vault", "deploy", "--peer-id", peer, "--key-file", key, "--yes").status == 0)
    let info = try embedded("chain", "info", peer)
    #expect(
      info.output.contains("! The vault's issuer is 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"))
  }

  @Test func `coin is sent once, and logs are read and kept`() throws {
    let key = try embedded.folder.write(
      "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d", to: "renter.key")
    let host = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
    let sent = try embedded(
      "chain", "send", wbtt, "transfer(address,uint256)", host, "7", "--key-file", key, "--yes",
      "--json")
    #expect(sent.status == 0)
    let hash = try #require(JSONDocument(parsing: sent.line).root["hash"]?.string)
    #expect(try embedded("chain", "receipt", hash, "status").line == "1 (success)")
    #expect(try embedded("chain", "tx", hash, "from").line == renter)
    let kept = embedded.folder.path + "/logs.json"
    for _ in 0..<2 {
      let logs = try embedded(
        "chain", "logs", "--address", wbtt, "--topic", "Transfer(address,address,uint256)",
        "--jsonl", "--resume", kept)
      #expect(logs.status == 0)
      #expect(logs.lines.count == 1)
      let log = try JSONDocument(parsing: logs.line).root
      #expect(log["transactionHash"]?.string == hash)
      #expect(log["blockNumber"]?.number?.lexeme == "1")
    }
    let text = try embedded("chain", "logs", "--address", wbtt)
    #expect(text.line.hasSuffix("Transfer(from: \(renter), to: \(host), value: 7)"))
    let refused = try embedded(
      "chain", "send", wbtt, "transfer(address,uint256)", host, "1000001000000000000000000",
      "--key-file", key, "--yes")
    #expect(refused.status == 1)
    #expect(try embedded("chain", "block", "latest", "number").line == "1")
  }

  @Test func `the doctor says what the endpoint is good for`() throws {
    let run = try embedded("chain", "doctor", "--json")
    #expect(run.status == 0)
    let answer = try JSONDocument(parsing: run.line).root
    let endpoint = try #require(answer["endpoints"]?[0])
    #expect(answer["usable"]?.number?.lexeme == "1")
    #expect(endpoint["verdict"]?.string == "good")
    #expect(endpoint["proofs"]?.string == "yes")
    #expect(endpoint["london"]?.bool == false)
    let none = try chequer(
      "chain", "doctor", "--rpc", "http://127.0.0.1:9/v3/secret-key", "--network", "bttc",
      "--patience", "0")
    #expect(none.status == 69)
    #expect(none.output.contains("http://127.0.0.1:9/…"))
    #expect(!(none.output + none.complaint).contains("secret-key"))
  }

  @Test func `what is asked of an endpoint is told without its key`() throws {
    let devnet = try Conversation("devnet", "--btfs", "--port", "0", "--json")
    let url = try JSONDocument(parsing: try devnet.hear()).root.require("url").requireString()
    let run = try chequer(
      "chain", "balance", renter, "--rpc", url + "/v3/secret-key", "--verbose", "--race")
    #expect(run.line == "1000000000000000000000000000")
    #expect(run.complaint.contains("\(url)/… asked eth_chainId in "))
    #expect(run.complaint.contains("\(url)/… answered HTTP 200 with "))
    #expect(!run.complaint.contains("secret-key"))
    devnet.send(15)
    #expect(try devnet.end() == .exit(0))
  }

  @Test func `a trace of calls in each other is told or refused, and never ends the tool`() throws {
    // Calls itself until the gas is gone.
    let call = #"{"to":"\#(renter)","gas":"0x1c9c380"}"#
    let options =
      #"{"tracer":"callTracer","stateOverrides":{"\#(renter)":{"code":"0x6000600060006000600030 5af100"}}}"#
      .replacing(" ", with: "")
    let run = try embedded("rpc", "debug_traceCall", call, "latest", options)
    #expect([0, 69].contains(run.status))
    #expect(run.status == 0 || run.complaint.contains("debug_traceCall"))
  }

  @Test func `the receipt of a transaction that failed is a no`() throws {
    // A transfer of more than there is, with gas given so that nothing is estimated first.
    let data = try chequer(
      "abi", "calldata", "transfer(address,uint256)", renter, "1000001000000000000000000"
    ).line
    let sent = try embedded(
      "rpc", "eth_sendTransaction",
      #"{"from":"\#(renter)","to":"\#(wbtt)","data":"\#(data)","gas":"0x30d40"}"#)
    let receipt = try embedded("chain", "receipt", sent.line, "status")
    #expect(receipt.status == 1)
    #expect(receipt.line == "0 (failed)")
  }

  @Test func `a private key is not taken for an address`() throws {
    let key = "0x" + String(repeating: "4", count: 64)
    let run = try embedded("chain", "balance", key)
    #expect(run.status == 64)
    #expect(!run.complaint.contains("4444"))
  }
}
