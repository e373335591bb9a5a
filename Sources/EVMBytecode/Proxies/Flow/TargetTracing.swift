import EVMPrimitives

extension SymbolicMachine {
  /// Where an address comes from that a path calls; nil when whoever calls names it in calldata, and
  /// for the account's own address.
  mutating func target(_ address: Expression, on path: CodePath, depth: Int = 4) -> ProxyTarget? {
    let core = table.withoutPacking(address)
    if let value = table.value(core) {
      return .fixed(Address(truncating: table.value(address) ?? value))
    }
    let (first, _) = table.operands(core)
    switch table.op(core) {
    case Operator(.address): return nil
    case Operator(.sload): return stored(first)
    case Operator(.tload):
      guard let slot = constant(first) else { break }
      return .transientSlot(ProxySlot(Hash256(slot)))
    case .returned where depth > 0:
      let number = table.node(core).c
      guard let call = path.calls.last(where: { $0.offset == Int(number) }),
        let asked = target(call.target, on: path, depth: depth - 1),
        asked.address.map({ UInt256(Hash256(padding: $0)) > 0xffff || $0 == .zero }) ?? true
      else { break }
      return answer(to: call, at: asked)
    default: break
    }
    // Calldata behind the selector must not choose, wherever in the formula it stands.
    return table.readsCalldata(core) ? nil : .unknown(formula: table.text(core))
  }

  /// The target that a slot holds.
  private mutating func stored(_ slot: Expression) -> ProxyTarget? {
    if let number = constant(slot) { return .slot(ProxySlot(Hash256(number))) }
    if table.isOp(table.withoutPacking(slot), .address) { return .slotOfOwnAddress }
    if let entry = mapping(slot) { return entry }
    // A member of a struct that a mapping holds.
    if table.isOp(slot, .add) {
      let (offset, rest) = table.operands(slot)
      if table.value(offset) != nil, let entry = mapping(rest) { return entry }
    }
    guard !table.readsCalldata(slot) else { return nil }
    return .computedSlot(
      formula: table.text(slot), byCaller: table.contains(slot, .caller, depth: 12))
  }

  private mutating func mapping(_ hash: Expression) -> ProxyTarget? {
    guard table.op(hash) == .hash else { return nil }
    let (key, rest) = table.operands(table.operands(hash).0)
    guard rest.index >= 0 else { return nil }
    let (base, end) = table.operands(rest)
    guard end.index < 0, let number = constant(base) else { return nil }
    let kind = mappingKey(key)
    if kind == .other, table.readsCalldata(key) { return nil }
    return .mapping(base: ProxySlot(Hash256(number)), key: kind)
  }

  private func mappingKey(_ key: Expression) -> ProxyTarget.MappingKey {
    if table.isShiftedSelector(key) || table.isSelector(key) { return .selector }
    if table.dependsOnSelector(key, depth: 8) || isFirstFourBytes(key) { return .selector }
    let core = table.withoutPacking(key)
    if table.isOp(core, .address) { return .ownAddress }
    if table.isOp(core, .caller) { return .caller }
    return .other
  }

  /// Whether a value is made of the first four bytes of calldata by shifts and masks.
  private func isFirstFourBytes(_ key: Expression) -> Bool {
    let core = table.withoutPacking(key)
    return core != key && table.isOp(core, .calldataLoad)
      && table.int(table.operands(core).0) == 0
  }

  private mutating func answer(to call: CodePath.Call, at asked: ProxyTarget) -> ProxyTarget {
    let length = table.int(call.inputLength)
    let selector = length == 0 ? nil : self.selector(at: call.input, call.memory)
    var key: ProxyTarget.MappingKey?
    if length == nil || length.map({ $0 > 4 }) == true {
      let word = self.word(at: call.input, 4, call.memory)
      key = word.map(mappingKey) ?? .other
    }
    let question = ProxyQuestion(
      asked: asked, selector: selector.map(Selector.init(rawValue:)), key: key)
    if question.isBeacon, question.selector?.rawValue == 0x5c60_da1b, case .slot(let slot) = asked {
      return .beacon(slot)
    }
    return .answer(question)
  }

  /// The number, if a value is known or is the hash of known words.
  mutating func constant(_ expression: Expression, depth: Int = 6) -> UInt256? {
    if let value = table.value(expression) { return value }
    guard depth > 0 else { return nil }
    let (first, second) = table.operands(expression)
    switch table.op(expression) {
    case .hash:
      var bytes: [UInt8] = []
      var list = first
      while list.index >= 0, bytes.count < 512 {
        let (word, rest) = table.operands(list)
        guard let value = constant(word, depth: depth - 1) else { return nil }
        bytes += Hash256(value).bytes
        list = rest
      }
      return UInt256(Keccak256.hash(bytes))
    case Operator(.add):
      guard let left = constant(first, depth: depth - 1),
        let right = constant(second, depth: depth - 1)
      else { return nil }
      return left &+ right
    case Operator(.and):
      guard let left = constant(first, depth: depth - 1),
        let right = constant(second, depth: depth - 1)
      else { return nil }
      return left & right
    default: return nil
    }
  }
}

extension ExpressionTable {
  /// Whether an instruction stands somewhere in a formula.
  func contains(_ expression: Expression, _ opcode: Opcode, depth: Int) -> Bool {
    guard depth > 0, expression.index >= 0 else { return false }
    if isOp(expression, opcode) { return true }
    let (first, second) = operands(expression)
    return contains(first, opcode, depth: depth - 1) || contains(second, opcode, depth: depth - 1)
  }
}

extension Hash256 {
  /// An address as a word.
  init(padding address: Address) {
    self.init(
      address.bytes.reduce(UInt256.zero) { $0 &<< 8 | UInt256(UInt64($1)) })
  }
}
