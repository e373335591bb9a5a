import EVMRPC
import Testing
import VectorFiles

@Suite struct `An endpoint's URL` {
  struct Good: Sendable, CustomTestStringConvertible {
    var text: String
    var host: String
    var port: UInt16?
    var shown: String
    var isLoopback = false
    var testDescription: String { text }
  }

  static let good: [Good] = [
    Good(text: "https://rpc.bt.io", host: "rpc.bt.io", shown: "https://rpc.bt.io"),
    Good(text: "https://rpc.bt.io/", host: "rpc.bt.io", shown: "https://rpc.bt.io"),
    Good(text: "HTTPS://RPC.Bt.Io/", host: "rpc.bt.io", shown: "https://rpc.bt.io"),
    Good(text: "https://rpc.bt.io.", host: "rpc.bt.io.", shown: "https://rpc.bt.io."),
    Good(text: "https://rpc.bt.io/v3/key", host: "rpc.bt.io", shown: "https://rpc.bt.io/…"),
    Good(text: "https://rpc.bt.io?key=1", host: "rpc.bt.io", shown: "https://rpc.bt.io/…"),
    Good(text: "https://me:pw@rpc.bt.io", host: "rpc.bt.io", shown: "https://rpc.bt.io/…"),
    Good(text: "https://@rpc.bt.io", host: "rpc.bt.io", shown: "https://rpc.bt.io/…"),
    Good(text: "https://:@rpc.bt.io", host: "rpc.bt.io", shown: "https://rpc.bt.io/…"),
    Good(text: "https://a%40b:%2f@rpc.bt.io", host: "rpc.bt.io", shown: "https://rpc.bt.io/…"),
    Good(
      text: "https://rpc.bt.io:8443/a?b=c@d:e/f", host: "rpc.bt.io", port: 8443,
      shown: "https://rpc.bt.io:8443/…"),
    Good(text: "https://h:1", host: "h", port: 1, shown: "https://h:1"),
    Good(text: "https://h:65535", host: "h", port: 65535, shown: "https://h:65535"),
    Good(text: "https://a_b-c.d", host: "a_b-c.d", shown: "https://a_b-c.d"),
    Good(text: "https://1.2.3.4", host: "1.2.3.4", shown: "https://1.2.3.4"),
    Good(text: "https://1e100.net", host: "1e100.net", shown: "https://1e100.net"),
    Good(
      text: "https://[2001:DB8::1]:8", host: "2001:db8::1", port: 8,
      shown: "https://[2001:db8::1]:8"),
    Good(
      text: "http://localhost:8545", host: "localhost", port: 8545,
      shown: "http://localhost:8545", isLoopback: true),
    Good(text: "http://LOCALHOST", host: "localhost", shown: "http://localhost", isLoopback: true),
    Good(text: "http://127.0.0.1", host: "127.0.0.1", shown: "http://127.0.0.1", isLoopback: true),
    Good(
      text: "http://127.255.0.9", host: "127.255.0.9", shown: "http://127.255.0.9",
      isLoopback: true),
    Good(
      text: "http://[::1]:8545/x", host: "::1", port: 8545, shown: "http://[::1]:8545/…",
      isLoopback: true),
    Good(
      text: "http://[0:0:0:0:0:0:0:1]", host: "0:0:0:0:0:0:0:1",
      shown: "http://[0:0:0:0:0:0:0:1]", isLoopback: true),
  ]

  @Test(arguments: good) func `has a host and a port, and shows no more`(_ row: Good) throws {
    let url = try EndpointURL(parsing: row.text)
    #expect(url.host == row.host)
    #expect(url.port == row.port)
    #expect(url.isLoopback == row.isLoopback)
    #expect(url.description == row.shown)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var text: String
    var error: EndpointURLError
    var testDescription: String { text }

    init(_ text: String, _ error: EndpointURLError) {
      self.text = text
      self.error = error
    }
  }

