/// A value of a document: a view, two words wide, that keeps the document's contents alive.
///
/// The optional properties (``bool``, ``string``, ``number``, ``members``, ``elements``) answer
/// `nil` for another kind; the reading methods throw ``JSONTypeError`` with path and place.
@frozen
public struct JSONValue: Sendable {
  @usableFromInline let contents: JSONDocument.Contents
  @usableFromInline let index: Int

  @inlinable
  init(contents: JSONDocument.Contents, index: Int) {
    self.contents = contents
    self.index = index
  }

  /// What a JSON value can be.
  @frozen
  public enum Kind: String, Hashable, Sendable, CustomStringConvertible {
    case null, boolean, number, string, array, object

    /// With its article, as in "expected a string".
    public var description: String {
      switch self {
      case .null: "null"
      case .boolean, .number, .string: "a \(rawValue)"
      case .array, .object: "an \(rawValue)"
      }
    }
  }

  @inlinable
  var token: Token { contents.tape[index] }

  @inlinable
  public var kind: Kind {
    switch token.kind {
    case .null: .null
    case .false, .true: .boolean
    case .integer, .decimal: .number
    case .plainString, .escapedString: .string
    case .array: .array
    case .object: .object
    }
  }

  @inlinable
  public var isNull: Bool { token.kind == .null }

  /// The truth value, if this is one.
  @inlinable
  public var bool: Bool? {
    switch token.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The string with its escapes resolved, if this is one.
  public var string: String? {
    kind == .string ? withText { String($0) } : nil
  }

  /// The number as it is written, if this is one.
  public var number: JSONNumber? {
    kind == .number ? withText { JSONNumber(checked: String($0)) } : nil
  }

  /// The value exactly as the document writes it, without white space around it.
  public var sourceText: ArraySlice<UInt8> {
    let token = token
    switch kind {
    case .string: return contents.bytes[token.start - 1..<token.start + token.extent + 1]
    case .array, .object: return contents.bytes[token.start..<contents.tape[index + 1].end]
    default: return contents.bytes[token.start..<token.start + token.extent]
    }
  }

  /// The characters of a string (escapes resolved) or of a scalar as written.
  @inlinable
  func withText<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let token = token
    if token.rawKind == Token.Kind.escapedString.rawValue {
      let bytes = contents.bytes
      let text = token.text(in: bytes.span)
      return try body(text.span)
    }
    return try contents.bytes.withUnsafeBufferPointer { (bytes) throws(Failure) -> Result in
      try body(bytes.extracting(token.start..<token.start + token.extent).span)
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as the document writes it.
  public var description: String { String(decoding: sourceText, as: UTF8.self) }
}
