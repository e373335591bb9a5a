public import ExactJSON

extension ContractInterface {
  /// The interface of a compiler's ABI JSON: an array of entries, or an artifact, an object whose
  /// member `abi` is that array.
  ///
  /// Old forms with `constant` and `payable` instead of `stateMutability` are read. Members that say
  /// nothing about the interface (`gas`, `signature`) are left out of account.
  /// - Throws: `JSONTypeError` with the place of what is wrong.
  /// - SeeAlso: Solidity, "JSON" in the ABI specification.
  public init(_ json: JSONValue) throws(JSONTypeError) {
    let list = json.kind == .object ? try json.require("abi") : json
    items = []
    for entry in try list.requireElements() {
      let item = try InterfaceItem(entry)
      guard !item.isUnique || !items.contains(where: { $0.isSameKind(as: item) }) else {
        throw entry.invalid("An interface has one constructor, fallback and receive at most.")
      }
      items.append(item)
    }
  }

  /// The entries as ABI JSON.
  public var json: JSON { .array(items.map(\.json)) }
}

extension InterfaceItem {
  /// Whether an interface can have only one of the kind.
  fileprivate var isUnique: Bool {
    switch self {
    case .function, .event, .error: false
    case .constructor, .fallback, .receive: true
    }
  }

  fileprivate func isSameKind(as other: InterfaceItem) -> Bool {
    switch (self, other) {
    case (.constructor, .constructor), (.fallback, .fallback), (.receive, .receive): true
    default: false
    }
  }
}

// MARK: - Reading

extension InterfaceItem {
  /// The entry of ABI JSON.
  ///
  /// - Throws: `JSONTypeError` with the place of what is wrong.
  public init(_ json: JSONValue) throws(JSONTypeError) {
    let kind = try json["type"].map { type throws(JSONTypeError) in try type.requireString() }
    switch kind ?? "function" {
    case "function":
      self = .function(
        ABIFunction(
          try json.identifier("name"), inputs: try json.parameters("inputs"),
          outputs: try json.parameters("outputs"), stateMutability: try json.mutability()))
    case "event":
      var inputs: [ABIEventParameter] = []
      if let list = json["inputs"] {
        for input in try list.requireElements() {
          inputs.append(
            ABIEventParameter(
              try ABIParameter(input), isIndexed: try input.flag("indexed") ?? false))
        }
      }
      let name = try json.identifier("name")
      let isAnonymous = try json.flag("anonymous") ?? false
      do { self = .event(try ABIEvent(name, inputs: inputs, isAnonymous: isAnonymous)) } catch {
        throw json.invalid(error.description)
      }
    case "error":
      self = .error(
        ABIErrorDefinition(try json.identifier("name"), inputs: try json.parameters("inputs")))
    case "constructor":
      self = .constructor(
        ABIConstructor(
          inputs: try json.parameters("inputs"), isPayable: try json.isPayable("A constructor")))
    case "fallback": self = .fallback(isPayable: try json.isPayable("A fallback"))
    case "receive":
      guard try json.parameters("inputs").isEmpty, try json.mutability() == .payable else {
        throw json.invalid("receive is payable and has no inputs.")
      }
      self = .receive
    default:
      throw json.invalid(
        "The type \((kind ?? "").escaped) is none of function, event, error, constructor, fallback and receive."
      )
    }
  }
}

extension ABIParameter {
  /// The parameter of ABI JSON: name, type, and components if it is a tuple.
  ///
  /// - Throws: `JSONTypeError` with the place of what is wrong.
  public init(_ json: JSONValue) throws(JSONTypeError) {
    let name = try json["name"].map { value throws(JSONTypeError) in try value.requireString() }
    if let name, !name.isEmpty, !name.isIdentifier {
      throw json.invalid("The name \(name.escaped) is no identifier.")
    }
    self.init(
      name ?? "", try ABIType(parameter: json),
      internalType: try json["internalType"].map { value throws(JSONTypeError) in
        try value.requireString()
      })
  }
}

extension ABIType {
  fileprivate init(parameter json: JSONValue) throws(JSONTypeError) {
    let value = try json.require("type")
    let text = try value.requireString()
    guard text == "tuple" || text.hasPrefix("tuple[") else {
      do {
        self = try ABIType(parsing: text)
      } catch { throw value.invalid(error.description) }
      // Names and struct members have members of their own here.
      let isPlain = text.utf8.allSatisfy {
        $0.isDigit || $0.isIdentifier || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]")
      }
      guard isPlain else { throw value.invalid("\(text.escaped) is not written as a plain type.") }
      return
    }
    let components = try json.require("components")
    var members: [ABIParameter] = []
    for component in try components.requireElements() {
      members.append(try ABIParameter(component))
    }
    guard !members.isEmpty else {
      throw components.invalid("A tuple has at least one component.")
    }
    let suffix: ABIType
    do { suffix = try ABIType(parsing: "bool" + text.dropFirst(5)) } catch {
      throw value.invalid(error.description)
    }
    self = suffix.replacingInnermost(with: .tuple(members))
    guard depth <= Self.depthLimit else {
      throw value.invalid(ABITypeError.tooDeep(limit: Self.depthLimit).description)
    }
  }

  /// The array type around another element.
  private func replacingInnermost(with type: ABIType) -> ABIType {
    switch self {
    case .array(let element): .array(element.replacingInnermost(with: type))
    case .fixedArray(let element, let count):
      .fixedArray(element.replacingInnermost(with: type), count: count)
    default: type
    }
  }

  /// How many types stand inside one another, this one included.
  private var depth: Int {
    switch self {
    case .array(let element), .fixedArray(let element, _): element.depth + 1
    case .tuple(let members): (members.map(\.type.depth).max() ?? 0) + 1
    default: 1
    }
  }
}

