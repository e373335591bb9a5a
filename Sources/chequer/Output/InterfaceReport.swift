import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON

/// What code offers, for people and programs: functions, events and errors.
struct InterfaceReport {
  let interface: InferredInterface
  private let names: SignatureBook

  /// What code offers; of creation code, the contract that it leaves behind.
  init(_ code: Bytecode, names: SignatureBook) {
    self.init(code, CodeInspection(code), names: names)
  }

  init(_ code: Bytecode, _ inspection: CodeInspection, names: SignatureBook) {
    self.init(CodeExploration(inspection.deployedCode(of: code)), names: names)
  }

  init(_ exploration: CodeExploration, names: SignatureBook) {
    interface = InferredInterface(exploration)
    self.names = names
  }

  /// The functions whose declarations are known.
  var knownFunctions: [Selector: ABIFunction] {
    var known: [Selector: ABIFunction] = [:]
    for function in interface.functions { known[function.selector] = self.known(function) }
    return known
  }

  /// The lines; nil when there is nothing to say.
  func text(_ output: OutputOptions) -> String? {
    var blocks: [String] = []
    let functions = interface.functions.map(line)
    if !functions.isEmpty {
      blocks.append(InspectionReport.list(output.heading("Functions:"), functions))
    }
    let others = interface.fallbackFunctions.map(line)
    if !others.isEmpty {
      blocks.append(
        InspectionReport.list(output.heading("Answered in the fallback function:"), others))
    }
    let events = interface.events.map(line)
    if !events.isEmpty { blocks.append(InspectionReport.list(output.heading("Events:"), events)) }
    let errors = interface.errors.map(line)
    if !errors.isEmpty { blocks.append(InspectionReport.list(output.heading("Errors:"), errors)) }
    let reasons = interface.reasons.map { "\(quoted($0.text, limit: 200)), \(users($0.users))" }
    if !reasons.isEmpty {
      blocks.append(InspectionReport.list(output.heading("Reverts with:"), reasons))
    }
    if !interface.isComplete {
      blocks.append("Some paths were too long to follow: there may be more than is listed.")
    }
    return blocks.isEmpty ? nil : blocks.joined(separator: "\n\n")
  }

  /// A function's selector, signature and mutability; a known name where its types are those of the
  /// code, else both.
  private func line(_ function: InferredFunction) -> String {
    let inferred = "(\(function.argumentList))"
    let name =
      switch signature(of: function) {
      case nil: inferred
      case let known?
      where known.replacing("string", with: "bytes").hasSuffix(inferred): known
      case let known?: "\(known), by the code \(inferred)"
      }
    let returned = returned(function)
    return "\(function.selector) \(name) \(function.mutability.rawValue)"
      + (returned.isEmpty ? "" : " returns (\(returned))")
  }

  /// An event's signature, or its topic and the types of its data.
  private func line(_ event: InferredEvent) -> String {
    let name =
      known(event)?.signature ?? "\(event.topic.hex)\(event.argumentList.map { "(\($0))" } ?? "")"
    return "\(name), \(event.indexedCount) indexed, \(users(event.users))"
  }

  private func line(_ error: InferredError) -> String {
    known(error)?.signature ?? error.selector.hex + (error.argumentList.map { "(\($0))" } ?? "")
  }

  /// The functions that do something, by their names.
  private func users(_ users: CodeUsers) -> String {
    var names = users.functions.prefix(4).map(shortName)
    if users.functions.count > 4 { names.append("\(users.functions.count - 4) more") }
    if users.isElsewhere { names.append("code outside of functions") }
    return "in " + names.joined(separator: ", ")
  }

  /// The types that are returned: those that a known declaration states, else what the code shows.
  private func returned(_ function: InferredFunction) -> String {
    let stated = known(function)?.outputs ?? []
    // What is seen to return nothing does not.
    guard !stated.isEmpty, function.outputs?.isEmpty != true else {
      return function.outputList ?? ""
    }
    return stated.map(\.type.description).joined(separator: ",")
  }

  private func signature(of function: InferredFunction) -> String? {
    known(function)?.signature
  }

  /// The known name: the one with the types that the code shows where several share a selector, else
  /// the first that the code does not contradict.
  private func known(_ function: InferredFunction) -> ABIFunction? {
    let known = names.functions(function.selector)
    return known.first { Self.fits($0.signature, function) }
      ?? known.first { function.mayTake($0.inputs.map(\.type)) }
  }

