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
    let events = interface.events.map { event in
      let name = names.events(event.topic).first?.signature
      return "\(name ?? event.topic.hex), \(event.indexedCount) indexed"
    }
    if !events.isEmpty { blocks.append(InspectionReport.list(output.heading("Events:"), events)) }
    let errors = interface.errors.map { names.errors($0).first?.signature ?? $0.hex }
    if !errors.isEmpty { blocks.append(InspectionReport.list(output.heading("Errors:"), errors)) }
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
    return "\(function.selector) \(name) \(function.mutability.rawValue)"
  }

  private func signature(of function: InferredFunction) -> String? {
    known(function)?.signature
  }

  /// The known name: the one with the types that the code shows where several share a selector.
  private func known(_ function: InferredFunction) -> ABIFunction? {
    let known = names.functions(function.selector)
    return known.first { Self.fits($0.signature, function) } ?? known.first
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
    if let known = names.events(event.topic).first {
      members.append(JSON.Member("signature", .string(known.signature)))
    }
    return .object(members)
  }

  private func json(_ selector: Selector) -> JSON {
    var members = [JSON.Member("selector", .string(selector.hex))]
    if let known = names.errors(selector).first {
      members.append(JSON.Member("signature", .string(known.signature)))
    }
    return .object(members)
  }
}
