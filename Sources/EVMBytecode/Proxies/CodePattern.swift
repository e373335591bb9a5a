import EVMPrimitives

/// Bytes with holes: what all contracts of one make have in common, from their first byte.
///
/// Written as hex digits with the holes in braces, for instance
/// `363d3d373d3d3d363d {push target} 5af43d82803e903d91 60{jump 2b} 57fd5bf3`:
///
/// - `{target 20}`: a hole of so many bytes, named by one of ``Hole/Name``.
/// - `{push target}`: a PUSH instruction and its 20 bytes, or fewer where leading zero bytes of the
///   value were left away.
/// - `{jump 2b}`: a hole of one byte that holds a jump target; it moves down with every byte that
///   `{push ...}` saves, and is checked after the match.
///
/// A pattern has a fixed length: a family of PUSH widths is as many patterns.
struct CodePattern: Sendable {
  struct Hole: Sendable {
    enum Name: String {
      case target, admin, length, jump
    }

    let name: Name
    let range: Range<Int>
    /// The only right content, for a jump.
    let expected: UInt8?
  }

  /// The pattern's length in bytes.
  let count: Int
  let holes: [Hole]
  /// The bytes, zero in holes.
  private let bytes: [UInt8]
  /// The runs of bytes outside holes.
  private let literals: [Range<Int>]
  /// The first eight bytes, in the order in which ``CodeHead`` loads them, and the bits that count.
  private let head: UInt64
  private let headMask: UInt64

  /// - Precondition: `notation` is well formed; it stands in this module's tables.
  init(_ notation: String, leadingZeros: Int = 0) {
    var writer = CodePatternWriter(leadingZeros: leadingZeros)
    writer.write(notation)
    var literals: [Range<Int>] = []
    var start = 0
    for hole in writer.holes {
      if start < hole.range.lowerBound { literals.append(start..<hole.range.lowerBound) }
      start = hole.range.upperBound
    }
    if start < writer.bytes.count { literals.append(start..<writer.bytes.count) }
    var mask: UInt64 = 0
    for run in literals {
      for index in run where index < 8 { mask |= 0xff << UInt64(index * 8) }
    }
    count = writer.bytes.count
    holes = writer.holes
    bytes = writer.bytes
    self.literals = literals
    head = CodeHead.load(writer.bytes.span)
    headMask = mask
  }

  /// Whether `code` begins with this pattern, whatever stands in the holes.
  ///
  /// - Parameter codeHead: ``CodeHead/load(_:)`` of `code`; it refuses most patterns at once.
  func matches(_ code: Span<UInt8>, codeHead: UInt64) -> Bool {
    guard (codeHead ^ head) & headMask == 0, code.count >= count else { return false }
    for run in literals {
      for index in run where code[index] != bytes[index] { return false }
    }
    return true
  }

  /// The holes with this name, in order.
  func ranges(_ name: Hole.Name) -> [Range<Int>] {
    holes.filter { $0.name == name }.map(\.range)
  }
}

/// The first eight bytes of code as one word.
enum CodeHead {
  /// Byte i in bits 8i to 8i+7; zero where the code has ended.
  static func load(_ code: Span<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    for index in 0..<min(8, code.count) { head |= UInt64(code[index]) << UInt64(index * 8) }
    return head
  }
}

/// Turns the notation of ``CodePattern`` into bytes and holes.
private struct CodePatternWriter {
  let leadingZeros: Int
  var bytes: [UInt8] = []
  var holes: [CodePattern.Hole] = []

  init(leadingZeros: Int) { self.leadingZeros = leadingZeros }

  mutating func write(_ notation: String) {
    var rest = notation[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      writeLiterals(rest[..<open])
      let words = rest[rest.index(after: open)..<close].split(separator: " ")
      writeHole(String(words[0]), String(words[1]))
      rest = rest[rest.index(after: close)...]
    }
    writeLiterals(rest)
  }

  private mutating func writeLiterals(_ text: Substring) {
    for digits in text.split(separator: " ") { bytes += try! Hex.decode(digits) }
  }

  private mutating func writeHole(_ first: String, _ second: String) {
    switch first {
    case "push":
      let width = 20 - leadingZeros
      bytes.append(0x5f + UInt8(width))
      reserve(.init(rawValue: second)!, width)
    case "jump":
      let target = UInt8(second, radix: 16)! - UInt8(leadingZeros)
      reserve(.jump, 1, expected: target)
    default:
      reserve(.init(rawValue: first)!, Int(second)!)
    }
  }

  private mutating func reserve(_ name: CodePattern.Hole.Name, _ count: Int, expected: UInt8? = nil)
  {
    holes.append(
      .init(name: name, range: bytes.count..<bytes.count + count, expected: expected))
    bytes += repeatElement(0, count: count)
  }
}
