import ArgumentParser
import EVMABI
import EVMPrimitives
import ExactJSON

struct ABIDecodeCall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode-call", abstract: "Function and arguments of calldata, by its selector.",
    discussion: """
      chequer abi decode-call \\
        0xa9059cbb0000000000000000000000001f8b3e7e691d733f5eb17e5570c49de3e5aecef900000000000000000000000000000000000000000000000014d1120d7b160000

      The name is that of --signature, or looked up in the files of --abi and among the built-in ones.
      """)

  @Argument(help: "The calldata in hex; one a line from standard input if missing.")
  var data: String?

  @Option(help: "The function's signature.")
  var signature: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var decoding: DecodingOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let given = try signature.map { text in try reading("--signature") { try ABIFunction(text) } }
    let names = try interfaces.names()
    let rules = decoding.rules
    if rows.jsonl {
      return try RowServer(keys: ["data"]) { row in
        try Self.call(row.bytes("data"), given, names, rules).json
      }.serve()
    }
    try TextInput.eachValue(data) { text in
      let call = try Self.call(Hex.decode(text), given, names, rules)
      rows.output.write(call.json, or: call.text)
    }
  }

  private struct Call {
    var function: ABIFunction
    var arguments: [ABIValue]

    var json: JSON {
      [
        "signature": .string(function.signature), "selector": .string(function.selector.hex),
        "arguments": function.inputs.described(arguments),
      ]
    }

    var text: String {
      ([function.signature] + function.inputs.lines(arguments)).joined(separator: "\n")
    }
  }

  private static func call(
    _ data: [UInt8], _ given: ABIFunction?, _ names: SignatureBook, _ rules: ABIDecodingRules
  ) throws -> Call {
    if let given {
      return Call(function: given, arguments: try given.arguments(in: data, rules: rules))
    }
    guard data.count >= 4 else {
      throw Failure(
        .badData, "Calldata begins with a selector of 4 bytes; these are \(data.count).")
    }
    let candidates = names.functions(try Selector(data.prefix(4)))
    guard let first = candidates.first else {
      throw Failure(
        .badData,
        "No function with the selector \(Hex.encode(data.prefix(4))) is known; give --signature or --abi."
      )
    }
    for function in candidates {
      if let arguments = try? function.arguments(in: data, rules: rules) {
        return Call(function: function, arguments: arguments)
      }
    }
    // The first one's reason is as good as any.
    return Call(function: first, arguments: try first.arguments(in: data, rules: rules))
  }
}

