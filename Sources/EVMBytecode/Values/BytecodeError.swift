import EVMPrimitives

/// Why something is not bytecode. Offsets count bytes from the start of the text as it was given.
public enum BytecodeError: Error, Hashable, Sendable {
  /// Nothing but white space.
  case noText
  /// Bytes need two digits each; no digit was guessed.
  case oddDigitCount(Int)
  /// A character that is not a hex digit.
  case invalidDigit(Character, offset: Int)
  /// White space between digits, such as a line break.
  case interrupted(offset: Int)
  /// The place of a library's address, not yet filled by the linker; at most 40 characters of it.
  case unlinkedLibrary(placeholder: String, offset: Int)
  /// More than ``Bytecode/maximumByteCount``.
  case tooLarge(byteCount: Int)
}

extension BytecodeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noText:
      "No bytecode was given; write its hex digits, or 0x for an account without code."
    case .oddDigitCount(let count):
      "The bytecode has \(count) hex digits, an odd number, but every byte needs two; a digit was lost or added, copy it again."
    case .invalidDigit(let character, let offset):
      "Character \(quoted(character)) at offset \(offset) is not a hex digit (0-9, a-f); bytecode is written as hex digits only."
    case .interrupted(let offset):
      "White space at offset \(offset) interrupts the bytecode; write its digits without spaces or line breaks."
    case .unlinkedLibrary(let placeholder, let offset):
      "The bytecode is not linked: \(quoted(placeholder)) at offset \(offset) stands for the address of a library; link it, or take the code from the chain."
    case .tooLarge(let byteCount):
      "This is \(byteCount) bytes, but at most \(Bytecode.maximumByteCount) are read as bytecode; a contract's code is far smaller, so this may be the wrong file."
    }
  }
}
