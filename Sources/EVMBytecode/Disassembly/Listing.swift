/// Code as assembly text, which ``Assembly/init(parsing:)`` reads back to the same bytes, whatever
/// they are.
///
/// A line is `0042: PUSH2 0x01a4`: the offset in hex, the mnemonic, the PUSH data. Bytes that are no
/// instruction are `DATA 0x0c`. A PUSH whose data the end of the code cuts off shows the bytes that
/// are there and two dots, `PUSH4 0xaabb..`. An empty line stands in front of each jump destination.
public struct Listing: Sendable {
  /// How the text is laid out.
  public struct Style: Hashable, Sendable {
    /// Whether each line begins with its offset; without it the text can be edited freely.
    public var showsOffsets: Bool
    /// Whether jump destinations get names, and PUSHes of them refer to the names: those in front
    /// of JUMP or JUMPI, and PUSH2 and PUSH3 anywhere. A constant that is a destination's offset by
    /// chance is named too, which changes nothing unless the text is edited.
    public var namesLabels: Bool

    public init(showsOffsets: Bool = true, namesLabels: Bool = false) {
      self.showsOffsets = showsOffsets
      self.namesLabels = namesLabels
    }
  }

  public let code: Bytecode
  public let style: Style
  /// The parts of the code, in order, without a gap.
  let parts: [Part]
  /// What stands behind instructions, by offset.
  let remarks: [Int: String]

  /// A part that is read as instructions, or as data, under a heading.
  struct Part: Sendable {
    var range: Range<Int>
    var isCode: Bool
    var heading: String?
  }

  /// All bytes as instructions.
  public init(_ code: Bytecode, style: Style = Style()) {
    self.init(
      code, style: style, parts: [Part(range: 0..<code.count, isCode: true, heading: nil)])
  }

  init(_ code: Bytecode, style: Style, parts: [Part], remarks: [Int: String] = [:]) {
    self.code = code
    self.style = style
    self.parts = parts.filter { !$0.range.isEmpty }
    self.remarks = remarks
  }

  /// The text, ending with a line break unless the code is empty.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The text's bytes, all ASCII but for what headings quote; about 1 GB/s without labels.
  public var utf8: [UInt8] {
    if !style.namesLabels, remarks.isEmpty { return plain() }
    return annotated()
  }
}
