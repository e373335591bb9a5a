import EVMBytecode
import EVMPrimitives
import Glibc

/// Random and mutated codes of up to 64 KiB through everything that reads code, with a fixed seed: the
/// long run of what the tests do briefly. Stops at the first code that does not come back.
func fuzzBytecode(_ count: Int) {
  var random = FuzzRandom(state: 4)
  var slowest = 0
  var largest = 0
  for index in 0..<count {
    guard let code = try? Bytecode(random.code()) else { continue }
    largest = max(largest, code.count)
    let start = threadNanoseconds()
    let inspection = CodeInspection(code)
    slowest = max(slowest, threadNanoseconds() - start)
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
  }
  print(
    "\(count) codes of up to \(largest) bytes came back; the slowest inspection took \(slowest / 1000) us."
  )
}

private struct FuzzRandom {
  var state: UInt64

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
