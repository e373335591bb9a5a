import ExactJSON
import TestThreads
import Testing

/// A command with `--jsonl`, a row that it answers, and the answer's first key.
struct RowCommand: CustomTestStringConvertible, Sendable {
  var name: String
  var row: String
  var key: String
  var arguments: [String] { name.split(separator: " ").map(String.init) + ["--jsonl"] }
  var testDescription: String { name }

  static let all = [
    RowCommand(name: "keccak", row: #"{"data":"0x61"}"#, key: "hash"),
    RowCommand(name: "rlp encode", row: #"{"value":["0x01",[]]}"#, key: "rlp"),
    RowCommand(name: "rlp decode", row: #"{"rlp":"0xc201c0"}"#, key: "value"),
    RowCommand(name: "calc", row: #"{"op":"ADD","args":["1","2"]}"#, key: "result"),
    RowCommand(
      name: "address", row: #"{"tron":"TYL4F56AiADsMZvSoPGPXhPKQsZtZzomhz"}"#, key: "address"),
    RowCommand(
      name: "address create",
      row: #"{"sender":"0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7","nonce":"1"}"#, key: "address"),
    RowCommand(
      name: "key derive", row: #"{"seed":"0x000102030405060708090a0b0c0d0e0f"}"#, key: "privateKey"
    ),
    RowCommand(
      name: "key mnemonic", row: #"{"entropy":"0x00000000000000000000000000000000"}"#,
      key: "mnemonic"),
    RowCommand(
      name: "key keystore",
      row:
        #"{"keystore":{"address":"45dea0fb0bba44f4fcf290bba71fd57d7117cbb8","crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"dc4926b48a105133d2f16b96833abf1e"},"ciphertext":"b87781948a1befd247bff51ef4063f716cf6c2d3481163e9a8f42e1f9bb74145","kdf":"scrypt","kdfparams":{"dklen":32,"n":2,"r":8,"p":1,"salt":"004244bbdc51cadda545b1cfa43cff9ed2ae88e08c61f1479dbb45410722f8f0"},"mac":"39990c1684557447940d4c69e06b1b82b2aceacb43f284df65c956daf3046b85"},"id":"ce541d8d-c79b-40f8-9f8c-20f59616faba","version":3},"password":""}"#,
      key: "privateKey"),
    RowCommand(
      name: "ecdsa sign",
      row:
        #"{"hash":"0x1111111111111111111111111111111111111111111111111111111111111111","privateKey":"0x2222222222222222222222222222222222222222222222222222222222222222"}"#,
      key: "signature"),
    RowCommand(
      name: "ecdsa verify",
      row:
        #"{"hash":"0x76fddcff8a22c209e6d59fd22c60174214d5d34d22e0c7cd1166834b43f2684e","publicKey":"0x026d5ad9f96fce55c6224cae767298229466c723c4ff676d4e8d2f4ddcc616f4dc","signature":"0x2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b"}"#,
      key: "valid"),
    RowCommand(
      name: "ecdsa recover",
      row:
        #"{"hash":"0x76fddcff8a22c209e6d59fd22c60174214d5d34d22e0c7cd1166834b43f2684e","signature":"0x2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b"}"#,
      key: "publicKey"),
    RowCommand(
      name: "cheque sign",
      row:
        #"{"scheme":"btfs","chainId":"199","vault":"0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9","beneficiary":"0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC","cumulativePayout":"1331381000000000000","privateKey":"0x2222222222222222222222222222222222222222222222222222222222222222"}"#,
      key: "signature"),
    RowCommand(
      name: "cheque verify",
      row:
        #"{"scheme":"btfs","chainId":"199","vault":"0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9","beneficiary":"0xF54430F85b5862cdd3278C3C78fda39b65f4a2bC","cumulativePayout":"1331381000000000000","signature":"0x2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b","issuer":"0xb5f59C8213931E5775e6DbE727709D4c576F910e"}"#,
      key: "valid"),
    RowCommand(
      name: "message sign",
      row:
        #"{"message":"0x61","privateKey":"0x2222222222222222222222222222222222222222222222222222222222222222"}"#,
      key: "signature"),
    RowCommand(
      name: "message recover",
      row:
        #"{"message":"0x68656c6c6f","signature":"0x14e6a4431d4749c83b23989a31d714b9e37034d80e2d2cec7de408b738d2df246f114974bdae27567b347b57220b4b19cfa8c6fb56c23917e65ee99b4933e5121c"}"#,
      key: "address"),
    RowCommand(name: "message hash", row: #"{"message":"0x61"}"#, key: "digest"),
    RowCommand(
      name: "message verify",
      row:
        #"{"message":"0x68656c6c6f","signature":"0x14e6a4431d4749c83b23989a31d714b9e37034d80e2d2cec7de408b738d2df246f114974bdae27567b347b57220b4b19cfa8c6fb56c23917e65ee99b4933e5121c","address":"0x9bB95ad7d98368a1e572c2408E722a9eDA15Cc20"}"#,
      key: "valid"),
    RowCommand(
      name: "tx decode",
      row:
        #"{"tx":"0xf8b90195042ac63ed3e5dcaf0e3b3e855ca5afcbc5f2be1a3188800000000000000094b0e69e3f507ba2b1d7b0ce1d87f323a7c5e216a381ffb8382c4f00250000006c00000096a3f8c88000060a0000006100000000001600000096f30000005d0500019600c5154e00001be90033002d0000850200000024a00c89a6311480dd198e966f1ee1826fd8e6d5d727555409eb7337a4ab5de43dc9a04fd6a4e4723658e9cbc022e6c531754be44202852202ce487a8060976de2dd32"}"#,
      key: "type"),
    RowCommand(
      name: "tx sign",
      row:
        #"{"tx":{"chainId":"199","nonce":"7","to":"0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9","value":"0","gas":"90000","gasPrice":"300000000000000"},"privateKey":"0x2222222222222222222222222222222222222222222222222222222222222222"}"#,
      key: "raw"),
    RowCommand(name: "inspect", row: #"{"code":"0x6001"}"#, key: "summary"),
    RowCommand(name: "disasm", row: #"{"code":"0x6001"}"#, key: "instructions"),
    RowCommand(name: "asm", row: #"{"asm":"PUSH1 1"}"#, key: "code"),
    RowCommand(
      name: "evm run",
      row:
        #"{"code":"0x600160015560016000a000","input":"0x01","gas":"50000","fork":"Berlin","value":"1","balances":{"0x0000000000000000000000000000000000001000":"5"}}"#,
      key: "success"),
    RowCommand(
      name: "evm trace",
      row:
        #"{"code":"0x600160015560016000a000","input":"0x01","gas":"50000","fork":"Berlin","value":"1","balances":{"0x0000000000000000000000000000000000001000":"5"}}"#,
      key: "success"),
  ]
}

@Suite(.childThreads) struct `The manners of --jsonl` {
  private static func isAnswer(_ line: String, _ command: RowCommand) -> Bool {
    line.hasPrefix("{\"\(command.key)\":")
  }

  @Test(arguments: RowCommand.all)
  func `good and bad rows are answered one by one, in order`(command: RowCommand) throws {
    let bad: [[UInt8]] = [
      Array((command.row.dropLast() + #","unknownKey":1}"#).utf8),
      Array((command.row.dropLast() + "," + command.row.dropFirst()).utf8),
      Array("null".utf8), Array("[]".utf8), Array("7".utf8), Array(#""text""#.utf8),
      Array("{".utf8), Array("garbage".utf8), Array("{}".utf8), [0xff, 0xfe, 0x00],
      Array((command.row + command.row).utf8), Array(command.row.dropLast(3).utf8),
      Array(String(repeating: "[", count: 100_000).utf8),
      Array("\u{FEFF}\(command.row)".utf8),
    ]
    var input: [UInt8] = []
    for row in bad { input += Array(command.row.utf8) + [0x0a] + row + [0x0a] }
    let run = try chequer(command.arguments, input: input)
    #expect(run.status == 0)
    #expect(run.complaint == "")
    try #require(run.lines.count == 2 * bad.count)
    for (index, line) in run.lines.enumerated() {
      if index.isMultiple(of: 2) {
        #expect(Self.isAnswer(line, command), "\(index): \(line)")
      } else {
        expectError(line, "\(command.name) \(index)")
      }
    }
    #expect(run.lines[1].contains("unknownKey"))
    #expect(run.lines[3].contains(command.row.split(separator: "\"")[1]), "\(run.lines[3])")
    #expect(run.lines[3].contains("already given"), "\(run.lines[3])")
  }

  @Test(arguments: RowCommand.all)
  func `blank lines, carriage returns and a missing last newline do not matter`(
    command: RowCommand
  ) throws {
    let input = "\n  \n\(command.row)\r\n\t\r\n \(command.row) \n\n\(command.row)"
    let run = try chequer(command.arguments, input: Array(input.utf8))
    #expect(run.status == 0)
    #expect(run.lines.count == 3)
    #expect(run.lines.allSatisfy { Self.isAnswer($0, command) }, "\(run.output)")
  }

  @Test(arguments: RowCommand.all.prefix(3))
  func `no rows give no answers`(command: RowCommand) throws {
    let run = try chequer(command.arguments)
    #expect(run.status == 0)
    #expect(run.output == "" && run.complaint == "")
  }

  @Test(arguments: RowCommand.all.suffix(3))
  func `--json and --jsonl together are refused`(command: RowCommand) throws {
    let run = try chequer(command.arguments + ["--json"])
    #expect(run.status == 64)
    try #require(run.lines.count == 1)
    expectError(run.line, code: "usage")
  }

  @Test func `many rows keep their order on all cores`() throws {
    let count = 5000
    let rows = (0..<count).map { #"{"op":"ADD","args":["\#($0)","1"]}"# }
    let run = try chequer("calc", "--jsonl", input: rows.joined(separator: "\n"))
    #expect(run.lines == (1...count).map { #"{"result":"\#($0)"}"# })
  }

  @Test func `a huge row is answered, and so is the next`() throws {
    // 3 MiB of data: more than any pipe or read holds.
    let rows = [
      #"{"data":"0x\#(String(repeating: "00", count: 3 << 20))"}"#, #"{"data":"0x"}"#,
    ]
    let run = try chequer("keccak", "--jsonl", input: rows.joined(separator: "\n"))
    try #require(run.lines.count == 2)
    // Keccak-256 of 3 MiB of zeros, by pycryptodome.
    #expect(
      run.line == #"{"hash":"0x80d7151acd395f5e5d9f78f8ef024a1dfda6e89f72e15b424f1ee25efe9096c5"}"#)
    #expect(
      run.lines[1]
        == #"{"hash":"0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"}"#)
  }

  @Test func `a row past the limit is refused, and the next is answered`() throws {
    let long = [UInt8](repeating: UInt8(ascii: "a"), count: (64 << 20) + 1)
    let run = try chequer(["keccak", "--jsonl"], input: long + Array("\n{\"data\":\"0x\"}".utf8))
    try #require(run.lines.count == 2)
    expectError(run.line)
    #expect(run.line.contains("\(64 << 20)"))
    #expect(run.lines[1].hasPrefix(#"{"hash":"0xc5d2"#))
  }
}
