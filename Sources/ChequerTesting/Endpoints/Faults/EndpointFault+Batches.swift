import ExactJSON

// Batches that are refused, and answers that do not fit the calls.

extension EndpointFault {
  /// An error in the place of the array of answers, for batches of more calls than the node allows;
  /// none of them is done.
  ///
  /// - Parameter limit: Calls that a batch may have; with 0 there are no batches at all.
  public static func batchLimit(of limit: Int) -> EndpointFault {
    refusal("batch limit \(limit)", as: .transport, leastBatch: max(0, limit) + 1) { answer in
      answer.told(
        Array(
          """
          {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":\
          "batch limit of \(limit) exceeded"}}
          """.utf8))
    }
  }

  /// The answers of a batch in the reverse order of the calls, as JSON-RPC allows.
  public static let reorderedBatch = batch("reordered batch", as: .harmless) {
    .array($0.reversed())
  }

  /// The first answer of a batch alone, without the array around it.
  public static let unwrappedBatch = batch("unwrapped batch", as: .malformed) {
    $0.first ?? .array([])
  }

  /// An array of no answers.
  public static let emptyBatch = batch("empty batch", as: .malformed) { _ in [] }

  /// An answer of a batch that nobody asked for, behind the others.
  public static let extraAnswer = batch("extra answer", as: .malformed) { answers in
    .array(answers + [["jsonrpc": "2.0", "id": 9_007_199_254_740_993, "result": "0x1"]])
  }

  /// The answers of a batch under the ids of their neighbours.
  public static let swappedIDs = batch("swapped ids", as: .lie) { answers in
    let ids = answers.map { $0["id"] ?? .null }
    return .array(
      answers.indices.map { answers[$0].setting(("id", ids[($0 + 1) % ids.count])) })
  }

  /// `null` in the place of each second answer of a batch.
  public static let holedBatch = batch("holed batch", as: .malformed) { answers in
    .array(answers.indices.map { $0.isMultiple(of: 2) ? answers[$0] : .null })
  }

  private static func batch(
    _ name: String, as consequence: Consequence, _ change: @escaping @Sendable ([JSON]) -> JSON
  ) -> EndpointFault {
    EndpointFault(
      name, consequence, leastBatch: 1,
      .answer { answer in
        guard let document = try? JSONDocument(parsing: answer.body),
          case .array(let answers)? = try? JSON(document.root)
        else { return answer.whole }
        return answer.told(Array(change(answers).text().utf8))
      })
  }
}

// MARK: - Ids

extension EndpointFault {
  /// Answers with an id that nobody asked with.
  public static let wrongID = EndpointFault("wrong id") { call, honest in
    answers(honest(call), call) { [$0.setting(("id", "nobody's"))] }
  }

  /// Answers without an id.
  public static let missingID = EndpointFault("missing id") { call, honest in
    answers(honest(call), call) { [$0.removing("id")] }
  }

  /// Answers whose id is `null`.
  public static let nullID = EndpointFault("null id") { call, honest in
    answers(honest(call), call) { [$0.setting(("id", .null))] }
  }

  /// Answers whose id is the text of the number that it was.
  public static let textID = EndpointFault("text id") { call, honest in
    guard case .number(let number)? = call.id else { return honest(call) }
    return answers(honest(call), call) { [$0.setting(("id", .string(number.lexeme)))] }
  }

  /// No answer to a call, which in a batch is one too few.
  public static let missingAnswer = EndpointFault("missing answer") { call, honest in
    _ = honest(call)
    return .nothing
  }

  /// Two answers to one call of a batch.
  public static let doubleAnswer = EndpointFault("double answer") { call, honest in
    answers(honest(call), call) { [$0, $0] }
  }

  /// Two answers to one call of a batch which say different things, the false one first.
  public static let contradiction = EndpointFault("contradiction") { call, honest in
    answers(honest(call), call) { [$0.changing("result") { $0.falsified }, $0] }
  }

  /// The answers that are made of the one to a call.
  private static func answers(
    _ outcome: EndpointOutcome, _ call: EndpointCall, _ change: (JSON) -> [JSON]
  ) -> EndpointOutcome {
    let id = call.id ?? .null
    return switch outcome {
    case .result(let result):
      .verbatim(change(["jsonrpc": "2.0", "id": id, "result": result]))
    case .error(let error): .verbatim(change(["jsonrpc": "2.0", "id": id, "error": error]))
    case .verbatim, .nothing: outcome
    }
  }
}
