import ExactJSON
import Glibc
import TestThreads
import Testing

@Suite(.childThreads) struct `devnet` {
  /// Starts it and reads its one line.
  private func start(_ options: String...) throws -> (server: Conversation, ready: JSONValue) {
    let server = try Conversation(arguments: ["devnet", "--port", "0", "--json"] + options)
    return (server, try JSONDocument(parsing: server.hear()).root)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `says in one line where it serves and with which keys, and ends well`(
    _ signal: Int32
  ) throws {
    let (server, ready) = try start("--chain-id", "199", "--fork-rules", "bttc")
    #expect(ready["url"]?.string?.hasPrefix("http://127.0.0.1:") == true)
    #expect(try ready.require("chainId").integer() == 199)
    #expect(ready["forkRules"]?.string == "bttc")
    let accounts = try ready.require("accounts").requireElements()
    #expect(accounts.count == 10)
    let first = try #require(ready["accounts"]?[0])
    #expect(first["address"]?.string == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
    #expect(
      first["privateKey"]?.string
        == "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
    server.send(signal)
    #expect(try server.ending() == .exit(0))
    #expect(server.complaint() == "")
  }

  @Test func `takes the words of its accounts from a file, never from the command line`() throws {
    let folder = try TemporaryFolder()
    let words = String(repeating: "abandon ", count: 11)
    try folder.write(words + "about\n", to: "words")
    let (server, ready) = try start("--mnemonic-file", "\(folder.path)/words", "--accounts", "1")
    // The first account of these words in every wallet: m/44'/60'/0'/0/0.
    #expect(
      ready["accounts"]?[0]?["address"]?.string == "0x9858EfFD232B4033E47d90003D41EC34EcaEda94")
    server.send(SIGTERM)
    #expect(try server.ending() == .exit(0))
    #expect(try chequer("devnet", "--mnemonic", words + "about").status == 64)
    let cut = try chequer("devnet", "--mnemonic-file", "-", input: words)
    #expect(cut.status == 65)
    #expect(!cut.complaint.contains("abandon"))
  }

