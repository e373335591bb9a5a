extension ABIType {
  /// The type that a text spells: `uint256`, `(address to, bytes[] data)[3]`.
  ///
  /// The aliases `uint`, `int`, `fixed`, `ufixed` and `byte` and the spelling `address payable` are
  /// read; names of components are kept; spaces may stand between the parts. `tuple(...)` means the
  /// same as `(...)`.
  /// - Throws: ``ABITypeError`` with the place.
  public init(parsing text: some StringProtocol) throws(ABITypeError) {
    var cursor = SignatureCursor(text)
    cursor.skipSpaces()
    self = try cursor.type(depth: 1)
    try cursor.requireEnd()
  }
}

extension SignatureCursor {
  /// Takes a type; `depth` counts the types around it and itself.
  ///
  /// Afterwards ``typeHeight`` says how many types stand inside one another in it.
  mutating func type(depth: Int) throws(ABITypeError) -> ABIType {
    try requireDepth(depth)
    let start = offset
    let word = identifier()
    var type: ABIType
    if next == UInt8(ascii: "("), word.isEmpty || word == "tuple" {
      let open = offset
      let components = try parameters(depth: depth + 1, in: .tuple).map(\.parameter)
      guard !components.isEmpty else { throw .emptyTuple(offset: open) }
      type = .tuple(components)
      typeHeight += 1
    } else {
      guard !word.isEmpty else { throw unexpected("a type") }
      type = try elementary(word, at: start)
      if case .address = type { takePayable() }
      typeHeight = 1
    }
    while take("[") {
      typeHeight += 1
      try requireDepth(depth - 1 + typeHeight)
      let numberOffset = offset
      if let count = try number() {
        guard ABIElementCountRule.allows(count) else {
          throw .malformedNumber(count.description, offset: numberOffset)
        }
        type = .fixedArray(type, count: try ABIElementCount(checking: count))
      } else {
        type = .array(type)
      }
      try require("]")
    }
    return type
  }

  private func requireDepth(_ depth: Int) throws(ABITypeError) {
    guard depth <= ABIType.depthLimit else { throw .tooDeep(limit: ABIType.depthLimit) }
  }

  /// Takes the word `payable` if it comes next.
  private mutating func takePayable() {
    var ahead = self
    ahead.skipSpaces()
    if ahead.identifier() == "payable" { self = ahead }
  }

  /// The elementary type of a word such as `uint8`.
  private func elementary(_ word: String, at offset: Int) throws(ABITypeError) -> ABIType {
    switch word {
    case "bool": return .bool
    case "address": return .address
    case "function": return .function
    case "bytes": return .bytes
    case "string": return .string
    case "uint": return .uint256
    case "int": return .int256
    case "byte": return .fixedBytes(1)
    case "fixed": return .fixed(128, decimals: 18)
    case "ufixed": return .ufixed(128, decimals: 18)
    default: break
    }
    var suffix = SignatureCursor(word)
    while let byte = suffix.next, !byte.isDigit { suffix.rewind(to: suffix.offset + 1) }
    let name = String(word.utf8.prefix(suffix.offset)) ?? ""
    let unknown = ABITypeError.unknownType(word, offset: offset)
    guard ["uint", "int", "bytes", "fixed", "ufixed"].contains(name) else { throw unknown }
    guard let first = try suffix.number() else { throw unknown }
    if name == "fixed" || name == "ufixed" {
      guard suffix.take("x"), let second = try suffix.number(), suffix.next == nil else {
        throw unknown
      }
      let bits = try ABIBitCount(checking: first)
      let decimals = try ABIDecimals(checking: second)
      return name == "fixed" ? .fixed(bits, decimals: decimals) : .ufixed(bits, decimals: decimals)
    }
    guard suffix.next == nil else { throw unknown }
    switch name {
    case "uint": return .uint(try ABIBitCount(checking: first))
    case "int": return .int(try ABIBitCount(checking: first))
    default: return .fixedBytes(try ABIByteCount(checking: first))
    }
  }

  /// Where a list of parameters stands, which decides what words it may hold.
  enum ParameterContext: String {
    case tuple = "a struct's members"
    case arguments = "a function's parameters"
    case event = "an event's parameters"
  }

  /// Takes a list of parameters in parentheses, be it empty.
  mutating func parameters(
    depth: Int = 1, in context: ParameterContext
  ) throws(ABITypeError) -> [ABIEventParameter] {
    try require("(")
    skipSpaces()
    var parameters: [ABIEventParameter] = []
    if take(")") { return parameters }
    var height = 0
    defer { typeHeight = height }
    while true {
      skipSpaces()
      parameters.append(try parameter(depth: depth, in: context))
      height = max(height, typeHeight)
      skipSpaces()
      if take(")") { return parameters }
      guard take(",") else { throw unexpected("',' or ')'") }
    }
  }

  /// Takes a type, words such as `indexed` and `memory`, and a name if there is one.
  private mutating func parameter(
    depth: Int, in context: ParameterContext
  ) throws(ABITypeError) -> ABIEventParameter {
    var result = ABIEventParameter("", try type(depth: depth), isIndexed: false)
    skipSpaces()
    while true {
      let start = offset
      let word = identifier()
      skipSpaces()
      switch word {
      case "": return result
      case "indexed":
        guard context == .event, !result.isIndexed else {
          throw .misplacedWord(word, context: context.rawValue, offset: start)
        }
        result.isIndexed = true
      case "memory", "calldata", "storage":
        guard context == .arguments else {
          throw .misplacedWord(word, context: context.rawValue, offset: start)
        }
      case "payable", "returns", "anonymous":
        throw .misplacedWord(word, context: context.rawValue, offset: start)
      default:
        result.parameter.name = word
        return result
      }
    }
  }
}
