import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of key keystore` {
  @Test(arguments: ["keystores/published.jsonl", "keystores/opened.jsonl"], [false, true])
  func `a keystore as object or text gives its key and address`(
    file: String, isText: Bool
  ) throws {
    try expectAnswers("key keystore", VectorFile(file).rows) { row in
      let text = try row.string("keystore")
      let keystore =
        isText ? JSON.string(text) : try JSON(JSONDocument(parsing: text).root)
      return ["keystore": keystore, "password": try row.json("password")]
    } answer: {
      try $0.object("privateKey", "address")
    }
  }

  @Test func `what is refused has its code, and never shows the password`() throws {
    let rows = try VectorFile("keystores/reject.jsonl").rows
    let lines = try answers(
      "key keystore", to: rows.map { try $0.object("keystore", "password") })
    for (row, line) in zip(rows, lines) {
      let isWrongPassword = try row.string("error") == "wrongPassword"
      expectError(line, code: isWrongPassword ? "not-permitted" : "bad-data", "\(row)")
      let password = try row.string("password")
      #expect(password.count < 8 || !line.contains(password), "\(row): \(line)")
    }
  }

  @Test(arguments: [
    "{}", #"{"keystore":{}}"#, #"{"password":"x"}"#, #"{"keystore":5,"password":"x"}"#,
    #"{"keystore":"","password":"x"}"#, #"{"keystore":{},"password":5}"#,
    #"{"keystore":[],"password":"x"}"#, #"{"keystore":null,"password":null}"#,
  ])
  func `a row with too little or another kind is refused`(row: String) throws {
    let run = try chequer("key", "keystore", "--jsonl", input: row)
    try #require(run.lines.count == 1)
    expectError(run.line, row)
  }
}
