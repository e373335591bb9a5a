import TestThreads
import Testing

/// Expected values: words by Python's integers, hashes by pycryptodome, RLP by the package rlp.
@Suite(.childThreads) struct `Answers of keccak, rlp, calc and wei` {
  private let vault = "0x8d03f8e727eaf836840d08da04cd9ecc9773328dd38f4a6c7b84a9ec2b88b7c7"
  private let nothing = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"

  @Test func `keccak hashes text, hex, files and lines`() throws {
    #expect(try chequer("keccak", "Vault").output == vault + "\n")
    #expect(try chequer("keccak", "0x5661756c74").output == vault + "\n")
    #expect(try chequer("keccak", "0X").output == nothing + "\n")
    #expect(try chequer("keccak", "Vault", "--json").output == "{\"hash\":\"\(vault)\"}\n")
    #expect(try chequer("keccak", input: "Vault\n0x\r\nVault").lines == [vault, nothing, vault])
    #expect(try chequer("keccak", "-", input: "Vault\n").lines == [vault])
    #expect(try chequer("keccak", "--file", "-", input: "Vault").lines == [vault])
    let folder = try TemporaryFolder()
    let file = try folder.write("Vault", to: "five bytes")
    #expect(try chequer("keccak", "--file", file).lines == [vault])
  }

  @Test func `rlp goes both ways`() throws {
    let list = #"["0x646f67",["0x",[]]]"#
    #expect(try chequer("rlp", "encode", list).output == "0xc783646f67c280c0\n")
    #expect(
      try chequer("rlp", "encode", list, "--json").output == "{\"rlp\":\"0xc783646f67c280c0\"}\n")
    #expect(try chequer("rlp", "decode", "0xc783646f67c280c0").output == list + "\n")
    #expect(
      try chequer("rlp", "decode", "--json", "c783646f67c280c0").output
        == "{\"value\":\(list)}\n")
    #expect(try chequer("rlp", "encode", "0x646f67").lines == ["0x83646f67"])
    #expect(try chequer("rlp", "decode", "0x83646f67").lines == ["0x646f67"])
    #expect(try chequer("rlp", "encode", input: "0x\n[]\n").lines == ["0x80", "0xc0"])
  }

  @Test(arguments: [
    (
      ["(2**255 - 1) / 3 + 1.5btt"],
      "19298681539552699237261830834781317975544997444273427339911097334652188273322"
    ),
    (
      ["--wrap", "0 - 1"],
      "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    ),
    (["--wrap", "7 / 0"], "0"),
    (["--hex", "2**200 + 255"], "0x1" + String(repeating: "0", count: 48) + "ff"),
    (["--to", "btt", "3 * 1.5btt"], "4.5"), (["2^3"], "1"), (["2**3**2"], "512"),
    (["10 - 3 - 2"], "5"), (["1 << 4 | 3"], "19"), (["0x10 + 1"], "17"),
    (["sqrt(2**255)"], "240615969168004511545033772477625056927"),
    (["addmod(2**255, 2**255, 7)"], "2"), (["mulmod(2**255, 2**255, 1000)"], "24"),
    (["min(3, 2) + max(3, 2)"], "5"), (["7 % 4 * 2"], "6"), (["300000gwei"], "300000000000000"),
  ])
  func `calc`(arguments: [String], result: String) throws {
    #expect(try chequer(["calc"] + arguments).output == result + "\n")
  }

  @Test func `calc answers programs in decimal`() throws {
    #expect(
      try chequer("calc", "--json", "2**64").output == "{\"result\":\"18446744073709551616\"}\n")
  }

  @Test(arguments: [
    (["1.5btt"], "1500000000000000000"), (["1.5 BTT"], "1500000000000000000"),
    (["1500000000000000000", "--to", "btt"], "1.5"), (["300000gwei", "--to", "btt"], "0.0003"),
    (["1.5", "--decimals", "6"], "1500000"), (["0x10"], "16"),
    (["1", "--to", "btt"], "0.000000000000000001"), (["0", "--to", "btt"], "0"),
    (["2.000001trx"], "2000001"), (["1.5", "--from", "btt", "--to", "gwei"], "1500000000"),
    (
      ["115792089237316195423570985008687907853269984665640564039457.584007913129639935btt"],
      "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    ),
  ])
  func `wei`(arguments: [String], result: String) throws {
    #expect(try chequer(["wei"] + arguments).output == result + "\n")
  }

  @Test func `wei answers programs with amount, unit and smallest units`() throws {
    #expect(
      try chequer("wei", "300000gwei", "--to", "btt", "--json").output
        == #"{"amount":"0.0003","unit":"BTT","smallestUnits":"300000000000000"}"# + "\n")
    #expect(
      try chequer("wei", input: "1btt\n2gwei\n").lines == ["1000000000000000000", "2000000000"])
  }

  @Test(arguments: [
    "1.0000000000000000001btt", "-1", "+1", "1e18", "1,5", "1 .5", " 1", "1.", ".5", "٣", "", "btt",
    "115792089237316195423570985008687907853269984665640564039457584007913129639936", "1.5",
    "0x", "0xg", "1.5doge", "1..5", "0.5wei",
  ])
  func `wei refuses`(amount: String) throws {
    let run = try chequer("wei", "--json", "--", amount)
    #expect(run.status == 65, "\(amount)")
    try #require(run.lines.count == 1)
    expectError(run.line, amount)
  }

  @Test(arguments: [
    "1/0", "1 - 2", "2**256", "1 << 256", "1 +", "(1", "1)", "", "foo(1)", "1 2", "sqrt()", "0x",
    "min(1)", "5 % 0", "addmod(1,2,0)", "1.5", "$x", "2***3", "1.5doge",
    String(repeating: "(", count: 50_000), String(repeating: "~", count: 50_000) + "1",
    "2" + String(repeating: "**2", count: 20_000),
  ])
  func `calc refuses`(expression: String) throws {
    let run = try chequer("calc", "--json", "--", expression)
    #expect(run.status == 65, "\(expression.prefix(40))")
    try #require(run.lines.count == 1)
    expectError(run.line, String(expression.prefix(40)))
    #expect(run.output.utf8.count < 1000)
  }
}
