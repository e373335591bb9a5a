import EVMABI
import EVMPrimitives

extension StatementPrinter {
  mutating func action(_ placed: PlacedAction, depth: Int) {
    let places = placed.places
    switch placed.action {
    case .define(let variable, let source):
      define(variable, source, places, depth: depth)
    case .store(let address, let value):
      // solc's free-memory pointer, which allocations move.
      let isPointer = !context.isVyper && terms.table.int(address) == 0x40
      add(
        "memory[\(terms.text(address))] = \(terms.text(value))", depth, places,
        isHidden: isPointer)
    case .storeByte(let address, let value):
      add("memory[\(terms.text(address)):+1] = uint8(\(terms.text(value)))", depth, places)
    case .copy(let source, let to, let from, let length):
      let part: String
      switch source {
      case .calldata: part = terms.part(.calldata(from, length: length))
      case .code: part = "code[\(terms.text(from)):+\(terms.text(length))]"
      case .memory: part = "memory[\(terms.text(from)):+\(terms.text(length))]"
      case .returned(let call): part = terms.part(.returned(call, from, length: length))
      case .account(let account):
        part = "\(terms.address(account)).code[\(terms.text(from)):+\(terms.text(length))]"
      }
      add("memory[\(terms.text(to)):+\(terms.text(length))] = \(part)", depth, places)
    case .setStorage(let slot, let value): set(slot, value, false, places, depth: depth)
    case .setTransient(let slot, let value): set(slot, value, true, places, depth: depth)
    case .log(let topics, let message): log(topics, message, places, depth: depth)
    case .assign(let moves): assign(moves, places, depth: depth)
    }
  }

  private mutating func assign(_ moves: [Assignment], _ places: [Range<Int>], depth: Int) {
    // One after the other, unless one needs what another has set.
    var open = moves
    var texts: [String] = []
    while !open.isEmpty {
      let free = open.firstIndex { move in
        !open.contains { other in
          other != move && variables(in: other.value).contains(move.variable)
        }
      }
      guard let free else { break }
      let move = open.remove(at: free)
      texts.append("\(declaration(move.variable)) = \(terms.text(move.value))")
    }
    for (index, text) in texts.enumerated() {
      add(text, depth, index == 0 ? places : [])
    }
    guard !open.isEmpty else { return }
    let names = open.map { declaration($0.variable) }.joined(separator: ", ")
    let values = open.map { terms.text($0.value) }.joined(separator: ", ")
    add("(\(names)) = (\(values))", depth, texts.isEmpty ? places : [])
  }

  private func variables(in term: Term) -> Set<Int32> {
    var seen: [Bool] = []
    var result: Set<Int32> = []
    terms.table.forEachVariable(in: term, &seen) { result.insert($0) }
    return result
  }

  private mutating func declaration(_ variable: Int32) -> String { terms.name(variable) }

  private mutating func define(
    _ variable: Int32, _ source: Source, _ places: [Range<Int>], depth: Int
  ) {
    switch source {
    case .call(let call): self.call(variable, call, places, depth: depth)
    case .create(let value, let message, let salt):
      var options: [String] = []
      if value != .zero { options.append("value: \(terms.text(value))") }
      if !salt.isNone { options.append("salt: \(terms.text(salt))") }
      let list = options.isEmpty ? "" : "{\(options.joined(separator: ", "))}"
      let text = "\(salt.isNone ? "create" : "create2")\(list)(\(terms.message(message)))"
      terms.addresses.insert(variable)
      add(
        uses[variable] == nil ? text : "\(terms.name(variable, "created")) = \(text)", depth,
        places)
    default:
      let text = terms.write(source).text
      if case .term(let term) = source, terms.common[term] == variable { terms.define(variable) }
      if case .storage(let slot) = source,
        context.wholeWidth(of: slot, terms.table, isTransient: false) == 160
      {
        terms.addresses.insert(variable)
      }
      add("\(terms.name(variable)) = \(text)", depth, places)
    }
  }

  // MARK: - Storage

