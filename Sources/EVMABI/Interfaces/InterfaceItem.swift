/// One entry of a contract's interface.
public enum InterfaceItem: Hashable, Sendable {
  case function(ABIFunction)
  case event(ABIEvent)
  case error(ABIErrorDefinition)
  case constructor(ABIConstructor)
  /// What runs when nothing else matches; `isPayable` tells whether it takes coins.
  case fallback(isPayable: Bool)
  /// What runs on a transfer of coins without calldata.
  case receive
}

extension InterfaceItem: CustomStringConvertible {
  /// The human-readable form.
  public var description: String {
    switch self {
    case .function(let function): function.description
    case .event(let event): event.description
    case .error(let error): error.description
    case .constructor(let constructor): constructor.description
    case .fallback(let isPayable): "fallback() external" + (isPayable ? " payable" : "")
    case .receive: "receive() external payable"
    }
  }
}

extension InterfaceItem {
  /// The item that a line of human-readable ABI describes.
  ///
  /// ```
  /// function f(uint256 a, (address,bytes)[] b) view returns (bool)
  /// event Transfer(address indexed from, address indexed to, uint256 value)
  /// error OwnableInvalidOwner(address owner)
  /// constructor(address owner) payable
  /// balanceOf(address)(uint256)
  /// ```
  /// Without a keyword it is a function. Visibility and data locations are read and say nothing
  /// here; a semicolon may end the line.
  /// - Throws: ``ABITypeError`` with the place.
  public init(parsing text: some StringProtocol) throws(ABITypeError) {
    try self.init(parsing: text, bareIs: .function)
  }

  /// What a signature without a keyword describes.
  enum BareKind: String { case function, event, error }

  init(parsing text: some StringProtocol, bareIs bare: BareKind) throws(ABITypeError) {
    var cursor = SignatureCursor(text)
    cursor.skipSpaces()
    let start = cursor.offset
    var word = cursor.identifier()
    cursor.skipSpaces()
    let hasName = cursor.next != UInt8(ascii: "(")
    if hasName, ["function", "event", "error"].contains(word) {
      let kind = BareKind(rawValue: word) ?? bare
      word = cursor.identifier()
      cursor.skipSpaces()
      self = try cursor.item(kind, name: word)
    } else if ["constructor", "fallback", "receive"].contains(word), !hasName {
      self = try cursor.special(word, at: start)
    } else {
      self = try cursor.item(bare, name: word)
    }
    cursor.skipSpaces()
    _ = cursor.take(";")
    try cursor.requireEnd()
  }
}

extension SignatureCursor {
  /// Takes what follows the name of a function, event or error.
  fileprivate mutating func item(
    _ kind: InterfaceItem.BareKind, name: String
  ) throws(ABITypeError) -> InterfaceItem {
    guard !name.isEmpty, name != "function", name != "event" else { throw unexpected("a name") }
    switch kind {
    case .function:
      let inputs = try parameters(in: .arguments).map(\.parameter)
      let (words, outputs) = try modifiers(allowed: mutabilities)
      return .function(
        ABIFunction(
          name, inputs: inputs, outputs: outputs ?? [],
          stateMutability: words.lazy.compactMap(StateMutability.init).first ?? .nonpayable))
    case .event:
      let inputs = try parameters(in: .event)
      let (words, _) = try modifiers(allowed: ["anonymous"], returns: false)
      return .event(try ABIEvent(name, inputs: inputs, isAnonymous: words.contains("anonymous")))
    case .error:
      let inputs = try parameters(in: .tuple).map(\.parameter)
      return .error(ABIErrorDefinition(name, inputs: inputs))
    }
  }

  /// Takes what follows `constructor`, `fallback` and `receive`.
  fileprivate mutating func special(
    _ word: String, at start: Int
  ) throws(ABITypeError) -> InterfaceItem {
    let inputs = try parameters(in: .arguments).map(\.parameter)
    let (words, outputs) = try modifiers(allowed: mutabilities, returns: word == "fallback")
    let isPayable = words.contains("payable")
    switch word {
    case "constructor":
      return .constructor(ABIConstructor(inputs: inputs, isPayable: isPayable))
    case "receive":
      guard inputs.isEmpty else {
        throw .misplacedWord("receive", context: "a signature with parameters", offset: start)
      }
      return .receive
    default:
      // Solidity allows fallback(bytes calldata) returns (bytes memory) and nothing else.
      guard [[], [.bytes]].contains(inputs.map(\.type)),
        [[], [.bytes]].contains((outputs ?? []).map(\.type))
      else {
        throw .misplacedWord("fallback", context: "a signature with parameters", offset: start)
      }
      return .fallback(isPayable: isPayable)
    }
  }

  private var mutabilities: [String] { StateMutability.allCases.map(\.rawValue) }

  /// Takes words behind the parameters, and the return values: `view returns (bool)`, or cast's
  /// second parentheses.
  private mutating func modifiers(
    allowed: [String], returns: Bool = true
  ) throws(ABITypeError) -> (words: [String], outputs: [ABIParameter]?) {
    var words: [String] = []
    while true {
      skipSpaces()
      if returns, next == UInt8(ascii: "(") {
        return (words, try parameters(in: .arguments).map(\.parameter))
      }
      let start = offset
      let word = identifier()
      switch word {
      case "": return (words, nil)
      case "returns" where returns:
        skipSpaces()
        let outputs = try parameters(in: .arguments).map(\.parameter)
        guard !outputs.isEmpty else { throw unexpected("a return type in the parentheses") }
        return (words, outputs)
      case "external", "public", "virtual", "override": continue
      default:
        guard allowed.contains(word), words.isEmpty || !allowed.contains(words[0]) else {
          throw .misplacedWord(word, context: "a signature", offset: start)
        }
        words.append(word)
      }
    }
  }
}

extension ABIFunction {
  /// The function that a signature describes, with or without `function` in front.
  ///
  /// `f(uint256)(bool)`, as `cast` has it, says what it returns.
  /// - Throws: ``ABITypeError`` with the place.
  public init(_ signature: String) throws(ABITypeError) {
    guard case .function(let function) = try InterfaceItem(parsing: signature, bareIs: .function)
    else { throw .misplacedWord(signature, context: "the place of a function", offset: 0) }
    self = function
  }
}

extension ABIEvent {
  /// The event that a signature describes, with or without `event` in front.
  ///
  /// - Throws: ``ABITypeError`` with the place.
  public init(_ signature: String) throws(ABITypeError) {
    guard case .event(let event) = try InterfaceItem(parsing: signature, bareIs: .event)
    else { throw .misplacedWord(signature, context: "the place of an event", offset: 0) }
    self = event
  }
}

extension ABIErrorDefinition {
  /// The error that a signature describes, with or without `error` in front.
  ///
  /// - Throws: ``ABITypeError`` with the place.
  public init(_ signature: String) throws(ABITypeError) {
    guard case .error(let error) = try InterfaceItem(parsing: signature, bareIs: .error)
    else { throw .misplacedWord(signature, context: "the place of an error", offset: 0) }
    self = error
  }
}
