/// A body that comes in chunks, each behind its length.
///
/// - SeeAlso: [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112), section 7.1.
struct ChunkedBody {
  /// What the chunks so far hold.
  private(set) var bytes: [UInt8] = []
  private(set) var isComplete = false
  /// Bytes of the chunk that are still to come; `nil` in front of a chunk's length.
  private var left: Int?
  /// Whether the last chunk was read, so that only trailers are to come.
  private var isInTrailer = false
  /// Bytes of trailers so far.
  private var trailerCount = 0

  /// Bytes that the line with a chunk's length, or all trailers, may have.
  private static let lineLimit = 4096

  /// Takes what it can of what was received.
  ///
  /// - Returns: How many bytes it took.
  mutating func take(_ received: ArraySlice<UInt8>, limit: Int) throws(HTTPRefusal) -> Int {
    var rest = received
    while !isComplete {
      if let count = left, count > 0 {
        guard !rest.isEmpty else { break }
        let part = rest.prefix(count)
        bytes.append(contentsOf: part)
        rest = rest.dropFirst(part.count)
        left = count - part.count
        continue
      }
      guard let end = rest.firstIndex(of: 0x0a) else {
        guard rest.count <= Self.lineLimit else { throw .malformed("a chunk has no length") }
        break
      }
      let line = rest[..<end].last == 0x0d ? rest[..<end].dropLast() : rest[..<end]
      rest = rest[(end + 1)...]
      try read(line, limit: limit)
    }
    return rest.startIndex - received.startIndex
  }

  /// Reads the line in front of a chunk, behind one, or among the trailers.
  private mutating func read(_ line: ArraySlice<UInt8>, limit: Int) throws(HTTPRefusal) {
    if isInTrailer {
      trailerCount += line.count + 1
      guard trailerCount <= Self.lineLimit else { throw .headTooLarge(limit: Self.lineLimit) }
      isComplete = line.isEmpty
    } else if left == 0 {
      guard line.isEmpty else { throw .malformed("a chunk is longer than it says") }
      left = nil
    } else {
      let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
      guard !digits.isEmpty, digits.count <= 15,
        let count = Int(String(decoding: digits, as: UTF8.self), radix: 16), count >= 0,
        digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-")
      else { throw .malformed("a chunk's length is not a hex number") }
      guard bytes.count <= limit - min(count, limit), count <= limit else {
        throw .bodyTooLarge(limit: limit)
      }
      if count == 0 { isInTrailer = true } else { left = count }
    }
  }
}
