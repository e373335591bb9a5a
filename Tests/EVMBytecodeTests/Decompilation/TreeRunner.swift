import EVMBytecode
import EVMPrimitives

/// Carries out decompiled statements, as plainly as they can be: the meaning that the decompiler's
/// output is held to. It knows nothing of the code but its bytes.
struct TreeRunner {
  enum Outcome: Equatable {
    case success([UInt8])
    case revert([UInt8])
    case fault
    /// A goto, or a place where the statements say that they do not know; and why.
    case unknown(String)
    /// A value is used before it is set, which no right statements do.
    case unset
  }

  /// What a call or a creation is answered with.
  struct Answer {
    var success: Bool
    var output: [UInt8]
    var created: UInt256?
  }

  struct Log: Equatable {
    var topics: [UInt256]
    var data: [UInt8]
  }

  let tree: DecompiledTree
  let code: [UInt8]
  let calldata: [UInt8]
  let value: UInt256
  var balance: UInt256
  var storage: [UInt256: UInt256]
  var sizes: [UInt256: Int]
  var answers: ArraySlice<Answer>

  var transient: [UInt256: UInt256] = [:]
  var logs: [Log] = []
  /// A slot that the run of the code did not ask for.
  var strangeSlot: UInt256?
  private var memory: [UInt8] = []
  private var variables: [Int32: UInt256] = [:]
  private var returned: [Int32: [UInt8]] = [:]
  private var latest: [UInt8] = []
  private var steps = 0

  static let caller = Account.word(0xb2)
  static let own = Account.word(0xd4)

  private struct Fault: Error {}
  private struct Lost: Error { var why: String }
  private struct Unset: Error {}

  init(
    _ tree: DecompiledTree, code: [UInt8], calldata: [UInt8], value: UInt256, balance: UInt256,
    storage: [UInt256: UInt256], sizes: [UInt256: Int], answers: [Answer]
  ) {
    self.tree = tree
    self.code = code
    self.calldata = calldata
    self.value = value
    self.balance = balance
    self.storage = storage
    self.sizes = sizes
    self.answers = answers[...]
  }

  mutating func run() -> Outcome {
    do {
      switch try carryOut(tree.statements) {
      case .end(let outcome): return outcome
      case .next: return .success([])
      default: return .unknown("left the function")
      }
    } catch is Fault {
      return .fault
    } catch is Unset {
      return .unset
    } catch let lost as Lost {
      return .unknown(lost.why)
    } catch {
      return .unknown("\(error)")
    }
  }

  // MARK: - Statements

  private enum Flow {
    case next
    case end(Outcome)
    case leave(Int)
    case leaveLoop(Int)
    case again(Int)
  }

  private mutating func carryOut(_ statements: [Statement]) throws -> Flow {
    for statement in statements {
      steps += 1
      guard steps < 200_000 else { throw Lost(why: "too long") }
      switch statement {
      case .action(let placed): try act(placed.action)
      case .branch(let condition, let first, let second, _):
        let flow = try carryOut(evaluate(condition).isZero ? second : first)
        if case .next = flow { continue }
        return flow
      case .loop(let label, let body):
        looping: while true {
          switch try carryOut(body) {
          case .next, .again(label): continue looping
          case .leaveLoop(label): break looping
          case let flow: return flow
          }
        }
      case .block(let label, let body):
        switch try carryOut(body) {
        case .next, .leave(label): continue
        case let flow: return flow
        }
      case .leave(let label): return .leave(label)
      case .leaveLoop(let label): return .leaveLoop(label)
      case .again(let label): return .again(label)
      case .end(let end, _): return .end(try outcome(end))
      case .label: continue
      case .goto: throw Lost(why: "goto")
      }
    }
    return .next
  }

  private mutating func outcome(_ end: PathEnd) throws -> Outcome {
    switch end {
    case .stop: return .success([])
    case .return(let message): return .success(try bytes(message))
    case .revert(let message): return .revert(try bytes(message))
    case .selfDestruct(let target):
      _ = try evaluate(target)
      return .success([])
    case .invalid, .undefined, .stackFault, .badJump: return .fault
    case .unresolvedJump: return .unknown("unresolved jump")
    case .limit: return .unknown("limit")
    }
  }

