import EVMABI
import EVMPrimitives

/// Writes formulas as a reader of Solidity expects them.
struct TermPrinter {
  /// A text and how tightly its outermost operator binds; 13 for what needs no parentheses.
  struct Written {
    var text: String
    var binding: Int

    func within(_ other: Int) -> String { binding < other ? "(\(text))" : text }
  }

  var table: TermTable
  let inlined: [Int32: Source]
  let context: PrintingContext
  let arguments: ArgumentNames
  private(set) var names: [Int32: String] = [:]
  private var nameCounts: [String: Int] = [:]
  /// Names of formulas that are written once, and whether they have been.
  var common: [Term: Int32] = [:]
  private var defined: Set<Int32> = []
  /// Calls that answer with a truth.
  var truths: Set<Int32> = []
  /// Variables whose values are addresses.
  var addresses: Set<Int32> = []
  /// Formulas that may be written for one statement.
  private var budget = 0

  static let longest = 500

  init(
    _ table: TermTable, inlined: [Int32: Source], context: PrintingContext,
    arguments: ArgumentNames
  ) {
    self.table = table
    self.inlined = inlined
    self.context = context
    self.arguments = arguments
  }

  mutating func begin() { budget = Self.longest }

  /// From here on the formula is written by its name.
  mutating func define(_ variable: Int32) { defined.insert(variable) }

  mutating func name(_ variable: Int32, _ kind: String = "v") -> String {
    if let known = names[variable] { return known }
    nameCounts[kind, default: 0] += 1
    let name = "\(kind)\(nameCounts[kind, default: 0])"
    names[variable] = name
    return name
  }

  mutating func text(_ term: Term) -> String { write(term).text }

  /// As an operand of a call or index: needs no parentheses.
  mutating func write(_ term: Term) -> Written {
    budget -= 1
    guard budget > 0 else { return Written(text: "…", binding: 13) }
    if let value = table.value(term) { return Written(text: context.number(value), binding: 13) }
    if let variable = common[term], defined.contains(variable) {
      return Written(text: name(variable), binding: 13)
    }
    let node = table.node(term)
    switch node.kind {
    case .variable:
      if let source = inlined[node.number] { return write(source) }
      return Written(
        text: name(node.number, table.truths.contains(node.number) ? "ok" : "v"), binding: 13)
    case .immutable: return Written(text: "immutable_\(hex(Int(node.number)))", binding: 13)
    case .returnedSize:
      return Written(text: "\(returned(node.number)).length", binding: 13)
    case .returnedWord:
      let name = returned(node.number)
      if node.a == .zero { return Written(text: name, binding: 13) }
      if let offset = table.int(node.a), offset % 32 == 0 {
        return Written(text: "\(name)[\(offset / 32)]", binding: 13)
      }
      return Written(text: "word(\(name), \(text(node.a)))", binding: 13)
    case .hash: return hash(term, node)
    case .piece, .list: return Written(text: listed(term), binding: 13)
    default: break
    }
    guard let opcode = node.kind.opcode else { return Written(text: "?", binding: 13) }
    return write(opcode, node, term)
  }

  /// The name of what a call returned.
  mutating func returned(_ call: Int32) -> String { name(-2 - call, "ret") }

  func hasReturnName(_ call: Int32) -> Bool { names[-2 - call] != nil }

  func hex(_ number: Int) -> String { "0x" + String(number, radix: 16) }

  // MARK: - Hashes

  private mutating func hash(_ term: Term, _ node: TermNode) -> Written {
    if let path = table.slotPath(term, isVyper: context.isVyper) {
      return Written(text: "slot(\(place(path)))", binding: 13)
    }
    return Written(text: "keccak256(\(listed(node.a)))", binding: 13)
  }

  private mutating func listed(_ list: Term) -> String {
    var parts: [String] = []
    var next = list
    while !next.isNone, parts.count < 40 {
      let node = table.node(next)
      guard node.kind == .list else {
        parts.append(piece(next))
        break
      }
      parts.append(piece(node.a))
      next = node.b
    }
    return parts.joined(separator: ", ")
  }

  private mutating func piece(_ term: Term) -> String {
    let node = table.node(term)
    guard node.kind == .piece else { return text(term) }
    let (skip, count) = (Int(node.number) / 64, Int(node.number) % 64)
    return bytes(node.a, skip: skip, count: count)
  }

  /// Some bytes of a word.
  mutating func bytes(_ term: Term, skip: Int, count: Int) -> String {
    if skip == 0, count == 32 { return text(term) }
    if let value = table.value(term) {
      return context.literal(Array(value.bigEndianBytes[skip..<skip + count]))
    }
    if skip == 0 { return "bytes\(count)(\(text(term)))" }
    if skip + count == 32 {
      let inner = text(term)
      return count == 20
        ? (isAddress(term) ? inner : "address(\(inner))") : "uint\(8 * count)(\(inner))"
    }
    return "\(write(term).within(13))[\(skip):\(skip + count)]"
  }

  // MARK: - Sources

  mutating func write(_ source: Source) -> Written {
    switch source {
    case .storage(let slot): return Written(text: storage(slot), binding: 13)
    case .transient(let slot):
      return Written(text: storage(slot, isTransient: true), binding: 13)
    case .memory(let address):
      if table.int(address) == 0x40, !context.isVyper {
        return Written(text: "freeMemory()", binding: 13)
      }
      return Written(text: "memory[\(text(address))]", binding: 13)
    case .hash(let message):
      return Written(text: "keccak256(\(self.message(message)))", binding: 13)
    case .returndataSize: return Written(text: "returndata.length", binding: 13)
    case .gas: return Written(text: "gasleft()", binding: 13)
    case .memorySize: return Written(text: "msize()", binding: 13)
    case .balance(let account):
      return Written(text: "\(address(account)).balance", binding: 13)
    case .selfBalance: return Written(text: "address(this).balance", binding: 13)
    case .codeSize(let account):
      return Written(text: "\(address(account)).code.length", binding: 13)
    case .codeHash(let account): return Written(text: "\(address(account)).codehash", binding: 13)
    case .term(let term): return write(term)
    case .call, .create: return Written(text: "?", binding: 13)
    }
  }

