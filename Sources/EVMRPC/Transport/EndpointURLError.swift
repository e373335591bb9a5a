import EVMPrimitives

/// Why a text is not the URL of an endpoint. No case carries more of it than a host.
public enum EndpointURLError: Error, Hashable, Sendable {
  case empty
  /// More bytes than ``EndpointURL/byteLimit``.
  case tooLong(Int)
  /// Neither `https://` nor `http://` stands in front.
  case unknownScheme
  /// `ws://` or `wss://`.
  case webSocket
  /// A space, a control character, one that is not ASCII or that URLs do not have; the byte's place.
  case unexpectedByte(at: Int)
  /// A `%` without two hex digits behind it.
  case badPercentEncoding(at: Int)
  /// A `#` and what stands behind it are never sent.
  case fragment(at: Int)
  case missingHost
  /// A host that is neither a name nor an address.
  case badHost
  /// A port that is not 1 to 65535.
  case badPort
  /// A name with a colon, or a name or password with a control character.
  case badCredentials
  /// `http` to another machine.
  case insecure(host: String)
}

extension EndpointURLError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "The endpoint's URL is empty; write one such as https://rpc.bt.io."
    case .tooLong(let count):
      "The endpoint's URL has \(count) bytes, but \(EndpointURL.byteLimit) are allowed; check what was pasted."
    case .unknownScheme:
      "The endpoint's URL does not begin with https://, or http:// for this machine; write it in full."
    case .webSocket:
      "The endpoint's URL is one of a WebSocket; give the provider's URL that begins with https://."
    case .unexpectedByte(let place):
      "The endpoint's URL has a character at byte \(place) that URLs do not have, such as a space or a letter that is not ASCII; remove it, or write it in percent encoding."
    case .badPercentEncoding(let place):
      "The endpoint's URL has a % at byte \(place) without two hex digits behind it; write %25 for the character itself."
    case .fragment(let place):
      "The endpoint's URL has a # at byte \(place), and what stands behind it is never sent; remove it, or write %23 for the character itself."
    case .missingHost: "The endpoint's URL has no host; write one such as https://rpc.bt.io."
    case .badHost:
      "The host of the endpoint's URL is neither a name nor an address; write IPv4 addresses as four decimal numbers and IPv6 addresses in brackets."
    case .badPort: "The port of the endpoint's URL is not a number from 1 to 65535; correct it."
    case .badCredentials:
      "The credentials in the endpoint's URL cannot be sent; a name has no colon, and neither it nor the password has control characters."
    case .insecure(let host):
      "The endpoint at \(host) would be asked without encryption, so that anybody on the way could answer in its place; use https, or allow it in so many words."
    }
  }
}
