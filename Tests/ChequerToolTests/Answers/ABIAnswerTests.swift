import ExactJSON
import TestThreads
import Testing
import VectorFiles

/// Expected values: encodings by eth-abi, hashes by pycryptodome (`Vectors/abi`, `Vectors/tool`).
@Suite(.childThreads) struct `Answers of abi and typed-data` {
  private let word = String(repeating: "0", count: 63)
  private let vault = "0x1f8B3e7E691D733F5eb17E5570c49dE3e5Aecef9"

  @Test func `values missing on the command line come from standard input, one a line`() throws {
    let run = try chequer("abi", "encode", "string,uint8", input: "a, b\r\n5\n")
    #expect(run.status == 0)
    #expect(
      try chequer("abi", "decode", "string,uint8", input: run.output).lines == [#""a, b""#, "5"])
    #expect(try chequer("abi", "encode", "uint8", input: "").status == 65)
  }

  @Test func `one line is decoded after the other`() throws {
    let run = try chequer("abi", "decode", "uint8", input: "0x\(word)1\n\(word)2\n")
    #expect(run.lines == ["1", "2"])
    let json = try chequer("abi", "decode", "uint8,", "0x\(word)1", "--json")
    #expect(json.status == 65)
    #expect(
      try chequer("abi", "decode", "uint8", "0x\(word)1", "--json").lines == [#"{"values":["1"]}"#])
  }

  @Test func `a signature's results are decoded, or its arguments`() throws {
    let signature = "f(uint8)(bool,address)"
    let results = "0x\(word)1" + String(repeating: "0", count: 24) + vault.dropFirst(2)
    #expect(try chequer("abi", "decode", signature, results).lines == ["true", vault])
    #expect(try chequer("abi", "decode", signature, "0x\(word)7", "--input").lines == ["7"])
    #expect(
      try chequer("abi", "decode", "(uint8,uint8)", "0x\(word)1\(word)2").lines == ["1", "2"])
    #expect(
      try chequer("abi", "decode", "(uint8,uint8),bool", "0x\(word)1\(word)2\(word)1").lines
        == ["(1, 2)", "true"])
  }

  @Test func `strict decoding is refused with the reason, lenient decoding answers`() throws {
    let strict = try chequer("abi", "decode", "uint8", "0x\(word)1\(word)1")
    #expect(strict.status == 65)
    #expect(
      strict.complaint
        == "chequer: The values end at offset 32, but 32 bytes more follow.\n")
    #expect(try chequer("abi", "decode", "uint8", "0x\(word)1\(word)1", "--lenient").lines == ["1"])
  }

  @Test func `a value that begins with a sign needs the dashes, and the complaint says so`() throws
  {
    let run = try chequer("abi", "encode", "int8", "-1")
    #expect(run.status == 64)
    #expect(run.complaint.contains("put -- in front"))
  }

  @Test func `what a contract wrote cannot reach the terminal`() throws {
    let evil = "a\u{1b}]0;title\u{7}\u{202e}"
    let data = try chequer("abi", "encode", "string", evil).output
    let shown = try chequer("abi", "decode", "string", input: data)
    #expect(shown.lines == [#""a\u{1b}]0;title\u{7}\u{202e}""#])
    let reason = try chequer("abi", "calldata", "Error(string)", evil).output
    #expect(
      try chequer("abi", "decode-revert", input: reason).lines == [
        #""a\u{1b}]0;title\u{7}\u{202e}""#
      ])
  }

  @Test func `names of one's own come first, overloads are chosen by the arguments`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "function cashOut(address recipient, uint256 cumulativePayout, bytes issuerSig)\n"
        + "function f(uint8 a)\nfunction f(address a)\n", to: "own.abi")
    let address = try chequer("abi", "calldata", "--abi", file, "f", vault)
    #expect(address.output.hasPrefix("0xfc68521a"))
    #expect(try chequer("abi", "calldata", "--abi", file, "f", "5").output.hasPrefix("0x3120d434"))
    let none = try chequer("abi", "calldata", "--abi", file, "f", "x")
    #expect(none.status == 65)
    #expect(none.complaint.contains("f(uint8), f(address)"))
    let named = try chequer(
      "abi", "decode-call", "--abi", file, try chequer("abi", "calldata", "f(uint8)", "5").lines[0])
    #expect(named.lines == ["f(uint8)", "  a  5"])
    #expect(try chequer("abi", "lookup", "--abi", file, "0x00000000").status == 1)
    let missing = try chequer("abi", "lookup", "--abi", file + "x", "0x00000000")
    #expect(missing.status == 66)
    let broken = try folder.write("[{}]", to: "broken.abi")
    #expect(try chequer("abi", "lookup", "--abi", broken, "0x00000000").status == 65)
  }

  @Test func `unknown names are said so`() throws {
    let call = try chequer("abi", "decode-call", "0x01020304")
    #expect(call.status == 65)
    #expect(call.complaint.contains("0x01020304"))
    #expect(try chequer("abi", "decode-call", "0x0102").status == 65)
    #expect(try chequer("abi", "decode-log", "0x").status == 65)
    #expect(try chequer("abi", "decode-log").status == 64)
    #expect(try chequer("abi", "lookup", "0x01").status == 65)
  }

  @Test func `typed data and key do not both come from standard input`() throws {
    let run = try chequer("typed-data", "sign", input: "{}")
    #expect(run.status == 64)
    #expect(run.complaint.contains("Standard input holds the document"))
  }

  @Test func `recover says whether an account signed`() throws {
    let row = try #require(try VectorFile("typed-data/published.jsonl").rows.first)
    let folder = try TemporaryFolder()
    let document = try folder.write(row.json("typedData").text(), to: "data.json")
    let (address, signature) = (try row.string("address"), try row.string("signature"))
    let good = try chequer("typed-data", "recover", document, signature, "--address", address)
    #expect(good.status == 0)
    #expect(good.lines == [address])
    let bad = try chequer("typed-data", "recover", document, signature, "--address", vault)
    #expect(bad.status == 1)
    #expect(bad.complaint == "The document was signed by \(address), not by \(vault).\n")
    let inline = try chequer("typed-data", "hash", row.json("typedData").text(), "--json")
    #expect(inline.output.contains(try row.string("digest")))
  }
}