  private mutating func act(_ action: Action) throws {
    switch action {
    case .define(let variable, let source):
      variables[variable] = try evaluate(source, for: variable)
    case .store(let address, let value):
      try write(try evaluate(value).bigEndianBytes, at: try evaluate(address))
    case .storeByte(let address, let value):
      try write([try evaluate(value).bigEndianBytes[31]], at: try evaluate(address))
    case .copy(let source, let to, let from, let length):
      let (target, start) = (try evaluate(to), try evaluate(from))
      let count = try evaluate(length)
      guard let count = Int(exactly: count), count < 1 << 22 else { throw Fault() }
      if count == 0 {
        if case .returned = source, start > UInt256(UInt64(latest.count)) { throw Fault() }
        return
      }
      let bytes: [UInt8]
      switch source {
      case .calldata: bytes = slice(calldata, start, count)
      case .code: bytes = slice(code, start, count)
      case .memory:
        try grow(start, count)
        bytes = slice(memory, start, count)
      case .returned(let call):
        let data = call < 0 ? latest : returned[call] ?? []
        guard let start = Int(exactly: start), start + count <= data.count else { throw Fault() }
        bytes = Array(data[start..<start + count])
      case .account: throw Lost(why: "not carried out")
      }
      try write(bytes, at: target)
    case .setStorage(let slot, let value):
      let (slot, value) = (try evaluate(slot), try evaluate(value))
      note(slot)
      storage[slot] = value
    case .setTransient(let slot, let value):
      let (slot, value) = (try evaluate(slot), try evaluate(value))
      transient[slot] = value
    case .log(let topics, let message):
      var values: [UInt256] = []
      for topic in topics { values.append(try evaluate(topic)) }
      logs.append(Log(topics: values, data: try bytes(message)))
    case .assign(let moves):
      var values: [(Int32, UInt256)] = []
      for move in moves { values.append((move.variable, try evaluate(move.value))) }
      for (variable, value) in values { variables[variable] = value }
    }
  }

  private mutating func note(_ slot: UInt256) {
    if storage[slot] == nil, strangeSlot == nil { strangeSlot = slot }
  }

  // MARK: - Memory

  private mutating func grow(_ address: UInt256, _ count: Int) throws {
    guard let start = Int(exactly: address), start + count < 1 << 22 else { throw Fault() }
    if memory.count < start + count {
      memory += [UInt8](repeating: 0, count: start + count - memory.count)
    }
  }

  private mutating func write(_ bytes: [UInt8], at address: UInt256) throws {
    try grow(address, bytes.count)
    let start = Int(exactly: address) ?? 0
    memory.replaceSubrange(start..<start + bytes.count, with: bytes)
  }

  private func slice(_ bytes: [UInt8], _ start: UInt256, _ count: Int) -> [UInt8] {
    guard let start = Int(exactly: start), start < bytes.count else {
      return [UInt8](repeating: 0, count: count)
    }
    let part = bytes[start..<min(bytes.count, start + count)]
    return Array(part) + [UInt8](repeating: 0, count: count - part.count)
  }

  private mutating func bytes(_ message: Message) throws -> [UInt8] {
    switch message {
    case .memory(let address, let length):
      let address = try evaluate(address)
      guard let count = Int(exactly: try evaluate(length)), count < 1 << 22 else { throw Fault() }
      if count == 0 { return [] }
      try grow(address, count)
      return slice(memory, address, count)
    case .parts(let parts):
      var result: [UInt8] = []
      for part in parts {
        switch part {
        case .word(let term, let skip, let count):
          result += try evaluate(term).bigEndianBytes[skip..<skip + count]
        case .calldata(let offset, let length):
          guard let count = Int(exactly: try evaluate(length)), count < 1 << 22 else {
            throw Fault()
          }
          result += slice(calldata, try evaluate(offset), count)
        case .code(let offset, let count): result += slice(code, UInt256(UInt64(offset)), count)
        case .zeros(let length):
          let count = try evaluate(length)
          guard count < 32 else { throw Lost(why: "not carried out") }
          result += [UInt8](repeating: 0, count: Int(exactly: count) ?? 0)
        case .returned(let call, let offset, let length):
          guard let count = Int(exactly: try evaluate(length)), count < 1 << 22 else {
            throw Fault()
          }
          result += slice(call < 0 ? latest : returned[call] ?? [], try evaluate(offset), count)
        }
      }
      return result
    }
  }

  // MARK: - Values

  private mutating func evaluate(_ source: Source, for variable: Int32) throws -> UInt256 {
    switch source {
    case .storage(let slot):
      let slot = try evaluate(slot)
      note(slot)
      return storage[slot] ?? .zero
    case .transient(let slot): return transient[try evaluate(slot)] ?? .zero
    case .memory(let address):
      let address = try evaluate(address)
      try grow(address, 32)
      return try UInt256(bigEndian: slice(memory, address, 32))
    case .hash(let message): return Keccak256.hash(try bytes(message)).word
    case .call(let call): return try self.call(call, variable)
    case .create(let value, let message, let salt):
      _ = try bytes(message)
      if !salt.index.isNegative { _ = try evaluate(salt) }
      guard try evaluate(value) <= balance, let answer = answers.popFirst() else {
        returned[variable] = []
        latest = []
        return .zero
      }
      balance = balance &- (try evaluate(value))
      returned[variable] = answer.success ? [] : answer.output
      latest = returned[variable] ?? []
      return answer.success ? answer.created ?? .zero : .zero
    case .returndataSize: return UInt256(UInt64(latest.count))
    case .gas: return 1_000_000
    case .memorySize: throw Lost(why: "not carried out")
    case .balance(let account):
      let account = try evaluate(account)
      if account == Self.own { return balance }
      if account == Self.caller { throw Lost(why: "not carried out") }
      return .zero
    case .selfBalance: return balance
    case .codeSize(let account):
      let account = try evaluate(account) & (UInt256.max.shiftedRight(by: 96))
      if account == Self.own { return UInt256(UInt64(code.count)) }
      return UInt256(UInt64(sizes[account] ?? 0))
    case .codeHash: throw Lost(why: "not carried out")
    case .term(let term): return try evaluate(term)
    }
  }

