import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing

/// A chain with contracts of a few bytes, written out in the tests that use them.
private struct MethodCase {
  let chain: DevelopmentChain
  let sender: String
  let other: String

  init(fork: Fork = .cancun, mining: MiningMode = .instant) throws {
    chain = try DevelopmentChain(
      ChainOptions(fork: fork, genesisTimestamp: 1000, mining: mining, now: { 1000 }))
    sender = chain.accounts[0].address.hex
    other = chain.accounts[1].address.hex
  }

  func callAsFunction(_ method: String, _ arguments: JSON = []) throws(RPCError) -> JSON {
    try chain.call(method, arguments)
  }

  /// Puts code at an address that is all one byte.
  func place(_ code: String, at byte: String) throws -> String {
    let address = "0x" + String(repeating: byte, count: 20)
    _ = try chain.call("anvil_setCode", [.string(address), .string(code)])
    return address
  }

  func error(_ method: String, _ arguments: JSON = []) -> RPCError? {
    do throws(RPCError) {
      _ = try chain.call(method, arguments)
      return nil
    } catch { return error }
  }
}

@Suite struct `The methods of a chain` {
  /// REVERT with `Error("no")`.
  private static let refusing =
    "0x7f08c379a0000000000000000000000000000000000000000000000000000000005f527f00000020000000000000000000000000000000000000000000000000000000006020527f000000026e6f000000000000000000000000000000000000000000000000000060405260645ffd"
  /// Returns what stands in slot 0 after adding one to it.
  private static let counting = "0x5f5460010180805f555f5260205ff3"
  /// Logs its calldata's first word under itself as topic.
  private static let logging = "0x5f355f525f3560205fa100"

  @Test(
    arguments: [
      ("eth_nothing", [], -32601, "the method eth_nothing does not exist/is not available"),
      ("eth_getBalance", [], -32602, "missing value for required argument 0"),
      ("eth_getBalance", ["0x12"], -32602, "invalid argument 0: "),
      ("eth_getBalance", [1], -32602, "invalid argument 0: "),
      ("eth_chainId", [1], -32602, "too many arguments, want at most 0"),
      ("eth_getBlockByNumber", ["0x01", false], -32602, "invalid argument 0: "),
      ("eth_getBlockByNumber", ["newest", false], -32602, "invalid argument 0: "),
      ("eth_getBlockByNumber", ["latest", 1], -32602, "invalid argument 1: "),
      ("eth_sendRawTransaction", ["0x01"], -32000, "invalid transaction: "),
      ("eth_getFilterChanges", ["0x77"], -32000, "filter not found"),
      ("debug_traceTransaction", [.string(Hash256.zero.hex)], -32000, "transaction not found"),
      ("evm_setNextBlockTimestamp", [5], -32602, "Timestamp error: "),
      ("anvil_mine", ["0xffffffff"], -32602, "too many blocks: "),
    ] as [(method: String, arguments: JSON, code: Int, words: String)])
  func `what is wrong is answered with its code and in geth's words`(
    _ row: (method: String, arguments: JSON, code: Int, words: String)
  ) throws {
    let error = try MethodCase().error(row.method, row.arguments)
    #expect(error?.code == row.code)
    #expect(error?.message.hasPrefix(row.words) == true, "\(error?.message ?? "no error")")
  }

