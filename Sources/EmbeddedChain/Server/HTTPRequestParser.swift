/// Finds requests in the bytes of a connection, as they come.
///
/// - SeeAlso: [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112)
struct HTTPRequestParser {
  /// How much of a request is too much.
  struct Limits: Hashable, Sendable {
    /// Bytes of the request line and the headers.
    var head = 16_384
    /// Bytes of the body.
    var body = 16 << 20
  }

  private let limits: Limits
  private var buffer: [UInt8] = []
  /// What of ``buffer`` was used up.
  private var start = 0
  /// How far the end of the head was looked for.
  private var searched = 0
  private var head: Head?
  private var chunks = ChunkedBody()

  /// What was read of a request whose body is not there yet.
  private struct Head {
    var request: HTTPRequest
    var framing: Framing
    var expectsContinue: Bool
  }

  private enum Framing {
    case length(Int)
    case chunked
  }

  init(limits: Limits = Limits()) { self.limits = limits }

  /// Whether a request has begun and is not complete.
  var isInside: Bool { head != nil || start < buffer.count }

  /// Whether the client waits for the word that it may send the body; true once for a request.
  mutating func takesExpectation() -> Bool {
    guard head?.expectsContinue == true else { return false }
    head?.expectsContinue = false
    return start == buffer.count
  }

  /// Adds what was received.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if start > 0, start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      searched = 0
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole request, or `nil` until more was received.
  mutating func next() throws(HTTPRefusal) -> HTTPRequest? {
    if head == nil {
      guard let end = try endOfHead() else { return nil }
      head = try Self.parse(buffer[start..<end.text], limits: limits)
      consume(to: end.next)
    }
    guard let head else { return nil }
    var request = head.request
    switch head.framing {
    case .length(let count):
      guard buffer.count - start >= count else { return nil }
      request.body = Array(buffer[start..<start + count])
      consume(to: start + count)
    case .chunked:
      let used = try chunks.take(buffer[start...], limit: limits.body)
      consume(to: start + used)
      guard chunks.isComplete else { return nil }
      request.body = chunks.bytes
      chunks = ChunkedBody()
    }
    self.head = nil
    return request
  }

  private mutating func consume(to offset: Int) {
    start = offset
    searched = offset
    // What was used is let go before it is long, so that a connection keeps little.
    if start > 65_536 {
      buffer.removeSubrange(..<start)
      start = 0
      searched = 0
    }
  }

  /// Where the head ends and what follows begins: behind an empty line.
  private mutating func endOfHead() throws(HTTPRefusal) -> (text: Int, next: Int)? {
    // Empty lines in front of a request are passed over (RFC 9112, section 2.2).
    while start < buffer.count, buffer[start] == 0x0d || buffer[start] == 0x0a { start += 1 }
    var place = max(start, searched)
    while place < buffer.count {
      if buffer[place] == 0x0a {
        if place + 1 < buffer.count, buffer[place + 1] == 0x0a { return (place, place + 2) }
        if place + 2 < buffer.count, buffer[place + 1] == 0x0d, buffer[place + 2] == 0x0a {
          return (place, place + 3)
        }
        if place + 2 >= buffer.count { break }
      }
      place += 1
    }
    searched = place
    guard buffer.count - start <= limits.head else { throw .headTooLarge(limit: limits.head) }
    return nil
  }
}

// MARK: - The head

extension HTTPRequestParser {
  private static func parse(
    _ text: ArraySlice<UInt8>, limits: Limits
  ) throws(HTTPRefusal) -> Head {
    guard text.count <= limits.head else { throw .headTooLarge(limit: limits.head) }
    var lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)[...]
    let words = line(lines.popFirst() ?? []).split(
      separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 3, let method = words.first, let version = words.last,
      !method.isEmpty, method.allSatisfy(isTokenByte)
    else { throw .malformed("the request line is not METHOD TARGET HTTP/1.1") }
    let isNewer = version.elementsEqual("HTTP/1.1".utf8)
    guard isNewer || version.elementsEqual("HTTP/1.0".utf8) else {
      guard version.starts(with: "HTTP/".utf8) else {
        throw .malformed("the request line does not end with the version")
      }
      throw .unknownVersion
    }
    var fields = Fields()
    for raw in lines { try fields.read(line(raw)) }
    guard isNewer == false || fields.host != nil else {
      throw .malformed("the Host header is missing")
    }
    let request = HTTPRequest(
      method: string(method), path: path(of: words[1]), host: fields.host, origin: fields.origin,
      keepsAlive: fields.closes ? false : isNewer || fields.keepsAlive, body: [])
    guard let coding = fields.coding else {
      let length = fields.length ?? 0
      guard length <= limits.body else { throw .bodyTooLarge(limit: limits.body) }
      return Head(
        request: request, framing: .length(length),
        expectsContinue: fields.expectsContinue && length > 0)
    }
    // Both would let two readers see two different requests (RFC 9112, section 6.1).
    guard fields.length == nil else {
      throw .malformed("it has both Content-Length and Transfer-Encoding")
    }
    guard coding == "chunked", isNewer else { throw .unknownCoding }
    return Head(request: request, framing: .chunked, expectsContinue: fields.expectsContinue)
  }

  /// A line without the carriage return in front of its end.
  private static func line(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.last == 0x0d ? bytes.dropLast() : bytes
  }

  private static func path(of target: ArraySlice<UInt8>) -> String {
    string(target.prefix { $0 != UInt8(ascii: "?") })
  }

  fileprivate static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a byte may stand in a method or a header's name (RFC 9110, section 5.6.2).
  fileprivate static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// The headers that the server looks at.
  private struct Fields {
    var host: String?
    var origin: String?
    var length: Int?
    var coding: String?
    var closes = false
    var keepsAlive = false
    var expectsContinue = false

    mutating func read(_ line: ArraySlice<UInt8>) throws(HTTPRefusal) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy(isTokenByte)
      else { throw .malformed("a header is not NAME: VALUE") }
      let value = string(trimmed(line[line.index(after: colon)...]))
      switch string(line[..<colon]).lowercased() {
      case "host":
        guard host == nil else { throw .malformed("it has two Host headers") }
        host = value
      case "origin": origin = value
      case "content-length":
        guard length == nil, !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw .malformed("the Content-Length is not one number") }
        // More digits than fit are more bytes than any limit.
        length = Int(value) ?? .max
      case "transfer-encoding":
        guard coding == nil else { throw .unknownCoding }
        coding = value.lowercased()
      case "connection":
        for option in value.lowercased().split(separator: ",") {
          switch option.filter({ $0 != " " && $0 != "\t" }) {
          case "close": closes = true
          case "keep-alive": keepsAlive = true
          default: break
          }
        }
      case "expect": expectsContinue = value.lowercased() == "100-continue"
      default: break
      }
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
      var bytes = bytes.drop(while: isBlank)
      while let last = bytes.last, isBlank(last) { bytes.removeLast() }
      return bytes
    }
  }
}
