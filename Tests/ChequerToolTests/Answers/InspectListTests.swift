import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Inspecting several codes` {
  @Test func `each has a line, in order, with the document of a single inspection`() throws {
    let rows = try VectorFile("contracts/contracts-2.jsonl").rows
    let folder = try TemporaryFolder()
    let files = try rows.enumerated().map { index, row in
      try folder.write(try row.string("runtime"), to: "code-\(index).hex")
    }
    let run = try chequer(["inspect"] + files + ["--json"], input: [])
    #expect(run.status == 0)
    #expect(run.lines.count == files.count)
    let codes: [JSON] = try rows.map { ["code": .string(try $0.string("runtime"))] }
    for (index, line) in try answers("inspect", to: codes).enumerated() {
      #expect(run.lines[index] == #"{"name":"\#(files[index])",\#(line.dropFirst())"#)
    }
  }

  @Test func `a bad one is told in its place and the rest is answered`() throws {
    let run = try chequer("inspect", "0x00", "nowhere.hex", "0x0", "-", "--json", input: "0x5b00")
    #expect(run.status == 66)
    #expect(
      try run.lines.map { try JSONDocument(parsing: $0).root.require("name").requireString() }
        == ["0x00", "nowhere.hex", "0x0", "-"])
    #expect(run.lines[1].contains(#""error":{"code":"no-input","#))
    #expect(run.lines[2].contains(#""error":{"code":"bad-data","#))
    #expect(run.lines[3].contains(#""size":2,"#))
    #expect(run.complaint.contains("chequer: nowhere.hex: "))
  }

  @Test func `people see a heading for each`() throws {
    let run = try chequer("inspect", "0x00", "0x5b00")
    #expect(run.lines.filter { $0.hasPrefix("== ") } == ["== 0x00", "== 0x5b00"])
    #expect(run.status == 0)
  }

  @Test func `standard input is read once`() throws {
    #expect(try chequer("inspect", "-", "-").status == 64)
  }
}
