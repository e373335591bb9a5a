import EVMPrimitives

extension TermPrinter {
  mutating func write(_ opcode: Opcode, _ node: TermNode, _ term: Term) -> Written {
    switch opcode {
    case .add:
      if let number = table.value(node.a), number.significantBitCount > 250 {
        let positive = UInt256.zero &- number
        return Written(
          text: "\(write(node.b).within(9)) - \(context.number(positive))", binding: 9)
      }
      if table.value(node.a) != nil { return infix("+", node.b, node.a, 9) }
      // What is added to a variable of storage stands behind it.
      if isStorage(node.b), !isStorage(node.a) { return infix("+", node.b, node.a, 9) }
      return infix("+", node.a, node.b, 9)
    case .sub: return infix("-", node.a, node.b, 9)
    case .mul:
      if table.value(node.a) != nil { return infix("*", node.b, node.a, 10) }
      return infix("*", node.a, node.b, 10)
    case .div: return infix("/", node.a, node.b, 10)
    case .mod: return infix("%", node.a, node.b, 10)
    case .sdiv: return signed("/", node.a, node.b, 10)
    case .smod: return signed("%", node.a, node.b, 10)
    case .exp:
      return Written(
        text: "\(write(node.a).within(12)) ** \(write(node.b).within(12))", binding: 11)
    case .addmod, .mulmod: return call(opcode == .addmod ? "addmod" : "mulmod", node.operands)
    case .signExtend:
      if let index = table.int(node.a) {
        return Written(text: "int\(8 * index + 8)(\(text(node.b)))", binding: 13)
      }
      return call("signextend", node.operands)
    case .lt:
      // The number stands at the right.
      if table.value(node.a) != nil { return infix(">", node.b, node.a, 4) }
      return infix("<", node.a, node.b, 4)
    case .gt: return infix(">", node.a, node.b, 4)
    case .slt: return signed("<", node.a, node.b, 4)
    case .sgt: return signed(">", node.a, node.b, 4)
    case .eq: return equality("==", node)
    case .isZero: return negation(node.a)
    case .not: return Written(text: "~\(write(node.a).within(12))", binding: 12)
    case .and: return conjunction(node)
    case .or:
      if table.isTruth(term) { return infix("||", node.a, node.b, 1) }
      return infix("|", node.a, node.b, 5)
    case .xor:
      if let choice = choice(node) { return choice }
      return infix("^", node.a, node.b, 6)
    case .byte: return Written(text: "\(write(node.b).within(13))[\(text(node.a))]", binding: 13)
    case .shl: return infix("<<", node.b, node.a, 8)
    case .shr:
      if table.isSelector(term) { return Written(text: "msg.sig", binding: 13) }
      if table.int(node.a) == 248, table.is(node.b, .calldataLoad),
        case .word(let name, let constant, let rest)? = arguments.element(
          table.node(node.b).a, table)
      {
        return Written(
          text: "uint8(\(name)[\(self.place(constant, rest))])", binding: 13)
      }
      return infix(">>", node.b, node.a, 8)
    case .sar: return signed(">>", node.b, node.a, 8)
    case .clz: return call("clz", node.operands)
    case .calldataLoad:
      return Written(text: calldata(node.a), binding: 13)
    case .blockHash: return call("blockhash", node.operands)
    case .blobHash: return call("blobhash", node.operands)
    default: return Written(text: Self.environment[opcode] ?? opcode.mnemonic, binding: 13)
    }
  }

  private static let environment: [Opcode: String] = [
    .address: "address(this)", .origin: "tx.origin", .caller: "msg.sender",
    .callValue: "msg.value", .calldataSize: "msg.data.length", .gasPrice: "tx.gasprice",
    .coinbase: "block.coinbase", .timestamp: "block.timestamp", .number: "block.number",
    .prevRandao: "block.prevrandao", .gasLimit: "block.gaslimit", .chainID: "block.chainid",
    .baseFee: "block.basefee", .blobBaseFee: "block.blobbasefee",
  ]

  private mutating func infix(_ sign: String, _ a: Term, _ b: Term, _ binding: Int) -> Written {
    let right = write(b).within(binding + 1)
    return Written(text: "\(write(a).within(binding)) \(sign) \(right)", binding: binding)
  }

  private mutating func signed(_ sign: String, _ a: Term, _ b: Term, _ binding: Int) -> Written {
    let right = sign == ">>" ? write(b).within(binding + 1) : signed(b)
    return Written(text: "\(signed(a)) \(sign) \(right)", binding: binding)
  }

  private mutating func signed(_ term: Term) -> String {
    if let value = table.value(term) {
      return value.significantBitCount < 256
        ? context.number(value) : "-\(context.number(UInt256.zero &- value))"
    }
    if table.is(term, .signExtend) { return write(term).within(11) }
    return "int256(\(text(term)))"
  }

  private mutating func call(_ name: String, _ operands: [Term]) -> Written {
    let list = operands.map { text($0) }
    return Written(text: "\(name)(\(list.joined(separator: ", ")))", binding: 13)
  }

  private mutating func equality(_ sign: String, _ node: TermNode) -> Written {
    // The number stands at the right.
    let (left, right) = table.value(node.a) != nil ? (node.b, node.a) : (node.a, node.b)
    if table.value(right) != nil, isAddress(left) {
      return Written(text: "\(write(left).within(4)) \(sign) \(address(right))", binding: 3)
    }
    // A mask that the other side has by its type says nothing.
    if isAddress(left), isAddress(right) {
      return Written(text: "\(address(left)) \(sign) \(address(right))", binding: 3)
    }
    return infix(sign, left, right, 3)
  }

