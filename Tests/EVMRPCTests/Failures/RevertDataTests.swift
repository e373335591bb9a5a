import EVMPrimitives
import EVMRPC
import ExactJSON
import Testing

/// `Error(string)` with "Vault: cannot cash", by eth-abi 6.0.0:
/// `"08c379a0" + encode(["string"], ["Vault: cannot cash"]).hex()`.
private let reason =
  "08c379a00000000000000000000000000000000000000000000000000000000000000020"
  + "00000000000000000000000000000000000000000000000000000000000000125661756c743a2063616e6e6f7420"
  + "636173680000000000000000000000000000"
/// `Panic(uint256)` with 0x11, likewise.
private let panic =
  "4e487b710000000000000000000000000000000000000000000000000000000000000011"
/// `InsufficientBalance(uint256,uint256)` with 1 and 2, likewise.
private let custom =
  "cf479181"
  + "0000000000000000000000000000000000000000000000000000000000000001"
  + "0000000000000000000000000000000000000000000000000000000000000002"
private let hash = String(repeating: "ab", count: 32)

@Suite struct `Data of a revert` {
  private func revert(_ error: String) throws -> (data: [UInt8], message: String)? {
    let failure = RPCFailure(
      answered: try JSONDocument(parsing: error).root, to: "eth_call", by: "node")
    guard case .reverted(let data, let message) = failure else { return nil }
    return (data, message)
  }

