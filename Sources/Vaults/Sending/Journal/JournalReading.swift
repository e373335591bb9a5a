import EVMPrimitives
import ExactJSON

/// What a journal's file says, read line by line.
struct JournalReading {
  let path: String
  private(set) var owner: JournalOwner?
  private(set) var transactions: [JournaledTransaction] = []
  /// For the line that comes next.
  var line = JournalLine()
  /// Bytes up to the end of the last line that is whole.
  private(set) var soundByteCount = 0
  /// Bytes behind it: a line that a crash cut short.
  private(set) var tornByteCount = 0

  init(path: String) { self.path = path }

  /// - Throws: ``JournalError/corrupt(_:line:reason:)``.
  mutating func read(_ contents: [UInt8]) throws(JournalError) {
    var number = 0
    var start = 0
    while let end = contents[start...].firstIndex(of: 0x0a) {
      number += 1
      let text = contents[start..<end]
      // What a crash leaves of the last line may have gaps of zeros; JSON text never has.
      if end == contents.count - 1, text.contains(0) { break }
      do throws(JournalLineError) { try read(text, isFirst: number == 1) } catch {
        throw .corrupt(path, line: number, reason: error.description)
      }
      start = end + 1
    }
    soundByteCount = start
    tornByteCount = contents.count - start
  }

  private mutating func read(
    _ text: ArraySlice<UInt8>, isFirst: Bool
  ) throws(JournalLineError) {
    let record = try line.decode(text)
    if case .opening(let owner) = record {
      guard isFirst else { throw .record("A journal begins only once.") }
      self.owner = owner
      return
    }
    guard !isFirst else { throw .record("A journal begins with its owner.") }
    try transactions.apply(record, time: try Self.time(of: text))
  }

  private static func time(of text: ArraySlice<UInt8>) throws(JournalLineError) -> UInt64 {
    do {
      return try JSONDocument(parsing: Array(text)).root.require("time").integer()
    } catch { throw .record(String(describing: error)) }
  }
}
