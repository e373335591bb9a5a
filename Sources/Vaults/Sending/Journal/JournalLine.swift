import EVMPrimitives
import ExactJSON

/// How a record stands in a journal: JSON whose last member is a check over it and all lines before.
///
/// The check is the first eight bytes of Keccak-256 of the line before's check and of the line without
/// its own. So a line that was changed, lost or put elsewhere is found, and one that was cut short.
struct JournalLine {
  /// The check of the line before; zeros in front of the first.
  private(set) var check = [UInt8](repeating: 0, count: 8)

  private static let label = Array(",\"check\":\"".utf8)
  /// The label, 16 digits, a quotation mark and a brace.
  private static let tailCount = label.count + 18

  /// The bytes of a record, its newline too.
  ///
  /// - Parameter time: Seconds since 1970.
  mutating func encode(_ record: JournalRecord, time: UInt64) -> [UInt8] {
    let members = [JSON.Member("time", .integer(time))] + record.members
    var line = Array(JSON.object(members).text().utf8)
    line.removeLast()
    check = Self.check(of: line[...], after: check)
    return line + Self.label + Array(Hex.encode(check, prefix: false).utf8) + Array("\"}\n".utf8)
  }

  /// The record of a line without its newline.
  ///
  /// - Throws: Why it is not a line that was written here after the one before.
  mutating func decode(_ line: ArraySlice<UInt8>) throws(JournalLineError) -> JournalRecord {
    guard line.count > Self.tailCount else { throw .notALine }
    let body = line.dropLast(Self.tailCount)
    let tail = line.suffix(Self.tailCount)
    let expected = Self.check(of: body, after: check)
    guard
      tail.elementsEqual(
        Self.label + Array(Hex.encode(expected, prefix: false).utf8) + Array("\"}".utf8))
    else { throw .wrongCheck }
    let record: JournalRecord
    do {
      record = try JournalRecord(JSONDocument(parsing: Array(line)).root)
    } catch { throw .record(String(describing: error)) }
    check = expected
    return record
  }

  private static func check(of body: ArraySlice<UInt8>, after check: [UInt8]) -> [UInt8] {
    var hash = Keccak256()
    hash.update(check)
    hash.update(body)
    return Array(hash.finalized().bytes.prefix(8))
  }
}

/// Why a line of a journal is none.
enum JournalLineError: Error, CustomStringConvertible {
  case notALine
  case wrongCheck
  case record(String)

  var description: String {
    switch self {
    case .notALine: "It is too short."
    case .wrongCheck: "Its check does not fit it and the lines before."
    case .record(let reason): reason
    }
  }
}