  private mutating func call(_ call: CallTerms, _ variable: Int32) throws -> UInt256 {
    _ = try bytes(call.input)
    _ = try evaluate(call.target)
    let sent = call.value.index.isNegative ? UInt256.zero : try evaluate(call.value)
    let (place, count) = (try evaluate(call.output), try evaluate(call.outputLength))
    guard let size = Int(exactly: count), size < 1 << 22 else { throw Fault() }
    if size > 0 { try grow(place, size) }
    guard sent <= balance, let answer = answers.popFirst() else {
      returned[variable] = []
      latest = []
      return .zero
    }
    if answer.success, call.kind == .call { balance = balance &- sent }
    returned[variable] = answer.output
    latest = answer.output
    let written = Array(answer.output.prefix(size))
    if !written.isEmpty { try write(written, at: place) }
    return answer.success ? .one : .zero
  }

  private mutating func evaluate(_ term: Term) throws -> UInt256 {
    var memo: [Term: UInt256] = [:]
    return try evaluate(term, &memo)
  }

  private mutating func evaluate(_ term: Term, _ memo: inout [Term: UInt256]) throws -> UInt256 {
    if let value = tree.table.value(term) { return value }
    if let known = memo[term] { return known }
    let node = tree.table.node(term)
    let result: UInt256
    switch node.kind {
    case .variable:
      if let source = tree.inlined[node.number] {
        result = try evaluate(source, for: node.number)
      } else {
        guard let value = variables[node.number] else { throw Unset() }
        result = value
      }
    case .immutable:
      result = try UInt256(bigEndian: slice(code, UInt256(UInt64(node.number + 1)), 32))
    case .returnedSize: result = UInt256(UInt64(returned[node.number]?.count ?? 0))
    case .returnedWord:
      let data = returned[node.number] ?? []
      guard let start = Int(exactly: try evaluate(node.a, &memo)) else { throw Fault() }
      let old = node.b.index.isNegative ? UInt256.zero : try evaluate(node.b, &memo)
      var bytes = old.bigEndianBytes
      for place in 0..<32 where start + place < data.count { bytes[place] = data[start + place] }
      result = try UInt256(bigEndian: bytes)
    case .hash:
      var bytes: [UInt8] = []
      var next = node.a
      while !next.index.isNegative {
        let item = tree.table.node(next)
        let part = tree.table.node(item.a)
        if part.kind == .piece {
          let (skip, count) = (Int(part.number) / 64, Int(part.number) % 64)
          bytes += try evaluate(part.a, &memo).bigEndianBytes[skip..<skip + count]
        } else {
          bytes += try evaluate(item.a, &memo).bigEndianBytes
        }
        next = item.b
      }
      result = Keccak256.hash(bytes).word
    default:
      var operands: [UInt256] = []
      for operand in [node.a, node.b, node.c] where !operand.index.isNegative {
        operands.append(try evaluate(operand, &memo))
      }
      guard let opcode = node.kind.opcode else { throw Lost(why: "not carried out") }
      result = try self.result(opcode, operands)
    }
    memo[term] = result
    return result
  }

  private func result(_ opcode: Opcode, _ operands: [UInt256]) throws -> UInt256 {
    switch opcode {
    case .address: return Self.own
    case .caller, .origin: return Self.caller
    case .callValue: return value
    case .calldataSize: return UInt256(UInt64(calldata.count))
    case .calldataLoad: return try UInt256(bigEndian: slice(calldata, operands[0], 32))
    case .gasPrice: return 1
    case .chainID: return 199
    case .gasLimit: return 29_970_705
    case .timestamp: return 1_700_000_001
    case .number: return 1
    case .baseFee: return 875_000_000
    case .coinbase, .prevRandao: return .zero
    case .blobBaseFee, .blockHash, .blobHash: throw Lost(why: "not carried out")
    default:
      guard let operation = WordOperation(rawValue: opcode.mnemonic) else {
        throw Lost(why: "not carried out")
      }
      return try operation.result(of: operands)
    }
  }
}

extension Hash256 {
  fileprivate var word: UInt256 { (try? UInt256(bigEndian: bytes)) ?? .zero }
}

extension Int32 {
  fileprivate var isNegative: Bool { self < 0 }
}

private enum Account {
  static func word(_ byte: UInt8) -> UInt256 {
    (0..<20).reduce(.zero) { word, _ in word.shiftedLeft(by: 8) | UInt256(UInt64(byte)) }
  }
}
