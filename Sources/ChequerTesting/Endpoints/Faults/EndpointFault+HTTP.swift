// Answers of HTTP that are none of JSON-RPC.

extension EndpointFault {
  /// A status of HTTP in the place of the answer, such as 429 with `Retry-After`, or 502; what was
  /// asked is not done.
  public static func http(
    _ status: Int, headers: [String: String] = [:], body: String = ""
  ) -> EndpointFault {
    let consequence: Consequence = status == 429 ? .rateLimit : .transport
    return refusal("HTTP \(status)", as: consequence) { answer in
      [.send(answer.http(status, headers, Array(body.utf8)))]
    }
  }

  /// A page for people, such as that of a provider's firewall with 403, or of its proxy with 503.
  public static func page(_ status: Int) -> EndpointFault {
    http(
      status, headers: ["Content-Type": "text/html; charset=UTF-8"],
      body: "<!DOCTYPE html><html><head><title>\(status)</title></head><body></body></html>"
    ).named("page with HTTP \(status)")
  }

  /// A page for people, with status 200 as proxies and captive portals have it.
  public static func html(_ page: String = "<!DOCTYPE html><title>Welcome</title>") -> EndpointFault
  {
    refusal("HTML", as: .malformed) { answer in
      [.send(answer.http(200, ["Content-Type": "text/html"], Array(page.utf8)))]
    }
  }

  /// The gateway in front of the node gives up with 504, while the node does what was asked.
  public static let gatewayTimeout = EndpointFault("gateway timeout") { answer in
    [.send(answer.http(504, ["Content-Type": "text/plain"], Array("timeout".utf8)))]
  }

  /// A key that the provider does not know: 401 with a body that shows it, as some do.
  ///
  /// - Parameter key: What stands in the URL of clients and must not be seen elsewhere.
  public static func unauthorized(showing key: String = "sk-0123456789abcdef") -> EndpointFault {
    http(
      401, headers: ["Content-Type": "application/json", "WWW-Authenticate": "Bearer"],
      body: "{\"error\":\"invalid API key \(key) in https://user:\(key)@rpc.example/v3/\(key)\"}"
    ).named("unauthorized")
  }

  /// A redirect to another place.
  public static func redirect(to location: String) -> EndpointFault {
    refusal("redirect", as: .transport) { answer in
      [.send(answer.http(307, ["Location": location], []))]
    }
  }

  /// The answer under another status than 200, as nodes tell errors with 400 or 500.
  public static func status(_ status: Int) -> EndpointFault {
    EndpointFault("answer with HTTP \(status)", as: .malformed) { answer in
      [.send(answer.http(status, EndpointAnswer.json, answer.body))]
    }
  }

  /// Status 204, which has no body.
  public static let noContent = EndpointFault("no content", as: .malformed) { answer in
    [.send(answer.head(204, [:]))]
  }

  /// The answer as plain text by its type.
  public static let plainText = EndpointFault("plain text", as: .harmless) { answer in
    answer.told(answer.body, ["Content-Type": "text/plain"])
  }
}

// MARK: - Compression

extension EndpointFault {
  /// A body that says it is compressed and is not.
  public static let corruptGzip = EndpointFault("corrupt gzip", as: .malformed) { answer in
    answer.told(answer.body, ["Content-Encoding": "gzip"])
  }

  /// A body that begins as gzip does and goes on with a block of a kind that there is not.
  ///
  /// - SeeAlso: [RFC 1951](https://www.rfc-editor.org/rfc/rfc1951), section 3.2.3: BTYPE 11.
  public static let gzipNonsense = EndpointFault("gzip of nonsense", as: .malformed) { answer in
    answer.told(
      [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 0x07] + answer.body, ["Content-Encoding": "gzip"])
  }

  /// A small body that becomes so many bytes when it is decompressed: spaces and, at the end, the
  /// answer.
  public static func gzipBomb(of byteCount: Int) -> EndpointFault {
    EndpointFault("gzip bomb") { answer in
      answer.told(
        GzipBomb(spaces: max(0, byteCount - answer.body.count), content: answer.body).bytes,
        ["Content-Encoding": "gzip"])
    }
  }

  /// An encoding that no client asks for.
  public static let unknownEncoding = EndpointFault("unknown encoding", as: .malformed) { answer in
    answer.told(answer.body, ["Content-Encoding": "compress-o-matic"])
  }
}
