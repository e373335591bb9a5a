/// A number that differs between two pieces of code that are the same otherwise.
public struct ConstantDifference: Hashable, Sendable {
  /// What a constant is, as far as it shows.
  public enum Kind: String, Hashable, Sendable {
    /// 20 bytes, or the 32 of an immutable that holds an address.
    case address
    /// Four bytes.
    case selector
    case number
    /// 32 bytes that do not look like a number, such as a hash or text.
    case word
    /// Bytes of the code that a CODECOPY reads.
    case data
  }

  /// The program counters of the instructions that push it.
  public let offsetA: Int
  public let offsetB: Int
  /// The data of the instructions, big-endian; for ``Kind/data`` what is read, at most 64 bytes.
  public let bytesA: [UInt8]
  public let bytesB: [UInt8]
  public let kind: Kind
  /// Whether it may be an immutable: a PUSH32 of no known purpose, or data.
  public let mayBeImmutable: Bool
}

/// A stretch of code that differs, as lines of both sides.
public struct CodeDifference: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public enum Side: String, Hashable, Sendable {
      case both, a, b
    }
    public let side: Side
    /// The program counter in each code that has the line.
    public let offsetA: Int?
    public let offsetB: Int?
    /// The instruction; jump destinations as `@` and the number of the block within the part.
    public let text: String
    /// Whether a block begins here.
    public let startsBlock: Bool
  }

  public let lines: [Line]
  /// How many lines more there are than are kept.
  public let omittedLineCount: Int
}
