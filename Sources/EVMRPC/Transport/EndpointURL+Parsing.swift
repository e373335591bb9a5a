internal import Glibc

extension EndpointURL {
  /// Bytes that a URL may have.
  public static let byteLimit = 8192

  /// Parses a URL.
  ///
  /// It takes fewer texts than RFC 3986 has, so that whoever reads it next cannot read it otherwise.
  /// - Parameter allowsInsecure: Whether `http` may lead to another machine than this one.
  /// - SeeAlso: [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986), section 3.
  public init(parsing text: String, allowsInsecure: Bool = false) throws(EndpointURLError) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= Self.byteLimit else { throw .tooLong(bytes.count) }
    let (scheme, start) = try Self.scheme(of: bytes)
    try Self.checkCharacters(of: bytes, from: start)

    let end = bytes[start...].firstIndex { $0 == slash || $0 == questionMark } ?? bytes.endIndex
    let rest = bytes[end...]
    var authority = bytes[start..<end]
    var credentials: Credentials?
    if let at = authority.lastIndex(of: atSign) {
      credentials = try Credentials(parsing: authority[..<at])
      authority = authority[(at + 1)...]
    }
    let (hostBytes, portBytes) = try Self.split(authority)
    guard !hostBytes.isEmpty else { throw .missingHost }
    let (host, isLoopback) = try Self.host(of: hostBytes)
    guard scheme == .https || isLoopback || allowsInsecure else { throw .insecure(host: host) }
    self.init(
      scheme: scheme, host: host, port: try portBytes.map(Self.port), isLoopback: isLoopback,
      target: (rest.first == slash ? "" : "/") + String(decoding: rest, as: UTF8.self),
      credentials: credentials, text: text)
  }

  private static func scheme(
    of bytes: [UInt8]
  ) throws(EndpointURLError) -> (Scheme, end: Int) {
    let start = String(decoding: bytes.prefix(8), as: UTF8.self).lowercased()
    if start.hasPrefix("https://") { return (.https, 8) }
    if start.hasPrefix("http://") { return (.http, 7) }
    throw start.hasPrefix("ws://") || start.hasPrefix("wss://") ? .webSocket : .unknownScheme
  }

  /// Checks that all behind the scheme are characters of URLs, and that percent encoding is whole.
  private static func checkCharacters(
    of bytes: [UInt8], from start: Int
  ) throws(EndpointURLError) {
    let authorityEnd =
      bytes[start...].firstIndex { $0 == slash || $0 == questionMark } ?? bytes.count
    for (place, byte) in bytes.enumerated().dropFirst(start) {
      switch byte {
      case percent:
        let digits = bytes[(place + 1)...].prefix(2)
        guard digits.count == 2, digits.allSatisfy({ hexValue($0) != nil }) else {
          throw .badPercentEncoding(at: place)
        }
      case UInt8(ascii: "#"): throw .fragment(at: place)
      case openBracket, closeBracket:
        // Brackets belong to an IPv6 address.
        guard place < authorityEnd else { throw .unexpectedByte(at: place) }
      default: guard isURLCharacter(byte) else { throw .unexpectedByte(at: place) }
      }
    }
  }

  /// Unreserved characters, sub-delimiters and what separates the parts (RFC 3986, section 2).
  private static func isURLCharacter(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
  }
}

// MARK: - Host and port

extension EndpointURL {
  /// A host, with the brackets of an address, and the digits of a port.
  private static func split(
    _ authority: ArraySlice<UInt8>
  ) throws(EndpointURLError) -> (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>?) {
    if authority.first == openBracket {
      guard let close = authority.firstIndex(of: closeBracket) else { throw .badHost }
      let rest = authority[(close + 1)...]
      guard !rest.isEmpty else { return (authority, nil) }
      guard rest.first == colon else { throw .badHost }
      return (authority[...close], rest.dropFirst())
    }
    guard let place = authority.firstIndex(of: colon) else { return (authority, nil) }
    return (authority[..<place], authority[(place + 1)...])
  }

  private static func port(_ digits: ArraySlice<UInt8>) throws(EndpointURLError) -> UInt16 {
    guard (1...5).contains(digits.count), digits.allSatisfy(isDigit),
      let port = UInt16(String(decoding: digits, as: UTF8.self)), port > 0
    else { throw .badPort }
    return port
  }

  private static func host(
    of bytes: ArraySlice<UInt8>
  ) throws(EndpointURLError) -> (text: String, isLoopback: Bool) {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    if bytes.first == openBracket {
      let address = String(text.dropFirst().dropLast())
      var parsed = in6_addr()
      guard inet_pton(AF_INET6, address, &parsed) == 1 else { throw .badHost }
      let loopback = [UInt8](repeating: 0, count: 15) + [1]
      return (address, withUnsafeBytes(of: parsed) { $0.elementsEqual(loopback) })
    }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= 253, labels.enumerated().allSatisfy(isLabel(of: labels.count)) else {
      throw .badHost
    }
    // What ends in a number is an address, which libraries read from texts such as 0x7f.1, too.
    if let last = labels.last(where: { !$0.isEmpty }), isNumber(last) {
      let numbers = labels.map { isShortNumber($0) ? UInt8($0) : nil }
      guard numbers.count == 4, numbers.allSatisfy({ $0 != nil }) else { throw .badHost }
      return (text, numbers[0] == 127)
    }
    return (text, text == "localhost")
  }

  /// Whether a label is one of a host's name; the last of several may be empty.
  private static func isLabel(of count: Int) -> ((offset: Int, element: Substring)) -> Bool {
    { label in
      guard !label.element.isEmpty else { return count > 1 && label.offset == count - 1 }
      return label.element.utf8.count <= 63
        && label.element.utf8.allSatisfy {
          isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
    }
  }

  /// Whether a label is read as a number by some library: digits, or hex digits behind `0x`.
  private static func isNumber(_ label: Substring) -> Bool {
    label.utf8.allSatisfy(isDigit)
      || label.hasPrefix("0x") && label.utf8.dropFirst(2).allSatisfy { hexValue($0) != nil }
  }

  /// Digits without a leading zero, which would make them octal.
  private static func isShortNumber(_ label: Substring) -> Bool {
    !label.isEmpty && label.utf8.allSatisfy(isDigit) && (label == "0" || !label.hasPrefix("0"))
  }
}

// MARK: - Credentials

extension EndpointURL.Credentials {
  fileprivate init(parsing bytes: ArraySlice<UInt8>) throws(EndpointURLError) {
    let parts = bytes.split(separator: colon, maxSplits: 1, omittingEmptySubsequences: false)
    user = try Self.decoded(parts[0])
    password = parts.count > 1 ? try Self.decoded(parts[1]) : ""
    guard !user.utf8.contains(colon), !bytes.contains(atSign) else { throw .badCredentials }
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) throws(EndpointURLError) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == percent else {
        result.append(byte)
        continue
      }
      // Percent encoding is known to be whole.
      guard let high = rest.popFirst().flatMap(hexValue),
        let low = rest.popFirst().flatMap(hexValue)
      else { throw .badCredentials }
      result.append(high << 4 | low)
    }
    guard result.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }),
      let text = String(validating: result, as: UTF8.self)
    else { throw .badCredentials }
    return text
  }
}

private let slash = UInt8(ascii: "/")
private let questionMark = UInt8(ascii: "?")
private let atSign = UInt8(ascii: "@")
private let colon = UInt8(ascii: ":")
private let percent = UInt8(ascii: "%")
private let openBracket = UInt8(ascii: "[")
private let closeBracket = UInt8(ascii: "]")

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
