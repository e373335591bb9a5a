import ExactJSON
import TestThreads
import Testing
import VectorFiles

@Suite(.childThreads) struct `Rows of code` {
  /// The cases of `evm/rules.jsonl` that a row can tell: one contract, without storage, in any block.
  private static func rows() throws -> [(row: VectorRow, fork: String, question: JSON)] {
    var found: [(row: VectorRow, fork: String, question: JSON)] = []
    for row in try VectorFile("evm/rules.jsonl").rows {
      let accounts = try row.json.require("accounts").requireMembers()
      let names = accounts.map(\.key)
      guard row.has("to"), !row.has("block"), accounts.allSatisfy({ $0.value["storage"] == nil }),
        names == [try row.string("from"), try row.string("to")]
      else { continue }
      let contract = try row.json.require("accounts").require(names[1])
      for fork in try row.strings("forks") {
        var members = [
          JSON.Member("code", try JSON(contract.require("code"))),
          JSON.Member("fork", .string(fork)),
          JSON.Member(
            "balances",
            .object(
              try accounts.map {
                JSON.Member($0.key, try JSON($0.value.require("balance")))
              })),
        ]
        for key in ["from", "to", "value", "input", "gas"] where row.has(key) {
          members.append(JSON.Member(key, try row.json(key)))
        }
        found.append((row, fork, .object(members)))
      }
    }
    return found
  }

  @Test func `each run ends as in the specification`() throws {
    let rows = try Self.rows()
    #expect(rows.count > 1000)
    let lines = try answers("evm run", to: rows.map(\.question))
    for ((row, fork, _), line) in zip(rows, lines) {
      let answer = try JSONDocument(parsing: line).root
      let keys = try answer.requireMembers().map(\.key)
      let isSuccess = try row.bool("success")
      #expect(
        keys == (["success", "output", "gasUsed"] + (isSuccess ? [] : ["error"]) + ["logs"]),
        "\(row) under \(fork): \(line)")
      #expect(answer["success"]?.bool == isSuccess, "\(row) under \(fork): \(line)")
      for key in ["output", "gasUsed"] {
        #expect(
          answer[key]?.string == (try row.string(key)), "\(row) under \(fork): \(line)")
      }
    }
  }

  @Test func `a trace begins with the same answer`() throws {
    let questions = try Self.rows().map(\.question).enumerated().filter { $0.offset % 8 == 0 }.map(
      \.element)
    let runs = try answers("evm run", to: questions)
    let traces = try answers("evm trace", to: questions)
    for (run, trace) in zip(runs, traces) {
      #expect(trace.hasPrefix(String(run.dropLast()) + ","), "\(trace)")
      #expect(trace.contains(#""calls":[{"parent":null,"depth":0,"kind":"CALL","#), "\(trace)")
    }
  }

  @Test(arguments: [
    (#"{"code":"0x0"}"#, "odd"), (#"{"gas":"1"}"#, "code"), (#"{"code":"0x","fork":"x"}"#, "Osaka"),
    (#"{"code":"0x","gas":"9223372036854775808"}"#, "2^63"),
    (#"{"code":"0x","gas":-1}"#, "sign"), (#"{"code":"0x","storage":{}}"#, "storage"),
    (#"{"code":"0x","balances":{"0x12":"1"}}"#, "digits"),
    (#"{"code":"0x","balances":[]}"#, "object"),
  ])
  func `a row that cannot be run is answered with the reason`(row: String, reason: String) throws {
    let run = try chequer("evm", "run", "--jsonl", input: row)
    #expect(run.status == 0)
    expectError(run.line, row)
    #expect(run.line.contains(reason), "\(run.line)")
  }
}
