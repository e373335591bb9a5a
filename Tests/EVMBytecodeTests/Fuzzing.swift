import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

/// Every code and every text has an answer. Fixed seeds; a longer run is a larger `count`.
@Suite struct `Bytecode of any kind` {
  /// Reads everything that an inspection has to say.
  static func look(_ bytes: [UInt8]) throws -> CodeInspection {
    let code = try Bytecode(bytes)
    let inspection = CodeInspection(code)
    #expect(!inspection.summary.isEmpty)
    if let proxy = inspection.proxy {
      #expect(!proxy.pseudocode.isEmpty)
      #expect(proxy.claims.allSatisfy { !$0.statement.isEmpty })
      #expect(proxy.codeByteCount <= proxy.byteCount)
    }
    if case .creation(let creation, _) = inspection.form {
      #expect(creation.deployedCode(of: code).count == creation.statedByteCount)
    }
    return inspection
  }

  @Test func `random bytes have an answer`() throws {
    var generator = SeededGenerator(seed: 1167)
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...200, using: &generator)
      _ = try Self.look(generator.bytes(count: count))
    }
  }

  /// 30 conditions that calldata decides, both sides of which go on: a milliard of paths.
  @Test func `a proxy behind too many paths is told, and that not all were followed`() throws {
    var code: [UInt8] = []
    for index in 0..<30 {
      // CALLDATALOAD(32 * index + 4), JUMPI to the JUMPDEST behind.
      let next = UInt16(code.count + 9)
      code += [0x61, UInt8(index >> 3), UInt8(index << 5 & 0xff | 4), 0x35]
      code += [0x61, UInt8(next >> 8), UInt8(next & 0xff), 0x57, 0x34, 0x5b]
    }
    // CALLDATACOPY(0, 0, size), DELEGATECALL to slot 7, and hand on.
    code += try Hex.decode(
      "366000600037600080366000600754 5af4 503d600060003e3d6000f3".filter { $0 != " " })
    let proxy = try #require(ProxyRecognition(Bytecode(code)))
    #expect(proxy.target.slot.map { UInt256($0.key) } == 7)
    #expect(proxy.flow?.isComplete == false)
    #expect(proxy.claims.contains { $0.statement.contains("not all paths") })
  }

  /// Functions without end, each with a condition and a write, in front of a fallback that hands on.
  @Test func `a proxy with thousands of functions has an answer`() throws {
    var code: [UInt8] = [0x5f, 0x35, 0x60, 0xe0, 0x1c]
    let count = 2_000
    let functions = 5 + count * 11 + 24
    for index in 0..<count {
      // DUP1 PUSH4 EQ PUSH2 JUMPI
      code += [0x80, 0x63, 0x80, 0, UInt8(index >> 8), UInt8(index & 0xff), 0x14]
      code += [0x61, UInt8(functions >> 8), UInt8(functions & 0xff), 0x57]
    }
    code += try Hex.decode("365f5f375f5f365f6007545af4503d5f5f3e3d5ff3000000")
    #expect(code.count <= functions)
    code += [UInt8](repeating: 0, count: functions - code.count)
    // JUMPDEST; CALLER; CALLDATALOAD; SSTORE(7); again.
    code += [0x5b, 0x33, 0x35, 0x60, 7, 0x55, 0x34, 0x61, UInt8(functions >> 8)]
    code += [UInt8(functions & 0xff), 0x57, 0x00]
    let inspection = try Self.look(code)
    #expect(inspection.proxy?.flow?.functions.count ?? 0 > 100)
    #expect(inspection.proxy?.target.slot.map { UInt256($0.key) } == 7)
  }

  @Test func `proxies with changed, lost and added bytes have an answer`() throws {
    var generator = SeededGenerator(seed: 1967)
    let seeds = try VectorFile("contracts/assembled.jsonl").rows.filter {
      try $0.string("name").contains("proxy")
    }.map { try $0.bytes("code") }
    #expect(seeds.count > 50)
    for seed in seeds {
      for _ in 0..<20 {
        let inspection = try Self.look(generator.mutated(seed))
        #expect(inspection.proxy?.pseudocode.utf8.count ?? 0 < 20_000)
      }
    }
  }

  @Test func `templates with changed, lost and added bytes have an answer`() throws {
    var generator = SeededGenerator(seed: 7702)
    let seeds =
      try VectorFile("proxies/templates.jsonl").rows.map { try $0.bytes("code") }
      + VectorFile("proxies/creation.jsonl").rows.map { try $0.bytes("code") }
      + VectorFile("proxy-execution/reject-proxies.jsonl").rows.map { try $0.bytes("code") }
    for seed in seeds {
      for _ in 0..<20 {
        _ = try Self.look(generator.mutated(seed))
      }
    }
  }

  @Test func `a mebibyte of any byte has an answer`() throws {
    for byte: UInt8 in [0x00, 0x36, 0x3d, 0x5b, 0x60, 0x73, 0x7f, 0xef, 0xfe, 0xff] {
      let bytes = [UInt8](repeating: byte, count: Bytecode.maximumByteCount)
      #expect(try Self.look(bytes).proxy == nil)
    }
  }

  @Test func `a mebibyte behind a proxy is its arguments`() throws {
    let proxy: [UInt8] =
      [0x36, 0x3d, 0x3d, 0x37, 0x3d, 0x3d, 0x3d, 0x36, 0x3d, 0x60, 0xbe, 0x5a, 0xf4, 0x3d, 0x82]
      + [0x80, 0x3e, 0x90, 0x3d, 0x91, 0x60, 0x18, 0x57, 0xfd, 0x5b, 0xf3]
    let rest = Bytecode.maximumByteCount - proxy.count
    let inspection = try Self.look(proxy + [UInt8](repeating: 0x5b, count: rest))
    #expect(inspection.proxy?.trailing?.bytes.count == rest)
  }

  @Test func `random text is read or refused`() throws {
    var generator = SeededGenerator(seed: 3541)
    let alphabet = Array("0123456789abcdefABCDEFxX_$ \n\tg…".utf8)
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator)!
      }
      do {
        let code = try Bytecode(parsingUTF8: text)
        #expect(code.count * 2 <= text.count)
      } catch {
        #expect(error.description.hasSuffix("."))
      }
    }
  }
}

extension SeededGenerator {
  /// The bytes with one to four changes: a byte changed, lost, doubled, cut off or put behind.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      let place = Int.random(in: 0...bytes.count, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &self)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2: bytes.insert(.random(in: 0...255, using: &self), at: place)
      case 3: bytes.removeSubrange(place...)
      default: bytes += self.bytes(count: Int.random(in: 1...130, using: &self))
      }
    }
    return bytes
  }
}
