import ExactJSON

/// Requests as a body of JSON-RPC 2.0: one as an object, several as a batch.
///
/// - SeeAlso: [JSON-RPC 2.0](https://www.jsonrpc.org/specification), sections 4 and 6.
struct RequestBody {
  let requests: [RPCRequest]
  /// The number of the first request; the others follow it.
  let firstID: UInt64

  /// Compact JSON.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    if requests.count == 1 {
      write(0, to: &writer)
    } else {
      writer.array { writer in
        for index in requests.indices { write(index, to: &writer) }
      }
    }
    return writer.bytes
  }

  private func write(_ index: Int, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("jsonrpc", "2.0")
      writer.member("id", integer: firstID &+ UInt64(index))
      writer.member("method", requests[index].method)
      writer.member("params", .array(requests[index].parameters))
    }
  }

  /// Which request an id names: its number, or the digits of it in a string, as some servers send
  /// all ids back; `nil` for a foreign one.
  func index(of id: JSONValue?) -> Int? {
    guard let digits = id?.number?.lexeme ?? id?.string, let number = UInt64(digits),
      String(number) == digits, number >= firstID, number - firstID < UInt64(requests.count)
    else { return nil }
    return Int(number - firstID)
  }
}
