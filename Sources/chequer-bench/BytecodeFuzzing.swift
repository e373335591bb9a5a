import EVMBytecode
import EVMPrimitives
import Glibc

/// Random and mutated codes of up to 64 KiB through everything that reads code, with a fixed seed: the
/// long run of what the tests do briefly. Stops at the first code that does not come back.
func fuzzBytecode(_ count: Int) {
  var random = FuzzRandom(state: 4, real: realCodes() ?? [])
  var slowest = SlowestAnalyses()
  var largest = 0
  var last = try? Bytecode([UInt8]())
  for index in 0..<count {
    guard let code = try? Bytecode(random.code()) else { continue }
    largest = max(largest, code.count)
    let inspection = slowest.measured("inspection") { CodeInspection(code) }
    let listings = [
      Listing(code), Listing(code, style: Listing.Style(showsOffsets: false, namesLabels: true)),
      Listing(code, sections: inspection.sections),
      Listing(Listing(code, sections: inspection.sections), marking: .bttc),
    ]
    for listing in listings {
      guard let back = try? Assembly(parsingUTF8: listing.utf8).bytecode(), back == code else {
        print("Code \(index) does not come back: \(code.hex)")
        exit(1)
      }
    }
    // The text itself, with some bytes changed, is read or refused.
    var text = listings[0].utf8.prefix(2000)
    for _ in 0..<3 where !text.isEmpty {
      text[Int(random.next(below: UInt64(text.count)))] = UInt8(random.next(below: 128))
    }
    _ = try? Assembly(parsingUTF8: Array(text)).bytecode()
    let deployed = inspection.deployedCode(of: code)
    _ = slowest.measured("control flow") { ControlFlowGraph(code) }
    let exploration = slowest.measured("exploration") {
      CodeExploration(deployed, notesEffects: true)
    }
    _ = slowest.measured("interface") { InferredInterface(exploration) }
    _ = slowest.measured("storage") { StorageLayout(exploration) }
    _ = slowest.measured("behaviour") {
      ContractBehaviour(exploration, names: StorageNames())
    }
    if index % 4 == 0 { _ = slowest.measured("decompilation") { Decompilation(deployed) } }
    if let last { _ = slowest.measured("comparison") { CodeComparison(last, code) } }
    last = code
  }
  print("\(count) codes of up to \(largest) bytes came back; the slowest of each analysis:")
  print(slowest.text)
}

/// The longest that each analysis took.
private struct SlowestAnalyses {
  private var times: [(name: String, nanoseconds: Int)] = []

  mutating func measured<Result>(_ name: String, _ body: () -> Result) -> Result {
    let start = threadNanoseconds()
    let result = body()
    let time = threadNanoseconds() - start
    if let index = times.firstIndex(where: { $0.name == name }) {
      times[index].nanoseconds = max(times[index].nanoseconds, time)
    } else {
      times.append((name, time))
    }
    return result
  }

  var text: String {
    times.map { "  \($0.name) \($0.nanoseconds / 1000) us" }.joined(separator: "\n")
  }
}

private struct FuzzRandom {
  var state: UInt64
  /// Codes that are changed in some places.
  let real: [Bytecode]

  mutating func next(below limit: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % limit
  }

  /// Bytes of any kind, instructions, jump mazes, floods of one byte, or constructors.
  mutating func code() -> [UInt8] {
    let largest: UInt64 = next(below: 40) == 0 ? 65_536 : next(below: 6) == 0 ? 4_096 : 300
    let count = Int(next(below: largest + 1))
    let common: [UInt8] = [
      0x5b, 0x56, 0x57, 0x60, 0x61, 0x39, 0xf3, 0x52, 0x51, 0x38, 0x03, 0x80, 0x90, 0x34, 0x5f,
      0xa1,
    ]
    if !real.isEmpty, next(below: 4) == 0 {
      var bytes = real[Int(next(below: UInt64(real.count)))].bytes
      for _ in 0...next(below: 12) where !bytes.isEmpty {
        let place = Int(next(below: UInt64(bytes.count)))
        switch next(below: 3) {
        case 0: bytes[place] = UInt8(next(below: 256))
        case 1: bytes[place] = common[Int(next(below: 16))]
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int(next(below: 40))))
        }
      }
      return bytes
    }
    let flood = UInt8(next(below: 256))
    switch next(below: 5) {
    case 0: return (0..<count).map { _ in UInt8(next(below: 256)) }
    case 1: return (0..<count).map { _ in common[Int(next(below: 16))] }
    case 2: return (0..<count).map { _ in next(below: 8) == 0 ? UInt8(next(below: 256)) : flood }
    case 3:
      // JUMPDEST GAS PUSH2 somewhere JUMPI: both ways at every step.
      var bytes: [UInt8] = []
      while bytes.count < count {
        let target = next(below: UInt64(count / 6 + 1)) * 6
        bytes += [0x5b, 0x5a, 0x61, UInt8(target >> 8 & 0xff), UInt8(target & 0xff), 0x57]
      }
      return bytes
    default:
      let body = UInt8(next(below: 200))
      return [0x60, body, 0x60, 0x0c, 0x60, 0x00, 0x39, 0x60, body, 0x60, 0x00, 0xf3]
        + (0..<count).map { _ in UInt8(next(below: 256)) }
    }
  }
}
