import EVMPrimitives
import EVMRPC
import ExactJSON
import Testing
import Vaults

@Suite struct `A user's networks` {
  private static let file = """
    {"networks": [
      {"name": "bttc", "chainId": 199,
       "endpoints": ["https://bttc.example.org/v1/secret-key", "http://127.0.0.1:8545"]},
      {"name": "staging", "chainId": "0x7a69", "title": "Our staging chain",
       "coin": {"symbol": "tBTT", "decimals": 12}, "endpoints": ["http://localhost:8545"],
       "explorers": ["http://explorer.example.org"],
       "tokens": [
         {"symbol": "WBTT", "address": "0x1111111111111111111111111111111111111111", "decimals": 18},
         {"symbol": "USDT", "address": "0x2222222222222222222222222222222222222222", "decimals": 6}],
       "contracts": [
         {"role": "vault-factory", "address": "0x3333333333333333333333333333333333333333",
          "name": "the newer factory"},
         {"role": "vault-factory", "address": "0x4444444444444444444444444444444444444444"},
         {"role": "chequebook-factory", "address": "0x5555555555555555555555555555555555555555"}]},
      {"name": "archive", "chainId": 1029, "endpoints": ["https://archive.example.org"],
       "tokens": [{"symbol": "NEW", "address": "0x6666666666666666666666666666666666666666",
                   "decimals": 0}],
       "contracts": [{"role": "vault-factory",
                      "address": "0x7777777777777777777777777777777777777777"}]}
    ]}
    """

  private func book(_ text: String = file) throws -> NetworkBook {
    try NetworkBook(parsing: text.utf8)
  }

  /// The sentence with which a file is refused.
  private func refusal(_ network: String) -> String? {
    refusal(file: "{\"networks\": [\(network)]}")
  }

  private func refusal(file: String) -> String? {
    do {
      _ = try NetworkBook(parsing: file.utf8)
      return nil
    } catch { return "\(error)" }
  }

