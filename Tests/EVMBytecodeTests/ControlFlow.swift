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
