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
