import EVMABI
import EVMPrimitives

/// Writes the statements of one function, one a line.
struct StatementPrinter {
  var terms: TermPrinter
  let context: PrintingContext
  let isPayable: Bool
  /// The types of what the function returns, where its signature is known with them.
  let outputs: [ABIType]
  private(set) var lines: [StatementLine] = []
  /// How often each variable is used, calls' results by their calls.
  let uses: [Int32: Int]
  private(set) var hasGoto = false
  /// Calls of a function by its selector: that they revert as what they call does goes without
  /// saying.
  var typedCalls: Set<Int32> = []

  init(
    _ terms: TermPrinter, context: PrintingContext, isPayable: Bool, outputs: [ABIType],
    uses: [Int32: Int]
  ) {
    self.outputs = outputs
    self.terms = terms
    self.context = context
    self.isPayable = isPayable
    self.uses = uses
  }

  mutating func write(_ statements: [Statement], depth: Int = 0) {
    var index = 0
    while index < statements.count {
      let statement = statements[index]
      terms.begin()
      switch statement {
      case .action(let placed): action(placed, depth: depth)
      case .branch(let condition, let first, let second, let places):
        branch(condition, first, second, places, depth: depth)
      case .loop(let label, let body): loop(label, body, depth: depth)
      case .block(let label, let body):
        add("block_\(label):", depth, [], opens: true)
        write(body, depth: depth + 1)
      case .leave(let label): add("break block_\(label)", depth, [])
      case .leaveLoop(let label):
        add(innermost == label ? "break" : "break loop_\(label)", depth, [])
      case .again(let label):
        add(innermost == label ? "continue" : "continue loop_\(label)", depth, [])
      case .label(let label):
        hasGoto = true
        add("label_\(label):", depth, [])
      case .goto(let label):
        hasGoto = true
        add("goto label_\(label)", depth, [])
      case .end(let end, let places):
        if case .stop = end, depth == 0, index == statements.count - 1 {
          // The end of the function needs no word.
          add("stop", depth, places, isHidden: true)
        } else {
          add(self.end(end), depth, places)
        }
      }
      index += 1
    }
  }

  private var loops: [Int] = []
  private var innermost: Int? { loops.last }

  mutating func add(
    _ text: String, _ depth: Int, _ places: [Range<Int>], isHidden: Bool = false,
    opens: Bool = false
  ) {
    lines.append(
      StatementLine(text: text, depth: depth, places: places, isHidden: isHidden, opens: opens))
  }

  // MARK: - Branches and loops

  private mutating func branch(
    _ condition: Term, _ first: [Statement], _ second: [Statement], _ places: [Range<Int>],
    depth: Int
  ) {
    if second.isEmpty, first.count == 1, case .end(let end, let more) = first[0] {
      let all = (places + more).joined
      let isHidden = isRoutine(condition, end)
      if let reason = requirement(end) {
        let other = terms.table.unary(.isZero, condition)
        let text = terms.condition(other)
        return add(
          "require(\(text)\(reason.isEmpty ? "" : ", \(reason)"))", depth, all,
          isHidden: isHidden)
      }
      return add(
        "if (\(terms.condition(condition))) \(self.end(end))", depth, all, isHidden: isHidden)
    }
    add("if (\(terms.condition(condition)))", depth, places, opens: true)
    write(first, depth: depth + 1)
    guard !second.isEmpty else { return }
    // A chain of conditions.
    if second.count == 1, case .branch(let next, let a, let b, let more) = second[0],
      !(b.isEmpty && a.count == 1 && isEnd(a[0]))
    {
      let mark = lines.count
      branch(next, a, b, more, depth: depth)
      lines[mark].text = "else " + lines[mark].text
      return
    }
    add("else", depth, [], opens: true)
    write(second, depth: depth + 1)
  }

  private func isEnd(_ statement: Statement) -> Bool {
    if case .end = statement { return true }
    return false
  }

  private mutating func loop(_ label: Int, _ body: [Statement], depth: Int) {
    let outer = loops
    loops.append(label)
    defer { loops = outer }
    let isNamed = body.containsStatement { statement in
      guard case .loop(_, let inner) = statement else { return false }
      return inner.containsStatement {
        switch $0 {
        case .leaveLoop(label), .again(label): true
        default: false
        }
      }
    }
    let head = isNamed ? "loop_\(label): " : ""
    if case .branch(let condition, let first, let second, let places)? = body.first,
      second.isEmpty, first.count == 1, case .leaveLoop(label) = first[0]
    {
      let other = terms.table.unary(.isZero, condition)
      add("\(head)while (\(terms.condition(other)))", depth, places, opens: true)
      return write(Array(body.dropFirst()), depth: depth + 1)
    }
    add("\(head)while (true)", depth, [], opens: true)
    write(body, depth: depth + 1)
  }