  static let bad: [Bad] = [
    Bad("", .empty),
    Bad("https://h/" + String(repeating: "a", count: 8183), .tooLong(8193)),
    Bad("rpc.bt.io", .unknownScheme), Bad("ftp://h", .unknownScheme),
    Bad("https:/h", .unknownScheme), Bad("//h", .unknownScheme), Bad(" https://h", .unknownScheme),
    Bad("file:///etc/passwd", .unknownScheme), Bad("ws://h", .webSocket),
    Bad("WSS://h", .webSocket),
    Bad("https://", .missingHost), Bad("https:///path", .missingHost),
    Bad("https://?q", .missingHost), Bad("https://me:pw@", .missingHost),
    Bad("https://:8545", .missingHost),
    Bad("https://h/a b", .unexpectedByte(at: 11)), Bad("https://h\n", .unexpectedByte(at: 9)),
    Bad("https://h/\r\nX: y", .unexpectedByte(at: 10)), Bad("https://h\t", .unexpectedByte(at: 9)),
    Bad("https://h/\u{0}", .unexpectedByte(at: 10)),
    Bad("https://h/\u{7f}", .unexpectedByte(at: 10)),
    Bad("https://h\\@g", .unexpectedByte(at: 9)), Bad("https://bücher.de", .unexpectedByte(at: 9)),
    Bad("https://h/[x]", .unexpectedByte(at: 10)), Bad("https://h/\"", .unexpectedByte(at: 10)),
    Bad("https://h/<>", .unexpectedByte(at: 10)), Bad("https://h/{}", .unexpectedByte(at: 10)),
    Bad("https://h/^`|", .unexpectedByte(at: 10)),
    Bad("https://h/%", .badPercentEncoding(at: 10)),
    Bad("https://h/%2", .badPercentEncoding(at: 10)),
    Bad("https://h/%gg", .badPercentEncoding(at: 10)),
    Bad("https://h/#a", .fragment(at: 10)), Bad("https://h#a@g", .fragment(at: 9)),
    Bad("https://a..b", .badHost), Bad("https://.", .badHost), Bad("https://.a", .badHost),
    Bad("https://a%2eb", .badHost), Bad("https://a,b", .badHost), Bad("https://a$b", .badHost),
    Bad("https://" + String(repeating: "a", count: 64), .badHost),
    Bad("https://" + String(repeating: "a.", count: 127), .badHost),
    Bad("https://[::1", .badHost), Bad("https://[]", .badHost), Bad("https://[g::]", .badHost),
    Bad("https://[1.2.3.4]", .badHost), Bad("https://[::1]x", .badHost),
    Bad("https://[fe80::1%25eth0]", .badHost), Bad("https://::1", .missingHost),
    Bad("https://]", .badHost), Bad("https://a[::1]", .badHost),
    // What some libraries read as 127.0.0.1.
    Bad("http://127.1", .badHost), Bad("http://2130706433", .badHost),
    Bad("http://0x7f.1", .badHost), Bad("http://0x7f000001", .badHost),
    Bad("http://0177.0.0.1", .badHost), Bad("http://127.0.0.01", .badHost),
    Bad("http://127.0.0.1.", .badHost), Bad("http://127.0.0.0x1", .badHost),
    Bad("https://256.1.1.1", .badHost), Bad("https://1.2.3.4.5", .badHost),
    Bad("https://h:", .badPort), Bad("https://h:0", .badPort), Bad("https://h:65536", .badPort),
    Bad("https://h:+80", .badPort), Bad("https://h:8a", .badPort), Bad("https://h:1:2", .badPort),
    Bad("https://h:000080", .badPort), Bad("https://[::1]:", .badPort),
    Bad("https://a%3Ab:c@h", .badCredentials), Bad("https://a@b@h", .badCredentials),
    Bad("https://a:%0d%0aX@h", .badCredentials), Bad("https://%00@h", .badCredentials),
    Bad("https://%ff@h", .badCredentials),
    Bad("http://rpc.bt.io", .insecure(host: "rpc.bt.io")),
    Bad("http://128.0.0.1", .insecure(host: "128.0.0.1")),
    Bad("http://0.0.0.0", .insecure(host: "0.0.0.0")),
    Bad("http://localhost.evil.org", .insecure(host: "localhost.evil.org")),
    Bad("http://127.0.0.1.evil.org", .insecure(host: "127.0.0.1.evil.org")),
    Bad("http://localhost@evil.org", .insecure(host: "evil.org")),
    Bad("http://127.0.0.1:80@evil.org", .insecure(host: "evil.org")),
    Bad("http://[::2]", .insecure(host: "::2")),
    Bad("http://[::ffff:127.0.0.1]", .insecure(host: "::ffff:127.0.0.1")),
  ]

  @Test(arguments: bad) func `is refused for one reason`(_ row: Bad) {
    #expect(throws: row.error) { try EndpointURL(parsing: row.text) }
  }

  @Test func `may be without encryption when that is allowed`() throws {
    let url = try EndpointURL(parsing: "http://rpc.bt.io", allowsInsecure: true)
    #expect(url.scheme == .http)
    #expect(!url.isLoopback)
  }