  /// The known event with as many indexed parameters.
  private func known(_ event: InferredEvent) -> ABIEvent? {
    let known = names.events(event.topic)
    return known.first { $0.inputs.count(where: \.isIndexed) == event.indexedCount } ?? known.first
  }

  /// The known error; where several share a selector, the one with the types that the code shows.
  private func known(_ error: InferredError) -> ABIErrorDefinition? {
    let known = names.errors(error.selector)
    guard let arguments = error.arguments else { return known.first }
    return known.first {
      $0.signature.drop { $0 != "(" }.replacing("string", with: "bytes")
        == "(\(error.argumentList ?? ""))"
    } ?? known.first { $0.inputs.count == arguments.count }
  }

  /// Whether a signature has the types that the code shows; a string is bytes to code.
  private static func fits(_ signature: String, _ function: InferredFunction) -> Bool {
    signature.drop { $0 != "(" }.replacing("string", with: "bytes") == "(\(function.argumentList))"
  }

  /// The names of parameters where a known function has them, by the offsets of their words in
  /// calldata; up to the first parameter that takes several words.
  var parameterNames: [Selector: [Int: String]] {
    var names: [Selector: [Int: String]] = [:]
    for function in interface.functions {
      guard let known = known(function) else { continue }
      for (index, input) in known.inputs.enumerated() {
        if case .tuple = input.type, !input.type.isDynamic { break }
        if case .fixedArray = input.type, !input.type.isDynamic { break }
        if !input.name.isEmpty {
          names[function.selector, default: [:]][4 + 32 * index] = input.name
        }
      }
    }
    return names
  }

  /// A function's name without its types; the selector where no name is known.
  func shortName(_ selector: Selector) -> String {
    let function = interface.functions.first { $0.selector == selector }
    return function.flatMap(known)?.name ?? selector.hex
  }

  /// An object of the members.
  var json: JSON { .object(members) }

  /// The members for programs.
  var members: [JSON.Member] {
    var members = [
      JSON.Member("selectors", .array(interface.functions.map(json))),
      JSON.Member("events", .array(interface.events.map(json))),
      JSON.Member("errors", .array(interface.errors.map(json))),
      JSON.Member("reasons", .array(interface.reasons.map(json))),
      JSON.Member("panics", .array(interface.panics.map(json))),
    ]
    if !interface.fallbackFunctions.isEmpty {
      members.append(
        JSON.Member("fallbackSelectors", .array(interface.fallbackFunctions.map(json))))
    }
    members.append(JSON.Member("complete", .bool(interface.isComplete)))
    return members
  }

  private func json(_ function: InferredFunction) -> JSON {
    var members = [
      JSON.Member("selector", .string(function.selector.hex)),
      JSON.Member("arguments", .string(function.argumentList)),
      JSON.Member("mutability", .string(function.mutability.rawValue)),
    ]
    if let outputs = function.outputList {
      members.append(JSON.Member("outputs", .string(outputs)))
    }
    if let signature = signature(of: function) {
      members.append(JSON.Member("signature", .string(signature)))
    }
    return .object(members)
  }

  private func json(_ event: InferredEvent) -> JSON {
    var members = [
      JSON.Member("topic", .string(event.topic.hex)),
      JSON.Member("indexed", .integer(event.indexedCount)),
    ]
    if let arguments = event.argumentList {
      members.append(JSON.Member("arguments", .string(arguments)))
    }
    if let known = known(event) {
      members.append(JSON.Member("signature", .string(known.signature)))
    }
    return .object(members + json(event.users))
  }

  private func json(_ error: InferredError) -> JSON {
    var members = [JSON.Member("selector", .string(error.selector.hex))]
    if let arguments = error.argumentList {
      members.append(JSON.Member("arguments", .string(arguments)))
    }
    if let known = known(error) {
      members.append(JSON.Member("signature", .string(known.signature)))
    }
    return .object(members + json(error.users))
  }

  private func json(_ reason: RevertText) -> JSON {
    .object([JSON.Member("text", .string(reason.text))] + json(reason.users))
  }

  private func json(_ panic: PanicUse) -> JSON {
    .object([JSON.Member("code", .string("0x" + panic.code.text(radix: 16)))] + json(panic.users))
  }

  /// Who does something: the functions, and whether other code does too.
  private func json(_ users: CodeUsers) -> [JSON.Member] {
    var members = [JSON.Member("functions", .array(users.functions.map { .string($0.hex) }))]
    if users.isElsewhere { members.append(JSON.Member("elsewhere", .bool(true))) }
    return members
  }
}
