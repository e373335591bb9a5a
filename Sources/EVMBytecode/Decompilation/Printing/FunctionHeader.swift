import EVMABI
import EVMPrimitives

/// The first line of a function: its name, parameters and mutability.
struct FunctionHeader {
  let signature: String?
  let types: [ABIType]
  let parameterNames: [String]
  let mutability: StateMutability
  let outputs: [ABIType]
  let text: String

  init(_ entry: DecompiledFunction.Entry, _ inferred: InferredFunction?, _ names: SignatureBook) {
    guard case .function(let selector) = entry, let inferred else {
      signature = nil
      types = []
      outputs = []
      parameterNames = []
      mutability = .payable
      text = entry == .receive ? "receive() external payable" : "fallback() external payable"
      return
    }
    let shown = "(\(inferred.argumentList))"
    let candidates = names.functions(selector)
    let known = candidates.first { Self.types(of: $0) == shown } ?? candidates.first
    let types = known?.inputs.map(\.type) ?? inferred.arguments
    var names: [String] = []
    for (index, _) in types.enumerated() {
      let own = known?.inputs[index].name ?? ""
      names.append(own.isEmpty || names.contains(own) ? "arg\(index)" : own)
    }
    let parameters = zip(types, names).map { type, name in
      Self.isReference(type) ? "\(type) calldata \(name)" : "\(type) \(name)"
    }
    var text =
      "function \(known?.name ?? "unknown_\(selector.hex.dropFirst(2))")(\(parameters.joined(separator: ", "))) external"
    if inferred.mutability != .nonpayable { text += " \(inferred.mutability.rawValue)" }
    if let outputs = known?.outputs, !outputs.isEmpty {
      text += " returns (\(outputs.map { "\($0.type)" }.joined(separator: ", ")))"
    }
    self.outputs = known?.outputs.map(\.type) ?? []
    signature = known?.signature
    self.types = types
    parameterNames = names
    mutability = inferred.mutability
    self.text = text
  }

  private static func types(of function: ABIFunction) -> String {
    String(function.signature.drop { $0 != "(" }).replacing("string", with: "bytes")
  }

  private static func isReference(_ type: ABIType) -> Bool {
    switch type {
    case .bytes, .string, .array, .fixedArray, .tuple: true
    default: false
    }
  }
}
