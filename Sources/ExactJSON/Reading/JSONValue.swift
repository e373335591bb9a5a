/// A value of a document: a view, two words wide, that keeps the document's contents alive.
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

  public var isNull: Bool { token.kind == .null }

  /// The truth value, if this is one.
  public var bool: Bool? {
    switch token.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The string with its escapes resolved, if this is one.
  public var string: String? {
    kind == .string ? withText { String(decoding: $0, as: UTF8.self) } : nil
  }

  /// The number as it is written, if this is one.
  public var number: JSONNumber? {
    switch token.kind {
    case .integer, .decimal:
      JSONNumber(checked: withText { String(decoding: $0, as: UTF8.self) })
    default: nil
    }
  }

  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let token = token
    if token.kind == .escapedString {
      let bytes = contents.bytes
      return token.text(in: bytes.span).withUnsafeBufferPointer(body)
    }
    return contents.bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[token.start..<token.start + token.extent]))
    }
  }
}
