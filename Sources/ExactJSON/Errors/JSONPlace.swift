/// A place in a JSON text, for people: line and column from one, and the byte offset from zero.
///
/// Lines end at a line feed. Columns count code points, so they agree with what an editor shows.
public struct JSONPlace: Hashable, Sendable {
  /// Bytes in front of the place.
  public var offset: Int
  /// The line, counted from one (or from the first line a document was told it has).
  public var line: Int
  /// The code point within the line, counted from one.
  public var column: Int

  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The place of the byte at `offset`, found by reading the text up to it.
  init(offset: Int, in input: Span<UInt8>, firstLine: Int) {
    var line = firstLine
    var column = 1
    for position in 0..<Swift.min(offset, input.count) {
      let byte = input[position]
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xc0 != 0x80 {
        column += 1
      }
    }
    self.init(offset: offset, line: line, column: column)
  }
}

extension JSONPlace: CustomStringConvertible {
  /// `line 3, column 7 (byte 52)`.
  public var description: String { "line \(line), column \(column) (byte \(offset))" }
}
