import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of inspect` {
  private static func inspections(
    _ rows: [VectorRow], _ check: (VectorRow, JSONValue, String) throws -> Void
  ) throws {
    let lines = try answers("inspect", to: rows.map { try $0.object("code") })
    for (row, line) in zip(rows, lines) {
      try check(row, JSONDocument(parsing: line).root, line)
    }
  }

  /// Expects a text in an answer: that of the row's field, if it has one.
  private static func expect(
    _ found: JSONValue?, isFieldOf row: VectorRow, _ field: String
  ) throws {
    guard row.has(field) else { return }
    let expected = try row.string(field)
    let text = found?.string ?? found?.description
    #expect(text == expected, "\(row) \(field)")
  }

  @Test func `every template is recognised with target, size and code hash`() throws {
    try Self.inspections(VectorFile("proxies/templates.jsonl").rows) { row, answer, line in
      let proxy = answer["proxy"]
      try Self.expect(proxy?["kind"], isFieldOf: row, "kind")
      try Self.expect(answer["size"], isFieldOf: row, "size")
      try Self.expect(answer["codeHash"], isFieldOf: row, "hash")
      try Self.expect(proxy?["target"], isFieldOf: row, "target")
      if !row.has("target") { #expect(proxy?["target"]?.isNull == true, "\(row)") }
      try Self.expect(proxy?["slot"], isFieldOf: row, "slot")
      try Self.expect(proxy?["arguments"], isFieldOf: row, "args")
      try Self.expect(proxy?["admin"], isFieldOf: row, "factory")
      // An EIP-7702 account has no code of its own to be shown.
      let start = try row.string("kind") == "eip-7702" ? "# no code" : "def _fallback() payable:"
      #expect(proxy?["pseudocode"]?.string?.hasPrefix(start) == true, "\(row)")
    }
  }

  @Test func `what is near a template is a proxy only if it hands calls on`() throws {
    try Self.inspections(VectorFile("proxies/reject.jsonl").rows) { row, answer, line in
      #expect(try (answer["proxy"]?.isNull == false) == row.bool("handsOn"), "\(row): \(line)")
      try Self.expect(answer["size"], isFieldOf: row, "size")
    }
  }

  /// The members that programs read: where the target comes from, and who may change that.
  @Test func `a proxy that was followed says where its target is and who may change it`() throws {
    let rows = try VectorFile("contracts/assembled.jsonl").rows.filter {
      try $0.string("name").hasPrefix("proxy: ")
    }
    #expect(rows.count > 40)
    try Self.inspections(rows) { row, answer, line in
      let (proxy, expected) = (answer["proxy"], row.json["proxy"])
      #expect(proxy?["flow"]?["complete"]?.bool == true, "\(row): \(line)")
      for (member, said) in [
        ("kind", proxy?["kind"]), ("from", proxy?["targetFrom"]), ("slot", proxy?["slot"]),
        ("lookup", proxy?["lookup"]), ("key", proxy?["lookupKey"] ?? proxy?["mappingKey"]),
      ] {
        guard let text = expected?[member]?.string else { continue }
        #expect(said?.string == text, "\(row) \(member)")
      }
      for (selector, openness) in expected?["writers"]?.members.map(Array.init) ?? [] {
        let writer = proxy?["flow"]?["writers"]?.elements?.first {
          $0["selector"]?.string == selector
        }
        #expect(writer?["open"]?.string == openness.string, "\(row) \(selector)")
      }
    }
  }

  @Test func `the code of every factory's vaults is known by its master`() throws {
    let rows =
      try VectorFile("btfs/factories.jsonl").rows + VectorFile("btfs/swarm-factories.jsonl").rows
    let lines = try answers("inspect", to: rows.map { ["code": try $0.json("cloneCode")] })
    for (row, line) in zip(rows, lines) {
      let answer = try JSONDocument(parsing: line).root
      try Self.expect(answer["codeHash"], isFieldOf: row, "cloneCodeHash")
      try Self.expect(answer["proxy"]?["target"], isFieldOf: row, "master")
      #expect(answer["proxy"]?["kind"]?.string == "eip-1167", "\(row)")
      let factories = answer["known"]?["factories"]?.elements.map(Array.init) ?? []
      let named = try factories.contains { factory in
        try ["chainId", "factory", "master"].allSatisfy {
          factory[$0]?.string == (try row.string($0))
        }
      }
      #expect(named, "\(row): \(line)")
    }
  }

  @Test(arguments: [
    "{}", #"{"code":""}"#, #"{"code":"0x1"}"#, #"{"code":"0xzz"}"#, #"{"code":5}"#,
    #"{"code":"0x","chainId":"199"}"#, #"{"code":["0x"]}"#,
  ])
  func `a row without good code is refused`(row: String) throws {
    let run = try chequer("inspect", "--jsonl", input: row)
    try #require(run.lines.count == 1)
    expectError(run.line, row)
  }
}
