import Dispatch
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
    let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let pieces = min(cores * 4, lines.count / Self.smallestShare)
    guard cores > 1, pieces > 1 else { return [answered(lines[...])] }
    let results = ResultSlots(count: pieces)
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let start = lines.count * piece / pieces
      let end = lines.count * (piece + 1) / pieces
      results[piece] = answered(lines[start..<end])
    }
    return results.all
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

/// A place for each piece of work, written by one worker each.
private final class ResultSlots: @unchecked Sendable {
  // Each slot is written by the one iteration that owns its index, and read after all have ended.
  private let slots: UnsafeMutableBufferPointer<[UInt8]>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: [])
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  subscript(index: Int) -> [UInt8] {
    get { slots[index] }
    set { slots[index] = newValue }
  }

  var all: [[UInt8]] { Array(slots) }
}
