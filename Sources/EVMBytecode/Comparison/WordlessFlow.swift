/// The control flow of code whose PUSH32 are zero where they can run.
///
/// Only instructions that can run are changed: data may hold the same bytes, and are read.
struct WordlessFlow {
  /// With every PUSH32 that can run zero.
  private(set) var code: Bytecode
  /// With one and the same large number in place of those that compilers push in a shorter way when
  /// they are constants: immutables. Not zero, so that what asks whether one was set goes one way.
  private(set) var codeWithoutImmutables: Bytecode
  private(set) var graph: ControlFlowGraph

  /// Changes lead to blocks with more of them: so often at most.
  private static let roundLimit = 8

  init(_ code: Bytecode) {
    self.code = code
    codeWithoutImmutables = code
    graph = ControlFlowGraph(code)
    for _ in 0..<Self.roundLimit {
      var bytes = self.code.bytes
      var others = codeWithoutImmutables.bytes
      for block in graph.blocks {
        for instruction in self.code.instructions(in: block.start..<block.end)
        where instruction.byte == 0x7f {
          let data = instruction.offset + 1..<instruction.end
          guard !data.isEmpty else { continue }
          if code.bytes[data.lowerBound] == 0 { for place in data { others[place] = 0xa5 } }
          for place in data { bytes[place] = 0 }
        }
      }
      guard bytes != self.code.bytes, let changed = try? Bytecode(bytes) else { return }
      self.code = changed
      codeWithoutImmutables = (try? Bytecode(others)) ?? codeWithoutImmutables
      graph = ControlFlowGraph(changed)
    }
  }
}

extension Bytecode {
  /// The bytes with the data of every PUSH32 zero, as the EVM's own sweep finds them: no jump leads
  /// into such data, so no instruction is lost.
  var bytesWithoutWords: [UInt8] {
    var bytes = bytes
    for instruction in instructions where instruction.byte == 0x7f {
      for place in instruction.offset + 1..<instruction.end { bytes[place] = 0 }
    }
    return bytes
  }
}
