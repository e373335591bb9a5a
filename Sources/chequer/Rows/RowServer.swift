import ExactJSON
import Glibc

/// Answers JSON rows from standard input, one row each, in order.
///
/// What one read of the input brings is answered and written before the next, so a caller that
/// writes a row and waits gets its answer; memory does not grow with the number of rows.
struct RowServer: Sendable {
  /// The keys a row may have.
  let keys: [String]
  /// The answer to a row.
  let answer: @Sendable (Row) throws -> JSON

  /// Longer rows are refused and skipped.
  static let maximumRowSize = 64 << 20
  /// Fewer rows than this are not worth a second thread.
  private static let smallestShare = 8
  /// Unless they are this long.
  private static let smallestSize = 1 << 13

  /// Serves until the input ends.
  ///
  /// - Throws: ``Failure`` when the input cannot be read or the answers cannot be written.
  func serve() throws(Failure) {
    var input = LineReader(descriptor: STDIN_FILENO, maximumLineSize: Self.maximumRowSize)
    while let lines = try input.nextLines() {
      for answers in answered(lines) { StandardOutput.shared.append(answers) }
      try StandardOutput.shared.flush()
    }
  }

  /// The answers to `lines`, in a few pieces, worked on by all cores.
  private func answered(_ lines: [LineReader.Line]) -> [[UInt8]] {
    let pieces = min(AllCores.count * 4, shares(lines))
    guard AllCores.count > 1, pieces > 1 else { return [answered(lines[...])] }
    return AllCores.map(pieces) { piece in
      let start = lines.count * piece / pieces
      let end = lines.count * (piece + 1) / pieces
      return answered(lines[start..<end])
    }
  }

  /// Into how many pieces the lines are worth being divided.
  private func shares(_ lines: [LineReader.Line]) -> Int {
    var size = 0
    for case .text(let text) in lines { size += text.count }
    // Rows as long as contracts are worth a thread each.
    return min(lines.count, max(lines.count / Self.smallestShare, size / Self.smallestSize))
  }

  private func answered(_ lines: ArraySlice<LineReader.Line>) -> [UInt8] {
    var writer = JSONWriter()
    var bytes: [UInt8] = []
    for line in lines {
      guard let json = answered(line) else { continue }
      writer.json(json)
      bytes += writer.bytes
      bytes.append(UInt8(ascii: "\n"))
      writer.removeAll()
    }
    return bytes
  }

  /// The answer to one line; none for a blank one.
  private func answered(_ line: LineReader.Line) -> JSON? {
    do {
      switch line {
      case .tooLong:
        throw Failure(.badData, "The row is longer than \(Self.maximumRowSize) bytes.")
      case .text(let text):
        if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) { return nil }
        return try answer(Row(JSONDocument(parsing: text).root, keys: keys))
      }
    } catch {
      return Failure(describing: error).json
    }
  }
}
