extension EndpointFault {
  /// A status of HTTP in the place of the answer, such as 429 with `Retry-After`, or 502.
  public static func http(
    _ status: Int, headers: [String: String] = [:], body: String = ""
  ) -> EndpointFault {
    EndpointFault("HTTP \(status)") { answer in
      [.send(answer.http(status, headers, Array(body.utf8)))]
    }
  }

  /// A page for people, with status 200 as proxies and captive portals have it.
  public static func html(_ page: String = "<!DOCTYPE html><title>Welcome</title>") -> EndpointFault
  {
    EndpointFault("HTML") { answer in
      [.send(answer.http(200, ["Content-Type": "text/html"], Array(page.utf8)))]
    }
  }

  /// Any text as the answer's body.
  public static func body(_ text: String) -> EndpointFault {
    EndpointFault("another body") { answer in
      [.send(answer.http(200, ["Content-Type": "application/json"], Array(text.utf8)))]
    }
  }

  /// A redirect to another place.
  public static func redirect(to location: String) -> EndpointFault {
    EndpointFault("redirect") { answer in
      [.send(answer.http(307, ["Location": location], []))]
    }
  }

  /// A body that says it is compressed and is not.
  public static let corruptGzip = EndpointFault("corrupt gzip") { answer in
    [
      .send(
        answer.http(
          200, ["Content-Encoding": "gzip", "Content-Type": "application/json"], answer.body))
    ]
  }

  /// The connection ends before a byte of the answer; what was asked is done all the same.
  public static let dropped = EndpointFault("dropped connection") { _ in [.close] }

  /// The connection is reset before a byte of the answer; what was asked is done all the same.
  public static let reset = EndpointFault("connection reset") { _ in [.reset] }

  /// The connection ends in the middle of the body, whose length was told.
  ///
  /// - Parameter count: Bytes of the body that still come; half of it by default.
  public static func truncated(after count: Int? = nil) -> EndpointFault {
    EndpointFault("truncated answer") { answer in
      let sent = answer.body.prefix(max(0, count ?? answer.body.count / 2))
      let headers = ["Content-Type": "application/json"]
      return [
        .send(answer.http(200, headers, Array(sent), length: answer.body.count)), .close,
      ]
    }
  }

  /// The connection is reset in the middle of the body.
  public static let resetInBody = EndpointFault("reset in the body") { answer in
    let sent = Array(answer.body.prefix(answer.body.count / 2))
    let headers = ["Content-Type": "application/json"]
    // A reset overtakes what the system has not handed on yet.
    return [
      .send(answer.http(200, headers, sent, length: answer.body.count)),
      .wait(.milliseconds(20)), .reset,
    ]
  }

  /// The answer comes late.
  public static func delayed(by time: Duration) -> EndpointFault {
    EndpointFault("delay") { answer in [.wait(time)] + answer.whole }
  }

  /// The answer comes a byte at a time.
  public static func dripping(every pause: Duration) -> EndpointFault {
    EndpointFault("slow drip") { answer in
      answer.http(200, ["Content-Type": "application/json"], answer.body)
        .flatMap { [.send([$0]), .wait(pause)] }
    }
  }

  /// No answer ever; the connection stays open.
  public static let silent = EndpointFault("silence") { _ in [.hang] }

  /// Bytes that are no HTTP.
  public static let notHTTP = EndpointFault("no HTTP") { _ in
    [.send(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .close]
  }

  /// A body of so many bytes, of which only spaces come in front of the answer.
  public static func oversized(_ byteCount: Int) -> EndpointFault {
    EndpointFault("oversized answer") { answer in
      let padding = [UInt8](repeating: 0x20, count: max(0, byteCount - answer.body.count))
      return [
        .send(answer.http(200, ["Content-Type": "application/json"], padding + answer.body))
      ]
    }
  }
}
