import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Laws of comparisons` {
  static let files = ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"]

  /// That the answer does not depend on which code was named first.
  static func expectSymmetry(_ a: Bytecode, _ b: Bytecode, _ title: String) {
    let (there, back) = (CodeComparison(a, b), CodeComparison(b, a))
    #expect(there.similarity == back.similarity, "\(title)")
    #expect(there.isSame == back.isSame && there.isComplete == back.isComplete, "\(title)")
    #expect(there.parts.map(\.part) == back.parts.map(\.part), "\(title)")
    #expect(there.parts.map(\.similarity) == back.parts.map(\.similarity), "\(title)")
    let exchanged = ["onlyInA": "onlyInB", "onlyInB": "onlyInA"]
    #expect(
      there.parts.map(\.verdict.name)
        == back.parts.map { exchanged[$0.verdict.name] ?? $0.verdict.name }, "\(title)")
    #expect(
      there.constants.map { [$0.bytesA, $0.bytesB] }.sorted { "\($0)" < "\($1)" }
        == back.constants.map { [$0.bytesB, $0.bytesA] }.sorted { "\($0)" < "\($1)" }, "\(title)")
  }

  @Test func `a compiled contract is identical to itself, function by function`() throws {
    for row in try VectorFile("contracts/contracts-2.jsonl").rows.enumerated()
    where row.offset % 3 == 0 {
      let row = row.element
      let code = try Bytecode(row.bytes("runtime"))
      let comparison = CodeComparison(code, code)
      let title = "\(try row.string("name")) by vyper \(try row.string("compiler"))"
      #expect(comparison.isSame && comparison.similarity.isWhole, "\(title)")
      #expect(comparison.parts.allSatisfy { $0.verdict == .identical }, "\(title)")
      #expect(comparison.parts.allSatisfy { $0.similarity.isWhole }, "\(title)")
    }
  }

  /// The compiler says which functions there are; none may be missing in one of two versions.
  @Test func `one source by two compilers has its functions in both`() throws {
    let rows = try Self.files.flatMap { try VectorFile($0).rows }
    let names = Dictionary(grouping: rows) { (try? $0.string("name")) ?? "" }
    var pairs = 0
    for (name, rows) in names {
      // Neighbours only, and of two generations: each pair costs a tenth of a second.
      for (old, new) in zip(rows, rows.dropFirst()).prefix(2) {
        func selectors(_ row: VectorRow) throws -> Set<String> {
          Set(
            try row.json.require("functions").requireElements().map {
              try $0.require("selector").requireString()
            })
        }
        let (a, b) = (try selectors(old), try selectors(new))
        let comparison = CodeComparison(
          try Bytecode(old.bytes("runtime")), try Bytecode(new.bytes("runtime")))
        let found = comparison.parts.filter { part in
          if case .function = part.part {
            part.offsetA != nil && part.offsetB != nil
          } else {
            false
          }
        }
        #expect(Set(found.map(\.part.description)) == a.intersection(b), "\(name)")
        for part in comparison.parts {
          #expect(part.similarity.isWhole == (part.verdict == .identical), "\(name)")
        }
        pairs += 1
      }
    }
    #expect(pairs > 20)
  }

  /// The blocks are those that ran in another EVM, so the changed instruction can run.
  @Test func `another instruction that can run has another skeleton`() throws {
    var generator = SeededGenerator(seed: 2025)
    var count = 0
    for row in try VectorFile("contracts/contracts-2.jsonl").rows.prefix(15) {
      let bytes = try row.bytes("runtime")
      let code = try Bytecode(bytes)
      let skeleton = CodeSkeleton(code)
      let starts = try row.string("executed").split(separator: ",").compactMap { Int($0) }
      for _ in 0..<2 {
        guard let start = starts.randomElement(using: &generator) else { continue }
        var offsets: [Int] = []
        for instruction in code.instructions(in: start..<bytes.count) {
          if instruction.offset > start, instruction.opcode == .jumpDest { break }
          offsets.append(instruction.offset)
          if instruction.opcode?.endsBlock ?? true { break }
        }
        guard let offset = offsets.randomElement(using: &generator) else { continue }
        var changed = bytes
        changed[offset] ^= 1
        let other = CodeSkeleton(try Bytecode(changed))
        let title = "\(try row.string("name")) by vyper \(try row.string("compiler"))"
        #expect(other.hash != skeleton.hash, "\(title) at \(offset)")
        count += 1
      }
    }
    #expect(count > 20)
  }

  /// Its table was once cleared as if it were the data of a PUSH32, and the functions were lost.
  @Test func `a jump table that holds the byte 7f is read as it stands`() throws {
    let row = try #require(
      try VectorFile("contracts/contracts-1.jsonl").rows.first {
        try $0.string("name") == "many" && $0.string("compiler") == "0.3.10"
          && $0.string("options").isEmpty
      })
    #expect(try row.string("executed").split(separator: ",").contains("279"))
    var bytes = try row.bytes("runtime")
    let code = try Bytecode(bytes)
    #expect(code.instruction(at: 281)?.opcode == .mstore)
    bytes[281] = Opcode.mstore8.rawValue
    #expect(!CodeComparison(code, try Bytecode(bytes)).hasSameSkeleton)
  }

  @Test func `immutables, metadata and places are not in the skeleton, all else is`() throws {
    var generator = SeededGenerator(seed: 1559)
    let skeleton = CodeSkeleton(try ComparedContract().code())
    for _ in 0..<40 {
      let word = UInt256(Keccak256.hash(generator.bytes(count: 8)))
      let shift = UInt64.random(in: 0...200, using: &generator)
      let changed = ComparedContract(
        order: ComparedContract.Body.allCases.shuffled(using: &generator),
        padding: Int.random(in: 0...90, using: &generator),
        immutable: word.shiftedRight(by: shift))
      #expect(CodeSkeleton(try changed.code()).hash == skeleton.hash)
    }
    for other in [
      ComparedContract(selectors: [1, 2, 4]), ComparedContract(stored: 8),
      ComparedContract(slot: 2), ComparedContract(operation: .sub),
      ComparedContract(topic: .max &- 77),
    ] {
      #expect(CodeSkeleton(try other.code()).hash != skeleton.hash)
    }
  }

  @Test func `changed and random code is compared within bounds, the same both ways`() throws {
    var generator = SeededGenerator(seed: 6551)
    let seeds = try VectorFile("contracts/assembled.jsonl").rows.map { try $0.bytes("code") }
    for (seed, other) in zip(seeds, seeds.dropFirst()) where seed.count < 2_000 {
      let code = try Bytecode(seed)
      Self.expectSymmetry(code, try Bytecode(generator.mutated(seed)), "mutated")
      Self.expectSymmetry(code, try Bytecode(other), "another")
    }
    for _ in 0..<60 {
      let codes = try (0..<2).map { _ in
        try Bytecode(
          generator.bytes(count: Int.random(in: 0...400, using: &generator)).map {
            $0 % 3 == 0 ? [0x5b, 0x56, 0x57, 0x60, 0x7f, 0x39][Int($0 / 3) % 6] : $0
          })
      }
      Self.expectSymmetry(codes[0], codes[1], "random")
      #expect(CodeComparison(codes[0], codes[0]).isSame)
    }
  }

  /// 2,000 functions that share a body of 64 KiB: without a bound 2,000 times the whole code.
  @Test func `shared code of many functions stays within bounds and says so`() throws {
    func code(_ fill: UInt8) throws -> Bytecode {
      let count = 2_000
      var bytes: [UInt8] = [0x5f, 0x35, 0x60, 0xe0, 0x1c]
      let body = bytes.count + count * 11 + 1
      let place = [UInt8(truncatingIfNeeded: body >> 8), UInt8(truncatingIfNeeded: body)]
      for number in 0..<count {
        bytes += [0x80, 0x63, 0, 1, UInt8(truncatingIfNeeded: number >> 8)]
        bytes += [UInt8(truncatingIfNeeded: number), 0x14, 0x61] + place + [0x57]
      }
      bytes.append(0)
      while bytes.count < 65_000 { bytes += [0x5b, 0x60, fill, 0x50] }
      return try Bytecode(bytes)
    }
    let comparison = CodeComparison(try code(1), try code(2))
    #expect(!comparison.isComplete && !comparison.isSame)
  }
}