  /// An operand of which the EVM takes 20 bytes.
  mutating func address(_ term: Term) -> String {
    var term = term
    let node = table.node(term)
    if node.kind == TermKind(.and), let mask = table.value(node.a), mask == Self.addressMask {
      term = node.b
    }
    if term == .zero { return "address(0)" }
    if let value = table.value(term) {
      return "address(\(Address(truncating: value).checksummed))"
    }
    let text = text(term)
    return isAddress(term) ? text : "address(\(text))"
  }

  /// An address where the reader knows that it is one.
  mutating func plainAddress(_ term: Term) -> String {
    let node = table.node(term)
    if node.kind == TermKind(.and), table.value(node.a) == Self.addressMask {
      return text(node.b)
    }
    return table.value(term) == nil ? text(term) : address(term)
  }

  static let addressMask = UInt256.max.shiftedRight(by: 96)

  /// Whether a reader sees that the value is an address.
  func isAddress(_ term: Term) -> Bool {
    let node = table.node(term)
    switch node.kind.opcode {
    case .caller?, .address?, .origin?, .coinbase?: return true
    case .and?: return table.value(node.a) == Self.addressMask
    case .calldataLoad?: return arguments.isAddress(at: table.int(node.a))
    default: break
    }
    guard node.kind == .variable else { return false }
    if case .storage(let slot)? = inlined[node.number] {
      return context.wholeWidth(of: slot, table, isTransient: false) == 160
    }
    return addresses.contains(node.number)
  }

  // MARK: - Messages

  mutating func message(_ message: Message) -> String {
    switch message {
    case .memory(let address, let length):
      let start = text(address)
      return "memory[\(start):+\(text(length))]"
    case .parts(let parts):
      if let bytes = constantBytes(parts) { return context.literal(bytes) }
      return parts.map { part($0) }.joined(separator: ", ")
    }
  }

  mutating func part(_ part: MessagePart) -> String {
    switch part {
    case .word(let term, let skip, let count): return bytes(term, skip: skip, count: count)
    case .calldata(let offset, let length):
      if offset == .zero, table.is(length, .calldataSize) { return "msg.data" }
      if let name = arguments.data(offset, length, table) { return name }
      return "msg.data[\(text(offset)):+\(text(length))]"
    case .code(let offset, let count):
      return context.literal(
        (offset..<offset + count).map { $0 < context.code.count ? context.code[$0] : 0 })
    case .zeros(let length): return "zeros(\(text(length)))"
    case .returned(let call, let offset, let length):
      let name = call < 0 ? "returndata" : returned(call)
      let node = table.node(length)
      if offset == .zero, node.kind == .returnedSize, node.number == call { return name }
      return "\(name)[\(text(offset)):+\(text(length))]"
    }
  }

  /// The bytes of a message, when all are known.
  func constantBytes(_ parts: [MessagePart]) -> [UInt8]? {
    var result: [UInt8] = []
    for part in parts {
      switch part {
      case .word(let term, let skip, let count):
        guard let value = table.value(term) else { return nil }
        result += value.bigEndianBytes[skip..<skip + count]
      case .code(let offset, let count):
        result += (offset..<offset + count).map {
          $0 < context.code.count ? context.code[$0] : 0
        }
      default: return nil
      }
    }
    return result
  }

  /// The selector that a message begins with, and the parts behind it.
  func split(_ parts: [MessagePart]) -> (selector: Selector, rest: [MessagePart])? {
    var bytes: [UInt8] = []
    var rest = parts[...]
    while bytes.count < 4, let part = rest.first {
      rest = rest.dropFirst()
      switch part {
      case .word(let term, let skip, let count):
        guard let value = table.value(term) else { return nil }
        let taken = min(count, 4 - bytes.count)
        bytes += value.bigEndianBytes[skip..<skip + taken]
        if taken < count {
          rest = [.word(term, skip: skip + taken, count: count - taken)] + rest
        }
      case .code(let offset, let count):
        let taken = min(count, 4 - bytes.count)
        bytes += (offset..<offset + taken).map { $0 < context.code.count ? context.code[$0] : 0 }
        if taken < count { rest = [.code(offset + taken, count: count - taken)] + rest }
      default: return nil
      }
    }
    guard bytes.count == 4, let selector = try? Selector(bytes) else { return nil }
    return (selector, Array(rest))
  }

  /// The words that parts are, when each is one.
  mutating func words(_ parts: [MessagePart]) -> [Term]? {
    var result: [Term] = []
    for part in parts {
      switch part {
      case .word(let term, 0, 32): result.append(term)
      case .calldata(let offset, let length):
        guard let count = table.int(length), count % 32 == 0, count <= 1024 else { return nil }
        for place in stride(from: 0, to: count, by: 32) {
          result.append(table.calldata(table.binary(.add, offset, table.constant(place))))
        }
      case .code(let offset, let count):
        guard count % 32 == 0, count <= 1024 else { return nil }
        for place in stride(from: 0, to: count, by: 32) {
          result.append(
            table.constant(SymbolicMemory.word(of: context.code, at: offset + place)))
        }
      default: return nil
      }
    }
    return result
  }
}
