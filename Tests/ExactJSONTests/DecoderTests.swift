import ExactJSON
import Testing

@Suite struct `Decoding types` {
  private struct Cheque: Decodable, Equatable {
    var vault: String
    var payout: UInt128
    var token: String?
    var bounced: Bool
    var steps: [Int16]
    var inner: [String: [UInt8]]

    enum CodingKeys: String, CodingKey {
      case vault = "Vault"
      case payout = "CumulativePayout"
      case token = "Token"
      case bounced, steps, inner
    }
  }

  let text = """
    {"Vault": "0xab", "CumulativePayout": 340282366920938463463374607431768211455,
     "bounced": false, "steps": [1, -2], "inner": {"b": [255], "a": []}}
    """

  @Test func `a type is read with every digit`() throws {
    let cheque = try ExactJSONDecoder().decode(Cheque.self, from: text)
    #expect(
      cheque
        == Cheque(
          vault: "0xab", payout: .max, token: nil, bounced: false, steps: [1, -2],
          inner: ["b": [255], "a": []]))
  }

  @Test func `a type's refusal comes with path and place`() {
    struct Even: Decodable {
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if try container.decode(Int.self).isMultiple(of: 2) { return }
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "It is odd at \(container.codingPath.count).")
      }
    }
    expect("The value at $.a[1] (line 1, column 11, byte 10) cannot be read: It is odd at 2.") {
      _ = try ExactJSONDecoder().decode([String: [Even]].self, from: #"{"a": [2, 3]}"#)
    }
  }

  @Test func `misfits are named`() {
    let decoder = ExactJSONDecoder()
    expect("Expected a number at $[1] (line 1, column 5, byte 4), found a string.") {
      _ = try decoder.decode([Int].self, from: #"[1, "2"]"#)
    }
    expect(
      "The number at $[0] (line 1, column 2, byte 1) cannot be read: '256' does not fit into UInt8."
    ) {
      _ = try decoder.decode([UInt8].self, from: "[256]")
    }
    expect(
      "The number at $ (line 1, column 1, byte 0) is not read into Double, which would round it; "
        + "read an integer or the number as written."
    ) {
      _ = try decoder.decode(Double.self, from: "0.1")
    }
    expect("The object at $ (line 1, column 1, byte 0) has no key 'Vault'; add it.") {
      _ = try decoder.decode(Cheque.self, from: "{}")
    }
    expect(
      "The JSON text ends at line 1, column 2 (byte 1), where a value must come; it may have been cut short."
    ) {
      _ = try decoder.decode([Int].self, from: "[")
    }
    expect("The array at $ (line 1, column 1, byte 0) has no element 1.") {
      struct Pair: Decodable {
        init(from decoder: any Decoder) throws {
          var container = try decoder.unkeyedContainer()
          _ = try container.decode(Int.self)
          _ = try container.decode(Int.self)
        }
      }
      _ = try decoder.decode(Pair.self, from: "[1]")
    }
  }

  @Test func `a large object is read by its keys in linear time`() throws {
    let text = "{" + (0..<100_000).map { "\"\($0)\":\($0)" }.joined(separator: ",") + "}"
    let numbers = try ExactJSONDecoder().decode([String: Int].self, from: text)
    #expect(numbers.count == 100_000)
    #expect(numbers["99999"] == 99_999)
  }

  @Test func `an unknown key is refused on request`() throws {
    var decoder = ExactJSONDecoder()
    let extended = text.replacing("\"bounced\"", with: "\"extra\": 1, \"bounced\"")
    _ = try decoder.decode(Cheque.self, from: extended)
    decoder.refusesUnknownKeys = true
    _ = try decoder.decode(Cheque.self, from: text)
    expect(
      "The value at $.extra (line 2, column 11, byte 89) cannot be read: the key 'extra' is unknown here; leave it out."
    ) {
      _ = try decoder.decode(Cheque.self, from: extended)
    }
  }

  @Test func `an element that does not fit can be tried as another type`() throws {
    struct Either: Decodable, Equatable {
      var texts: [String] = []
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd {
          if try container.decodeNil() { continue }
          if let number = try? container.decode(Int.self) {
            texts.append("\(number)")
          } else {
            texts.append(try container.decode(String.self))
          }
        }
      }
    }
    #expect(
      try ExactJSONDecoder().decode(Either.self, from: #"[1, null, "x", 2]"#).texts == [
        "1", "x", "2",
      ])
  }

  private func expect(_ sentence: String, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("nothing was thrown; expected: \(sentence)")
    } catch {
      #expect("\(error)" == sentence)
    }
  }
}