  // MARK: - Endings

  mutating func end(_ end: PathEnd) -> String {
    switch end {
    case .stop: return "return"
    case .return(let message): return returning(message)
    case .revert(let message): return reverting(message)
    case .invalid: return "invalid()"
    case .selfDestruct(let target): return "selfdestruct(\(terms.address(target)))"
    case .undefined(let byte):
      return "/* the byte 0x\(String(byte, radix: 16)) is no instruction */ invalid()"
    case .stackFault: return "/* too few or too many words on the stack */ invalid()"
    case .badJump(let target):
      return "/* no JUMPDEST at \(terms.text(target)) */ invalid()"
    case .unresolvedJump(let target): return "jump(\(terms.text(target))) /* target not known */"
    case .limit(let offset):
      return "/* a limit was reached: code goes on at 0x\(String(offset, radix: 16)) */ …"
    }
  }

  private mutating func returning(_ message: Message) -> String {
    guard case .parts(let parts) = message else { return "return \(terms.message(message))" }
    if parts.isEmpty { return "return" }
    if let bytes = terms.constantBytes(parts), let text = Self.string(bytes) {
      return "return \(text)"
    }
    if !outputs.isEmpty, let texts = decoded(parts, outputs) {
      return texts.count == 1
        ? "return \(texts[0])" : "return (\(texts.joined(separator: ", ")))"
    }
    if let texts = decoded(parts, [.bytes]) { return "return \(texts[0])" }
    if let words = terms.words(parts) {
      // A constant string's offset and length say nothing that the text does not.
      let list = words.map { terms.text($0) }
      return list.count == 1 ? "return \(list[0])" : "return (\(list.joined(separator: ", ")))"
    }
    return "return \(terms.message(message))"
  }

  /// An ABI string alone in its encoding.
  private static func string(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 64, bytes.count % 32 == 0,
      let offset = try? UInt256(bigEndian: bytes[..<32]),
      offset == 32, let length = try? UInt256(bigEndian: bytes[32..<64]),
      let count = Int(exactly: length), count <= bytes.count - 64,
      bytes.count - 64 - count < 32 || count == 0
    else { return nil }
    let text = Array(bytes[64..<64 + count])
    guard text.allSatisfy({ (0x20..<0x7f).contains($0) }) else { return nil }
    return String(decoding: text, as: UTF8.self).escaped
  }

  private mutating func reverting(_ message: Message) -> String {
    guard case .parts(let parts) = message else { return "revert(\(terms.message(message)))" }
    if parts.isEmpty { return "revert()" }
    if let bytes = terms.constantBytes(parts) {
      switch RevertReason(bytes, names: context.names) {
      case .message(let text): return "revert(\(text.escaped))"
      case .panic(let code):
        return "revert Panic(0x\(code.rawValue.text(radix: 16)))"
          + (code.meaning.map { " /* \($0) */" } ?? "")
      default: break
      }
    }
    guard let (selector, rest) = terms.split(parts) else {
      return "revert(\(terms.message(message)))"
    }
    if selector == Selector(rawValue: 0x08c3_79a0), let texts = decoded(rest, [.string]) {
      return "revert(\(texts[0]))"
    }
    let known = context.names.errors(selector).first
    let name = known?.name ?? "Error_\(selector.hex.dropFirst(2))"
    if let known, let texts = decoded(rest, known.inputs.map(\.type)) {
      return "revert \(name)(\(texts.joined(separator: ", ")))"
    }
    return "revert \(name)(\(list(rest)))"
  }

  /// The parts of a message as a list of arguments.
  mutating func list(_ parts: [MessagePart]) -> String {
    if let words = terms.words(parts) {
      return words.map { terms.text($0) }.joined(separator: ", ")
    }
    return parts.map { terms.part($0) }.joined(separator: ", ")
  }

  /// The text behind the condition of a `require`, empty without a reason; nil when the ending is
  /// none that `require` makes.
  private mutating func requirement(_ end: PathEnd) -> String? {
    guard case .revert(.parts(let parts)) = end else { return nil }
    if parts.isEmpty { return "" }
    guard let bytes = terms.constantBytes(parts),
      case .message(let text) = RevertReason(bytes, names: context.names)
    else { return nil }
    return text.escaped
  }
}
