// Answers whose bytes are no HTTP, or which HTTP allows and few clients expect.

extension EndpointFault {
  /// Bytes that are no HTTP.
  public static let notHTTP = EndpointFault("no HTTP") { _ in
    [.send(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .close]
  }

  /// Interim answers 100 and 103 in front of the answer.
  ///
  /// - SeeAlso: [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110), section 15.2: a client must take
  ///   them even if it does not expect them.
  public static let interimAnswers = EndpointFault("interim answers", as: .harmless) { answer in
    [
      .send(answer.head(100, [:])), .send(answer.head(100, [:])),
      .send(answer.head(103, ["Link": "</style.css>; rel=preload"])),
    ] + answer.whole
  }

  /// The answer in chunks of so many bytes.
  public static func chunked(by count: Int) -> EndpointFault {
    EndpointFault("chunks", as: .harmless) { answer in
      var chunks: [UInt8] = []
      for start in stride(from: 0, to: answer.body.count, by: max(1, count)) {
        chunks += chunk(answer.body[start...].prefix(max(1, count)))
      }
      return [.send(chunkedHead(answer) + chunks + chunk([]))]
    }
  }

  /// A chunk whose size is no number.
  public static let badChunks = EndpointFault("bad chunks") { answer in
    [.send(chunkedHead(answer) + Array("zz\r\n".utf8) + answer.body), .close]
  }

  /// A chunk of almost 2^64 bytes by its size, and the end of the connection behind the answer.
  public static let boundlessChunk = EndpointFault("boundless chunk") { answer in
    [.send(chunkedHead(answer) + Array("fffffffffffffff0\r\n".utf8) + answer.body), .close]
  }

  /// The answer in chunks without the last one, which is to say that it is whole.
  public static let endlessChunks = EndpointFault("endless chunks") { answer in
    [.send(chunkedHead(answer) + chunk(answer.body[...])), .close]
  }

  /// A length that is shorter than the body: the rest stands where the next answer is due.
  public static let lengthWithinBody = EndpointFault("length within the body", as: .malformed) {
    answer in
    [
      .send(
        answer.http(200, EndpointAnswer.json, answer.body, length: answer.body.count / 2))
    ]
  }

  /// Two lengths that differ.
  ///
  /// - SeeAlso: [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112), section 6.3.
  public static let twoLengths = EndpointFault("two lengths", as: .malformed) { answer in
    let head =
      "HTTP/1.1 200 OK\r\nContent-Length: \(answer.body.count)\r\n"
      + "Content-Length: \(answer.body.count / 2)\r\n\r\n"
    return [.send(Array(head.utf8) + answer.body), .close]
  }

  /// A length that is no number.
  public static let badLength = EndpointFault("bad length", as: .malformed) { answer in
    [.send(answer.head(200, ["Content-Length": "-1"]) + answer.body), .close]
  }

  /// No length: the body ends with the connection.
  public static let unknownLength = EndpointFault("unknown length", as: .harmless) { answer in
    [
      .send(answer.head(200, EndpointAnswer.json.merging(["Connection": "close"]) { $1 })),
      .send(answer.body), .close,
    ]
  }

  /// A head of so many bytes more than are usual.
  public static func oversizedHead(_ byteCount: Int) -> EndpointFault {
    EndpointFault("oversized head") { answer in
      answer.told(answer.body, ["X-Filler": String(repeating: "x", count: max(0, byteCount))])
    }
  }

  /// A body of so many bytes, of which only spaces come in front of the answer.
  public static func oversized(_ byteCount: Int) -> EndpointFault {
    EndpointFault("oversized answer") { answer in
      answer.told(
        [UInt8](repeating: 0x20, count: max(0, byteCount - answer.body.count)) + answer.body)
    }
  }

  private static func chunkedHead(_ answer: EndpointAnswer) -> [UInt8] {
    answer.head(200, EndpointAnswer.json.merging(["Transfer-Encoding": "chunked"]) { $1 })
  }

  /// A chunk, of which that of no bytes is the last one.
  private static func chunk(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0d, 0x0a]
  }
}