  private mutating func set(
    _ slot: Term, _ value: Term, _ isTransient: Bool, _ places: [Range<Int>], depth: Int
  ) {
    if let (bits, new) = field(of: value, slot, isTransient) {
      let name = terms.storage(slot, bits: bits, isTransient: isTransient)
      return add("\(name) = \(terms.text(new))", depth, places)
    }
    let name = terms.storage(slot, isTransient: isTransient)
    add("\(name) = \(terms.text(value))", depth, places)
  }

  /// The bits of a slot that a value changes, and what they become, when it keeps the others.
  private mutating func field(
    of value: Term, _ slot: Term, _ isTransient: Bool
  ) -> (bits: Range<Int>, new: Term)? {
    let node = terms.table.node(value)
    let pairs: [(Term, Term)]
    if node.kind == TermKind(.or) {
      pairs = [(node.a, node.b), (node.b, node.a)]
    } else if node.kind == TermKind(.and) {
      // Bits that become zero.
      pairs = [(value, .zero)]
    } else {
      return nil
    }
    for (old, new) in pairs {
      let kept = terms.table.node(old)
      guard kept.kind == TermKind(.and), let mask = terms.table.value(kept.a),
        let variable = terms.table.variable(kept.b), let source = terms.inlined[variable],
        source == (isTransient ? .transient(slot) : .storage(slot))
      else { continue }
      let hole = ~mask
      let (low, high) = (hole.trailingZeroBitCount, hole.significantBitCount)
      guard low % 8 == 0, high % 8 == 0, low < high,
        (hole.shiftedRight(by: UInt64(low)) &+ .one).nonzeroBitCount <= 1
      else { continue }
      var field = terms.table.binary(.shr, terms.table.constant(low), new)
      guard terms.table.width(field) <= high - low else { return nil }
      let inner = terms.table.node(field)
      if inner.kind == TermKind(.and), let own = terms.table.value(inner.a),
        own.significantBitCount == high - low, (own &+ .one).nonzeroBitCount <= 1
      {
        // The type of the field says the mask.
        field = high - low == 160 && !terms.isAddress(inner.b) ? field : inner.b
      }
      return (low..<high, field)
    }
    return nil
  }

  // MARK: - Events

  private mutating func log(
    _ topics: [Term], _ message: Message, _ places: [Range<Int>], depth: Int
  ) {
    let data: [MessagePart]? = if case .parts(let parts) = message { parts } else { nil }
    if let first = topics.first, let topic = terms.table.value(first),
      let event = event(Hash256(topic), indexed: topics.count - 1)
    {
      var rest = Array(topics.dropFirst())
      let plain = event.inputs.filter { !$0.isIndexed }
      if let data, var texts = decoded(data, plain.map(\.type)) {
        let arguments = event.inputs.map { input in
          input.isIndexed ? argument(rest.removeFirst(), input.type) : texts.removeFirst()
        }
        return add(
          "emit \(event.name)(\(arguments.joined(separator: ", ")))", depth, places)
      }
      var arguments = event.inputs.filter(\.isIndexed).map {
        argument(rest.removeFirst(), $0.type)
      }
      if !plain.isEmpty { arguments.append("data: \(terms.message(message))") }
      return add("emit \(event.name)(\(arguments.joined(separator: ", ")))", depth, places)
    }
    var arguments = topics.map { terms.text($0) }
    var head = "log\(topics.count)"
    var tail = ""
    if let first = topics.first, let topic = terms.table.value(first),
      topic.significantBitCount > 160
    {
      // An event of which no name is known.
      let digits = Hash256(topic).hex
      head = "emit Event_\(digits.dropFirst(2).prefix(8))"
      tail = " /* \(digits) */"
      arguments.removeFirst()
    }
    if data?.isEmpty != true {
      arguments.append("data: \(data.map { list($0) } ?? terms.message(message))")
    }
    add("\(head)(\(arguments.joined(separator: ", ")))\(tail)", depth, places)
  }

  private func event(_ topic: Hash256, indexed: Int) -> ABIEvent? {
    context.names.events(topic).first { $0.inputs.filter(\.isIndexed).count == indexed }
  }

  /// Whether a value of the type is one word.
  static func isWord(_ type: ABIType) -> Bool {
    switch type {
    case .bytes, .string, .array, .fixedArray, .tuple: false
    default: true
    }
  }

