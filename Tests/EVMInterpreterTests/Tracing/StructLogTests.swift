import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Traces step by step` {
  /// The lines of a run, parsed.
  private static func lines(
    _ situation: Situation, wantsMemory: Bool = false
  ) throws -> (lines: [JSONValue], result: ExecutionResult) {
    var bytes: [UInt8] = []
    let tracer = StructLogTracer(wantsMemory: wantsMemory) { bytes += $0 }
    let machine = try situation.machine()
    machine.tracer = tracer
    let result = try machine.run(situation.message)
    tracer.finish(result, gasUsed: situation.gas - result.gasLeft, fork: situation.fork)
    #expect(bytes.last == UInt8(ascii: "\n"))
    let lines = try bytes.split(separator: UInt8(ascii: "\n")).map {
      try JSONDocument(parsing: $0).root
    }
    return (lines, result)
  }

  @Test func `every line is that of the specification`() throws {
    for row in try VectorFile("evm/traces.jsonl").rows {
      let situation = try Situation(row, under: Fork(named: row.string("fork")))
      let (lines, _) = try Self.lines(situation)
      let steps = try row.json.require("steps").requireElements()
      #expect(lines.count == steps.count + 1, "\(row)")
      for (line, step) in zip(lines, steps) { try Self.expect(line, step, row) }
      let last = try #require(lines.last)
      #expect(
        last["output"]?.string.map { "0x" + $0 } == (try row.string("output")), "\(row)")
      #expect(
        try UInt256(decimalOrHex: last.require("gasUsed").requireString())
          == row.word("gasUsed"), "\(row)")
      #expect(last["pass"]?.bool == (try row.bool("success")), "\(row)")
      #expect(last["fork"]?.string == situation.fork.description)
    }
  }

  private static func expect(_ line: JSONValue, _ step: JSONValue, _ row: VectorRow) throws {
    let (text, wanted) = (try JSON(line).text(), try JSON(step).text())
    for member in try step.requireMembers() {
      let found = try line.require(member.key)
      if member.key == "error" {
        #expect(found.string?.isEmpty == false, "\(row): \(text)")
      } else {
        let isSame = try JSON(found) == JSON(member.value)
        #expect(isSame, "\(row): \(member.key) of \(text), not of \(wanted)")
      }
    }
    if step["error"] == nil {
      #expect(line["error"] == nil, "\(row): \(text)")
    }
    #expect(
      try line.requireMembers().map(\.key).prefix(10) == [
        "pc", "op", "gas", "gasCost", "memSize", "stack", "depth", "returnData", "refund", "opName",
      ])
  }

  @Test func `a run that is traced ends as one that is not`() throws {
    for row in try VectorFile("evm/traces.jsonl").rows {
      let situation = try Situation(row, under: Fork(named: row.string("fork")))
      let (_, traced) = try Self.lines(situation)
      let plain = try situation.machine().run(situation.message)
      #expect(traced.status == plain.status, "\(row)")
      #expect(traced.output == plain.output, "\(row)")
      #expect(traced.gasLeft == plain.gasLeft, "\(row)")
      #expect(plain.isSuccess == (try row.bool("success")), "\(row)")
      #expect(UInt256(situation.gas - plain.gasLeft) == (try row.word("gasUsed")), "\(row)")
    }
  }

  @Test func `memory is written when it is wanted, as long as its size`() throws {
    var sizes: Set<Int> = []
    for row in try VectorFile("evm/traces.jsonl").rows {
      let situation = try Situation(row, under: Fork(named: row.string("fork")))
      for line in try Self.lines(situation, wantsMemory: true).lines.dropLast() {
        let size = try Int(line.require("memSize").integer(as: UInt64.self))
        #expect((line["memory"]?.string?.utf8.count ?? 2) == 2 * size + 2, "\(row)")
        sizes.insert(size)
      }
    }
    #expect(sizes.count > 3)
  }

  @Test func `the last line has the root and the time if they are known`() {
    var text = ""
    let tracer = StructLogTracer { text += String(decoding: $0, as: UTF8.self) }
    let result = ExecutionResult(
      status: .halt(.invalidJump), output: [], gasLeft: 0, createdAddress: nil)
    tracer.finish(
      result, gasUsed: 255, stateRoot: .zero, fork: .bttc, nanoseconds: 1_000_000)
    #expect(
      text == """
        {"stateRoot":"0x\(String(repeating: "0", count: 64))","output":"","gasUsed":"0xff",\
        "pass":false,"error":"invalid jump destination","time":1000000,"fork":"bttc"}

        """)
  }
}
