import EVMPrimitives

/// Why a text is not assembly, with the place: lines and columns count from one, columns in
/// characters.
public struct AssemblyError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Cause: Hashable, Sendable {
    /// A word that is neither a mnemonic, a label, an offset nor data.
    case unknownWord(String)
    /// A PUSH or DATA without its operand.
    case missingOperand(String)
    /// A number that is neither decimal nor 0x hex.
    case invalidNumber(String)
    /// A number that needs more bytes than the PUSH has.
    case valueTooLarge(String, byteCount: Int)
    /// DATA takes whole bytes.
    case oddDigitCount(Int)
    /// A PUSH that the end of the code cuts off shows fewer bytes than it has.
    case notCutOff(String, byteCount: Int)
    /// Nothing can stand behind a PUSH that the end of the code cuts off.
    case behindCutOff
    /// A PUSH of more than 32 bytes, or one whose parts are more than the whole.
    case invalidWidth(Int)
    /// A name that is not a letter or `_` with letters, digits, `_` and `.` behind it.
    case invalidLabel(String)
    /// Two labels of one name; the first is in `line`.
    case repeatedLabel(String, line: Int)
    /// A reference to a label that is nowhere.
    case unknownLabel(String)
    /// A label whose offset needs more bytes than the PUSH has.
    case labelTooFar(String, offset: Int, byteCount: Int)
    /// An offset column that does not agree with the code before it.
    case wrongOffset(stated: Int, found: Int)
    /// More code than ``Bytecode/maximumByteCount``.
    case tooLarge
    /// Bytes that are not UTF-8.
    case notText
  }

  public let cause: Cause
  public let line: Int
  public let column: Int

  public init(_ cause: Cause, line: Int, column: Int) {
    self.cause = cause
    self.line = line
    self.column = column
  }
}

extension AssemblyError: CustomStringConvertible {
  public var description: String { "Line \(line), column \(column): \(cause)" }
}

extension AssemblyError.Cause: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownWord(let word):
      "\(quoted(word)) is not an instruction; write a mnemonic such as PUSH1, DATA 0x.. for bytes, name: for a label, or ; in front of a comment."
    case .missingOperand(let mnemonic):
      "\(mnemonic) has no operand; write a number, as in \(mnemonic) 0x01\(mnemonic == "DATA" ? "" : ", or a label, as in \(mnemonic) @end")."
    case .invalidNumber(let text):
      "\(quoted(text)) is not a number; write it as decimal digits or as hex with 0x."
    case .valueTooLarge(let text, let byteCount):
      "\(quoted(text)) does not fit \(counted(byteCount, "byte")); use a wider PUSH or a smaller number."
    case .oddDigitCount(let count):
      "The data have \(count) hex digits, an odd number; write two for each byte."
    case .notCutOff(let text, let byteCount):
      "\(quoted(text)) is not cut off: the two dots stand for missing bytes, but all \(byteCount) are there; leave the dots out."
    case .behindCutOff:
      "Something stands behind a PUSH that the end of the code cuts off; write all bytes of that PUSH, without the two dots."
    case .invalidWidth(let byteCount):
      "A PUSH cannot have \(counted(byteCount, "byte")); there are PUSH1 to PUSH32."
    case .invalidLabel(let name):
      "\(quoted(name)) cannot be a label; begin with a letter or _ and go on with letters, digits, _ and dots."
    case .repeatedLabel(let name, let line):
      "The label \(quoted(name)) is already in line \(line); give one of the two another name."
    case .unknownLabel(let name):
      "There is no label \(quoted(name)); write \(quoted(name + ":")) where it should be."
    case .labelTooFar(let name, let offset, let byteCount):
      "The label \(quoted(name)) is at offset \(offset), which does not fit \(counted(byteCount, "byte")); use a wider PUSH, or PUSH alone for the width that fits."
    case .wrongOffset(let stated, let found):
      "The offset column says 0x\(String(stated, radix: 16)), but the code before is 0x\(String(found, radix: 16)) bytes long; remove the offset columns of a text that was edited, and use labels for its jumps."
    case .tooLarge:
      "The code grows beyond \(Bytecode.maximumByteCount) bytes, the most that is taken for code; assemble it in parts."
    case .notText:
      "The text is not UTF-8; assembly is plain text."
    }
  }
}
