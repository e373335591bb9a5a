import ChequerTesting
import EVMAccounts
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing

/// Answers that are well-formed and false, or of another moment.
@Suite struct `An endpoint that lies` {
  private let chain: EmbeddedChain
  private let client: LoopbackClient
  private let token = JSON.string(TestToken.wbtt.address.hex)
  private let host: JSON

  init() async throws {
    chain = try await EmbeddedChain.btfs()
    client = try await LoopbackClient(chain.endpoint)
    host = .string(chain.host.address.hex)
    try chain.transfer(.wbtt(1), from: chain.renter, to: chain.host)
    try chain.transfer(.wbtt(1), from: chain.renter, to: chain.host)
  }

  private func result(
    _ fault: EndpointFault, _ method: String, _ arguments: JSON = []
  ) async -> JSON? {
    chain.endpoint.recover()
    chain.endpoint.fail(fault)
    return await client.call(method, arguments).result
  }

  // MARK: Values

  @Test func `lies about nonces, prices and estimates`() async {
    let renter = JSON.string(chain.renter.address.hex)
    #expect(
      await result(.lyingNonce(by: 3), "eth_getTransactionCount", [renter, "latest"]) == "0x5")
    #expect(await result(.gasPrice(0), "eth_gasPrice") == "0x0")
    #expect(
      await result(.gasPrice(.max), "eth_gasPrice")
        == .string("0x" + String(repeating: "f", count: 64)))
    let transfer: JSON = [["from": renter, "to": host]]
    #expect(await result(.gasEstimate(1), "eth_estimateGas", transfer) == "0x1")
  }

  @Test func `lies about code and storage`() async throws {
    let honest = try chain.development.call("eth_getCode", [token, "latest"])
    guard case .string(let code) = honest,
      case .string(let lie)? = await result(.lyingCode, "eth_getCode", [token, "latest"])
    else {
      Issue.record("There is no code.")
      return
    }
    #expect(lie != code && lie.dropLast() == code.dropLast())
    #expect(await result(.missingCode, "eth_getCode", [token, "latest"]) == "0x")
    #expect(await result(.lyingCode, "eth_getCode", [host, "latest"]) == "0x")
    let slot = await result(.lyingStorage, "eth_getStorageAt", [host, "0x0", "latest"])
    #expect(slot == .string("0x" + String(repeating: "0", count: 63) + "1"))
    let name: JSON = [token, "0x0", "latest"]
    #expect(
      await result(.missingStorage, "eth_getStorageAt", name)
        == .string("0x" + String(repeating: "0", count: 64)))
  }

  @Test func `lies about what calls answer`() async throws {
    // totalSupply() and name(), the latter of three words: 0x20, the length, the letters.
    let supply: JSON = [["to": token, "data": "0x18160ddd"], "latest"]
    let name: JSON = [["to": token, "data": "0x06fdde03"], "latest"]
    func word(_ number: UInt64) -> String { String(Hash256(UInt256(number)).hex.dropFirst(2)) }
    guard case .string(let honest) = try chain.development.call("eth_call", name) else { return }
    let length = try #require(UInt64(honest.dropFirst(66).prefix(64), radix: 16))
    let lie = await result(.lyingCall(word: 1), "eth_call", name)
    #expect(lie == .string("0x\(word(32))\(word(length + 1))\(honest.dropFirst(130))"))
    #expect(await result(.emptyCalls, "eth_call", supply) == "0x")
    #expect(await result(.zeroCalls, "eth_call", supply) == .string("0x\(word(0))"))
    #expect(
      await result(.lyingCall(word: 1), "eth_call", supply)
        == (try chain.development.call("eth_call", supply)))
  }

  @Test func `lies about reverts`() async throws {
    let supply: JSON = [["to": token, "data": "0x18160ddd"], "latest"]
    chain.endpoint.fail(.falseReverts("no"))
    // Error(string) of "no" as eth-abi encodes it.
    let word = String(repeating: "0", count: 62)
    let data = "0x08c379a0\(word)20\(word)02" + "6e6f" + String(repeating: "0", count: 60)
    #expect(
      await client.call("eth_call", supply).json?["error"]
        == ["code": 3, "message": "execution reverted: no", "data": .string(data)])
    let withdraw = "0x2e1a7d4d" + String(repeating: "f", count: 64)
    #expect(
      await result(
        .hiddenReverts, "eth_call", [["to": token, "data": .string(withdraw)], "latest"])
        == "0x")
  }

  // MARK: Proofs

  /// What the endpoint says of an account, as it says it.
  private func proof(_ json: JSON?) throws -> AccountProof {
    func text(_ value: JSON?) throws -> String {
      guard case .string(let text)? = value else { throw NoProof() }
      return text
    }
    func nodes(_ value: JSON?) throws -> MerkleProof {
      guard case .array(let nodes)? = value else { throw NoProof() }
      return MerkleProof(nodes: try nodes.map { try Hex.decode(text($0)) })
    }
    guard case .array(let words)? = json?["storageProof"] else { throw NoProof() }
    return AccountProof(
      address: try Address(parsing: text(json?["address"])),
      account: TrieAccount(
        nonce: UInt64(try UInt256(quantity: text(json?["nonce"]))),
        balance: try UInt256(quantity: text(json?["balance"])),
        storageRoot: try Hash256(hex: text(json?["storageHash"])),
        codeHash: try Hash256(hex: text(json?["codeHash"]))),
      proof: try nodes(json?["accountProof"]),
      storage: try words.map {
        StorageProof(
          slot: try UInt256(quantity: text($0["key"])),
          value: try UInt256(quantity: text($0["value"])), proof: try nodes($0["proof"]))
      })
  }

  private struct NoProof: Error {}

  private func proof(_ fault: EndpointFault) async throws -> AccountProof {
    try proof(await result(fault, "eth_getProof", [token, ["0x2"], "latest"]))
  }

  @Test func `proves what is so without a fault`() async throws {
    let root = chain.latestBlock.header.stateRoot
    let proven = try await proof(.delayed(by: .zero)).verified(against: root)
    #expect(proven.storage.count == 1 && proven.account != nil)
  }

  @Test(arguments: EndpointFault.ProofLie.allCases.filter { $0 != .noStorage })
  func `proves nothing`(_ lie: EndpointFault.ProofLie) async throws {
    let proof = try await proof(.lyingProof(lie))
    #expect(proof.address == TestToken.wbtt.address && proof.storage.map(\.slot) == [2])
    #expect(throws: AccountProofError.self) {
      try proof.verified(against: chain.latestBlock.header.stateRoot)
    }
  }

  @Test func `proves another block's state, an agreeing leaf, or no word`() async throws {
    let before = try #require(chain.development.block(1)).header.stateRoot
    #expect(try await proof(.lyingProof(.otherBlock)).verified(against: before).account != nil)
    let forged = try await proof(.lyingProof(.forgedLeaf))
    let leaf = try RLP.decode(try #require(forged.proof.nodes.last))
    guard case .list(let items) = leaf, case .bytes(let value) = items[1] else { throw NoProof() }
    #expect(try TrieAccount(rlp: value) == forged.account)
    #expect(forged.account.balance == chain.development.balance(of: TestToken.wbtt.address) + 1)
    #expect(try await proof(.lyingProof(.noStorage)).storage.isEmpty)
  }

  // MARK: Headers

  private func block(_ fault: EndpointFault, _ block: JSON = "0x2") async -> JSON? {
    await result(fault, "eth_getBlockByNumber", [block, false])
  }

  @Test func `tells a hash that is not the header's, or a header that is not the hash's`() async {
    let honest = await block(.delayed(by: .zero))
    let hash = JSON.string(chain.latestBlock.hash.hex)
    let root = JSON.string(chain.latestBlock.header.stateRoot.hex)
    let falseHash = await block(.falseHash)
    #expect(falseHash?["hash"] != hash && falseHash?["stateRoot"] == root)
    let falseRoot = await block(.falseStateRoot)
    #expect(falseRoot?["hash"] == hash && falseRoot?["stateRoot"] != root)
    let forged = await block(.forgedHeader)
    #expect(forged?["hash"] != hash && forged?["stateRoot"] == falseRoot?["stateRoot"])
    // The chain's own hash comes out of the same fields.
    #expect(await block(.older(by: 0)) == honest)
    #expect(await block(.hashlessHeaders)?["hash"] == JSON.null)
    #expect(await block(.bareHeaders)?["stateRoot"] == nil)
  }

  @Test func `tells of another block than it was asked for`() async {
    let before = await block(.delayed(by: .zero), "0x1")
    #expect(await block(.otherHeader) == before)
    #expect(await block(.otherHeader, "latest") == before)
    let renumbered = await block(.renumberedHeader)
    #expect(renumbered?["number"] == "0x2" && renumbered?["hash"] == before?["hash"])
    #expect(await block(.otherHeader, "0x0")?["number"] == "0x0")
  }

  // MARK: Moments

  @Test func `is of another time`() async {
    let time = chain.latestBlock.header.timestamp
    let old = await block(.older(by: 86_400))
    #expect(old?["timestamp"] == .string("0x" + String(time - 86_400, radix: 16)))
    #expect(old?["hash"] != .string(chain.latestBlock.hash.hex))
    let late = await block(.later(by: 60))
    #expect(late?["timestamp"] == .string("0x" + String(time + 60, radix: 16)))
  }

  @Test func `is ahead, fetching blocks, or without one that another told`() async {
    #expect(await result(.headAhead(by: 16), "eth_blockNumber") == "0x12")
    #expect(await result(.syncing, "eth_syncing")?["currentBlock"] == "0x2")
    let hash = JSON.string(chain.latestBlock.hash.hex)
    #expect(await result(.unknownBlocks, "eth_getBlockByHash", [hash, false]) == JSON.null)
    let state = await client.call("eth_getBalance", [host, ["blockHash": hash]])
    #expect(state.json?["error"]?["message"] == "header for hash not found")
    #expect(await client.call("eth_getBalance", [host, "latest"]).result != nil)
  }

  @Test func `has a head that goes back and forth`() async {
    chain.endpoint.fail(.staleHead(by: 1).everySecondTime)
    var heads: [JSON?] = []
    for _ in 0..<4 { heads.append(await client.call("eth_blockNumber").result) }
    #expect(heads == ["0x2", "0x1", "0x2", "0x1"])
  }

  @Test func `knows no state of blocks above its stale head`() async {
    chain.endpoint.fail(.staleHead(by: 1))
    let hash = JSON.string(chain.latestBlock.hash.hex)
    for block: JSON in ["0x2", ["blockHash": hash], ["blockNumber": "0x2"]] {
      let reply = await client.call("eth_getBalance", [host, block])
      #expect(reply.json?["error"]?["message"] == "header not found")
    }
    let renter = JSON.string(chain.renter.address.hex)
    #expect(await client.call("eth_getTransactionCount", [renter]).result == "0x1")
  }
}