extension JSONValue {
  fileprivate func identifier(_ key: String) throws(JSONTypeError) -> String {
    let value = try require(key)
    let name = try value.requireString()
    guard name.isIdentifier else {
      throw value.invalid("The name \(name.escaped) is no identifier.")
    }
    return name
  }

  fileprivate func parameters(_ key: String) throws(JSONTypeError) -> [ABIParameter] {
    guard let list = self[key] else { return [] }
    var parameters: [ABIParameter] = []
    for element in try list.requireElements() { parameters.append(try ABIParameter(element)) }
    return parameters
  }

  fileprivate func flag(_ key: String) throws(JSONTypeError) -> Bool? {
    guard let value = self[key] else { return nil }
    return try value.requireBool()
  }

  /// The state mutability, also of the form before Solidity 0.4.16; what both say must agree.
  fileprivate func mutability() throws(JSONTypeError) -> StateMutability {
    let constant = try flag("constant")
    let payable = try flag("payable")
    guard let value = self["stateMutability"] else {
      if constant == true, payable == true {
        throw invalid("A function cannot be constant and payable.")
      }
      return constant == true ? .view : payable == true ? .payable : .nonpayable
    }
    guard let mutability = StateMutability(rawValue: try value.requireString()) else {
      throw value.invalid("The state mutability is one of pure, view, nonpayable and payable.")
    }
    let isConstant = mutability == .view || mutability == .pure
    guard constant == nil || constant == isConstant,
      payable == nil || payable == (mutability == .payable)
    else { throw value.invalid("The state mutability contradicts constant or payable beside it.") }
    return mutability
  }

  fileprivate func isPayable(_ subject: String) throws(JSONTypeError) -> Bool {
    switch try mutability() {
    case .payable: return true
    case .nonpayable: return false
    case .view, .pure: throw invalid("\(subject) is payable or nonpayable.")
    }
  }
}

// MARK: - Writing

extension InterfaceItem {
  /// The entry as ABI JSON, members in the order in which compilers write them.
  public var json: JSON {
    func object(_ type: String, _ members: [JSON.Member], _ mutability: StateMutability?) -> JSON {
      let last = mutability.map { [JSON.Member("stateMutability", .string($0.rawValue))] } ?? []
      return .object([JSON.Member("type", .string(type))] + members + last)
    }
    switch self {
    case .function(let function):
      return object(
        "function",
        [
          JSON.Member("name", .string(function.name)),
          JSON.Member("inputs", .array(function.inputs.map { $0.json() })),
          JSON.Member("outputs", .array(function.outputs.map { $0.json() })),
        ], function.stateMutability)
    case .event(let event):
      return object(
        "event",
        [
          JSON.Member("name", .string(event.name)),
          JSON.Member(
            "inputs", .array(event.inputs.map { $0.parameter.json(isIndexed: $0.isIndexed) })),
          JSON.Member("anonymous", .bool(event.isAnonymous)),
        ], nil)
    case .error(let error):
      return object(
        "error",
        [
          JSON.Member("name", .string(error.name)),
          JSON.Member("inputs", .array(error.inputs.map { $0.json() })),
        ], nil)
    case .constructor(let constructor):
      return object(
        "constructor", [JSON.Member("inputs", .array(constructor.inputs.map { $0.json() }))],
        constructor.isPayable ? .payable : .nonpayable)
    case .fallback(let isPayable):
      return object("fallback", [], isPayable ? .payable : .nonpayable)
    case .receive: return object("receive", [], .payable)
    }
  }
}

extension ABIParameter {
  /// The parameter as ABI JSON.
  func json(isIndexed: Bool? = nil) -> JSON {
    var suffix = ""
    var innermost = type
    while let element = innermost.element {
      if case .fixedArray(_, let count) = innermost {
        suffix = "[\(count)]" + suffix
      } else {
        suffix = "[]" + suffix
      }
      innermost = element
    }
    var members = [JSON.Member("name", .string(name))]
    if case .tuple(let components) = innermost {
      members.append(JSON.Member("type", .string("tuple" + suffix)))
      members.append(JSON.Member("components", .array(components.map { $0.json() })))
    } else {
      members.append(JSON.Member("type", .string(type.description)))
    }
    if let internalType { members.append(JSON.Member("internalType", .string(internalType))) }
    if let isIndexed { members.append(JSON.Member("indexed", .bool(isIndexed))) }
    return .object(members)
  }
}
