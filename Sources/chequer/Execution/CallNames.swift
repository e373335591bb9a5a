import EVMABI
import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// Reads what calls say by the names of functions, events and errors.
struct CallNames {
  var names: SignatureBook
  /// The function that the user called by its signature, which may state results.
  var called: ABIFunction?

  /// The function that a call's input is of, with its arguments.
  func function(of call: CallTree.Call) -> (ABIFunction, [ABIValue])? {
    guard call.start.precompile == nil, call.start.input.count == call.inputCount else {
      return nil
    }
    switch call.start.kind {
    case .create, .create2, .selfDestruct: return nil
    case .call, .callCode, .delegateCall, .staticCall: break
    }
    if call.parent == nil, let called, let arguments = try? called.arguments(in: call.start.input) {
      return (called, arguments)
    }
    return names.call(in: call.start.input)
  }

  /// What a call returned, if the function's results are known.
  func results(of function: ABIFunction, in output: [UInt8]) -> [ABIValue]? {
    function.outputs.isEmpty ? nil : try? function.results(in: output)
  }

  /// `Transfer(from: 0x..., to: 0x..., value: 5)`, or the topics and the data as they are.
  func text(of log: Log) -> String {
    if let (event, values) = names.event(topics: log.topics, data: log.data) {
      let arguments = zip(event.inputs, values).map { input, value in
        let text =
          switch value {
          case .value(let value): value.text(as: input.type)
          case .hash(let hash): "hash \(hash)"
          }
        return input.name.isEmpty ? text : "\(input.name): \(text)"
      }
      return "\(event.name)(\(arguments.joined(separator: ", ")))"
    }
    let topics = log.topics.map(\.hex).joined(separator: ", ")
    let name = topics.isEmpty ? "without topics" : "[\(topics)]"
    return name + (log.data.isEmpty ? "" : " \(shortened(log.data))")
  }

  /// The event by name and values, if it is known.
  func json(of log: Log) -> JSON? {
    guard let (event, values) = names.event(topics: log.topics, data: log.data) else { return nil }
    return [
      "signature": .string(event.signature),
      "values": .array(
        zip(event.inputs, values).map { input, value in
          var members = [
            JSON.Member("name", .string(input.name)),
            JSON.Member("type", .string(input.type.description)),
          ]
          switch value {
          case .value(let value): members.append(JSON.Member("value", value.json(as: input.type)))
          case .hash(let hash): members.append(JSON.Member("hash", .string(hash.hex)))
          }
          return .object(members)
        }),
    ]
  }
}

extension ABIFunction {
  /// `transfer(to: 0x..., amount: 5)`.
  func text(calledWith arguments: [ABIValue]) -> String {
    "\(name)(\(inputs.text(arguments)))"
  }
}

extension [ABIParameter] {
  /// The values on one line, each behind its name if it has one.
  func text(_ values: [ABIValue]) -> String {
    zip(self, values).map { parameter, value in
      let text = value.text(as: parameter.type)
      return parameter.name.isEmpty ? text : "\(parameter.name): \(text)"
    }.joined(separator: ", ")
  }
}

/// Bytes as hex; of many the first 64 and how many there are.
func shortened(_ bytes: [UInt8], count: Int? = nil) -> String {
  let count = count ?? bytes.count
  guard count > 64 else { return Hex.encode(bytes) }
  return "\(Hex.encode(bytes.prefix(64)))... (\(count) bytes)"
}