  /// A word of a known type: an address without its mask.
  mutating func argument(_ term: Term, _ type: ABIType) -> String {
    switch type {
    case .address: terms.plainAddress(term)
    case .bool:
      terms.table.value(term).map { $0.isZero ? "false" : "true" } ?? boolean(term)
    default: terms.text(term)
    }
  }

  private mutating func boolean(_ term: Term) -> String {
    let node = terms.table.node(term)
    if node.kind == TermKind(.isZero), terms.table.is(node.a, .isZero) {
      return terms.text(terms.table.node(node.a).a)
    }
    return terms.text(term)
  }

  // MARK: - Calls

  private static let token: Set<UInt32> = [
    0xa905_9cbb, 0x23b8_72dd, 0x095e_a7b3, 0x70a0_8231, 0xdd62_ed3e, 0x1816_0ddd,
  ]

  private static let precompiles: [Int: String] = [
    1: "ecrecover", 2: "sha256", 3: "ripemd160", 4: "identity", 5: "modexp", 6: "ecadd",
    7: "ecmul", 8: "ecpairing", 9: "blake2f", 10: "pointEvaluation",
  ]

  private mutating func call(
    _ variable: Int32, _ call: CallTerms, _ places: [Range<Int>], depth: Int
  ) {
    var options: [String] = []
    if !call.value.isNone, call.value != .zero {
      options.append("value: \(terms.text(call.value))")
    }
    if !isAllGas(call.gas) { options.append("gas: \(terms.text(call.gas))") }
    let list = options.isEmpty ? "" : "{\(options.joined(separator: ", "))}"
    var text: String
    if let number = terms.table.int(call.target), let name = Self.precompiles[number] {
      text = "\(name)(\(arguments(call.input)))"
    } else if case .parts(let parts) = call.input, let (selector, rest) = terms.split(parts),
      call.kind == .call || call.kind == .staticCall
    {
      typedCalls.insert(variable)
      let target = terms.address(call.target)
      let function = context.names.functions(selector).first
      if function?.outputs.map(\.type) == [.bool] { terms.truths.insert(variable) }
      let name = function?.name ?? "unknown_\(selector.hex.dropFirst(2))"
      let interface = Self.token.contains(selector.rawValue) ? "IERC20" : "Contract"
      var inner = target
      if inner.hasPrefix("address("), inner.hasSuffix(")"), inner != "address(this)" {
        inner = String(inner.dropFirst(8).dropLast())
      }
      text =
        inner == "address(this)"
        ? "this.\(name)\(list)" : "\(interface)(\(inner)).\(name)\(list)"
      text += "(\(typed(rest, function?.inputs)))"
      if call.kind == .staticCall { text = "static \(text)" }
    } else {
      let kind =
        switch call.kind {
        case .call: "call"
        case .callCode: "callcode"
        case .delegateCall: "delegatecall"
        case .staticCall: "staticcall"
        }
      text = "\(terms.address(call.target)).\(kind)\(list)(\(arguments(call.input)))"
    }
    var results: [String] = []
    if (uses[variable] ?? 0) > 0 { results.append(terms.name(variable, "ok")) }
    if (uses[-2 - variable] ?? 0) > 0 { results.append(terms.returned(variable)) }
    if results.count == 2 { text = "(\(results.joined(separator: ", "))) = \(text)" }
    if results.count == 1 { text = "\(results[0]) = \(text)" }
    add(text, depth, places)
  }

  private mutating func arguments(_ message: Message) -> String {
    guard case .parts(let parts) = message else { return terms.message(message) }
    return list(parts)
  }

  private mutating func typed(_ parts: [MessagePart], _ inputs: [ABIParameter]?) -> String {
    guard let inputs, let texts = decoded(parts, inputs.map(\.type)) else { return list(parts) }
    return texts.joined(separator: ", ")
  }

  /// Whether a call gets all gas that is left.
  private func isAllGas(_ term: Term) -> Bool {
    guard let variable = terms.table.variable(term) else { return false }
    if case .gas? = terms.inlined[variable] { return true }
    return false
  }
}
