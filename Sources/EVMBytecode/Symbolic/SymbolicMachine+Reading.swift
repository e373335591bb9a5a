import EVMPrimitives

extension SymbolicMachine {
  /// What stands at an address of memory, in the ABI's shape; nil when that is not known.
  mutating func parts(
    at address: Expression, length: Expression, skipping skipped: Int = 0,
    _ memory: SymbolicMemory
  ) -> [EncodedPart]? {
    var reader = EncodedDataReader(memory)
    return reader.parts(at: address, length: length, skipping: skipped, &self)
  }

  /// The first four bytes at an address of memory, if they are known.
  func selector(at address: Expression, _ memory: SymbolicMemory) -> UInt32? {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return nil }
    return memory.selector(at: rest, start, table, code: code)
  }

  /// Whether bytes of the code itself were copied to an address.
  func copiesCode(to address: Expression, _ memory: SymbolicMemory) -> Bool {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return false }
    return memory.hasCode(at: rest, start)
  }

  /// The words that were written to a stretch of memory, whole or in part, the latest first.
  func pieces(
    at address: Expression, _ length: Expression, _ memory: SymbolicMemory
  ) -> [Expression] {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return [] }
    return memory.words(
      at: rest, from: start, count: table.int(length).map { Swift.min($0, 1 << 16) } ?? 96)
  }

  /// The word of memory at an address plus an offset, if it is known.
  mutating func word(
    at address: Expression, _ offset: Int, _ memory: SymbolicMemory
  ) -> Expression? {
    let (constant, rest) = table.linear(address)
    guard let start = Int(exactly: constant), start < 1 << 40 else { return nil }
    return memory.word(at: rest, start + offset, &table, code: code)
  }
}
