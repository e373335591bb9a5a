/// Writes JSON text into a byte buffer, value by value, in the order of the calls.
///
/// ```swift
/// var writer = JSONWriter(style: .compact)
/// writer.object { writer in
///   writer.member("payout", integer: payout)   // every digit, as a bare number
///   writer.key("tokens")
///   writer.array { $0.string("WBTT") }
/// }
/// writer.bytes
/// ```
/// Containers are closures, so brackets always match. A key without value, a value without key and
/// a second top-level value are bugs of the caller and stop the process with a message. Keys are
/// not compared: the caller writes each once.
public struct JSONWriter: Sendable {
  /// How much white space and how many escapes to write.
  public struct Style: Hashable, Sendable {
    /// Whether each element and member gets its own line, two spaces deeper than its container.
    public var isPretty: Bool
    /// Whether U+007F, U+2028 and U+2029 are escaped too: old JavaScript and terminals take them
    /// for line ends and controls.
    public var escapesLineSeparators: Bool

    public init(isPretty: Bool = false, escapesLineSeparators: Bool = true) {
      self.isPretty = isPretty
      self.escapesLineSeparators = escapesLineSeparators
    }

    /// No white space at all: one line a document, fit for JSON lines.
    public static let compact = Style()
    /// Two spaces a level.
    public static let pretty = Style(isPretty: true)
  }

  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  public let style: Style
  private var depth = 0
  private var state = State.start

  /// What the next call may be.
  private enum State {
    case start, finished
    case firstElement, element
    case firstKey, key
    case value
  }

  public init(style: Style = .compact) { self.style = style }

  /// The text written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets what was written, keeping the memory: for the next row of JSON lines.
  public mutating func removeAll() {
    precondition(depth == 0, "a JSON writer was reset inside an array or object")
    bytes.removeAll(keepingCapacity: true)
    state = .start
  }

  // MARK: Values

  public mutating func null() { scalar("null") }

  public mutating func bool(_ value: Bool) { scalar(value ? "true" : "false") }

  /// The integer in decimal, of any width.
  public mutating func integer(_ value: some FixedWidthInteger) { scalar(String(value)) }

  /// The number as it was written.
  public mutating func number(_ value: JSONNumber) { scalar(value.lexeme) }

  public mutating func string(_ value: String) {
    beforeValue()
    appendString(value)
  }

  /// A value of a document, exactly as it stands there: numbers, escapes and white space inside.
  public mutating func value(_ value: JSONValue) {
    beforeValue()
    bytes += value.sourceText
  }

  /// An array of what `elements` writes.
  public mutating func array<Failure: Error>(
    _ elements: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginArray()
    try elements(&self)
    endArray()
  }

  /// An object of what `members` writes: keys and values in turn.
  public mutating func object<Failure: Error>(
    _ members: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginObject()
    try members(&self)
    endObject()
  }

  /// The key of the member whose value comes next.
  public mutating func key(_ key: String) {
    switch state {
    case .firstKey: break
    case .key: bytes.append(UInt8(ascii: ","))
    default: preconditionFailure("a JSON key was written outside an object or after a key")
    }
    if style.isPretty { newLine() }
    appendString(key)
    bytes.append(UInt8(ascii: ":"))
    if style.isPretty { bytes.append(UInt8(ascii: " ")) }
    state = .value
  }

  // MARK: Brackets, for writers that keep their own stack

  mutating func beginArray() {
    open("[", .firstElement)
  }

  mutating func endArray() {
    precondition(
      state == .firstElement || state == .element, "a JSON array was ended inside an object")
    close("]", isEmpty: state == .firstElement)
  }

  mutating func beginObject() {
    open("{", .firstKey)
  }

  mutating func endObject() {
    precondition(state == .firstKey || state == .key, "a JSON object was ended after a key")
    close("}", isEmpty: state == .firstKey)
  }

  /// Whether each open container is an object, the innermost last.
  private var containers: [Bool] = []

  private mutating func open(_ bracket: Unicode.Scalar, _ next: State) {
    beforeValue()
    bytes.append(UInt8(ascii: bracket))
    containers.append(next == .firstKey)
    depth += 1
    state = next
  }

  private mutating func close(_ bracket: Unicode.Scalar, isEmpty: Bool) {
    depth -= 1
    containers.removeLast()
    if style.isPretty, !isEmpty { newLine() }
    bytes.append(UInt8(ascii: bracket))
    afterValue()
  }

  // MARK: Text

  private mutating func scalar(_ text: String) {
    beforeValue()
    bytes += text.utf8
  }

  /// Writes what stands in front of a value and notes that it has come.
  private mutating func beforeValue() {
    switch state {
    case .start, .value: break
    case .firstElement:
      if style.isPretty { newLine() }
    case .element:
      bytes.append(UInt8(ascii: ","))
      if style.isPretty { newLine() }
    case .firstKey, .key: preconditionFailure("a JSON value was written without its key")
    case .finished: preconditionFailure("a second value was written to one JSON text")
    }
    afterValue()
  }

  private mutating func afterValue() {
    state = containers.last.map { $0 ? .key : .element } ?? .finished
  }

  private mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func appendString(_ text: String) {
    bytes.appendJSONString(text, escapesLineSeparators: style.escapesLineSeparators)
  }
}