  @Test func `a network of one's own has what the file says`() throws {
    let network = try book().named("Staging")
    #expect(network.chainID == 31337)
    #expect(network.description == "Our staging chain (chain 31337)")
    #expect(network.coin.symbol == "tBTT")
    #expect(network.coin.decimals == 12)
    #expect(network.endpoints.map(\.host) == ["localhost"])
    #expect(network.explorers == ["http://explorer.example.org"])
    #expect(network.tokens.map(\.symbol) == ["WBTT", "USDT"])
    #expect(network.token(named: "usdt")?.denomination.decimals == 6)
    let factory = try #require(network.contract(.vaultFactory))
    #expect(factory.address == Address(repeating: 0x33))
    #expect(factory.name == "the newer factory")
    #expect(factory.chainID == 31337)
    #expect(
      network.contracts(.vaultFactory).map(\.address)
        == [Address(repeating: 0x33), Address(repeating: 0x44)])
    #expect(network.contract(.chequebookFactory)?.name == "chequebook-factory")
    #expect(network.contract(.stake) == nil)
  }

  @Test func `a known network's place is taken by one of its name`() throws {
    for name in ["bttc", "BTTC", "199", "0xc7"] {
      let network = try book().named(name)
      #expect(network.endpoints.map(\.host) == ["bttc.example.org", "127.0.0.1"], "\(name)")
      #expect(network.title == "BTTC mainnet")
      #expect(network.coin == .btt)
      #expect(network.tokens == Network.bttc.tokens)
      #expect(network.contracts == Network.bttc.contracts)
      #expect(network.explorers == Network.bttc.explorers)
    }
    #expect(try book().networks.count { $0.chainID == 199 } == 2, "bttc and embedded")
    #expect(try book().named("embedded") == .embedded)
  }

  @Test func `another name stands beside a known network, and adds to what is known`() throws {
    let archive = try book().named("archive")
    #expect(archive.title == "BTTC Donau testnet")
    #expect(archive.tokens.map(\.symbol) == ["WBTT", "TRX", "USDD", "USDT", "TST", "NEW"])
    #expect(archive.contract(.vaultFactory)?.address == Address(repeating: 0x77))
    #expect(archive.contract(.vaultLogic) == Network.donau.contract(.vaultLogic))
    #expect(
      archive.contracts(.vaultFactory).contains {
        $0.address == Network.donau.contract(.vaultFactory)?.address
      })
    #expect(try book().named("1029") == .donau, "an id means the known network")
    #expect(try book().named("donau") == .donau)
  }

  @Test func `a chain id finds the one network that has it, or a bare one`() throws {
    #expect(try book().named("31337").name == "staging")
    #expect(try book().named("0x7a69").name == "staging")
    let bare = try book().named("5")
    #expect(bare.chainID == 5)
    #expect(bare.description == "an unknown network (chain 5)")
    #expect(bare.contracts.isEmpty)
    #expect(bare.tokens.isEmpty)
    #expect(bare.endpoints.isEmpty)
    #expect(bare.coin.decimals == 18)
    #expect(try NetworkBook.known.named("18446744073709551615").chainID == .max)
    #expect(try NetworkBook.known.named("bttc") == .bttc)
  }

  @Test func `a chain id that two networks have is refused with their names`() throws {
    let two = try book(
      """
      {"networks": [{"name": "a", "chainId": 5, "endpoints": ["https://a.example"]},
                    {"name": "b", "chainId": 5, "endpoints": ["https://b.example"]}]}
      """)
    #expect(try two.named("b").endpoints.map(\.host) == ["b.example"])
    let error = #expect(throws: NetworkError.self) { try two.named("5") }
    #expect(
      error?.description == "Several of your networks have the chain id 5; name one of a, b.")
  }

  @Test func `an unknown name is refused with those there are`() throws {
    let error = #expect(throws: NetworkError.self) { try book().named("ropsten") }
    #expect(
      error?.description
        == "There is no network 'ropsten'; name one of bttc, staging, archive, donau, bttc-testnet-2021, gnosis, sepolia, embedded, or a chain id."
    )
  }

  @Test(arguments: [
    "0", "18446744073709551616",
    "115792089237316195423570985008687907853269984665640564039457584007913129639935",
  ])
  func `a number that is no chain id is refused`(text: String) throws {
    let error = #expect(throws: NetworkError.self) { try book().named(text) }
    #expect(
      error?.description
        == "\(text) is no chain id; give one from 1 to 18446744073709551615, such as 199.")
  }

  @Test func `an empty list is the known networks`() throws {
    #expect(try book("{\"networks\": []}") == .known)
  }

  @Test(arguments: [
    ("", "JSON"), ("[]", "object"), ("{}", "networks"), ("{\"networks\": {}}", "array"),
    ("{\"networks\": [], \"network\": []}", "network"), ("{\"networks\": [5]}", "object"),
    ("{\"networks\": [], \"networks\": []}", "networks"),
  ])
  func `a file of another shape is refused`(file: String, word: String) throws {
    let sentence = try #require(refusal(file: file))
    #expect(sentence.contains(word), "\(sentence)")
  }

  @Test(arguments: [
    (#"{"chainId": 5, "endpoints": ["https://a.example"]}"#, "name"),
    (#"{"name": "a", "endpoints": ["https://a.example"]}"#, "chainId"),
    (#"{"name": "a", "chainId": 5}"#, "endpoints"),
    (#"{"name": "a", "chainId": 5, "endpoint": []}"#, "'endpoint'"),
    (#"{"name": "a", "chainId": 5, "endpoints": []}"#, "The network has no endpoints"),
    (#"{"name": "a", "chainId": 1028}"#, "endpoints"),
    (#"{"name": "a", "chainId": 0, "endpoints": []}"#, "0 is no chain id"),
    (#"{"name": "a", "chainId": "x", "endpoints": []}"#, "chainId"),
    (#"{"name": "a", "chainId": 18446744073709551616, "endpoints": []}"#, "is no chain id"),
    (#"{"name": "a", "chainId": 1.5, "endpoints": []}"#, "chainId"),
    (#"{"name": "A", "chainId": 5, "endpoints": []}"#, "'A' cannot name a network"),
    (#"{"name": "5", "chainId": 5, "endpoints": []}"#, "'5' cannot name a network"),
    (#"{"name": "", "chainId": 5, "endpoints": []}"#, "cannot name a network"),
    (#"{"name": "embedded", "chainId": 5, "endpoints": []}"#, "choose another"),
    (
      #"{"name": "bttc", "chainId": 5, "endpoints": ["https://a.example"]}"#,
      "The name bttc is that of BTTC mainnet (chain 199), but the network has the chain id 5"
    ),
    (
      #"{"name": "a", "chainId": 199, "coin": {"symbol": "BTT", "decimals": 6}}"#,
      "The coin of BTTC mainnet (chain 199) is BTT with 18 decimals"
    ),
    (
      #"{"name": "a", "chainId": 199, "tokens": [{"symbol": "USDT", "decimals": 18, "address": "0xdB28719F7f938507dBfe4f0eAe55668903D34a15"}]}"#,
      "is USDT with 6 decimals already"
    ),
    (
      #"{"name": "a", "chainId": 199, "tokens": [{"symbol": "usdt", "decimals": 6, "address": "0x1111111111111111111111111111111111111111"}]}"#,
      "The symbol usdt is that of the token at 0xdB28719F7f938507dBfe4f0eAe55668903D34a15 already"
    ),
    (
      #"{"name": "a", "chainId": 199, "tokens": [{"symbol": "x", "decimals": 78, "address": "0x1111111111111111111111111111111111111111"}]}"#,
      "78 decimals"
    ),
    (
      #"{"name": "a", "chainId": 199, "tokens": [{"symbol": "x", "decimals": 6, "address": "0x0000000000000000000000000000000000000000"}]}"#,
      "The address is zero"
    ),
    (
      #"{"name": "a", "chainId": 199, "contracts": [{"role": "token", "address": "0x1111111111111111111111111111111111111111"}]}"#,
      "'token' is no contract's role; choose vault-factory,"
    ),
    (
      #"{"name": "a", "chainId": 199, "contracts": [{"role": "stake", "address": "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7"}]}"#,
      "is factory V2 on BTTC mainnet (chain 199), since go-btfs 2.1.2, which is no stake"
    ),
    (
      #"{"name": "a", "chainId": 199, "contracts": [{"role": "stake", "address": "0xdB28719F7f938507dBfe4f0eAe55668903D34a15"}]}"#,
      "is the token USDT; correct the address"
    ),
    (
      #"{"name": "a", "chainId": 199, "contracts": [{"role": "stake", "address": "0x763d7858287b9A33F4bE5bb3df0241dACc59BCc7"}]}"#,
      "address"
    ),
    (
      #"{"name": "a", "chainId": 199, "contracts": [{"role": "stake", "address": "0x1111111111111111111111111111111111111111"}, {"role": "status", "address": "0x1111111111111111111111111111111111111111"}]}"#,
      "is in the list as stake already"
    ),
    (#"{"name": "a", "chainId": 199, "title": "\u001b[31mred"}"#, "cannot be shown"),
    (#"{"name": "a", "chainId": 199, "title": ""}"#, "The name is empty"),
    (
      #"{"name": "a", "chainId": 199}, {"name": "a", "chainId": 1029}"#,
      "two networks with the name a"
    ),
  ])
  func `what is missing, malformed or contradictory is refused in a sentence`(
    network: String, words: String
  ) throws {
    let sentence = try #require(refusal(network), "\(network) was taken")
    #expect(sentence.contains(words), "\(sentence)")
  }

  @Test(arguments: [
    "http://user:secret@10.0.0.1:8545/secret", "https://exa mple.org/secret",
    "ftp://example.org/secret", "https://example.org/secret#x", "https://:secret@/secret",
  ])
  func `an endpoint that cannot be used is refused without its secrets`(url: String) throws {
    let sentence = try #require(
      refusal(#"{"name": "a", "chainId": 5, "endpoints": ["\#(url)"]}"#))
    #expect(!sentence.contains("secret"), "\(sentence)")
    #expect(sentence.contains("endpoints[0]"), "\(sentence)")
  }

  @Test func `an endpoint that stands twice is refused without its secrets`() throws {
    let sentence = try #require(
      refusal(
        #"{"name": "a", "chainId": 5, "endpoints": ["https://a.example/secret", "https://a.example/secret"]}"#
      ))
    #expect(sentence.contains("The URL is in the list twice"))
    #expect(!sentence.contains("secret"))
  }

  @Test func `http to another machine must be asked for`() throws {
    let insecure = #""chainId": 5, "endpoints": ["http://10.0.0.1:8545"]"#
    #expect(refusal("{\"name\": \"a\", \(insecure)}")?.contains("without encryption") == true)
    #expect(
      refusal("{\"name\": \"a\", \"insecure\": false, \(insecure)}")?.contains(
        "without encryption") == true)
    #expect(refusal("{\"name\": \"a\", \"insecure\": true, \(insecure)}") == nil)
  }

  @Test func `a network shows nothing of its endpoints' paths`() throws {
    let network = try book().named("bttc")
    #expect(!"\(network)".contains("secret"))
    #expect(!"\(network.endpoints)".contains("secret"))
    var text = ""
    dump(network, to: &text)
    #expect(!text.contains("secret"))
  }

  @Test func `any bytes are read or refused`() {
    var random = UInt64(42)
    let base = Array(Self.file.utf8)
    for _ in 0..<500 {
      var bytes = base
      for _ in 0..<3 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(random >> 33) % bytes.count] = UInt8(truncatingIfNeeded: random >> 20)
      }
      guard let book = try? NetworkBook(parsing: bytes) else { continue }
      #expect(book.ownNetworks.count <= 3)
    }
  }
}
