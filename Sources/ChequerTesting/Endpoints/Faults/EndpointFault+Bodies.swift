// Bodies that are no JSON, or more than the answer.

extension EndpointFault {
  /// Any text as the answer's body.
  public static func body(_ text: String) -> EndpointFault {
    EndpointFault("another body", as: .malformed) { $0.told(Array(text.utf8)) }
  }

  /// A body of no bytes.
  public static let emptyBody = body("").named("empty body")

  /// The first half of the answer, with the length that it has.
  public static let halfBody = EndpointFault("half a body", as: .malformed) { answer in
    answer.told(Array(answer.body.prefix(answer.body.count / 2)))
  }

  /// The answer within so many arrays.
  public static func nested(_ depth: Int) -> EndpointFault {
    EndpointFault("deep nesting", as: .malformed) { answer in
      let depth = max(0, depth)
      return answer.told(
        [UInt8](repeating: UInt8(ascii: "["), count: depth) + answer.body
          + [UInt8](repeating: UInt8(ascii: "]"), count: depth))
    }
  }

  /// So many brackets that open, and none that closes.
  public static func unclosed(_ depth: Int) -> EndpointFault {
    EndpointFault("open brackets", as: .malformed) {
      $0.told([UInt8](repeating: UInt8(ascii: "["), count: max(0, depth)))
    }
  }

  /// A name that begins with bytes which are no UTF-8.
  public static let invalidUTF8 = EndpointFault("invalid UTF-8", as: .malformed) { answer in
    guard let quote = answer.body.firstIndex(of: UInt8(ascii: "\"")) else { return answer.whole }
    return answer.told(
      answer.body[...quote] + [0xc3, 0x28] + answer.body[(quote + 1)...])
  }

  /// The answer in UTF-16 with its byte order mark.
  public static let utf16 = EndpointFault("UTF-16", as: .malformed) { answer in
    answer.told([0xff, 0xfe] + answer.body.flatMap { [$0, 0] })
  }

  /// A byte order mark in front of the answer.
  public static let byteOrderMark = EndpointFault("byte order mark", as: .malformed) { answer in
    answer.told([0xef, 0xbb, 0xbf] + answer.body)
  }

  /// Text behind the answer, such as a proxy's comment.
  public static let trailingText = EndpointFault("trailing text", as: .malformed) { answer in
    answer.told(answer.body + Array("<!-- served by node 3 -->".utf8))
  }

  /// The answer twice in one body.
  public static let repeatedBody = EndpointFault("repeated body", as: .malformed) { answer in
    answer.told(answer.body + answer.body)
  }

  /// White space in front of the answer and behind it.
  public static let spacedBody = EndpointFault("spaced body", as: .harmless) { answer in
    let space = Array(" \r\n\t\n".utf8)
    return answer.told(space + answer.body + space)
  }
}
