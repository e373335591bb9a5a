import EVMBytecode
import Testing
import VectorFiles

@Suite struct `Control flow` {
  static func graph(_ hex: String) throws -> ControlFlowGraph {
    ControlFlowGraph(try Bytecode(parsing: hex.filter { $0 != " " }))
  }

  static func edges(_ graph: ControlFlowGraph) -> [String] {
    graph.edges.map { "\($0.from) \($0.kind.rawValue) \($0.to)" }
  }

  @Test func `a function called twice returns to each caller and makes no loop`() throws {
    // PUSH1 7 PUSH1 f JUMP STOP STOP | 7: JUMPDEST PUSH1 d PUSH1 f JUMP | d: JUMPDEST STOP
    // f: JUMPDEST JUMP
    let graph = try Self.graph("6007600f56 0000 5b600d600f56 5b00 5b56")
    #expect(
      Self.edges(graph) == ["0 call 15", "7 call 15", "15 return 7", "15 return 13"])
    #expect(graph.functions.map(\.entry) == [15])
    #expect(graph.functions.first?.calls.map(\.returnsTo) == [7, 13])
    #expect(graph.loops.isEmpty)
    #expect(graph.isComplete)
  }

  @Test func `a table in the code is read for each index that the mask allows`() throws {
    // Copies two bytes from 18 + 2 * (calldata & 1) to memory and jumps there.
    let graph = try Self.graph(
      "5f35 600116 60011b 6018 01 6002 90 601e 39 5f51 56 5b00 5b00 0014 0016")
    #expect(Self.edges(graph) == ["0 table 20", "0 table 22"])
    #expect(graph.unreached.map { [$0.start, $0.end] } == [[24, 28]])
    #expect(graph.unreached.first?.kind == .data)
    #expect(graph.isComplete)
  }

  @Test func `a jump to a stored place is listed as unresolved`() throws {
    let graph = try Self.graph("5f54565b00")
    #expect(graph.unresolved.map(\.reason) == [.loaded(.sload, offset: 1)])
    #expect(graph.gap == .unresolvedJumps)
  }

  /// Contracts of these compilers keep return places where the stack does not show them.
  private static let incomplete: Set<String> = ["vault by vyper 0.2.16"]

  /// The blocks are those that ran in another EVM.
  @Test(
    arguments: ["contracts/contracts-1.jsonl", "contracts/contracts-2.jsonl"])
  func `every block of a compiled contract that ran is reached`(file: String) throws {
    for row in try VectorFile(file).rows {
      let graph = ControlFlowGraph(try Bytecode(row.bytes("runtime")))
      let title = "\(try row.string("name")) by vyper \(try row.string("compiler"))"
      #expect(graph.isComplete != Self.incomplete.contains(title), "\(title)")
      guard graph.isComplete, row.has("executed") else { continue }
      #expect(try Self.missed(row, graph).isEmpty, "\(title)")
    }
  }

  @Test func `assembled code that ran is reached unless the graph says what is missing`() throws {
    for row in try VectorFile("contracts/assembled.jsonl").rows where row.has("executed") {
      let graph = ControlFlowGraph(try Bytecode(row.bytes("code")))
      let missed = try Self.missed(row, graph)
      let name = try row.string("name")
      #expect(missed.isEmpty || !graph.isComplete, "\(name): \(missed)")
    }
  }

  /// The starts of blocks that ran and are not in the graph.
  private static func missed(_ row: VectorRow, _ graph: ControlFlowGraph) throws -> [Int] {
    let starts = Set(graph.blocks.map(\.start))
    return try row.string("executed").split(separator: ",").compactMap { Int($0) }
      .filter { !starts.contains($0) }
  }

  @Test func `a loop has its header, its latch and its dominators`() throws {
    // PUSH1 3 | 2: JUMPDEST PUSH1 1 SWAP1 SUB DUP1 PUSH1 2 JUMPI STOP
    let graph = try Self.graph("6003 5b 6001 90 03 80 6002 57 00")
    #expect(Self.edges(graph) == ["0 fallThrough 2", "2 taken 2", "2 notTaken 11"])
    #expect(graph.loops.map(\.header) == [2])
    #expect(graph.loops.first?.latches == [2])
    #expect(graph.blocks.map(\.dominator) == [nil, 0, 2])
  }

  @Test func `changed contracts have a graph within bounds`() throws {
    var generator = SeededGenerator(seed: 7069)
    let seeds = try VectorFile("contracts/assembled.jsonl").rows.map { try $0.bytes("code") }
    for seed in seeds {
      for _ in 0..<10 {
        let code = try Bytecode(generator.mutated(seed))
        let graph = ControlFlowGraph(code)
        #expect(graph.blocks.allSatisfy { $0.start < $0.end && $0.end <= code.count })
      }
    }
  }

  @Test func `random code has an answer, the same each time`() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let count = Int.random(in: 0...600, using: &generator)
      let code = try Bytecode(
        generator.bytes(count: count).map {
          $0 % 3 == 0 ? [0x5b, 0x56, 0x57, 0x60][Int($0 / 3) % 4] : $0
        })
      #expect(ControlFlowGraph(code) == ControlFlowGraph(code))
    }
  }
}
