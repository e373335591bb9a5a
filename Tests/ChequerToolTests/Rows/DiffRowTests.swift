import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows and answers of diff` {
  /// owner() reads slot 0, and slot 1.
  private static let codes = [
    "0x346012575f3560e01c638da5cb5b146016575b5f5ffd5b5f545f5260205ff3",
    "0x346012575f3560e01c638da5cb5b146016575b5f5ffd5b6001545f5260205ff3",
  ]

  @Test func `a row has two codes and is answered part by part`() throws {
    let rows: [JSON] = [
      ["a": .string(Self.codes[0]), "b": .string(Self.codes[1])],
      ["a": .string(Self.codes[0]), "b": .string(Self.codes[0])],
      ["a": .string(Self.codes[0]), "b": "0xzz"], ["a": .string(Self.codes[0])],
    ]
    let lines = try answers("diff", to: rows)
    let answer = try JSONDocument(parsing: lines[0]).root
    #expect(
      try answer.requireMembers().map(\.key) == [
        "same", "sameSkeleton", "summary", "similarity", "complete", "a", "b", "parts",
        "immutables",
      ])
    let parts = Array(try answer.require("parts").requireElements())
    #expect(
      try parts.map { try $0.require("part").requireString() } == ["dispatcher", "0x8da5cb5b"])
    #expect(
      try parts.map { try $0.require("result").requireString() } == ["identical", "constants"])
    #expect(
      try parts[1].require("constants").requireElements().map {
        [try $0.require("a").requireString(), try $0.require("b").requireString()]
      } == [["0", "1"]])
    #expect(lines[1].hasPrefix(#"{"same":true,"sameSkeleton":true,"#))
    #expect(lines[2].hasPrefix(#"{"error":{"code":"bad-data","message":"b: "#))
    #expect(lines[3].hasPrefix(#"{"error":{"#))
  }

  @Test func `the exit status says whether the code is the same`() throws {
    #expect(try chequer("diff", Self.codes[0], Self.codes[0]).status == 0)
    #expect(try chequer("diff", Self.codes[0], Self.codes[1]).status == 1)
    #expect(try chequer("diff", "-", Self.codes[0], input: Self.codes[0]).status == 0)
    #expect(try chequer("diff", Self.codes[0]).status == 64)
    #expect(try chequer("diff", "-", "-").status == 64)
    #expect(try chequer("diff", Self.codes[0], "0x0").status == 65)
    #expect(try chequer("diff", Self.codes[0], "nowhere.hex").status == 66)
  }

  /// The compilers' own difference: 0.4.3 copies a string by MCOPY in another way than 0.4.0.
  @Test func `two compilers' code of one source is told function by function`() throws {
    let rows =
      try VectorFile("contracts/contracts-1.jsonl").rows.filter {
        try $0.string("name") == "token"
      } + VectorFile("contracts/contracts-2.jsonl").rows.filter { try $0.string("name") == "token" }
    let folder = try TemporaryFolder()
    let files = try ["0.4.0", "0.4.3"].map { version in
      let row = try #require(
        try rows.first {
          try $0.string("compiler") == version && $0.string("options").isEmpty
        })
      return try folder.write(try row.string("runtime"), to: "token-\(version).hex")
    }
    let run = try chequer("diff", files[0], files[1])
    #expect(run.status == 1)
    // A reader sees which functions changed, which did not, and one helper's lines once.
    #expect(run.line.hasPrefix("The contracts differ (99."))
    #expect(run.lines.contains { $0.hasSuffix("0xa9059cbb transfer(address,uint256)") })
    #expect(run.output.contains("Identical: dispatcher, fallback, 0x06fdde03 name(), "))
    #expect(run.lines.count { $0.hasPrefix("  @@ A ") } == 1)
    #expect(run.output.contains("  @@ as in 0x23b872dd transferFrom(address,address,uint256)"))
    #expect(run.lines.contains("  - POP") && run.lines.contains("  + PUSH1 0x42"))
  }
}
