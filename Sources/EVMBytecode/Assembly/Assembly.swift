/// Assembly, from text or from Swift, that becomes code.
///
/// ```swift
/// let code = try Assembly(parsing: """
///   CALLVALUE
///   PUSH @refuse   ; as many bytes as it takes
///   JUMPI
///   STOP
///   refuse: JUMPDEST
///   PUSH1 0  DUP1  REVERT
///   """).bytecode()
/// ```
public struct Assembly: Hashable, Sendable {
  /// A statement and where it stands.
  struct Line: Hashable, Sendable {
    let statement: AssemblyStatement
    let line: Int
    let column: Int
    /// The offset that the text states for it.
    var statedOffset: Int?

    func error(_ cause: AssemblyError.Cause) -> AssemblyError {
      AssemblyError(cause, line: line, column: column)
    }
  }

  var lines: [Line]

  /// Statements in order; an error names the place of each as its line, counted from one.
  public init(_ statements: [AssemblyStatement]) {
    lines = statements.enumerated().map { Line(statement: $1, line: $0 + 1, column: 1) }
  }

  init(lines: [Line]) { self.lines = lines }

  public var statements: [AssemblyStatement] { lines.map(\.statement) }

  /// The code, with every label in its place.
  ///
  /// A PUSH of a label without a width begins with one byte and grows until all offsets fit, which
  /// is after at most three rounds over the labels that grow.
  /// - Throws: ``AssemblyError`` for labels that are missing, repeated or too far, for an offset
  ///   column that is wrong, for more than ``Bytecode/maximumByteCount``, and for anything behind a
  ///   cut-off PUSH.
  public func bytecode() throws(AssemblyError) -> Bytecode {
    try checkStatements()
    let layout = try AssemblyLayout(lines)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(layout.byteCount)
    for (index, line) in lines.enumerated() {
      if let stated = line.statedOffset, stated != bytes.count {
        throw line.error(.wrongOffset(stated: stated, found: bytes.count))
      }
      switch line.statement {
      case .instruction(let opcode): bytes.append(opcode.rawValue)
      case .push(let data):
        bytes.append(UInt8(truncatingIfNeeded: 0x5f + data.count))
        bytes += data
      case .cutOffPush(let byteCount, let data):
        bytes.append(UInt8(truncatingIfNeeded: 0x5f + byteCount))
        bytes += data
      case .data(let data): bytes += data
      case .label: break
      case .pushLabel(let name, _):
        let (target, width) = try layout.reference(name, from: index, line)
        bytes.append(UInt8(truncatingIfNeeded: 0x5f + width))
        for byte in (0..<width).reversed() {
          bytes.append(byte < 8 ? UInt8(truncatingIfNeeded: target >> (byte * 8)) : 0)
        }
      }
    }
    guard let code = try? Bytecode(bytes) else {
      throw lines.last?.error(.tooLarge) ?? AssemblyError(.tooLarge, line: 1, column: 1)
    }
    return code
  }

  /// Widths are those of PUSHes, and only labels follow a PUSH that is cut off.
  private func checkStatements() throws(AssemblyError) {
    var isOver = false
    for line in lines {
      if isOver {
        guard case .label = line.statement else { throw line.error(.behindCutOff) }
      }
      switch line.statement {
      case .push(let data) where data.count > 32: throw line.error(.invalidWidth(data.count))
      case .pushLabel(_, .some(let byteCount)) where !(1...32).contains(byteCount):
        throw line.error(.invalidWidth(byteCount))
      case .cutOffPush(let byteCount, let data):
        guard (1...32).contains(byteCount), data.count < byteCount else {
          throw line.error(.invalidWidth(byteCount))
        }
        isOver = true
      default: break
      }
    }
  }
}
