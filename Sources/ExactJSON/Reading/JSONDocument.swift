/// A JSON text that was read: checked as a whole, its values looked at on demand.
///
/// Reading checks every byte and notes where each value stands; strings and numbers are only made
/// when they are asked for, so a number is never anything but the digits that were written. Memory
/// is the text and at most eight bytes more for each of its bytes (far less for usual texts).
///
/// ```swift
/// let document = try JSONDocument(parsing: #"{"payout": 340282366920938463463374607431768211456}"#)
/// document.root["payout"]?.number?.lexeme   // every digit
/// ```
/// - SeeAlso: [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)
public struct JSONDocument: Sendable {
  @usableFromInline let contents: Contents

  /// Reads the one JSON value in `bytes`, white space around it allowed.
  ///
  /// - Parameters:
  ///   - limits: How deep and how long a text may be.
  ///   - firstLine: The number of the text's first line in errors; for a row of a larger file.
  /// - Throws: ``JSONError`` with the first place where the text is not JSON.
  public init(
    parsing bytes: [UInt8], limits: JSONLimits = JSONLimits(), firstLine: Int = 1
  ) throws(JSONError) {
    let byteLimit = min(limits.byteCount, Token.greatest)
    guard bytes.count <= byteLimit else {
      throw .documentTooLarge(byteCount: bytes.count, limit: byteLimit)
    }
    var builder = TapeBuilder(
      depthLimit: limits.depth, firstLine: firstLine, byteCount: bytes.count)
    try builder.build(bytes.span)
    contents = Contents(bytes: bytes, tape: builder.tape, firstLine: firstLine)
  }

  /// Reads the one JSON value in a row of a larger text; see ``init(parsing:limits:firstLine:)``.
  ///
  /// Offsets in errors count from the start of the slice.
  public init(
    parsing row: ArraySlice<UInt8>, limits: JSONLimits = JSONLimits(), firstLine: Int = 1
  ) throws(JSONError) {
    try self.init(parsing: Array(row), limits: limits, firstLine: firstLine)
  }

  /// Reads the one JSON value in `text`; see ``init(parsing:limits:firstLine:)``.
  public init(
    parsing text: String, limits: JSONLimits = JSONLimits(), firstLine: Int = 1
  ) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), limits: limits, firstLine: firstLine)
  }

  /// The document's one value.
  public var root: JSONValue { JSONValue(contents: contents, index: 0) }

  /// What views of a document share.
  @usableFromInline
  final class Contents: Sendable {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline let tape: [Token]
    let firstLine: Int

    init(bytes: [UInt8], tape: [Token], firstLine: Int) {
      self.bytes = bytes
      self.tape = tape
      self.firstLine = firstLine
    }
  }
}

/// How much of a JSON text is too much.
public struct JSONLimits: Hashable, Sendable {
  /// How many arrays and objects may stand inside one another; zero allows only plain values.
  public var depth: Int
  /// How many bytes a text may have; never more than 2^30 - 1.
  public var byteCount: Int

  public init(depth: Int = 128, byteCount: Int = 0x3fff_ffff) {
    self.depth = depth
    self.byteCount = byteCount
  }
}
