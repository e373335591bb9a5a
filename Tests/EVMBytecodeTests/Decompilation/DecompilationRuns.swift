import EVMBytecode
import EVMPrimitives
import ExactJSON
import Glibc
import Testing
import VectorFiles

/// A call that was run, with all that it asked of its surroundings.
private struct RecordedRun {
  let json: JSONValue

  func word(_ value: JSONValue) throws -> UInt256 {
    try UInt256(decimalOrHex: value.requireString())
  }

  func words(_ field: String) throws -> [UInt256: UInt256] {
    guard let members = json[field]?.members else { return [:] }
    var result: [UInt256: UInt256] = [:]
    for member in members {
      result[try UInt256(decimalOrHex: member.key)] = try word(member.value)
    }
    return result
  }

  func bytes(_ value: JSONValue?) throws -> [UInt8] {
    guard let value else { return [] }
    return try Hex.decode(value.requireString())
  }

  var why: String { json["why"]?.string ?? "" }

  enum Result {
    case agrees
    /// The statements say themselves that they do not know, or hold what is not carried out.
    case unknown(String)
    case differs(String)
  }

  func compared(_ decompilation: Decompilation, code: [UInt8]) throws -> Result {
    var isUnknown: String?
    if let difference = try difference(decompilation, code: code, &isUnknown) {
      return .differs(difference)
    }
    return isUnknown.map { .unknown($0) } ?? .agrees
  }

  /// Carries out the statements of the function that the call reaches, and says what differs.
  private func difference(
    _ decompilation: Decompilation, code: [UInt8], _ isUnknown: inout String?
  ) throws -> String? {
    let calldata = try bytes(json["data"])
    guard let tree = decompilation.tree(for: calldata) else {
      return json["outcome"]?.string == "success" ? "reaches no function" : nil
    }
    let answers = try (json["answers"]?.elements.map(Array.init) ?? []).map { answer in
      let created = try bytes(answer["address"])
      return TreeRunner.Answer(
        success: answer["success"]?.bool ?? false, output: try bytes(answer["output"]),
        created: created.isEmpty ? nil : try UInt256(bigEndianUpTo32: created))
    }
    var sizes: [UInt256: Int] = [:]
    for member in json["sizes"]?.members.map(Array.init) ?? [] {
      let address = try UInt256(bigEndianUpTo32: Hex.decode("0x" + member.key))
      sizes[address] = Int(exactly: try word(member.value)) ?? 0
    }
    var runner = TreeRunner(
      tree, code: code, calldata: calldata, value: try word(json.require("value")),
      balance: try word(json.require("balance")), storage: try words("before"), sizes: sizes,
      answers: answers)
    let outcome = runner.run()
    if case .unknown(let why) = outcome {
      isUnknown = why
      return nil
    }
    if let slot = runner.strangeSlot { return "asks for slot \(slot.quantity)" }
    let output = try bytes(json["output"])
    switch (json["outcome"]?.string, outcome) {
    case ("success", .success(output)): break
    case ("revert", .revert(output)): return nil
    case ("fault", .fault): return nil
    case let (stated, found): return "ends with \(found), not \(stated ?? "") \(Hex.encode(output))"
    }
    var expected = try words("before")
    for (slot, value) in try words("after") { expected[slot] = value }
    if runner.storage != expected { return "leaves other storage" }
    let logs = try (json["logs"]?.elements.map(Array.init) ?? []).map { log in
      TreeRunner.Log(
        topics: try (log["topics"]?.elements.map(Array.init) ?? []).map(word),
        data: try bytes(log["data"]))
    }
    return runner.logs == logs ? nil : "logs something else"
  }
}

extension Decompilation {
  /// The statements that run for calldata.
  fileprivate func tree(for calldata: [UInt8]) -> DecompiledTree? {
    func tree(_ entry: DecompiledFunction.Entry) -> DecompiledTree? {
      trees.first { $0.entry == entry }
    }
    if calldata.count >= 4, let selector = try? Selector(calldata.prefix(4)),
      let own = tree(.function(selector))
    {
      return own
    }
    return (calldata.isEmpty ? tree(.receive) : nil) ?? tree(.fallback)
  }
}

/// How a file's runs compare.
private struct Comparison {
  var agreeing = 0
  var unknown = 0
  var reasons: [String: Int] = [:]
  var differences: [String] = []

  mutating func add(
    _ row: JSONValue, _ decompilation: Decompilation, code: [UInt8], _ title: String
  ) throws {
    for run in try row.require("runs").requireElements() {
      let run = RecordedRun(json: run)
      guard run.why != "OutOfGas" else { continue }
      switch try run.compared(decompilation, code: code) {
      case .agrees: agreeing += 1
      case .unknown(let why):
        unknown += 1
        reasons[why, default: 0] += 1
      case .differs(let difference):
        let data = run.json["data"]?.string?.prefix(10) ?? ""
        differences.append("\(title), \(data): \(difference)")
      }
    }
  }
}

/// Statements carried out beside runs of the code in another EVM.
@Suite struct `Decompiled statements` {
  @Test func `do what the code of compiled contracts does`() throws {
    var codes: [String: [UInt8]] = [:]
    for file in ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"] {
      for row in try VectorFile(file).rows {
        let tail = row.has("immutablesTail") ? try row.bytes("immutablesTail") : []
        codes[try row.title] = try row.bytes("runtime") + tail
      }
    }
    var comparison = Comparison()
    for row in try VectorFile("decompilation/compiled-runs.jsonl").rows {
      let title = try row.title
      let code = try #require(codes[title])
      try comparison.add(row.json, Decompilation(Bytecode(code)), code: code, title)
    }
    #expect(comparison.differences == [])
    #expect(comparison.agreeing > 2000)
    #expect(comparison.unknown < 40)
  }

  @Test func `do what assembled code does`() throws {
    var codes: [String: [UInt8]] = [:]
    for row in try VectorFile("contracts/assembled.jsonl").rows {
      codes[try row.string("name")] = try row.bytes("code")
    }
    var comparison = Comparison()
    for row in try VectorFile("decompilation/assembled-runs.jsonl").rows {
      let title = try row.string("name")
      let code = try #require(codes[title])
      try comparison.add(row.json, Decompilation(Bytecode(code)), code: code, title)
    }
    #expect(comparison.differences == [])
    #expect(comparison.agreeing > 300)
    #expect(comparison.unknown < 20)
  }

  /// Runs of other contracts, by hand: the variable names a file of rows with `code` and `runs`.
  @Test(.enabled(if: getenv("CHEQUER_DECOMPILATION_RUNS") != nil))
  func `do what the code of a file of one's own does`() throws {
    let path = String(cString: try #require(getenv("CHEQUER_DECOMPILATION_RUNS")))
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var comparison = Comparison()
    var line: UnsafeMutablePointer<CChar>?
    var size = 0
    while getline(&line, &size, file) > 0, let text = line {
      let row = try JSONDocument(parsing: Array(String(cString: text).utf8)).root
      let code = try Hex.decode(row.require("code").requireString())
      try comparison.add(
        row, Decompilation(Bytecode(code)), code: code,
        try row.require("name").requireString())
    }
    free(line)
    print(
      "\(comparison.agreeing) agree, \(comparison.differences.count) differ,",
      "\(comparison.unknown) are not known: \(comparison.reasons)")
    for difference in comparison.differences.prefix(400) { print(difference) }
  }
}

extension VectorRow {
  fileprivate var title: String {
    get throws {
      "\(try string("name")) by vyper \(try string("compiler")) \(try string("options"))"
    }
  }
}
