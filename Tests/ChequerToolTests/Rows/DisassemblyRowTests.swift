import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of disasm and asm` {
  @Test func `instructions are as evmole reads them, keys in order`() throws {
    let rows = try VectorFile("disassembly/instructions.jsonl").rows
    let lines = try answers("disasm", to: rows.map { try $0.object("code") })
    for (row, line) in zip(rows, lines) {
      let code = try row.bytes("code")
      var expected: [String] = []
      for text in try row.strings("instructions") {
        let words = text.split(separator: " ").map(String.init)
        let offset = try #require(Int(words[0]))
        let name = words.count > 1 ? words[1] : "DATA"
        let push = words.count > 2 ? #","push":"0x\#(words[2])""# : ""
        expected.append(#"{"pc":\#(words[0]),"op":"\#(name)","opcode":\#(code[offset])\#(push)}"#)
      }
      // The last PUSH, where it is cut off, is not in the vectors.
      let end = try row.integer("end")
      let whole = #"{"instructions":["# + expected.joined(separator: ",")
      #expect(end < code.count ? line.hasPrefix(whole) : line == whole + "]}", "\(row)")
    }
  }

  @Test func `a PUSH that is cut off shows the bytes that are there`() throws {
    #expect(
      try answers("disasm", to: [["code": "0x63aabb"], ["code": "7f"], ["code": "0x"]]) == [
        #"{"instructions":[{"pc":0,"op":"PUSH4","opcode":99,"push":"0xaabb"}]}"#,
        #"{"instructions":[{"pc":0,"op":"PUSH32","opcode":127,"push":"0x"}]}"#,
        #"{"instructions":[]}"#,
      ])
  }

  @Test func `asm of the text of disasm is the same code`() throws {
    let rows = try VectorFile("disassembly/instructions.jsonl").rows
    var texts: [JSON] = []
    for row in rows.prefix(30) {
      texts.append(["asm": .string(try chequer("disasm", row.string("code")).output)])
    }
    let lines = try answers("asm", to: texts)
    for (row, line) in zip(rows, lines) {
      #expect(line == #"{"code":"\#(try row.string("code"))"}"#, "\(row)")
    }
  }

  @Test func `what is no assembly and no code is answered with its place`() throws {
    #expect(
      try answers("asm", to: [["asm": "STOP\n FOO"]])[0].hasPrefix(
        #"{"error":{"code":"bad-data","message":"Line 2, column 2: 'FOO' is not an instruction;"#))
    #expect(try answers("disasm", to: [["code": "0x1"]])[0].contains("odd number"))
    #expect(try answers("disasm", to: [["code": "0x00", "fork": "bttc"]])[0].contains("fork"))
  }

  @Test func `creation code that cannot be followed fails with what to do`() throws {
    let run = try chequer("disasm", "--creation", "--json", "0x00")
    #expect(run.status == 65)
    #expect(run.output.contains("leave --creation out"))
  }

  @Test(arguments: ["inspect", "disasm"])
  func `a placeholder that is not linked is told as that`(command: String) throws {
    let run = try chequer(command, "73__$af40232205bf188fa8dd573e0f47eaeabc$__63")
    #expect(run.status == 65)
    #expect(run.complaint.contains("The bytecode is not linked: '__$af40232205bf188fa8dd573e0f47"))
    #expect(run.complaint.contains("link it, or take the code from the chain."))
  }

  @Test func `no code is no text, and no text is no code`() throws {
    #expect(try chequer("disasm", "0x").output == "")
    #expect(try chequer("asm", input: "").output == "0x\n")
  }

  @Test func `the parts of creation code are in the document`() throws {
    let code = "600a600c600039600a6000f3602a60005260206000f3"
    let answer = try JSONDocument(
      parsing: chequer("disasm", "--creation", "--json", code).output
    ).root
    #expect(try answer.requireMembers().map(\.key) == ["instructions", "sections"])
    let kinds = try answer.require("sections").elements?.map {
      try $0.require("kind").requireString()
    }
    #expect(kinds == ["init", "runtime"])
  }

  @Test func `inspect names compiler and metadata of vyper and solc`() throws {
    let compiled = try VectorFile("metadata/compiled.jsonl").rows.filter { $0.has("data") }
    for (row, line) in zip(
      compiled, try answers("inspect", to: compiled.map { ["code": try $0.json("creation")] }))
    {
      let metadata = try JSONDocument(parsing: line).root.require("metadata")
      #expect(try metadata.require("vyper").requireString() == row.string("version"), "\(row)")
      #expect(
        try metadata.require("length").number?.lexeme == row.integer("metadata").description)
    }
    let trailers = try VectorFile("metadata/trailers.jsonl").rows
    for (row, line) in zip(
      trailers, try answers("inspect", to: trailers.map { try $0.object("code") }))
    {
      let metadata = try JSONDocument(parsing: line).root.require("metadata")
      for key in ["solc", "vyper", "ipfs", "bzzr0", "bzzr1"] where row.has(key) {
        #expect(try metadata.require(key).requireString() == row.string(key), "\(row)")
      }
      #expect((metadata["experimental"] != nil) == row.has("experimental"), "\(row)")
      #expect(metadata["ipfs"] == nil || row.has("ipfs"), "\(row)")
    }
  }
}
