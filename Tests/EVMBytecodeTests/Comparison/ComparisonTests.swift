import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `A comparison of two codes` {
  static func compare(_ a: ComparedContract, _ b: ComparedContract) throws -> CodeComparison {
    CodeComparison(try a.code(), try b.code())
  }

  static func verdicts(_ comparison: CodeComparison) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: comparison.parts.map { ($0.part.description, $0.verdict.name) })
  }

  static let functions = ["0x00000001", "0x00000002", "0x00000003"]

  @Test func `code that was moved is the same`() throws {
    let plain = ComparedContract()
    for order in [[4, 3, 2, 1, 0], [2, 0, 3, 4, 1], [3, 1, 4, 0, 2]] {
      let moved = ComparedContract(order: order.map { ComparedContract.Body.allCases[$0] })
      let comparison = try Self.compare(plain, moved)
      #expect(comparison.isSame)
      #expect(comparison.similarity.description == "100 %")
      #expect(comparison.a.inspection.codeHash != comparison.b.inspection.codeHash)
      #expect(
        comparison.parts.map(\.part.description) == ["dispatcher"] + Self.functions)
    }
    #expect(try Self.compare(plain, ComparedContract(padding: 300)).isSame)
  }

  @Test func `other metadata are no difference`() throws {
    let plain = ComparedContract()
    for row in try VectorFile("metadata/trailers.jsonl").rows {
      let trailer = Array(try row.bytes("code").suffix(row.integer("length")))
      let comparison = try Self.compare(plain, ComparedContract(trailer: trailer))
      let name = try row.string("name")
      #expect(comparison.isSame, "\(name)")
      #expect(comparison.b.hashWithoutMetadata == comparison.a.inspection.codeHash, "\(name)")
    }
  }

  @Test func `another immutable is named, and only its function differs`() throws {
    let owner = try UInt256(
      bigEndianUpTo32: Address(parsing: "0x5cf1f8C1C89e6fd24863918571917b5109D6a170").bytes)
    let comparison = try Self.compare(ComparedContract(), ComparedContract(immutable: owner))
    #expect(!comparison.isSame)
    #expect(comparison.hasSameSkeleton)
    #expect(
      Self.verdicts(comparison) == [
        "dispatcher": "identical", "0x00000001": "constants", "0x00000002": "identical",
        "0x00000003": "identical",
      ])
    let constant = try #require(comparison.constants.first)
    #expect(comparison.constants.count == 1)
    #expect(constant.kind == .address && constant.mayBeImmutable)
    #expect(constant.bytesB == Hash256(owner).bytes)
    let code = try ComparedContract().code()
    #expect(code.bytes[constant.offsetA] == 0x7f)
  }

  @Test func `another number in a helper shows in each function that calls it`() throws {
    let comparison = try Self.compare(ComparedContract(), ComparedContract(slot: 300))
    #expect(!comparison.hasSameSkeleton)
    #expect(
      Self.verdicts(comparison) == [
        "dispatcher": "identical", "0x00000001": "constants", "0x00000002": "constants",
        "0x00000003": "identical",
      ])
    // One place in the code, although two functions come by.
    #expect(comparison.constants.map(\.bytesA) == [[1]])
    #expect(comparison.constants.map(\.bytesB) == [[0x01, 0x2c]])
  }

  @Test func `another instruction is shown as two lines`() throws {
    let comparison = try Self.compare(ComparedContract(), ComparedContract(operation: .sub))
    #expect(Self.verdicts(comparison)["0x00000003"] == "changed")
    let part = try #require(comparison.parts.last)
    guard case .changed(let differences) = part.verdict else { return }
    let changes = differences.flatMap(\.lines).filter { $0.side != .both }
    #expect(changes.map(\.side) == [.a, .b])
    #expect(changes.map(\.text) == ["ADD", "SUB"])
    // JUMPDEST CALLER ORIGIN (ADD) PUSH1 SSTORE STOP: six of seven, on each side.
    #expect(part.similarity.common == 12 && part.similarity.total == 14)
    #expect(part.similarity.description == "85.7 %")
  }

  @Test func `a function that one code lacks is only in the other`() throws {
    let comparison = try Self.compare(
      ComparedContract(), ComparedContract(selectors: [1, 2, 0xffff_ffff]))
    #expect(Self.verdicts(comparison)["0x00000003"] == "onlyInA")
    #expect(Self.verdicts(comparison)["0xffffffff"] == "onlyInB")
    #expect(Self.verdicts(comparison)["0x00000001"] == "identical")
    #expect(!comparison.similarity.isWhole)
  }

  @Test func `the event of another topic is only in one`() throws {
    let comparison = try Self.compare(ComparedContract(), ComparedContract(topic: .max &- 99))
    #expect(Set(comparison.a.events).isDisjoint(with: comparison.b.events))
    #expect(!comparison.hasSameSkeleton)
  }

  @Test func `clones of two targets differ in the target alone`() throws {
    let clone =
      "0x363d3d373d3d3d363d73\(String(repeating: "11", count: 20))5af43d82803e903d91602b57fd5bf3"
    let other = clone.replacing("11", with: "22")
    let comparison = CodeComparison(try Bytecode(parsing: clone), try Bytecode(parsing: other))
    #expect(!comparison.isSame)
    #expect(comparison.parts.map(\.part) == [.fallback])
    #expect(comparison.constants.map(\.kind) == [.address])
    #expect(
      comparison.b.inspection.proxy?.target.address
        == (try Address(parsing: "0x" + String(repeating: "22", count: 20))))
  }

  @Test func `what stands behind a proxy is a difference`() throws {
    let clone =
      "0x363d3d373d3d3d363d73\(String(repeating: "11", count: 20))5af43d82803e903d91602b57fd5bf3"
    let comparison = CodeComparison(
      try Bytecode(parsing: clone + "aa"), try Bytecode(parsing: clone + "bb"))
    #expect(!comparison.isSame)
    #expect(comparison.parts.map(\.verdict) == [.identical])
  }

  @Test func `bytes that code reads of itself are a difference`() throws {
    // CODECOPY of as many bytes as the code has, and of one byte; SSTORE of the word.
    for (head, hasOneSkeleton) in [
      ("38600a5f395f515f5500", false), ("6001600b5f395f515f5500", true),
    ] {
      let comparison = CodeComparison(
        try Bytecode(parsing: head + "aa"), try Bytecode(parsing: head + "bb"))
      #expect(!comparison.isSame, "\(head)")
      #expect(comparison.hasSameSkeleton == hasOneSkeleton, "\(head)")
    }
  }

  @Test func `empty code is the same as empty code and has nothing in common with other code`()
    throws
  {
    let empty = try Bytecode([])
    #expect(CodeComparison(empty, empty).isSame)
    let comparison = CodeComparison(empty, try ComparedContract().code())
    #expect(!comparison.isSame)
    #expect(comparison.similarity.common == 0)
  }
}
