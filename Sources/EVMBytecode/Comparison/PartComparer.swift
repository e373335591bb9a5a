import EVMPrimitives

/// Compares the parts of two contracts one after the other, with one bound for all.
struct PartComparer {
  let a: ContractParts
  let b: ContractParts
  /// Whether alignments take the sides the other way round, so that the answer does not depend on
  /// which code was named first.
  let swapped: Bool
  private(set) var isCommonA: [Bool]
  private(set) var isCommonB: [Bool]
  private(set) var isCut = false
  private var alignmentBudget = Self.alignmentLimit
  private var lineBudget = Self.lineLimit
  private var constantBudget = Self.constantLimit

  /// Comparisons of instructions in all, below a second; more are left unaligned.
  static let alignmentLimit = 60_000_000
  /// Lines and constants kept in all.
  static let lineLimit = 20_000
  static let constantLimit = 20_000

  init(_ a: ContractParts, _ b: ContractParts, swapped: Bool) {
    self.a = a
    self.b = b
    self.swapped = swapped
    isCommonA = Array(repeating: false, count: a.code.instructions.count)
    isCommonB = Array(repeating: false, count: b.code.instructions.count)
  }

  mutating func compare(_ part: CodePart) -> PartComparison {
    let (walkA, walkB) = (a.walks[part], b.walks[part])
    var similarity = Similarity(
      common: 0, total: max(1, (walkA?.size ?? 0) + (walkB?.size ?? 0)), isSame: false)
    let verdict: PartComparison.Verdict
    if let walkA, let walkB {
      if a.digest(of: part, .exact) == b.digest(of: part, .exact) {
        verdict = .identical
        mark(walkA.instructions(a.code), walkB.instructions(b.code))
        similarity = Similarity(common: 0, total: walkA.size + walkB.size, isSame: true)
      } else if a.digest(of: part, .logic) == b.digest(of: part, .logic) {
        let (common, constants) = constants(walkA, walkB)
        verdict = .otherConstants(constants)
        similarity = Similarity(common: common * 2, total: walkA.size * 2, isSame: false)
      } else {
        let alignment = PartAlignment(
          a.code, walkA.blocks, b.code, walkB.blocks, swapped: swapped, budget: &alignmentBudget)
        isCut = isCut || alignment.isCut
        mark(alignment.commonA, alignment.commonB)
        similarity = Similarity(
          common: alignment.commonA.count + alignment.commonB.count,
          total: walkA.size + walkB.size, isSame: false)
        verdict = .changed(alignment.gaps.compactMap { difference($0, walkA, walkB, part) })
      }
    } else {
      verdict = walkA == nil ? .onlyInB : .onlyInA
    }
    return PartComparison(
      part: part, verdict: verdict, similarity: similarity,
      offsetA: walkA?.blocks.first.map(a.code.start),
      offsetB: walkB?.blocks.first.map(b.code.start),
      skeletonA: a.digest(of: part, .skeleton), skeletonB: b.digest(of: part, .skeleton))
  }

  private mutating func mark(_ inA: some Sequence<Int>, _ inB: some Sequence<Int>) {
    for index in inA { isCommonA[index] = true }
    for index in inB { isCommonB[index] = true }
  }

  // MARK: - Constants

  /// The instructions of one side that are the same, and the constants that are not: both walks are
  /// of one shape.
  private mutating func constants(
    _ walkA: CodeWalk, _ walkB: CodeWalk
  ) -> (common: Int, differences: [ConstantDifference]) {
    var common = 0
    var differences: [ConstantDifference] = []
    for (indexA, indexB) in zip(walkA.instructions(a.code), walkB.instructions(b.code)) {
      let (left, right) = (a.code.instructions[indexA], b.code.instructions[indexB])
      if left.hash == right.hash {
        common += 1
        isCommonA[indexA] = true
        isCommonB[indexB] = true
      } else if constantBudget > 0 {
        constantBudget -= 1
        differences.append(difference(indexA, left, indexB, right))
      } else {
        isCut = true
      }
    }
    return (common, differences)
  }

