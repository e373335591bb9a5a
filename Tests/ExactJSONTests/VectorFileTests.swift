import Testing
import VectorFiles

@Suite struct `Vector files` {
  @Test(arguments: [
    (
      "json/absent.jsonl",
      "Vectors/json/absent.jsonl is not named in the folder's SOURCE.md; say where it comes from."
    ),
    (
      "json/ccept.jsonl",
      "Vectors/json/ccept.jsonl is not named in the folder's SOURCE.md; say where it comes from."
    ),
    ("nowhere/x.jsonl", "Vectors/nowhere/SOURCE.md cannot be opened: No such file or directory."),
    ("json/generate.py", "Vectors/json/generate.py is not JSON lines: "),
  ])
  func `a file without provenance or rows is refused`(path: String, sentence: String) {
    let error = #expect(throws: VectorError.self) { try VectorFile(path) }
    #expect(error?.description.hasPrefix(sentence) == true)
  }

  @Test func `a field that is missing or another kind is named with file and line`() throws {
    let row = try #require(VectorFile("json/accept.jsonl").rows.dropFirst().first)
    #expect(row.description == "json/accept.jsonl:2")
    #expect(throws: VectorError.self) { try row.bool("json") }
    let error = #expect(throws: VectorError.self) { try row.string("absent") }
    #expect(error?.description == "Vectors/json/accept.jsonl line 2: has no field 'absent'.")
  }
}