  @Test func `is another when its text is, and the same when it is not`() throws {
    let texts = [
      "https://h", "https://h/", "https://H", "https://h:443", "https://h/a", "https://a@h",
    ]
    let urls = try Set((texts + texts).map { try EndpointURL(parsing: $0) })
    #expect(urls.count == texts.count)
  }

  // MARK: Secrets

  @Test func `shows its secrets in no way`() throws {
    let url = try EndpointURL(
      parsing: "https://sesame:sesame@rpc.bt.io:8443/sesame?key=sesame")
    var dumped = ""
    dump(url, to: &dumped)
    dump([url], to: &dumped)
    for text in [
      "\(url)", String(describing: url), String(reflecting: url), "\([url])",
      "\(Optional(url) as Any)",
      dumped, "\(Mirror(reflecting: url).children.map { "\($0)" })",
    ] {
      #expect(!text.contains("sesame"))
    }
    #expect(String(reflecting: url) == "https://rpc.bt.io:8443/…")
  }

  @Test func `shows none in the reason why it is refused`() {
    for text in [
      "sesame", "sesame://h", "https://sesame/ ", "https://h:sesame", "https://h/sesame#sesame",
      "https://h/sesame%", "https://sesame%3a:sesame@h", "https://sesame:sesame@[::1",
      "http://sesame:sesame@h/sesame",
    ] {
      do throws(EndpointURLError) {
        let url = try EndpointURL(parsing: text)
        Issue.record("\(url) was taken.")
      } catch {
        #expect(!"\(error)\(String(reflecting: error))".contains("sesame"))
      }
    }
  }

  @Test func `of random text is refused, or means what it shows`() {
    let pieces = [
      "https://", "http://", "sesame", "@", ":", "/", "?", "#", "%", "%41", "%0a", "[", "]", "::1",
      "127.0.0.1", "localhost", "a.b", ".", "80", "-", "\\", "\r\n", "é", "0x7f", " ", "&", "=",
    ]
    var generator = SeededGenerator(seed: 6)
    var takenCount = 0
    for _ in 0..<20_000 {
      let rest = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }
      // Secrets stand behind the host or before it; the host itself is shown.
      let text = (Bool.random(using: &generator) ? "https://" : "http://") + rest.joined()
      guard let url = try? EndpointURL(parsing: text) else { continue }
      takenCount += 1
      let shown = url.description
      #expect(url.scheme == .https || url.isLoopback, "\(text)")
      #expect(shown.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "@") })
      let origin = shown.replacing("/…", with: "")
      let again = try? EndpointURL(parsing: origin)
      #expect(again?.host == url.host && again?.port == url.port, "\(text)")
      #expect(again?.description == origin)
    }
    #expect(takenCount > 500)
  }
}

@Suite struct `Refusals of endpoints' URLs` {
  @Test func `say what to do`() {
    let sentences: [(EndpointURLError, String)] = [
      (.empty, "The endpoint's URL is empty; write one such as https://rpc.bt.io."),
      (
        .tooLong(9000),
        "The endpoint's URL has 9000 bytes, but 8192 are allowed; check what was pasted."
      ),
      (
        .unknownScheme,
        "The endpoint's URL does not begin with https://, or http:// for this machine; write it in full."
      ),
      (
        .webSocket,
        "The endpoint's URL is one of a WebSocket; give the provider's URL that begins with https://."
      ),
      (
        .unexpectedByte(at: 9),
        "The endpoint's URL has a character at byte 9 that URLs do not have, such as a space or a letter that is not ASCII; remove it, or write it in percent encoding."
      ),
      (
        .badPercentEncoding(at: 9),
        "The endpoint's URL has a % at byte 9 without two hex digits behind it; write %25 for the character itself."
      ),
      (
        .fragment(at: 9),
        "The endpoint's URL has a # at byte 9, and what stands behind it is never sent; remove it, or write %23 for the character itself."
      ),
      (.missingHost, "The endpoint's URL has no host; write one such as https://rpc.bt.io."),
      (
        .badHost,
        "The host of the endpoint's URL is neither a name nor an address; write IPv4 addresses as four decimal numbers and IPv6 addresses in brackets."
      ),
      (.badPort, "The port of the endpoint's URL is not a number from 1 to 65535; correct it."),
      (
        .badCredentials,
        "The credentials in the endpoint's URL cannot be sent; a name has no colon, and neither it nor the password has control characters."
      ),
      (
        .insecure(host: "h"),
        "The endpoint at h would be asked without encryption, so that anybody on the way could answer in its place; use https, or allow it in so many words."
      ),
    ]
    for (error, sentence) in sentences { #expect(error.description == sentence) }
  }
}