  private func difference(
    _ indexA: Int, _ left: NormalizedInstruction, _ indexB: Int, _ right: NormalizedInstruction
  ) -> ConstantDifference {
    let (bytesA, bytesB) = (a.code.shown(indexA), b.code.shown(indexB))
    let kind: ConstantDifference.Kind
    if left.role.isBytes || right.role.isBytes {
      kind = .data
    } else {
      let values = [bytesA, bytesB].map { (try? UInt256(bigEndianUpTo32: $0)) ?? .zero }
      let bits = values.map(\.significantBitCount).max() ?? 0
      let width = max(bytesA.count, bytesB.count)
      kind =
        width == 20 || width == 32 && (97...160).contains(bits)
        ? .address : width == 4 && bits > 16 ? .selector : bits > 160 ? .word : .number
    }
    return ConstantDifference(
      offsetA: Int(left.offset), offsetB: Int(right.offset), bytesA: bytesA, bytesB: bytesB,
      kind: kind,
      mayBeImmutable: left.role.mayBeImmutable && right.role.mayBeImmutable)
  }

  // MARK: - Lines

  /// The lines of a gap; nil when all lines are used up.
  private mutating func difference(
    _ gap: PartAlignment.Gap, _ walkA: CodeWalk, _ walkB: CodeWalk, _ part: CodePart
  ) -> CodeDifference? {
    guard lineBudget > 0 else {
      isCut = true
      return nil
    }
    let stopsA = part == .dispatcher ? a.stops : [:]
    let stopsB = part == .dispatcher ? b.stops : [:]
    var lines: [CodeDifference.Line] = []
    var omitted = 0
    func add(_ indexA: Int?, _ indexB: Int?) {
      guard lines.count < lineBudget else {
        omitted += 1
        return
      }
      let text =
        indexA.map { a.code.text($0, walkA, stopsA) } ?? indexB.map {
          b.code.text($0, walkB, stopsB)
        } ?? ""
      let offsetA = indexA.map { Int(a.code.instructions[$0].offset) }
      let offsetB = indexB.map { Int(b.code.instructions[$0].offset) }
      let startsBlock =
        (offsetA.map { a.code.blockAt[$0] >= 0 } ?? false)
        || (offsetB.map { b.code.blockAt[$0] >= 0 } ?? false)
      lines.append(
        CodeDifference.Line(
          side: indexA == nil ? .b : indexB == nil ? .a : .both, offsetA: offsetA,
          offsetB: offsetB, text: text, startsBlock: startsBlock))
    }
    var (x, y) = (0, 0)
    let end = SequenceAlignment.Run(a: gap.a.count, b: gap.b.count, count: 0)
    for run in gap.runs + [end] {
      for index in x..<run.a { add(gap.a[index], nil) }
      for index in y..<run.b { add(nil, gap.b[index]) }
      for step in 0..<run.count { add(gap.a[run.a + step], gap.b[run.b + step]) }
      (x, y) = (run.a + run.count, run.b + run.count)
    }
    lineBudget -= lines.count
    isCut = isCut || omitted > 0
    return CodeDifference(lines: lines, omittedLineCount: omitted)
  }
}

extension CodeWalk {
  /// The places of all instructions in order.
  func instructions(_ code: NormalizedCode) -> some Sequence<Int> {
    blocks.lazy.flatMap { code.ranges[Int($0)] }
  }
}

extension NormalizedInstruction.Role {
  fileprivate var isBytes: Bool { if case .bytes = self { true } else { false } }

  fileprivate var mayBeImmutable: Bool {
    switch self {
    case .word, .bytes: true
    case .plain, .constant, .destination, .size: false
    }
  }
}

extension NormalizedCode {
  /// The data of a PUSH, or what is read at the place that it pushes, at most 64 bytes.
  fileprivate func shown(_ index: Int) -> [UInt8] {
    if let content = contents[index] { return Array(code.bytes[content.range].prefix(64)) }
    return Array(data(of: instructions[index]))
  }

  /// An instruction as a line has it.
  fileprivate func text(_ index: Int, _ walk: CodeWalk, _ stops: [Int32: CodePart]) -> String {
    let instruction = instructions[index]
    switch instruction.role {
    case .destination(let block):
      if let part = stops[block] { return "PUSH @\(part)" }
      return "PUSH @\(walk.numbers[block].map { String($0) } ?? "?")"
    case .bytes: return "PUSH place in the code"
    case .size: return "PUSH size of embedded code"
    case .plain, .constant, .word:
      guard let opcode = Opcode(rawValue: instruction.byte) else {
        return "DATA \(Hex.encode([instruction.byte]))"
      }
      let data = data(of: instruction)
      return data.isEmpty ? opcode.mnemonic : "\(opcode.mnemonic) \(Hex.encode(Array(data)))"
    }
  }
}
