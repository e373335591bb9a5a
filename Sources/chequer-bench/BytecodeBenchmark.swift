import EVMBytecode
import EVMPrimitives
import Foundation

/// Reading code, beside evmole where python3 has it.
func benchmarkBytecode() {
  let report = Report("Bytecode, 24,576 bytes as solc writes them")
  // Many codes in turn, so that no branch is learnt by heart.
  let codes = realCodes() ?? (0..<16).compactMap { try? Bytecode(soliditylike(seed: UInt64($0))) }
  guard codes.count == 16 else { return report.note("The sample codes could not be made.") }
  let size = Double(codes.reduce(0) { $0 + $1.count }) / 16
  let texts = codes.map { Listing($0).utf8 }
  var next = 0
  func each(_ body: @escaping (Bytecode) -> Void) -> (Int) -> Void {
    { count in
      for _ in 0..<count {
        body(codes[next & 15])
        next += 1
      }
    }
  }
  let first = codes[0]
  let firstSize = Double(first.count)
  // The same code again and again, as the goals were measured: the processor learns its branches.
  let again = Measure.nanoseconds { count in
    for _ in 0..<count { consume(first.jumpDestinations) }
  }
  report.row("jump destinations, one code again", again, goal: firstSize / 2)
  report.note("  \(fixed(firstSize / again, 2)) GB/s of code")
  let destinations = Measure.nanoseconds(each { consume($0.jumpDestinations) })
  report.row("jump destinations, 16 codes in turn", destinations)
  report.note("  \(fixed(size / destinations, 2)) GB/s of code")
  let text = Measure.nanoseconds { count in
    for _ in 0..<count { consume(Listing(first).utf8) }
  }
  if let evmole = evmoleNanoseconds(first) {
    report.row("text, one code again", text, "evmole, disassemble=True", evmole, goal: 0.04)
  } else {
    report.row("text, one code again", text)
    report.note("  python3 has no evmole to stand beside")
  }
  report.note("  \(fixed(firstSize / text, 2)) GB/s of code")
  let listing = Measure.nanoseconds(each { consume(Listing($0).utf8) })
  report.row("text, 16 codes in turn", listing)
  report.note("  \(fixed(size / listing, 2)) GB/s of code, \(texts[0].count) bytes of text")
  report.row(
    "instructions, one by one",
    Measure.nanoseconds(
      each { code in
        var count = 0
        for instruction in code.instructions { count &+= instruction.offset }
        consume(count)
      }))
  report.row(
    "assembly of that text",
    Measure.nanoseconds { count in
      for index in 0..<count {
        consume(try? Assembly(parsingUTF8: texts[index & 15]).bytecode())
      }
    })
  report.row("sections", Measure.nanoseconds(each { consume(CodeSections($0)) }))
  report.row(
    "selectors alone", Measure.nanoseconds(each { consume(InferredInterface.selectors(in: $0)) }),
    goal: 50_000)
  report.row("interface", Measure.nanoseconds(each { consume(InferredInterface($0)) }))
  report.row(
    "storage layout", Measure.nanoseconds(each { consume(StorageLayout($0)) }), goal: 30_000_000)
  report.row(
    "behaviour, with conditions", Measure.nanoseconds(each { consume(ContractBehaviour($0)) }))
  report.row("control flow", Measure.nanoseconds(each { consume(ControlFlowGraph($0)) }))
  report.row(
    "proxy, by following the code",
    Measure.nanoseconds(each { consume(ProxyRecognition(following: $0)) }))
  report.row("whole inspection", Measure.nanoseconds(each { consume(CodeInspection($0)) }))
}

/// The first sixteen codes of a file of hex lines that CHEQUER_BENCH_CODES names, to measure on code of
/// one's own.
func realCodes() -> [Bytecode]? {
  guard let path = ProcessInfo.processInfo.environment["CHEQUER_BENCH_CODES"],
    let text = try? String(contentsOfFile: path, encoding: .utf8)
  else { return nil }
  return text.split(separator: "\n").prefix(16).compactMap { try? Bytecode(parsing: $0) }
}

/// Code made of the phrases that solc writes, with operands of their own.
private func soliditylike(seed: UInt64) -> [UInt8] {
  var state = seed
  func random(_ limit: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % limit
  }
  // -1 is an operand.
  let phrases: [[Int]] = [
    [0x34, 0x80, 0x15, 0x61, -1, -1, 0x57, 0x60, 0x00, 0x80, 0xfd, 0x5b, 0x50],
    [0x80, 0x63, -1, -1, -1, -1, 0x14, 0x61, -1, -1, 0x57],
    [0x60, 0x40, 0x51, 0x80, 0x91, 0x03, 0x90, 0xf3],
    [
      0x61, -1, -1, 0x60, 0x04, 0x80, 0x36, 0x03, 0x81, 0x01, 0x90, 0x61, -1, -1, 0x91, 0x90, 0x61,
      -1, -1, 0x56, 0x5b,
    ],
    [
      0x60, 0x00, 0x80, 0x82, 0x84, 0x03, 0x12, 0x15, 0x61, -1, -1, 0x57, 0x60, 0x00, 0x80, 0xfd,
      0x5b,
    ],
    [0x73] + [Int](repeating: -1, count: 20) + [0x16],
    [0x60, 0x01, 0x60, 0x01, 0x60, 0xa0, 0x1b, 0x03, 0x16],
    [0x60, 0x00, 0x90, 0x81, 0x52, 0x60, 0x20, -1, 0x20, 0x54],
    [0x81, 0x60, 0x00, 0x01, 0x51, 0x90, 0x50], [0x91, 0x50, 0x50, 0x56, 0x5b],
    [
      0x50, 0x90, 0x56, 0x5b, 0x60, 0x00, 0x81, 0x35, 0x90, 0x50, 0x92, 0x91, 0x50, 0x50, 0x56,
      0x5b,
    ],
    [0x60, 0x40, 0x51, 0x7f] + [Int](repeating: -1, count: 32) + [0x81, 0x52, 0x60, 0x04, 0x01],
    [0x33, 0x60, 0x00, 0x90, 0x81, 0x52, 0x60, 0x01, 0x60, 0x20, 0x52, 0x60, 0x40, 0x90, 0x20],
  ]
  var bytes: [UInt8] = [0x60, 0x80, 0x60, 0x40, 0x52]
  while bytes.count < 24_576 {
    for byte in phrases[Int(random(UInt64(phrases.count)))] {
      bytes.append(byte < 0 ? UInt8(random(256)) : UInt8(byte))
    }
  }
  return Array(bytes.prefix(24_576))
}

/// What evmole takes for the same code, by its own clock; nil when python3 has none.
private func evmoleNanoseconds(_ code: Bytecode) -> Double? {
  let script = """
    import sys, time, evmole
    code = bytes.fromhex(sys.stdin.read().strip()[2:])
    best = min(
        (lambda start: (evmole.contract_info(code, disassemble=True), time.thread_time_ns() - start)[1])(
            time.thread_time_ns()) for _ in range(61))
    print(best)
    """
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", "-c", script]
  let input = Pipe()
  let output = Pipe()
  process.standardInput = input
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return nil }
  input.fileHandleForWriting.write(Data(code.hex.utf8))
  try? input.fileHandleForWriting.close()
  let answer = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Double(String(decoding: answer, as: UTF8.self).split(separator: "\n").first ?? "")
}
