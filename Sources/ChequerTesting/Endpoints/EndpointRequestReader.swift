/// Finds the bodies of HTTP/1.1 requests in the bytes of a connection.
///
/// - SeeAlso: [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112), sections 6 and 7.1.
struct EndpointRequestReader {
  private var buffer: [UInt8] = []
  private var expectsContinue = false

  /// What is no request that an endpoint takes; the connection ends.
  struct Refusal: Error {}

  /// Bytes of head and body that a request may have.
  private static let limit = 64 << 20

  mutating func append(_ bytes: [UInt8]) { buffer += bytes }

  /// Whether the client waits for the word that it may send the body; true once for a request.
  mutating func takesExpectation() -> Bool {
    defer { expectsContinue = false }
    return expectsContinue
  }

  /// The next request's body, empty for one that has none; `nil` until more was received.
  ///
  /// - Throws: ``Refusal``.
  mutating func next() throws(Refusal) -> [UInt8]? {
    guard buffer.count <= Self.limit else { throw Refusal() }
    guard let head = endOfLines(in: buffer[...]) else { return nil }
    let fields = try Self.fields(of: buffer[..<head])
    let rest = buffer[head...]
    let result: (body: [UInt8], end: Int)?
    if fields["transfer-encoding"]?.lowercased() == "chunked" {
      result = try Self.unchunked(rest)
    } else {
      let length = fields["content-length"].map { Int($0) ?? -1 } ?? 0
      guard length >= 0, length <= Self.limit else { throw Refusal() }
      result = rest.count < length ? nil : (Array(rest.prefix(length)), head + length)
    }
    guard let (body, end) = result else {
      expectsContinue = rest.isEmpty && fields["expect"]?.lowercased() == "100-continue"
      return nil
    }
    buffer.removeSubrange(..<end)
    return body
  }

  /// Where the empty line ends behind a head.
  private func endOfLines(in bytes: ArraySlice<UInt8>) -> Int? {
    let end: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a]
    guard bytes.count >= end.count else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - end.count)
    where bytes[start..<(start + end.count)].elementsEqual(end) {
      return start + end.count
    }
    return nil
  }

  /// The fields of a head, by names in lower case.
  private static func fields(of head: ArraySlice<UInt8>) throws(Refusal) -> [String: String] {
    var lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")[...]
    guard let request = lines.popFirst(), request.hasSuffix(" HTTP/1.1") else { throw Refusal() }
    var fields: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { throw Refusal() }
      let value = line[line.index(after: colon)...]
      fields[line[..<colon].lowercased()] = String(
        value.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    return fields
  }

  /// A body that comes in chunks, and where it ends; `nil` until it is whole.
  private static func unchunked(
    _ bytes: ArraySlice<UInt8>
  ) throws(Refusal) -> (body: [UInt8], end: Int)? {
    var body: [UInt8] = []
    var rest = bytes
    while true {
      guard let end = rest.firstIndex(of: 0x0a) else { return nil }
      let digits = rest[..<end].prefix { $0 != 0x0d && $0 != UInt8(ascii: ";") }
      guard let count = Int(String(decoding: digits, as: UTF8.self), radix: 16),
        (0...limit).contains(count), body.count + count <= limit
      else { throw Refusal() }
      rest = rest[(end + 1)...]
      // The line end behind a chunk; behind the last one stands no trailer.
      guard rest.count >= count + 2 else { return nil }
      body += rest.prefix(count)
      rest = rest.dropFirst(count + 2)
      if count == 0 { return (body, rest.startIndex) }
    }
  }
}