  /// Where nodes put it; the objects are as they were seen, the data is `Error(string)`.
  static let places: [(node: String, error: String)] = [
    (
      "geth",
      #"{"code":3,"message":"execution reverted: Vault: cannot cash","data":"0x\#(reason)"}"#
    ),
    ("besu", #"{"code":-32000,"message":"Execution reverted","data":"0x\#(reason)"}"#),
    (
      "nethermind",
      #"{"code":3,"message":"execution reverted: revert: Vault: cannot cash","data":"0x\#(reason)"}"#
    ),
    ("parity", #"{"code":-32015,"message":"VM execution error.","data":"Reverted 0x\#(reason)"}"#),
    (
      "hardhat",
      #"{"code":3,"message":"Error: VM Exception while processing transaction: reverted with reason string 'Vault: cannot cash'","data":{"message":"Error: VM Exception while processing transaction: reverted with reason string 'Vault: cannot cash'","txHash":"0x\#(hash)","data":"0x\#(reason)"}}"#
    ),
    (
      "ganache 2",
      #"{"code":-32000,"message":"VM Exception while processing transaction: revert Vault: cannot cash","data":{"0x\#(hash)":{"error":"revert","program_counter":4121,"return":"0x\#(reason)","reason":"Vault: cannot cash"},"stack":"RuntimeError: VM Exception\n    at Function.RuntimeError.fromResults","name":"RuntimeError"}}"#
    ),
    (
      "ganache 7",
      #"{"code":-32000,"message":"VM Exception while processing transaction: revert Vault: cannot cash","data":{"hash":"0x\#(hash)","programCounter":12,"result":"0x\#(reason)","reason":"Vault: cannot cash","message":"revert"}}"#
    ),
    (
      "MetaMask",
      #"{"code":-32603,"message":"Internal JSON-RPC error.","data":{"code":3,"message":"execution reverted: Vault: cannot cash","data":"0x\#(reason)"}}"#
    ),
    (
      "wallets",
      #"{"code":-32603,"message":"execution reverted","data":{"originalError":{"code":3,"data":"0x\#(reason)","message":"execution reverted: Vault: cannot cash"}}}"#
    ),
    ("inside the message", #"{"code":-32000,"message":"execution reverted: 0x\#(reason)"}"#),
    (
      "inside the message, behind a hash",
      #"{"code":-32000,"message":"tx 0x\#(hash) reverted 0x\#(reason) at 0x00"}"#
    ),
    ("in a list", #"{"code":-32000,"message":"revert","data":[{"output":"0x\#(reason)"}]}"#),
    (
      "in capitals",
      #"{"code":3,"message":"execution reverted","data":"0X\#(reason.uppercased())"}"#
    ),
    ("without a message", #"{"code":3,"data":"0x\#(reason)"}"#),
  ]

  @Test(arguments: places.indices)
  func `is found wherever nodes put it`(_ index: Int) throws {
    let (node, error) = Self.places[index]
    #expect(try revert(error)?.data == Hex.decode(reason), "\(node)")
  }

  @Test(arguments: [panic, custom, "cf479181"])
  func `may be of any error`(_ data: String) throws {
    let expected = try Hex.decode(data)
    #expect(
      try revert(#"{"code":3,"message":"execution reverted","data":"0x\#(data)"}"#)?.data
        == expected)
    #expect(
      try revert(
        #"{"code":-32603,"message":"reverted","data":{"txHash":"0x\#(hash)","data":"0x\#(data)"}}"#)?
        .data == expected)
  }

  @Test func `is what Solidity knows before what only looks like data`() throws {
    let error =
      #"{"code":3,"message":"execution reverted","data":{"a":"0x\#(custom)","b":{"c":{"d":"0x\#(reason)"}}}}"#
    #expect(try revert(error)?.data == Hex.decode(reason))
  }

  @Test func `is what is less deep of two that are alike`() throws {
    let error =
      #"{"code":3,"message":"execution reverted","data":{"x":{"y":{"data":"0x\#(panic)"}},"z":{"data":"0x\#(custom)"}}}"#
    let other =
      #"{"code":3,"message":"execution reverted","data":{"x":{"y":{"data":"0x\#(panic)"}},"z":{"data":"0x\#(reason)"}}}"#
    #expect(try revert(error)?.data == Hex.decode(panic))
    #expect(try revert(other)?.data == Hex.decode(reason))
  }

  @Test func `may be anything where it stands alone as data`() throws {
    let odd = String(repeating: "11", count: 7)
    #expect(
      try revert(#"{"code":3,"message":"execution reverted","data":"0x\#(odd)"}"#)?.data
        == Hex.decode(odd))
  }

  @Test(arguments: [
    #"{"code":-32000,"message":"execution reverted"}"#,
    #"{"code":3,"message":"execution reverted","data":"0x"}"#,
    #"{"code":3,"message":"execution reverted","data":null}"#,
    #"{"code":3,"message":"execution reverted","data":"0xabc"}"#,
    #"{"code":3,"message":"execution reverted","data":{"txHash":"0x\#(hash)"}}"#,
    #"{"code":-32000,"message":"VM Exception while processing transaction: revert"}"#,
    #"{"code":-32015,"message":"VM execution error.","data":"Reverted 0x"}"#,
    #"{"code":-32000,"message":"always failing transaction: execution reverted (0x)"}"#,
    #"{"code":3,"message":7,"data":8}"#,
  ])
  func `is empty where the node passes none on`(_ error: String) throws {
    let found = try revert(error)
    #expect(found != nil && found?.data == [])
  }

  @Test(arguments: [
    #"{"code":-32000,"message":"out of gas"}"#,
    #"{"code":-32015,"message":"VM execution error.","data":"Bad instruction fe"}"#,
    #"{"code":-32000,"message":"invalid opcode: INVALID"}"#,
    #"{"code":-32000,"message":"insufficient funds for transfer","data":"0x\#(custom)"}"#,
  ])
  func `is not what ends a call otherwise`(_ error: String) throws {
    #expect(try revert(error) == nil)
  }

  @Test func `in the place of a result is a revert, as old nodes have it`() async throws {
    for data in [reason, panic] {
      let client = try RPCClient.scripted(ScriptedTransport { .results("\"0x\(data)\"", to: $0) })
      #expect(
        try await client.failure(of: .call(CallMessage(to: .zero)))
          == .reverted(data: Hex.decode(data), message: "execution reverted"))
      // What is no call may begin like this.
      #expect(try await client.ask(.code(of: .zero)) == Hex.decode(data))
    }
    let client = try RPCClient.scripted(
      ScriptedTransport { .results("\"0x\(hash)\"", to: $0) })
    #expect(try await client.ask(.call(CallMessage(to: .zero))) == Hex.decode(hash))
  }

  @Test func `of an error as large as an answer may be does not take long to find`() throws {
    let many = (0..<20_000).map { #""k\#($0)":{"v":"0x"}"# }.joined(separator: ",")
    let error = #"{"code":3,"message":"execution reverted","data":{\#(many)}}"#
    #expect(try revert(error)?.data == [])
    let long = String(repeating: "0x", count: 500_000)
    #expect(try revert(#"{"code":3,"message":"\#(long)"}"#)?.data == [])
  }
}