  @Test func `keeps a chain in a file until it is to begin anew`() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/chain.json"
    func blocks(_ options: String..., isLong: Bool = false) throws -> Int {
      let server = try Conversation(
        arguments: ["devnet", "--port", "0", "--json", "--state", file] + options)
      _ = try server.hear()
      if isLong { usleep(300_000) }
      server.send(SIGTERM)
      #expect(try server.ending() == .exit(0))
      let kept = try JSONDocument(parsing: folder.text(of: "chain.json")).root
      return try kept.require("blocks").requireElements().count
    }
    let first = try blocks("--block-time", "0.01", isLong: true)
    #expect(first > 2)
    #expect(try blocks("--no-mining") == first)
    #expect(try blocks("--no-mining", "--reset") == 1)
    let other = try chequer(
      "devnet", "--port", "0", "--json", "--state", file, "--chain-id", "5")
    #expect(other.status == 65)
    #expect(other.complaint.contains("id 31337, not 5"))
  }

  @Test func `begins with the accounts of a file`() throws {
    let folder = try TemporaryFolder()
    let address = "0x" + String(repeating: "77", count: 20)
    try folder.write(#"{"alloc": {"\#(address)": {"balance": "0x5"}}}"#, to: "genesis.json")
    let state = "\(folder.path)/chain.json"
    let (server, _) = try start(
      "--genesis", "\(folder.path)/genesis.json", "--state", state, "--accounts", "0")
    server.send(SIGINT)
    #expect(try server.ending() == .exit(0))
    let kept = try JSONDocument(parsing: folder.text(of: "chain.json")).root
    #expect(kept["accounts"]?[address]?["balance"]?.string == "0x5")
    #expect(kept["accounts"]?.members?.count == 1)
  }

  @Test func `has BTFS's contracts with BTTC's id or rules, unless it is told otherwise`() throws {
    let folder = try TemporaryFolder()
    let factory = "0x763d7858287b9a33f4be5bb3df0241dacc59bcc7"
    func accounts(_ options: String...) throws -> JSONValue {
      let file = "\(folder.path)/chain.json"
      let server = try Conversation(
        arguments: ["devnet", "--port", "0", "--json", "--state", file, "--reset"] + options)
      _ = try server.hear()
      server.send(SIGTERM)
      #expect(try server.ending() == .exit(0))
      return try JSONDocument(parsing: folder.text(of: "chain.json")).root.require("accounts")
    }
    let renter = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"
    for options in [["--chain-id", "199"], ["--fork-rules", "bttc"], ["--genesis", "btfs"]] {
      let found = try accounts(options[0], options[1])
      #expect(found[factory]?["code"]?.string?.hasPrefix("0x60") == true)
      #expect(found[renter]?["balance"]?.string == "0x33b2e3c9fd0803ce8000000")
    }
    #expect(try accounts("--chain-id", "199", "--genesis", "none").members?.count == 10)
    #expect(try accounts().members?.count == 10)
    // The genesis says what its own three have.
    let poor = try accounts("--chain-id", "199", "--balance", "5")
    #expect(poor["0x90f79bf6eb2c4f870365e785982e1f101e93b906"]?["balance"]?.string == "0x5")
    #expect(poor[renter]?["balance"]?.string == "0x33b2e3c9fd0803ce8000000")
  }

  @Test func `shares one chain in the user's data folder`() throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_DATA_HOME": "\(folder.path)/data"]
    let options = ["devnet", "--port", "0", "--json", "--network", "embedded"]
    let server = try Conversation(arguments: options, environment: environment)
    let ready = try JSONDocument(parsing: server.hear()).root
    #expect(try ready.require("chainId").integer() == 199)
    let second = try chequer(options, environment: environment)
    #expect(second.status == 69)
    #expect(second.complaint.contains("in use by process"))
    server.send(SIGTERM)
    #expect(try server.ending() == .exit(0))
    let kept = try folder.text(of: "data/chequer/embedded.json")
    #expect(kept.hasPrefix("{\"format\":\"chequer-chain/1\",\"chainId\":199,\"fork\":\"bttc\""))

    // Without a file, it is the shared chain that begins anew.
    let third = try Conversation(
      arguments: ["devnet", "--port", "0", "--json", "--reset"], environment: environment)
    #expect(try JSONDocument(parsing: third.hear()).root.require("chainId").integer() == 199)
    third.send(SIGTERM)
    #expect(try third.ending() == .exit(0))
    #expect(third.complaint().contains("The chain of 1 blocks in"))
  }

  @Test func `leaves a file alone that is no chain`() throws {
    let folder = try TemporaryFolder()
    try folder.write("precious", to: "notes.txt")
    for options in [[], ["--reset"]] {
      let run = try chequer(
        ["devnet", "--port", "0", "--json", "--state", "\(folder.path)/notes.txt"] + options)
      #expect(run.status == 65)
      #expect(run.complaint.contains("holds no chain"))
      #expect(try folder.text(of: "notes.txt") == "precious")
    }
  }

  @Test func `begins with the vault system of BTFS`() throws {
    let folder = try TemporaryFolder()
    let (server, ready) = try start("--btfs", "--state", "\(folder.path)/chain.json")
    #expect(ready["forkRules"]?.string == "bttc")
    server.send(SIGINT)
    #expect(try server.ending() == .exit(0))
    let kept = try JSONDocument(parsing: folder.text(of: "chain.json")).root
    // The second vault factory of BTTC's mainnet, and the host's coin.
    let factory = kept["accounts"]?["0x763d7858287b9a33f4be5bb3df0241dacc59bcc7"]
    #expect(factory?["code"]?.string?.isEmpty == false)
    let host = kept["accounts"]?["0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc"]
    #expect(host?["balance"]?.string == "0x33b2e3c9fd0803ce8000000")
  }

  @Test func `names a port that is in use`() throws {
    let (server, ready) = try start()
    let port = ready["url"]?.string?.split(separator: ":").last.map(String.init) ?? ""
    let second = try chequer("devnet", "--port", port, "--json")
    #expect(second.status == 69)
    #expect(second.complaint.contains("Port \(port) is in use"))
    server.send(SIGTERM)
    #expect(try server.ending() == .exit(0))
  }

  @Test(
    arguments: [
      (["--fork-rules", "Atlantis"], 65, "Atlantis"), (["--chain-id", "0"], 64, "--chain-id"),
      (["--balance", "1doge"], 65, "--balance"),
      (["--block-time", "1", "--no-mining"], 64, "--no-mining"),
      (["--network", "bttc"], 64, "embedded"),
      (["--network", "embedded", "--state", "f"], 64, "--state"),
      (["--genesis", "absent.json"], 66, "absent.json"), (["--accounts", "-1"], 64, "-1"),
    ] as [(options: [String], status: Int32, words: String)])
  func `refuses what it cannot begin with`(
    _ row: (options: [String], status: Int32, words: String)
  ) throws {
    let run = try chequer(["devnet", "--port", "0", "--json"] + row.options)
    #expect(run.status == row.status, "\(run.complaint)")
    #expect(run.complaint.contains(row.words), "\(run.complaint)")
  }
}