  private mutating func negation(_ term: Term) -> Written {
    let node = table.node(term)
    switch node.kind.opcode {
    case .lt?:
      if table.value(node.a) != nil { return infix("<=", node.b, node.a, 4) }
      return infix(">=", node.a, node.b, 4)
    case .gt?: return infix("<=", node.a, node.b, 4)
    case .slt?: return signed(">=", node.a, node.b, 4)
    case .sgt?: return signed("<=", node.a, node.b, 4)
    case .eq?: return equality("!=", node)
    case .isZero?: return comparedWithZero("!=", node.a)
    default: break
    }
    if table.isTruth(term) { return Written(text: "!\(write(term).within(12))", binding: 12) }
    return comparedWithZero("==", term)
  }

  private mutating func comparedWithZero(_ sign: String, _ term: Term) -> Written {
    let node = table.node(term)
    if node.kind == TermKind(.and), table.value(node.a) == UInt256(0xff) || isTruthField(term) {
      return sign == "==" ? Written(text: "!\(write(term).within(12))", binding: 12) : write(term)
    }
    if isAddress(term) {
      return Written(text: "\(write(term).within(4)) \(sign) address(0)", binding: 3)
    }
    return Written(text: "\(write(term).within(4)) \(sign) 0", binding: 3)
  }

  /// Whether a value is the answer of a call that answers with a truth.
  private func isTruthField(_ term: Term) -> Bool {
    let node = table.node(term)
    return node.kind == .returnedWord && node.a == .zero && truths.contains(node.number)
  }

  /// A condition, as it stands in parentheses.
  mutating func condition(_ term: Term) -> String {
    if table.isTruth(term) { return text(term) }
    return comparedWithZero("!=", term).text
  }

  /// x ^ (x ^ y) * c, which is y where c holds, else x.
  private mutating func choice(_ node: TermNode) -> Written? {
    for (x, product) in [(node.a, node.b), (node.b, node.a)] {
      let factors = table.node(product)
      guard factors.kind == TermKind(.mul) else { continue }
      for (mix, condition) in [(factors.a, factors.b), (factors.b, factors.a)] {
        let both = table.node(mix)
        guard both.kind == TermKind(.xor), table.isTruth(condition), both.a == x || both.b == x
        else { continue }
        let y = both.a == x ? both.b : both.a
        let order = table.node(condition)
        // The smaller where the smaller is asked for.
        if order.kind == TermKind(.lt), order.a == y, order.b == x {
          return Written(text: "min(\(text(y)), \(text(x)))", binding: 13)
        }
        if order.kind == TermKind(.gt), order.a == y, order.b == x {
          return Written(text: "max(\(text(y)), \(text(x)))", binding: 13)
        }
        return Written(
          text: "(\(self.condition(condition)) ? \(text(y)) : \(text(x)))", binding: 13)
      }
    }
    return nil
  }

  // MARK: - Masks

  private mutating func conjunction(_ node: TermNode) -> Written {
    guard let mask = table.value(node.a) else {
      if table.isTruth(node.a), table.isTruth(node.b) { return infix("&&", node.a, node.b, 2) }
      return infix("&", node.a, node.b, 7)
    }
    if let rounded = table.rounded(table.make(node)) {
      return Written(text: "ceil32(\(text(rounded)))", binding: 13)
    }
    // The lowest bytes: a cast, or a field of a slot.
    let bits = mask.significantBitCount
    if (mask &+ .one).nonzeroBitCount <= 1, bits % 8 == 0 {
      if let field = field(node.b, bits: bits) { return Written(text: field, binding: 13) }
      let inner = text(node.b)
      if bits == 160 {
        return Written(text: isAddress(node.b) ? inner : "address(\(inner))", binding: 13)
      }
      if arguments.isWithin(node.b, bits: bits, table) { return Written(text: inner, binding: 13) }
      return Written(text: "uint\(bits)(\(inner))", binding: 13)
    }
    // The highest bytes.
    let low = mask.trailingZeroBitCount
    if low % 8 == 0, (~mask &+ .one).nonzeroBitCount <= 1, low < 256 {
      return Written(text: "bytes\((256 - low) / 8)(\(text(node.b)))", binding: 13)
    }
    return infix("&", node.b, node.a, 7)
  }

  /// Bits of a word of storage that were shifted down and cut.
  private mutating func field(_ term: Term, bits: Int) -> String? {
    var word = term
    var shift = 0
    let node = table.node(term)
    if node.kind == TermKind(.shr), let count = table.int(node.a) {
      shift = count
      word = node.b
    }
    guard shift % 8 == 0, let variable = table.variable(word), let source = inlined[variable] else {
      return nil
    }
    switch source {
    case .storage(let slot): return storage(slot, bits: shift..<shift + bits)
    case .transient(let slot):
      return storage(slot, bits: shift..<shift + bits, isTransient: true)
    default: return nil
    }
  }

  private func isStorage(_ term: Term) -> Bool {
    guard let variable = table.variable(term), case .storage? = inlined[variable] else {
      return false
    }
    return true
  }

  // MARK: - Calldata

  mutating func place(_ constant: Int, _ rest: Term) -> String {
    if rest.isNone { return "\(constant)" }
    return constant == 0 ? text(rest) : "\(write(rest).within(9)) + \(constant)"
  }

  private mutating func calldata(_ offset: Term) -> String {
    if let known = table.int(offset), let name = arguments.word(at: known) { return name }
    if let found = arguments.element(offset, table) {
      switch found {
      case .length(let name): return "\(name).length"
      case .element(let name, let index):
        return index.isNone ? "\(name)[0]" : "\(name)[\(text(index))]"
      case .word(let name, let constant, let rest):
        return "word(\(name), \(self.place(constant, rest)))"
      }
    }
    return "msg.data[\(text(offset)):+32]"
  }
}
