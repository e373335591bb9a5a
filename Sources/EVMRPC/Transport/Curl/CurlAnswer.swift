/// What libcurl hands over of an answer, as it comes.
final class CurlAnswer {
  private(set) var body: [UInt8] = []
  private(set) var retryAfter: String?
  private(set) var contentType: String?
  /// Whether the request was being sent.
  private(set) var wasSent = false
  /// The limit that the answer does not keep.
  private(set) var brokenLimit: Int?

  private let limit: Int
  private var headCount = 0

  /// Bytes that all heads of an answer may have.
  static let headLimit = 256 << 10

  init(limit: Int) { self.limit = max(0, limit) }

  /// Takes a piece of the body; false when it is too much.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= limit - body.count else {
      brokenLimit = limit
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// Takes a line of a head, with its end; false when there are too many.
  func takeLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headCount += bytes.count
    guard headCount <= Self.headLimit else {
      brokenLimit = Self.headLimit
      return false
    }
    if bytes.starts(with: "HTTP/".utf8) {
      // What came before was an interim answer's.
      retryAfter = nil
      contentType = nil
    } else if let value = Self.value(of: "retry-after", in: bytes) {
      retryAfter = value
    } else if let value = Self.value(of: "content-type", in: bytes) {
      contentType = value
    }
    return true
  }

  /// Learns that a connection stands; false when the request was sent over another one before.
  ///
  /// libcurl sends a request a second time when a connection that it kept ends without an answer. The
  /// endpoint may have done what the first one said.
  func takeConnection() -> Bool {
    defer { wasSent = true }
    return !wasSent
  }

  /// The value of a field when the line is one of it, and plain text of a sensible length.
  private static func value(of name: String, in line: UnsafeRawBufferPointer) -> String? {
    guard line.count > name.utf8.count, line[name.utf8.count] == UInt8(ascii: ":"),
      zip(name.utf8, line).allSatisfy({ $0 == $1 | 0x20 })
    else { return nil }
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
    let value = line.dropFirst(name.utf8.count + 1).drop(while: isSpace)
      .reversed().drop(while: isSpace).reversed()
    guard value.count <= 200, value.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
    return String(decoding: value, as: UTF8.self)
  }
}