  @Test func `a revert has code 3, its reason and its data`() throws {
    let chain = try MethodCase()
    let contract = try chain.place(Self.refusing, at: "77")
    for method in ["eth_call", "eth_estimateGas"] {
      let error = chain.error(method, [["to": .string(contract)]])
      #expect(error?.code == 3)
      #expect(error?.message == "execution reverted: no")
      #expect(error?.data?.count == 100)
      #expect(error?.json["data"]?.string?.hasPrefix("0x08c379a0") == true)
    }
    let halted = try chain.place("0xfe", at: "78")
    #expect(
      chain.error("eth_call", [["to": .string(halted)]]) == .refused("invalid opcode: INVALID"))
  }

  @Test func `a block is named by tag, number or hash, or not at all`() throws {
    let chain = try MethodCase()
    _ = try chain("anvil_mine", ["0x3"])
    let hash = try #require(try chain("eth_getBlockByNumber", ["0x2", false])["hash"])
    _ = try chain("hardhat_setBalance", [.string(chain.other), "0x5"])
    let balance = "eth_getBalance"
    #expect(try chain(balance, [.string(chain.other)]) == "0x5")
    let whole: JSON = "0x21e19e0c9bab2400000"
    for block: JSON in [
      "0x2", "earliest", hash, ["blockHash": hash], ["blockNumber": "0x2"],
      ["blockHash": hash, "requireCanonical": true],
    ] {
      #expect(try chain(balance, [.string(chain.other), block]) == whole, "\(block)")
    }
    for block: JSON in ["latest", "pending", "safe", "finalized", "0x3"] {
      #expect(try chain(balance, [.string(chain.other), block]) == "0x5", "\(block)")
    }
    #expect(chain.error(balance, [.string(chain.other), "0x4"]) == .refused("header not found"))
    #expect(
      chain.error(balance, [.string(chain.other), .string(Hash256.zero.hex)])
        == .refused("header for hash not found"))
    let both: JSON = ["blockHash": hash, "blockNumber": "0x2"]
    #expect(chain.error(balance, [.string(chain.other), both])?.code == -32602)
  }

  @Test func `a call finds what its overrides say and leaves nothing behind`() throws {
    let chain = try MethodCase()
    let contract = "0x" + String(repeating: "77", count: 20)
    let call: JSON = ["to": .string(contract)]
    let slot = "0x" + String(repeating: "0", count: 64)
    let account: JSON = [
      "code": .string(Self.counting), "stateDiff": .object([JSON.Member(slot, "0x29")]),
    ]
    let overrides: JSON = .object([JSON.Member(contract, account)])
    #expect(
      try chain("eth_call", [call, "latest", overrides]).string?.hasSuffix("2a") == true)
    #expect(try chain("eth_call", [call, "latest"]) == "0x")
    // NUMBER, TIMESTAMP, BASEFEE and COINBASE in one word each.
    let asking = try chain.place("0x435f5242602052486040524160605260805ff3", at: "79")
    let answer = try chain(
      "eth_call",
      [
        ["to": .string(asking)], "latest", .null,
        [
          "number": "0x1234", "time": "0x5678", "baseFeePerGas": "0x0",
          "feeRecipient": .string(chain.other),
        ],
      ])
    let words = try Hex.decode(answer.string ?? "")
    #expect(Hex.encode(words[30..<32]) == "0x1234")
    #expect(Hex.encode(words[62..<64]) == "0x5678")
    #expect(Hex.encode(words[64..<96]).allSatisfy { "0x".contains($0) })
    #expect(Hex.encode(words[108..<128]) == chain.other)
  }

  @Test func `the least gas that suffices is found, to the unit`() throws {
    let chain = try MethodCase()
    let plain: JSON = ["from": .string(chain.sender), "to": .string(chain.other), "value": "0x1"]
    #expect(try chain("eth_estimateGas", [plain]) == "0x5208")
    // Calls the counter with all gas but a 64th and reverts unless it succeeds.
    let counter = try chain.place(Self.counting, at: "77")
    let calling = try chain.place(
      "0x5f5f5f5f5f73\(counter.dropFirst(2))5af16022575f5ffd5b00", at: "78")
    for contract in [counter, calling] {
      let call: JSON = ["from": .string(chain.sender), "to": .string(contract)]
      let estimate = try #require(try chain("eth_estimateGas", [call]).quantity)
      for (gas, isEnough) in [(estimate, true), (estimate &- 1, false)] {
        let sent = try chain(
          "eth_sendTransaction",
          [
            [
              "from": .string(chain.sender), "to": .string(contract),
              "gas": .string(gas.quantity),
            ]
          ])
        let receipt = try chain("eth_getTransactionReceipt", [sent])
        #expect(receipt["status"] == (isEnough ? "0x1" : "0x0"), "\(contract) with \(gas)")
        // The counter's slot is no longer zero, which makes it cheaper, so back to the start.
        _ = try chain(
          "anvil_setStorageAt", [.string(counter), "0x0", .string(Hash256.zero.hex)])
      }
    }
    let endless = try chain.place("0x5b5f56", at: "79")
    let error = chain.error("eth_estimateGas", [["to": .string(endless)]])
    #expect(error?.message.hasPrefix("gas required exceeds allowance") == true)
  }

  @Test func `an access list names what is touched besides sender and callee`() throws {
    let chain = try MethodCase()
    let counter = try chain.place(Self.counting, at: "77")
    let calling = try chain.place(
      "0x5f5f5f5f5f73\(counter.dropFirst(2))5af100", at: "78")
    let answer = try chain("eth_createAccessList", [["to": .string(calling)]])
    #expect(
      answer["accessList"] == [
        ["address": .string(counter), "storageKeys": [.string(Hash256.zero.hex)]]
      ])
    let own = try chain("eth_createAccessList", [["to": .string(counter)]])
    #expect(
      own["accessList"]
        == [["address": .string(counter), "storageKeys": [.string(Hash256.zero.hex)]]])
  }

  @Test func `filters tell each log and block once`() throws {
    let chain = try MethodCase()
    let contract = try chain.place(Self.logging, at: "77")
    func log(_ number: Int) throws {
      _ = try chain(
        "eth_sendTransaction",
        [
          [
            "from": .string(chain.sender), "to": .string(contract),
            "data": .string(Hash256(UInt256(number)).hex),
          ]
        ])
    }
    let topic = JSON.string(Hash256(UInt256(2)).hex)
    try log(1)
    let all = try chain("eth_newFilter", [["address": .string(contract)]])
    let twos = try chain("eth_newFilter", [["topics": [[topic, topic]], "fromBlock": "0x0"]])
    let blocks = try chain("eth_newBlockFilter")
    let pending = try chain("eth_newPendingTransactionFilter")
    try log(2)
    try log(3)
    #expect(try chain("eth_getFilterChanges", [all]).elements.count == 2)
    #expect(try chain("eth_getFilterChanges", [all]) == [])
    #expect(try chain("eth_getFilterChanges", [twos]).elements.map { $0["data"] } == [topic])
    #expect(try chain("eth_getFilterChanges", [blocks]).elements.count == 2)
    #expect(try chain("eth_getFilterChanges", [pending]).elements.count == 2)
    #expect(try chain("eth_getFilterLogs", [twos]).elements.count == 1)
    #expect(
      try chain("eth_getLogs", [["fromBlock": "0x1", "toBlock": "0x2"]]).elements.count == 2)
    #expect(
      try chain("eth_getLogs", [["fromBlock": "0x0", "topics": [.null]]]).elements.count == 3)
    #expect(try chain("eth_uninstallFilter", [all]) == true)
    #expect(chain.error("eth_getFilterChanges", [all]) == .refused("filter not found"))
  }

  @Test func `a trace tells calls, steps, gas and reasons`() throws {
    let chain = try MethodCase()
    let refusing = try chain.place(Self.refusing, at: "77")
    // Calls the refusing one and goes on.
    let calling = try chain.place("0x5f5f5f5f5f73\(refusing.dropFirst(2))5af100", at: "78")
    let hash = try chain(
      "eth_sendTransaction",
      [["from": .string(chain.sender), "to": .string(calling), "gas": "0x186a0"]])
    let tree = try chain("debug_traceTransaction", [hash, ["tracer": "callTracer"]])
    #expect(tree["type"] == "CALL")
    #expect(tree["to"]?.string == calling)
    #expect(tree["gas"] == "0x186a0")
    #expect(tree["gasUsed"] == (try chain("eth_getTransactionReceipt", [hash])["gasUsed"]))
    let inner = try #require(tree["calls"]?[0])
    #expect(inner["from"]?.string == calling)
    #expect(inner["error"] == "execution reverted")
    #expect(inner["revertReason"] == "no")
    let steps = try chain("debug_traceTransaction", [hash])
    #expect(steps["failed"] == false)
    let logs = try #require(steps["structLogs"]?.elements)
    #expect(logs.first?["op"] == "PUSH0")
    #expect(logs.last?["op"] == "STOP")
    #expect(logs.map { $0["depth"] }.contains(2))
    let counting = try chain.place(Self.counting, at: "79")
    let call = try chain(
      "debug_traceCall",
      [["to": .string(counting)], "latest", ["disableStack": true]])
    let store = call["structLogs"]?.elements.first { $0["op"] == "SSTORE" }
    let one = String(repeating: "0", count: 63) + "1"
    #expect(store?["storage"]?[String(repeating: "0", count: 64)] == .string(one))
    #expect(store?["stack"] == nil)
  }

  @Test func `an impersonated account sends, a contract too`() throws {
    let chain = try MethodCase()
    let contract = try chain.place(Self.counting, at: "77")
    let call: JSON = [["from": .string(contract), "to": .string(chain.other), "value": "0x1"]]
    #expect(
      chain.error("eth_sendTransaction", call)?.message.hasPrefix("insufficient funds") == true
        || chain.error("eth_sendTransaction", call)?.message.hasPrefix("unknown account") == true)
    _ = try chain("anvil_setBalance", [.string(contract), "0xde0b6b3a7640000"])
    #expect(chain.error("eth_sendTransaction", call)?.message.hasPrefix("unknown account") == true)
    _ = try chain("anvil_impersonateAccount", [.string(contract)])
    let hash = try chain("eth_sendTransaction", call)
    let receipt = try chain("eth_getTransactionReceipt", [hash])
    #expect(receipt["status"] == "0x1")
    #expect(receipt["from"]?.string == contract)
    #expect(try chain("hardhat_stopImpersonatingAccount", [.string(contract)]) == true)
    #expect(chain.error("eth_sendTransaction", call) != nil)
  }

  @Test func `BTTC has no base fee and takes types 0 and 1 alone`() throws {
    let chain = try MethodCase(fork: .bttc)
    let block = try chain("eth_getBlockByNumber", ["latest", false])
    #expect(block["baseFeePerGas"] == nil)
    #expect(block["withdrawals"] == nil)
    let fields: [JSON.Member] = [
      JSON.Member("from", .string(chain.sender)), JSON.Member("to", .string(chain.other)),
    ]
    let hash = try chain("eth_sendTransaction", [.object(fields)])
    #expect(try chain("eth_getTransactionByHash", [hash])["type"] == "0x0")
    let listed = try chain(
      "eth_sendTransaction", [.object(fields + [JSON.Member("accessList", [])])])
    #expect(try chain("eth_getTransactionByHash", [listed])["type"] == "0x1")
    let error = chain.error(
      "eth_sendTransaction", [.object(fields + [JSON.Member("maxFeePerGas", "0x77359400")])])
    #expect(error?.message.hasPrefix("transaction type not supported") == true)
    #expect(try chain("eth_gasPrice") == "0x3b9aca00")
  }

  @Test func `waiting transactions are told apart and can be dropped`() throws {
    let chain = try MethodCase(mining: .onRequest)
    let fields: [JSON.Member] = [
      JSON.Member("from", .string(chain.sender)), JSON.Member("to", .string(chain.other)),
    ]
    let first = try chain("eth_sendTransaction", [.object(fields)])
    let gapped = try chain(
      "eth_sendTransaction", [.object(fields + [JSON.Member("nonce", "0x5")])])
    #expect(try chain("txpool_status") == ["pending": "0x1", "queued": "0x1"])
    #expect(
      try chain("eth_getTransactionCount", [.string(chain.sender), "pending"]) == "0x1")
    #expect(try chain("eth_getTransactionByHash", [first])["blockHash"] == .null)
    #expect(
      try chain("eth_getBlockByNumber", ["pending", false])["transactions"] == [first])
    #expect(try chain("anvil_dropTransaction", [gapped]) == gapped)
    _ = try chain("evm_mine")
    #expect(try chain("txpool_status") == ["pending": "0x0", "queued": "0x0"])
    #expect(try chain("eth_getTransactionReceipt", [first])["status"] == "0x1")
  }
}
