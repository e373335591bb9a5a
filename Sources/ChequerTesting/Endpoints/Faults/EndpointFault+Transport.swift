// Connections that fail, or answers that come late.

extension EndpointFault {
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
      return [
        .send(answer.http(200, EndpointAnswer.json, Array(sent), length: answer.body.count)),
        .close,
      ]
    }
  }

  /// The connection is reset in the middle of the body.
  public static let resetInBody = EndpointFault("reset in the body") { answer in
    let sent = Array(answer.body.prefix(answer.body.count / 2))
    // A reset overtakes what the system has not handed on yet.
    return [
      .send(answer.http(200, EndpointAnswer.json, sent, length: answer.body.count)),
      .wait(.milliseconds(20)), .reset,
    ]
  }

  /// The answer comes late.
  public static func delayed(by time: Duration) -> EndpointFault {
    EndpointFault("delay", as: .harmless) { answer in [.wait(time)] + answer.whole }
  }

  /// The answer comes a byte at a time.
  public static func dripping(every pause: Duration) -> EndpointFault {
    EndpointFault("slow drip") { answer in
      answer.http(200, EndpointAnswer.json, answer.body)
        .flatMap { [.send([$0]), .wait(pause)] }
    }
  }

  /// A body of so many spaces, each some time after the one before, and the answer at last: a client
  /// that begins to wait anew with each byte waits for the whole of it.
  public static func stalling(_ count: Int = 3_600, every pause: Duration) -> EndpointFault {
    EndpointFault("stalling") { answer in
      let count = max(0, count)
      let drops = [WireStep.send([0x20]), .wait(pause)]
      let length = count + answer.body.count
      return [.send(answer.http(200, EndpointAnswer.json, [], length: length))]
        + repeatElement(drops, count: count).joined() + [.send(answer.body)]
    }
  }

  /// No answer ever; the connection stays open.
  public static let silent = EndpointFault("silence") { _ in [.hang] }

  /// The whole body comes, but the head told of more bytes, and the connection stays open.
  public static let lengthBeyondBody = EndpointFault("length beyond the body") { answer in
    [
      .send(
        answer.http(200, EndpointAnswer.json, answer.body, length: answer.body.count + 1_000)),
      .hang,
    ]
  }

  /// The connection ends behind a whole answer, without a word before that it would.
  public static let closing = EndpointFault("closed behind the answer", as: .harmless) { answer in
    answer.whole + [.close]
  }
}
