/// A CODECOPY of constants: its length and source were pushed shortly before it.
struct ConstantCopy: Hashable {
  /// The program counter of the CODECOPY.
  let offset: Int
  /// The bytes it copies, if they are where they seem: any two constants pushed before it.
  let range: Range<Int>

  /// How many instructions before a CODECOPY are looked at.
  private static let window = 12

  /// Every pair of constants before each CODECOPY that make a range within the code.
  ///
  /// Most are no copy; whoever asks knows where one must end.
  static func all(in code: Bytecode, _ part: Range<Int>) -> [ConstantCopy] {
    var copies: [ConstantCopy] = []
    var recent: [Int] = []
    var ages: [Int] = []
    var index = 0
    for instruction in code.instructions(in: part) {
      index += 1
      if let value = instruction.pushedValue, let number = Int(exactly: value),
        number < code.count
      {
        recent.append(number)
        ages.append(index)
      }
      while let age = ages.first, age + window < index {
        ages.removeFirst()
        recent.removeFirst()
      }
      guard instruction.byte == 0x39 else { continue }
      for source in recent where source > 0 {
        for count in recent where count > 0 && part.lowerBound + source + count <= part.upperBound {
          let start = part.lowerBound + source
          copies.append(ConstantCopy(offset: instruction.offset, range: start..<start + count))
        }
      }
    }
    return copies
  }
}
