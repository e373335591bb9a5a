import EVMPrimitives

/// Which instructions of two parts are the same, and what stands between them.
///
/// Blocks that are equal are found first, in order and then wherever they stand; only what is left
/// between them is aligned instruction by instruction.
struct PartAlignment {
  /// For each instruction, by its place in its code, whether it has an equal one.
  private(set) var commonA: [Int] = []
  private(set) var commonB: [Int] = []
  /// Blocks of both sides that have no equal ones, from one equal block to the next.
  struct Gap {
    /// Instructions by their places in their codes.
    var a: [Int] = []
    var b: [Int] = []
    var runs: [SequenceAlignment.Run] = []
  }
  private(set) var gaps: [Gap] = []
  private(set) var isCut = false

  /// The shortest run that counts, where no equal block is next to it.
  static let shortestRun = 4

  init(
    _ codeA: NormalizedCode, _ blocksA: [Int32], _ codeB: NormalizedCode, _ blocksB: [Int32],
    swapped: Bool, budget: inout Int
  ) {
    let hashesA = blocksA.map { codeA.blockHashes[Int($0)] }
    let hashesB = blocksB.map { codeB.blockHashes[Int($0)] }
    let runs = align(hashesA, hashesB, swapped, &budget)
    var isMatchedA = [Bool](repeating: false, count: blocksA.count)
    var isMatchedB = [Bool](repeating: false, count: blocksB.count)
    for run in runs {
      for step in 0..<run.count {
        isMatchedA[run.a + step] = true
        isMatchedB[run.b + step] = true
      }
    }
    var waiting: [UInt64: [Int]] = [:]
    for index in blocksB.indices.reversed() where !isMatchedB[index] {
      waiting[hashesB[index], default: []].append(index)
    }
    for index in blocksA.indices where !isMatchedA[index] {
      guard let other = waiting[hashesA[index]]?.popLast() else { continue }
      isMatchedA[index] = true
      isMatchedB[other] = true
    }
    for index in blocksA.indices where isMatchedA[index] {
      commonA += codeA.ranges[Int(blocksA[index])]
    }
    for index in blocksB.indices where isMatchedB[index] {
      commonB += codeB.ranges[Int(blocksB[index])]
    }
    var (startA, startB) = (0, 0)
    let end = SequenceAlignment.Run(a: blocksA.count, b: blocksB.count, count: 0)
    for run in runs + [end] {
      var gap = Gap()
      for index in startA..<run.a where !isMatchedA[index] {
        gap.a += codeA.ranges[Int(blocksA[index])]
      }
      for index in startB..<run.b where !isMatchedB[index] {
        gap.b += codeB.ranges[Int(blocksB[index])]
      }
      (startA, startB) = (run.a + run.count, run.b + run.count)
      guard !gap.a.isEmpty || !gap.b.isEmpty else { continue }
      gap.runs = align(
        gap.a.map { codeA.instructions[$0].hash }, gap.b.map { codeB.instructions[$0].hash },
        swapped, &budget)
      count(gap)
      gaps.append(gap)
    }
  }

  private mutating func align(
    _ a: [UInt64], _ b: [UInt64], _ swapped: Bool, _ budget: inout Int
  ) -> [SequenceAlignment.Run] {
    let alignment =
      swapped
      ? SequenceAlignment(b, a, budget: &budget) : SequenceAlignment(a, b, budget: &budget)
    isCut = isCut || alignment.isCut
    guard swapped else { return alignment.runs }
    return alignment.runs.map { SequenceAlignment.Run(a: $0.b, b: $0.a, count: $0.count) }
  }

  private mutating func count(_ gap: Gap) {
    for run in gap.runs {
      let isNextToEqual =
        run.a == 0 && run.b == 0
        || run.a + run.count == gap.a.count && run.b + run.count == gap.b.count
      guard isNextToEqual || run.count >= Self.shortestRun else { continue }
      commonA += gap.a[run.a..<run.a + run.count]
      commonB += gap.b[run.b..<run.b + run.count]
    }
  }
}
