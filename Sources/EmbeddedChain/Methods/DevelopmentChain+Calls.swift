public import ExactJSON

extension DevelopmentChain {
  /// Calls that a batch may have.
  public static let batchLimit = 1000
  /// Bytes that the answers of a batch may have together; calls after that are refused.
  public static let batchAnswerLimit = 64 << 20

  /// The result of a method of the JSON-RPC interface, as a server would give it.
  ///
  /// ```swift
  /// let number = try chain.call("eth_blockNumber", [])   // "0x0"
  /// ```
  /// - Throws: ``RPCError``.
  public func call(_ method: String, _ arguments: JSON = []) throws(RPCError) -> JSON {
    let document: JSONDocument
    do { document = try JSONDocument(parsing: arguments.text()) } catch {
      throw .invalidArguments(error.description)
    }
    guard let elements = document.root.elements else {
      throw .invalidArguments("non-array args: arguments are an array, in the method's order.")
    }
    return try result(of: method, Arguments(Array(elements)))
  }

  /// The answer to the body of a request: a call or a batch of calls.
  ///
  /// - Returns: JSON text; `nil` when all calls are notifications, which get no answer.
  public func answer(to body: [UInt8]) -> [UInt8]? {
    let document: JSONDocument
    do { document = try JSONDocument(parsing: body) } catch {
      return Array(RPCError.notJSON(error.description).response(id: .null).text().utf8)
    }
    var writer = JSONWriter()
    guard let batch = document.root.elements else {
      guard let response = response(to: document.root) else { return nil }
      writer.json(response)
      return writer.bytes
    }
    if let error = Self.refusal(of: batch) {
      writer.json(.array([error]))
      return writer.bytes
    }
    var isEmpty = true
    writer.array { writer in
      for element in batch {
        if writer.bytes.count > Self.batchAnswerLimit {
          guard element["id"] != nil else { continue }
          let error = RPCError.refused(
            "response too large: the answers of a batch may have \(Self.batchAnswerLimit) bytes; split it."
          )
          writer.json(error.response(id: RPCCall.idForError(element)))
        } else if let response = response(to: element) {
          writer.json(response)
        } else {
          continue
        }
        isEmpty = false
      }
    }
    return isEmpty ? nil : writer.bytes
  }

  private static func refusal(of batch: JSONValue.Elements) -> JSON? {
    if batch.count == 0 {
      return RPCError.invalidRequest("empty batch: send at least one call.").response(id: .null)
    }
    if batch.count > batchLimit {
      return RPCError.invalidRequest(
        "batch too large: it has \(batch.count) calls, but may have \(batchLimit); split it."
      ).response(id: .null)
    }
    return nil
  }

  private func response(to value: JSONValue) -> JSON? {
    do throws(RPCError) {
      let call = try RPCCall(value)
      guard let id = call.id else {
        _ = try? result(of: call.method, call.arguments)
        return nil
      }
      return ["jsonrpc": "2.0", "id": id, "result": try result(of: call.method, call.arguments)]
    } catch {
      if case .invalidRequest = error { return error.response(id: RPCCall.idForError(value)) }
      return value["id"] == nil ? nil : error.response(id: RPCCall.idForError(value))
    }
  }
}
