import EVMPrimitives

/// What becomes of the words that a block pushes, within the block.
///
/// The stack is followed from the block's first instruction to its last, words from before being
/// unknown. So it is told which pushed numbers are jumped to, and which are places in the code.
struct BlockReader {
  /// A PUSH and the uses of its word.
  struct Pushed {
    let instruction: Int
    let value: UInt256
    var isJumpedTo = false
    /// Whether the word stands on the stack when the block ends.
    var isLeft = false
    /// Whether it is the first topic of a log.
    var isTopic = false
  }

  /// A CODECOPY, with the pushes that give its source and length; -1 where none does.
  struct Copy {
    let source: Int
    let count: Int
    /// Whether the source is the pushed number itself, not something computed from it.
    let isDirect: Bool
  }

  private(set) var pushes: [Pushed] = []
  private(set) var copies: [Copy] = []
  /// The push that the JUMP or JUMPI at the end goes to; nil when the block pushes none.
  private(set) var target: Int?
  /// Whether the JUMPI at the end asks for the size of calldata: whether it goes to the target when
  /// there is none.
  private(set) var jumpsWithoutCalldata: Bool?

  private struct Word {
    var push = -1
    var isDirect = true
    /// CALLDATASIZE itself, or its negation.
    var calldata: Bool?
  }
  private var stack: [Word] = []

  /// - Parameter instructions: The block's, in order, with their places in a list of all.
  init(_ instructions: some Sequence<Instruction>, first: Int) {
    var index = first
    for instruction in instructions {
      step(instruction, index)
      index += 1
    }
    for word in stack where word.push >= 0 && word.isDirect { pushes[word.push].isLeft = true }
  }

  private mutating func pop() -> Word { stack.popLast() ?? Word() }

  private mutating func reach(_ depth: Int) {
    if stack.count < depth {
      stack.insert(contentsOf: repeatElement(Word(), count: depth - stack.count), at: 0)
    }
  }

  private mutating func step(_ instruction: Instruction, _ index: Int) {
    if let value = instruction.pushedValue {
      stack.append(Word(push: pushes.count))
      pushes.append(Pushed(instruction: index, value: value))
      return
    }
    guard let opcode = instruction.opcode else { return }
    switch instruction.byte {
    case 0x80...0x8f:
      let depth = Int(instruction.byte) - 0x7f
      reach(depth)
      stack.append(stack[stack.count - depth])
    case 0x90...0x9f:
      let depth = Int(instruction.byte) - 0x8f
      reach(depth + 1)
      stack.swapAt(stack.count - 1, stack.count - 1 - depth)
    case 0x01:
      let (a, b) = (pop(), pop())
      let base = a.push >= 0 && (b.push < 0 || pushes[a.push].value >= pushes[b.push].value) ? a : b
      stack.append(Word(push: base.push, isDirect: false))
    case 0x15:
      let word = pop()
      stack.append(Word(calldata: word.calldata.map { !$0 }))
    case 0x36: stack.append(Word(calldata: true))
    case 0x39:
      _ = pop()
      let (source, count) = (pop(), pop())
      copies.append(
        Copy(
          source: source.push, count: count.isDirect ? count.push : -1, isDirect: source.isDirect))
    case 0x56, 0x57:
      let place = pop()
      if place.push >= 0, place.isDirect {
        pushes[place.push].isJumpedTo = true
        target = place.push
      }
      if instruction.byte == 0x57 { jumpsWithoutCalldata = pop().calldata.map { !$0 } }
    case 0xa1...0xa4:
      let operands = (0..<opcode.stackInputs).map { _ in pop() }
      if operands[2].push >= 0, operands[2].isDirect { pushes[operands[2].push].isTopic = true }
    default:
      for _ in 0..<opcode.stackInputs { _ = pop() }
      for _ in 0..<opcode.stackOutputs { stack.append(Word()) }
    }
  }
}