struct ABIDecodeLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode-log", abstract: "Event and values of a log, by its first topic.",
    discussion: """
      chequer abi decode-log 0x \\
        --topic 0x3f4449c047e11092ec54dc0751b6b4817a9162745de856c893a26e611d18ffc4

      Topics are given in order. The event is that of --signature, or looked up in the files of --abi \
      and among the built-in ones. Of an indexed string, array or tuple the log holds only the hash.
      """)

  @Argument(help: "The log's data in hex.")
  var data: String?

  @Option(name: .customLong("topic"), help: "A topic; repeated in order.")
  var topics: [String] = []

  @Option(help: "The event's signature, with its indexed parameters.")
  var signature: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var decoding: DecodingOptions
  @OptionGroup var rows: RowOptions

  func validate() throws {
    if !rows.jsonl, data == nil {
      throw ValidationError("Give DATA (0x if there is none) and --topic.")
    }
  }

  func run() throws {
    let given = try signature.map { text in try reading("--signature") { try ABIEvent(text) } }
    let names = try interfaces.names()
    let rules = decoding.rules
    if rows.jsonl {
      return try RowServer(keys: ["topics", "data"]) { row in
        var topics: [Hash256] = []
        for element in try row.value("topics").requireElements() {
          let text = try element.requireString()
          do { topics.append(try Hash256(hex: text)) } catch {
            throw element.invalid(String(describing: error))
          }
        }
        return try Self.log(topics, row.bytes("data"), given, names, rules).json
      }.serve()
    }
    let log = try Self.log(
      topics.map { text in try reading("--topic") { try Hash256(hex: text) } },
      reading("DATA") { try Hex.decode(data ?? "") }, given, names, rules)
    rows.output.write(log.json, or: log.text)
  }

  private struct Log {
    var event: ABIEvent
    var values: [ABIEventValue]

    var json: JSON {
      [
        "signature": .string(event.signature),
        "values": .array(
          zip(event.inputs, values).map { input, value in
            var members = [
              JSON.Member("name", .string(input.name)),
              JSON.Member("type", .string(input.type.description)),
              JSON.Member("indexed", .bool(input.isIndexed)),
            ]
            switch value {
            case .value(let value): members.append(JSON.Member("value", value.json(as: input.type)))
            case .hash(let hash): members.append(JSON.Member("hash", .string(hash.hex)))
            }
            return .object(members)
          }),
      ]
    }

    var text: String {
      let texts = zip(event.inputs, values).map { input, value in
        switch value {
        case .value(let value): value.text(as: input.type)
        case .hash(let hash): "hash \(hash)"
        }
      }
      return ([event.signature] + event.inputs.map(\.parameter).labelled(texts))
        .joined(separator: "\n")
    }
  }

  private static func log(
    _ topics: [Hash256], _ data: [UInt8], _ given: ABIEvent?, _ names: SignatureBook,
    _ rules: ABIDecodingRules
  ) throws -> Log {
    if let given {
      return Log(event: given, values: try given.values(topics: topics, data: data, rules: rules))
    }
    guard let topic = topics.first else {
      throw Failure(
        .badData, "The log has no topic; give --topic, or --signature of an anonymous event.")
    }
    let candidates = names.events(topic)
    guard let first = candidates.first else {
      throw Failure(
        .badData, "No event with the topic \(topic) is known; give --signature or --abi.")
    }
    for event in candidates {
      if let values = try? event.values(topics: topics, data: data, rules: rules) {
        return Log(event: event, values: values)
      }
    }
    return Log(event: first, values: try first.values(topics: topics, data: data, rules: rules))
  }
}

struct ABIDecodeRevert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode-revert", abstract: "Why a call was reverted, from its revert data.",
    discussion: """
      chequer abi decode-revert \\
        0x4e487b710000000000000000000000000000000000000000000000000000000000000011

      Custom errors are looked up in the files of --abi and among the built-in ones. What is not known \
      is shown whole.
      """)

  @Argument(help: "The revert data in hex; one a line from standard input if missing.")
  var data: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let names = try interfaces.names()
    if rows.jsonl {
      return try RowServer(keys: ["data"]) { row in
        RevertReason(try row.bytes("data"), names: names).json
      }.serve()
    }
    try TextInput.eachValue(data) { text in
      let reason = RevertReason(try Hex.decode(text), names: names)
      rows.output.write(reason.json, or: reason.description)
    }
  }
}

extension RevertReason {
  /// The kind, what it holds, and the sentence for people.
  var json: JSON {
    var members: [JSON.Member]
    switch self {
    case .empty: members = [JSON.Member("kind", "empty")]
    case .message(let text):
      members = [JSON.Member("kind", "message"), JSON.Member("message", .string(text))]
    case .panic(let code):
      members = [
        JSON.Member("kind", "panic"), JSON.Member("code", .string(code.rawValue.description)),
      ]
    case .custom(let error, let arguments):
      members = [
        JSON.Member("kind", "custom"), JSON.Member("signature", .string(error.signature)),
        JSON.Member("arguments", error.inputs.described(arguments)),
      ]
    case .unknown(let data):
      members = [JSON.Member("kind", "unknown"), JSON.Member("data", .string(Hex.encode(data)))]
    }
    if let selector { members.append(JSON.Member("selector", .string(selector.hex))) }
    members.append(JSON.Member("reason", .string(description)))
    return .object(members)
  }
}

extension [ABIParameter] {
  /// A line for each value: its name, or its type where it has none, and the value.
  func lines(_ values: [ABIValue]) -> [String] {
    labelled(zip(self, values).map { $1.text(as: $0.type) })
  }

  /// A line for each text, behind its parameter's name or type.
  func labelled(_ texts: [String]) -> [String] {
    let labels = map { $0.name.isEmpty ? $0.type.description : $0.name }
    let width = labels.map(\.utf8.count).max() ?? 0
    return zip(labels, texts).map { label, text in
      "  \(label)\(String(repeating: " ", count: width - label.utf8.count))  \(text)"
    }
  }
}
