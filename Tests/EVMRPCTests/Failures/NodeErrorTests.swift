import EVMRPC
import ExactJSON
import Testing

/// What errors mean, with the objects that nodes and providers sent.
@Suite struct `An error of a node` {
  private func meaning(_ error: String, of method: String = "eth_call") throws -> RPCFailure {
    RPCFailure(answered: try JSONDocument(parsing: error).root, to: method, by: "node")
  }

  @Test(arguments: [
    (
      "geth",
      #"{"code":-32601,"message":"the method eth_getProof does not exist/is not available"}"#
    ),
    (
      "bor", #"{"code":-32601,"message":"the method eth_getProof does not exist/is not available"}"#
    ),
    (
      "old geth",
      #"{"code":-32000,"message":"the method eth_getProof does not exist/is not available"}"#
    ),
    ("nethermind", #"{"code":-32601,"message":"Method eth_getProof is not supported"}"#),
    ("besu", #"{"code":-32604,"message":"Method not enabled"}"#),
    ("parity", #"{"code":-32601,"message":"Method not found"}"#),
    ("EIP-1474", #"{"code":-32004,"message":"Method not supported"}"#),
    ("proxyd", #"{"code":-32001,"message":"rpc method is not whitelisted"}"#),
    (
      "alchemy",
      #"{"code":-32600,"message":"Unsupported method: eth_getProof. See available methods at https://docs.alchemy.com"}"#
    ),
    ("quicknode", #"{"code":-32601,"message":"eth_getProof is not available on the Free plan"}"#),
    ("hardhat", #"{"code":-32004,"message":"Method eth_getProof is not supported"}"#),
    ("pokt", #"{"code":-32000,"message":"method eth_getProof not found"}"#),
    ("gateway", #"{"code":-32000,"message":"eth_getProof is disabled on this endpoint"}"#),
  ])
  func `for a method that it lacks names the method`(_ node: String, _ error: String) throws {
    #expect(
      try meaning(error, of: "eth_getProof") == .unsupported(method: "eth_getProof"), "\(node)")
  }

  @Test(arguments: [
    ("geth", #"{"code":-32000,"message":"header not found"}"#),
    ("geth by hash", #"{"code":-32000,"message":"header for hash not found"}"#),
    ("geth not canonical", #"{"code":-32000,"message":"hash 00ab is not currently canonical"}"#),
    ("geth unknown", #"{"code":-32000,"message":"unknown block"}"#),
    (
      "geth pruned",
      #"{"code":-32000,"message":"missing trie node 1a2b (path ) state 0x1a2b is not available, not found"}"#
    ),
    ("geth path scheme", #"{"code":-32000,"message":"historical state 1a2b is not available"}"#),
    ("besu", #"{"code":-32000,"message":"Block not found"}"#),
    ("besu pruned", #"{"code":-32000,"message":"World state unavailable"}"#),
    ("nethermind", #"{"code":-32001,"message":"Unknown block: 12345 could not be found"}"#),
    ("nethermind pruned", #"{"code":-32002,"message":"No state available for block 12345"}"#),
    (
      "parity pruned",
      #"{"code":-32000,"message":"This request is not supported because your node is running with state pruning. Run with --pruning=archive."}"#
    ),
    ("avalanche", #"{"code":-32000,"message":"cannot query unfinalized data"}"#),
    ("engine", #"{"code":-38001,"message":"Unknown payload"}"#),
    ("EIP-1474", #"{"code":-32001,"message":"Resource not found"}"#),
    ("reth", #"{"code":-32001,"message":"block not found: 0x12"}"#),
    (
      "reth head",
      #"{"code":-32000,"message":"block range extends beyond current head block: requested 0x2000, head 0x1000"}"#
    ),
    (
      "erigon head",
      #"{"code":-32000,"message":"requested block range [4096, 8192] is beyond latest executed block 4000 (node is still syncing)"}"#
    ),
    ("public node", #"{"code":-32000,"message":"pruned history unavailable"}"#),
  ])
  func `for a block that it lacks is about the block`(_ node: String, _ error: String) throws {
    for method in ["eth_call", "eth_getLogs"] {
      guard case .blockNotFound = try meaning(error, of: method) else {
        Issue.record("\(node): \(try meaning(error, of: method))")
        return
      }
    }
  }

  @Test(arguments: [
    #"{"code":-32603,"message":"Internal error"}"#,
    #"{"code":-32602,"message":"invalid argument 0: hex string without 0x prefix"}"#,
    #"{"code":-32000,"message":"execution timeout out of something"}"#.replacing(
      "execution timeout", with: "invalid opcode"),
    #"{"code":-32000,"message":"gas required exceeds allowance (50000000)"}"#,
    #"{"code":-32000,"message":"stack underflow (0 <=> 2)"}"#,
    #"{"code":-32003,"message":"transaction rejected"}"#,
    #"{"code":-32000,"message":"unknown transaction type"}"#,
    // What is said of logs means nothing elsewhere.
    #"{"code":-32602,"message":"block range is too wide"}"#,
  ])
  func `of no known kind is told in its own words`(_ error: String) throws {
    let root = try JSONDocument(parsing: error).root
    let code = try root.require("code").integer(as: Int.self)
    let message = try root.require("message").requireString()
    #expect(try meaning(error) == .node(code: code, message: message))
  }

  @Test func `with a code that fits no number, or none, has code zero`() throws {
    for code in ["99999999999999999999999999", "\"x\"", "1.5", "null", "{}", "true"] {
      #expect(try meaning(#"{"code":\#(code),"message":"m"}"#) == .node(code: 0, message: "m"))
    }
    #expect(try meaning(#"{"message":"m"}"#) == .node(code: 0, message: "m"))
    #expect(try meaning(#"{"code":"-32000","message":"m"}"#) == .node(code: -32000, message: "m"))
    #expect(try meaning("[]") == .node(code: 0, message: "The node gives no reason."))
  }

  @Test(arguments: [
    "Service temporarily unavailable", "no backend is currently healthy to serve traffic",
    "upstream connect error or disconnect/reset before headers", "context deadline exceeded",
    "request timed out", "internal server error", "server is busy, please try again later",
  ])
  func `about its own trouble is the endpoint's, not the call's`(_ words: String) throws {
    guard
      case .transport("node", let reason) = try meaning(#"{"code":-32000,"message":"\#(words)"}"#)
    else {
      Issue.record("\(words)")
      return
    }
    #expect(reason == "It is in trouble itself: '\(words)'.")
  }

  @Test(arguments: [
    ("infura", #"{"code":-32002,"message":"invalid project id"}"#),
    (
      "ankr",
      #"{"code":-32000,"message":"Unauthorized: You must authenticate your request with an API key. Create an account on https://www.ankr.com/rpc/"}"#
    ),
    ("alchemy", #"{"code":-32600,"message":"Must be authenticated!"}"#),
  ])
  func `about a key asks for one`(_ provider: String, _ error: String) throws {
    #expect(try meaning(error).description.contains("It wants a key that it knows"), "\(provider)")
  }
}

@Suite struct `A refusal of logs` {
  private func refusal(_ error: String) throws -> LogRefusal? {
    let failure = RPCFailure(
      answered: try JSONDocument(parsing: error).root, to: "eth_getLogs", by: "node")
    if case .logsRefused(let refusal) = failure { return refusal }
    return nil
  }

  @Test(
    arguments: [
      ("BTTC's kind", -32602, "exceed max block range: 5000", 5000),
      ("infura", -32602, "range 1000000 exceeds limit of 10000", 10_000),
      (
        "avalanche", -32000, "requested too many blocks from 1 to 9000, maximum is set to 2048",
        2048
      ),
      (
        "cloudflare", -32047,
        "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: 800", 800
      ),
      ("thirdweb", -32602, "Maximum allowed number of requested blocks is 3500", 3500),
      ("quicknode", -32614, "eth_getLogs is limited to a 10,000 range", 10_000),
      (
        "quicknode 2", -32602, "eth_getLogs and eth_newFilter are limited to a 10,000 blocks range",
        10_000
      ),
      (
        "blockpi", -32602,
        "eth_getLogs is limited to 1024 block range. Please check the parameter requirements", 1024
      ),
      ("blast", -32600, "exceeds the range allowed for your plan (9009594 > 5000)", 5000),
      ("coinbase", -32602, "please limit the query to at most 1000 blocks", 1000),
      ("publicnode", -32701, "exceed maximum block range: 50000", 50_000),
      ("hyperliquid", -32602, "query exceeds max block range 1000", 1000),
      ("swell", -32602, "block range greater than 20000 max", 20_000),
      ("somnia", -32602, "block range exceeds 1000", 1000),
      ("merkle", -32602, "eth_getLogs range is too large, max is 1k blocks", 1000),
      ("harmony", -32000, "query must be smaller than size 1024", 1024),
      ("moonriver", -32603, "block range is too wide (maximum 1024)", 1024),
      ("ankr tac", -32602, "maximum [from, to] blocks distance: 2000", 2000),
      ("erigon", -32000, "query block range exceeds server limit, narrow your filter: 1000", 1000),
      ("free plan", 35, "ranges over 10000 blocks are not supported on free plan", 10_000),
      (
        "alchemy", -32602,
        "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [0x0, 0x1fff]",
        8192
      ),
      (
        "zksync", -32602,
        "Query returned more than 10000 results. Try with this block range [0x118dc91, 0x1198cc3].",
        45_107
      ),
      (
        "llama", -32602, "query exceeds max results 20000, retry with the range 54325373-54326275",
        903
      ),
    ] as [(String, Int, String, UInt64)])
  func `names how many blocks are allowed`(
    _ provider: String, _ code: Int, _ words: String, _ allowed: UInt64
  ) throws {
    let found = try refusal(#"{"code":\#(code),"message":"\#(words)"}"#)
    #expect(found?.limit == .blocks(allowed: allowed), "\(provider)")
    #expect(found?.message == words)
  }

  @Test(arguments: [
    (-32600, "block range is too wide", LogRefusal.Limit.blocks(allowed: nil)),
    (-32000, "Block range is too large", .blocks(allowed: nil)),
    (
      -32000, "Block range limit exceeded. See more details at https://docs.chainstack.com",
      .blocks(allowed: nil)
    ),
    (-32012, "requested range too large", .blocks(allowed: nil)),
    (-32005, "query returned more than 10000 results", .results),
    (-32000, "logs matched by query exceeds limit of 10000", .results),
    (-32005, "query exceeds limit of 10000 logs", .results),
    (-32000, "query returns too many logs, narrow your filter", .results),
    (-32020, "backend response too large", .results), (-32008, "Response is too big", .results),
    (-32000, "response size should not greater than 10000000 bytes", .results),
    (-32003, "response too large", .results), (-32005, "query timeout exceeded", .time),
    (-32000, "log query timed out", .time), (-32000, "context deadline exceeded", .time),
    (-32002, "request timed out", .time),
  ])
  func `is known by its words`(
    _ code: Int, _ words: String, _ limit: LogRefusal.Limit
  ) throws {
    #expect(try refusal(#"{"code":\#(code),"message":"\#(words)"}"#)?.limit == limit)
  }

  @Test func `may stand in the error's data`() throws {
    let tenderly =
      #"{"code":-32602,"message":"invalid params","data":{"error_id":"4ed94073-0317","payload":"range 9009594 is bigger than range limit 2000"}}"#
    #expect(try refusal(tenderly)?.limit == .blocks(allowed: 2000))
  }

  @Test(arguments: [
    #"{"code":-32005,"message":"project ID request rate exceeded"}"#,
    #"{"code":-32005,"message":"limit exceeded"}"#,
    #"{"code":-32000,"message":"Your app has exceeded its compute units per second capacity. If you have retries enabled, you can safely ignore this message."}"#,
    #"{"code":-32012,"message":"rate limit exceeded"}"#,
    #"{"code":-32000,"message":"pruned history unavailable for the block range"}"#,
    #"{"code":-32601,"message":"the method eth_getLogs does not exist/is not available"}"#,
    #"{"code":-32602,"message":"invalid argument 0"}"#,
  ])
  func `is not what only sounds alike`(_ error: String) throws {
    #expect(try refusal(error) == nil)
  }
}
