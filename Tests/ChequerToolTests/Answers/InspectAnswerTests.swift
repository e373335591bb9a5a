import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Answers of inspect and address create` {
  /// The bytecode of the operator's notes.
  static let notes =
    "0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"

  @Test func `the notes' bytecode is answered with its factory and where the logic sits`() throws {
    let row = try #require(try VectorFile("btfs/code.jsonl").rows.first)
    #expect(try row.string("code") == Self.notes)
    let text = try chequer("inspect", Self.notes).output
    for fact in [
      try row.string("target"), "45 bytes", try row.string("hash"), "EIP-1167",
      "is the proxy shell that factory V2 created with its first CREATE",
      "vaults of this factory share this code hash",
      "the logic sits in the clone's own ERC-1967 slot",
      "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7", "chain 199",
      "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc",
      "Proven from the bytes:", "Not known without the chain:",
      // The notes' decompilation, as Panoramix writes it.
      """
      def _fallback() payable: # default function
        delegate 0x5cf1f8c1c89e6fd24863918571917b5109d6a170 with:
      """,
    ] { #expect(text.contains(fact), "\(fact)") }
  }

  @Test func `code is read from an argument, a file and standard input, with and without 0x`()
    throws
  {
    let expected = try chequer("inspect", Self.notes, "--json").lines
    #expect(expected.count == 1)
    let bare = String(Self.notes.dropFirst(2))
    let folder = try TemporaryFolder()
    let file = try folder.write(bare + "\n", to: "vault.hex")
    #expect(try chequer("inspect", bare.uppercased(), "--json").lines == expected)
    #expect(try chequer("inspect", "--json", file).lines == expected)
    #expect(try chequer("inspect", "--json", input: Self.notes + "\r\n").lines == expected)
    #expect(try chequer("inspect", "--json", "-", input: " \(bare)\n").lines == expected)
  }

  @Test func `the document's keys`() throws {
    let answer = try JSONDocument(parsing: chequer("inspect", Self.notes, "--json").output).root
    #expect(
      try answer.requireMembers().map(\.key) == [
        "summary", "size", "codeHash", "metadata", "proxy", "known", "selectors", "events",
        "errors", "reasons", "panics", "complete", "storage", "behaviour",
      ])
    #expect(
      try answer.require("proxy").requireMembers().map(\.key) == [
        "kind", "title", "origin", "target", "targetFrom", "storageContext", "behaviours",
        "defects", "claims", "pseudocode",
      ])
    #expect(
      try answer.require("known").requireMembers().map(\.key)
        == ["summary", "factories", "checks", "risks"])
  }

  @Test func `every factory's first CREATE is its master, by text and by JSON`() throws {
    let rows =
      try VectorFile("btfs/factories.jsonl").rows + VectorFile("btfs/swarm-factories.jsonl").rows
    let lines = try answers(
      "address create", to: rows.map { ["sender": try $0.json("factory"), "nonce": 1] })
    for (row, line) in zip(rows, lines) {
      #expect(line == #"{"address":"\#(try row.string("master"))"}"#, "\(row)")
    }
    for row in rows.prefix(3) {
      let create = ["address", "create", "--nonce", "1", "--sender", try row.string("factory")]
      #expect(try chequer(create).lines == [row.string("master")])
      #expect(
        try chequer(create + ["--json"]).lines == [#"{"address":"\#(try row.string("master"))"}"#])
    }
  }

  @Test func `vault addresses follow from caller, salt and factory`() throws {
    for (index, row) in try VectorFile("btfs/create2.jsonl").rows.enumerated() {
      // keccak256(abi.encode(caller, salt)): the caller as a word, then the salt.
      let word = String(repeating: "0", count: 24) + (try row.string("caller").dropFirst(2))
      let salt = try row.string("salt").dropFirst(2)
      #expect(try chequer("keccak", "0x\(word)\(salt)").lines == [row.string("saltHash")])
      let create = [
        "address", "create", "--sender", try row.string("factory"), "--salt",
        try row.string("saltHash"),
      ]
      let byHash = create + ["--init-code-hash", try row.string("initCodeHash")]
      #expect(try chequer(byHash).lines == [row.string("vault")], "\(row)")
      guard index == 0 else { continue }
      let code = try VectorFile("btfs/code.jsonl").rows[1].string("code")
      #expect(try chequer(create + ["--init-code", code]).lines == [row.string("vault")])
    }
  }

  @Test func `known contracts are named by their address`() throws {
    let run = try chequer("inspect", "--json", "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7")
    let answer = try JSONDocument(parsing: run.output).root
    #expect(try answer.requireMembers().map(\.key) == ["address", "known"])
    #expect(run.output.contains(#""chainId":"199","role":"vault-factory""#))
    let other = try chequer("inspect", "--json", "0x1111111111111111111111111111111111111111")
    #expect(other.status == 69)
    expectError(other.line, code: "unavailable")
  }
}
