import ArgumentParser
import EVMABI
import EVMPrimitives
import ExactJSON

struct ABICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abi", abstract: "Solidity's ABI: values, calls, logs, revert data, interfaces.",
    subcommands: [
      ABIEncode.self, ABIEncodePacked.self, ABIDecode.self, ABISelector.self, ABICalldata.self,
      ABIDecodeCall.self, ABIDecodeLog.self, ABIDecodeRevert.self, ABILookup.self,
      ABIInterface.self,
    ])
}

/// What stands in the place of types on the command line: a list of types, or a signature.
struct TypeList {
  /// The types of arguments, and of results where a signature states them.
  let inputs: [ABIParameter]
  let outputs: [ABIParameter]?

  /// `uint256,bytes`, `(uint256,bytes)`, `f(uint256,bytes)` or `f(uint256)(bool)`.
  init(_ text: String) throws {
    let text = text.drop { $0 == " " }
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
    let isSignature =
      !name.isEmpty && name != "tuple"
      && (text.hasPrefix("function ") || text[name.endIndex...].hasPrefix("("))
    if isSignature {
      let function = try ABIFunction(String(text))
      inputs = function.inputs
      outputs = function.outputs.isEmpty ? nil : function.outputs
    } else if text.isEmpty || text == "()" {
      inputs = []
      outputs = nil
    } else {
      // A list in parentheses is one, unless more follows: `(bool),(bool)` are two tuples.
      let isWrapped = text.hasPrefix("(") && text.closesOnlyAtEnd
      inputs = try ABIFunction("f" + (isWrapped ? String(text) : "(\(text))")).inputs
      outputs = nil
    }
  }
}

extension Substring {
  /// Whether the parenthesis that opens the text closes at its end.
  fileprivate var closesOnlyAtEnd: Bool {
    var depth = 0
    for (offset, byte) in utf8.enumerated() {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return offset == utf8.count - 1 }
    }
    return false
  }
}

extension [ABIParameter] {
  /// The values that arguments spell, one each.
  func values(spelt texts: [String]) throws -> [ABIValue] {
    guard texts.count == count else {
      throw Failure(
        .badData,
        "\(counted(count, "value")) of \(typesDescription) needed, but \(texts.count) given.")
    }
    return try zip(self, texts).enumerated().map { index, pair in
      let (parameter, text) = pair
      let name = parameter.name.isEmpty ? "value \(index + 1)" : parameter.name
      return try reading("\(name) (\(parameter.type))") {
        try ABIValue(parsing: text, as: parameter.type)
      }
    }
  }

  /// The values as JSON, each with its name and type.
  func described(_ values: [ABIValue]) -> JSON {
    .array(
      zip(self, values).map { parameter, value in
        [
          "name": .string(parameter.name), "type": .string(parameter.type.description),
          "value": value.json(as: parameter.type),
        ]
      })
  }
}

extension Row {
  /// The types that a list of texts spells.
  func types(_ key: String) throws -> [ABIType] {
    var types: [ABIType] = []
    for element in try value(key).requireElements() {
      let text = try element.requireString()
      do { types.append(try ABIType(parsing: text)) } catch {
        throw element.invalid(error.description)
      }
    }
    return types
  }

  /// The values of a list, each as its type.
  func values(_ key: String, as types: [ABIType]) throws(JSONTypeError) -> [ABIValue] {
    try types.map { ABIParameter("", $0) }.values(value(key))
  }
}

/// A list of bytes that the user asks to be read less strictly.
struct DecodingOptions: ParsableArguments {
  @Flag(
    help: "Read what contracts read: dirty padding, shared bytes, bytes behind the values.")
  var lenient = false

  var rules: ABIDecodingRules { lenient ? .lenient : .strict }
}
