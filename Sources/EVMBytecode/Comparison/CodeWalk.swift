import EVMPrimitives

/// The blocks that a part of code consists of, in an order that does not depend on where they stand.
///
/// From the first block on: what follows without a jump first, then the blocks whose offsets are
/// pushed, in the order of the pushes, then those that a table leads to. Helper functions are gone
/// through where they are called, and what a block returns to is what its callers have pushed.
struct CodeWalk {
  private(set) var blocks: [Int32] = []
  /// The order in which blocks were first spoken of.
  private(set) var numbers: [Int32: Int32] = [:]
  private var isDone: Set<Int32> = []
  /// The number of instructions.
  private(set) var size = 0
  /// Whether the bound was met.
  private(set) var isCut = false

  /// No blocks.
  init() {}

  /// - Parameters:
  ///   - stops: Blocks that belong to other parts.
  ///   - budget: Instructions that may be gone through, in all walks; shrinks.
  init(
    _ code: NormalizedCode, from start: Int32, stops: [Int32: CodePart] = [:], budget: inout Int
  ) {
    walk(code, from: start, stops, &budget)
  }

  /// Goes on at another block.
  mutating func walk(
    _ code: NormalizedCode, from start: Int32, _ stops: [Int32: CodePart] = [:],
    _ budget: inout Int
  ) {
    if numbers[start] == nil { number(start) }
    var open = [start]
    while let block = open.popLast() {
      guard isDone.insert(block).inserted else { continue }
      let range = code.ranges[Int(block)]
      budget -= range.count + 1
      guard budget > 0 else {
        isCut = true
        return
      }
      blocks.append(block)
      size += range.count
      var mentioned: [Int32] = []
      if code.next[Int(block)] >= 0 { mentioned.append(code.next[Int(block)]) }
      for index in range {
        if case .destination(let target) = code.instructions[index].role {
          mentioned.append(target)
        }
      }
      mentioned += code.tables[block] ?? []
      budget -= mentioned.count
      for target in mentioned where stops[target] == nil && numbers[target] == nil {
        number(target)
      }
      for target in mentioned.reversed() where stops[target] == nil && !isDone.contains(target) {
        open.append(target)
      }
    }
  }

  private mutating func number(_ block: Int32) {
    numbers[block] = Int32(truncatingIfNeeded: numbers.count)
  }
}

/// What of instructions goes into a digest.
enum DigestDepth {
  /// All.
  case exact
  /// All but what may be an immutable.
  case skeleton
  /// No number.
  case logic
}

extension CodeWalk {
  /// The digest of the walk's instructions: equal when they are, wherever they stand.
  ///
  /// Each item is a tag with data of a length that the tag tells, so no two lists are one text.
  func digest(
    _ code: NormalizedCode, _ depth: DigestDepth, stops: [Int32: CodePart] = [:],
    rest: [UInt8] = []
  ) -> Hash256 {
    var hash = Keccak256()
    var text: [UInt8] = []
    for block in blocks {
      text.append(0)
      for index in code.ranges[Int(block)] {
        append(index, of: code, depth, stops, to: &text)
      }
      if code.next[Int(block)] >= 0 {
        text.append(6)
        append(code.next[Int(block)], stops, to: &text)
      }
      for target in code.tables[block] ?? [] {
        text.append(7)
        append(target, stops, to: &text)
      }
      if text.count > 1 << 14 {
        hash.update(text)
        text.removeAll(keepingCapacity: true)
      }
    }
    hash.update(text)
    hash.update(isCut ? [9] : [8])
    hash.update(rest)
    return hash.finalized()
  }

  private func append(
    _ index: Int, of code: NormalizedCode, _ depth: DigestDepth, _ stops: [Int32: CodePart],
    to text: inout [UInt8]
  ) {
    let instruction = code.instructions[index]
    switch instruction.role {
    case .plain: text += [1, instruction.byte]
    case .constant where depth == .logic, .word where depth == .logic: text.append(2)
    case .word where depth == .skeleton: text += [1, instruction.byte]
    case .constant, .word:
      let data = code.data(of: instruction)
      text += [3, instruction.byte, UInt8(truncatingIfNeeded: data.count)]
      text += data
    case .destination(let target):
      text.append(4)
      append(target, stops, to: &text)
    case .bytes:
      let content = code.contents[index]
      let digest: Hash256? =
        switch depth {
        case .exact: content?.digest
        case .skeleton: content?.skeleton
        case .logic: nil
        }
      text.append(digest == nil ? 5 : 11)
      text += digest?.bytes ?? []
    case .size: text.append(10)
    }
  }

  private func append(_ block: Int32, _ stops: [Int32: CodePart], to text: inout [UInt8]) {
    if let part = stops[block] {
      text += [0xff] + part.tag
    } else {
      let number = UInt32(bitPattern: numbers[block] ?? -1)
      text += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
  }
}
