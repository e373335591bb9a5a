import EVMPrimitives

/// Tells in words where the values of one function come from.
///
/// A class, as it is handed on for every value, and remembers what it has told.
final class ValueReader {
  let table: ExpressionTable
  private let paths: StoragePathReader
  /// The names of words of calldata by their offsets.
  private let parameters: [Int: String]
  private let names: StorageNames
  /// The calls of the function by their offsets.
  private let calls: [Int: FunctionFacts.Effect]
  /// What was told already: formulas share their parts, and conditions stand before many actions.
  private var sources: [Int: ValueSource] = [:]

  private static let depthLimit = 7

  init(
    _ table: ExpressionTable, _ paths: StoragePathReader, names: StorageNames,
    parameters: [Int: String], calls: [Int: FunctionFacts.Effect]
  ) {
    self.table = table
    self.paths = paths
    self.names = names
    self.parameters = parameters
    self.calls = calls
  }

  func source(_ value: Expression) -> ValueSource { source(value, Self.depthLimit) }

  /// Whether a slot is a hash, or counted from one.
  func isHashed(_ slot: Expression) -> Bool {
    var pending = [slot]
    var looks = 16
    while let next = pending.popLast(), looks > 0 {
      looks -= 1
      switch table.op(next) {
      case .hash, .bytesHash, .unknownHash: return true
      case Operator(.add):
        let (first, second) = table.operands(next)
        pending += [first, second]
      default: break
      }
    }
    return false
  }

  /// An address that stands in the code.
  func source(constant address: UInt256) -> ValueSource {
    ValueSource(.constant, Address(truncating: address).checksummed, constant: address)
  }

  /// A number that stands in the code.
  func source(number: UInt256) -> ValueSource {
    ValueSource(.constant, Self.text(number), constant: number)
  }

  /// Whether the call at an offset changes nothing: of a precompiled contract, or a static one.
  func isRead(_ offset: Int) -> Bool { calls[offset]?.opcode == .staticCall }

  /// A place in storage, by the formula of its slot and the byte in it.
  func place(_ slot: Expression, byte: Int = 0) -> ValueSource {
    storage(slot, byte: byte, Self.depthLimit)
  }

  private func source(_ value: Expression, _ depth: Int) -> ValueSource {
    guard depth > 0, value.index >= 0 else { return ValueSource(.unknown, "…") }
    let key = Int(value.index) << 3 | depth
    if let known = sources[key] { return known }
    let source = newSource(value, depth)
    sources[key] = source
    return source
  }

  private func newSource(_ value: Expression, _ depth: Int) -> ValueSource {
    let (first, second) = table.operands(value)
    if let number = table.value(value) {
      return source(number: number)
    }
    switch table.op(value) {
    case Operator(.caller): return ValueSource(.caller, "the caller", dependsOnCaller: true)
    case Operator(.origin): return ValueSource(.origin, "the transaction's sender")
    case Operator(.address): return ValueSource(.contract, "this contract")
    case Operator(.callValue): return ValueSource(.coins, "the coins sent")
    case Operator(.selfBalance): return ValueSource(.result, "this contract's coins")
    case Operator(.timestamp): return ValueSource(.result, "the block's time")
    case Operator(.number): return ValueSource(.result, "the block's number")
    case Operator(.chainID): return ValueSource(.result, "the chain id")
    case Operator(.gas): return ValueSource(.result, "the gas left")
    case Operator(.calldataSize): return ValueSource(.result, "the calldata's length")
    case Operator(.balance):
      if table.isOp(first, .address) { return ValueSource(.result, "this contract's coins") }
      return ValueSource(.result, "the coins of \(source(first, depth - 1))")
    case Operator(.and):
      // A mask changes no value of the type that it keeps.
      if table.value(first).map({ $0.lowMaskBits != nil || $0.highMaskBytes != nil }) == true {
        return source(second, depth)
      }
      return computed([first, second], "&", depth)
    case Operator(.signExtend): return source(second, depth)
    case Operator(.sload): return storage(first, byte: 0, depth)
    case Operator(.tload): return ValueSource(.storage, "transient \(source(first, depth - 1))")
    case Operator(.calldataLoad): return calldata(first, depth)
    case Operator(.shr), Operator(.div):
      let isShift = table.isOp(value, .shr)
      let (amount, inner) = isShift ? (first, second) : (second, first)
      if table.isOp(inner, .sload),
        let bits = isShift
          ? table.int(amount)
          : table.value(amount).flatMap({
            $0.nonzeroBitCount == 1 ? $0.trailingZeroBitCount : nil
          }), bits % 8 == 0, bits > 0
      {
        return storage(table.operands(inner).0, byte: bits / 8, depth)
      }
      if isShift, table.int(first) == 96 { return source(second, depth) }
      return computed([inner, amount], isShift ? ">>" : "/", depth)
    case Operator(.shl):
      if table.int(first).map({ $0 >= 96 && $0 % 8 == 0 }) == true { return source(second, depth) }
      return computed([second, first], "<<", depth)
    case Operator(.add):
      if let number = table.value(first), number.significantBitCount == 256 {
        return computed(second, "-", table: Self.text(UInt256.zero &- number), depth)
      }
      return computed([first, second], "+", depth)
    case Operator(.sub): return computed([first, second], "-", depth)
    case Operator(.mul): return computed([first, second], "*", depth)
    case Operator(.mod): return computed([first, second], "%", depth)
    case Operator(.or): return computed([first, second], "|", depth)
    case Operator(.xor):
      return extreme(first, second, depth) ?? extreme(second, first, depth)
        ?? computed([first, second], "^", depth)
    case Operator(.exp): return computed([first, second], "**", depth)
    case Operator(.isZero):
      let inner = source(first, depth - 1)
      return ValueSource(
        .computed, "!(\(inner))", dependsOnCaller: inner.dependsOnCaller)
    case Operator(.eq): return computed([first, second], "==", depth)
    case Operator(.lt), Operator(.slt): return computed([first, second], "<", depth)
    case Operator(.gt), Operator(.sgt): return computed([first, second], ">", depth)
    case .hash: return hashed(first, depth)
    case .typedDigest: return ValueSource(.computed, "an EIP-712 digest")
    case .unknownHash, .bytesHash: return ValueSource(.computed, "keccak256(…)")
    case .success, .returned: return result(value, depth)
    case Operator(.create), Operator(.create2):
      return ValueSource(.result, "the contract created at \(Self.place(Int(table.node(value).c)))")
    case Operator(.extCodeSize):
      return ValueSource(.result, "the code size of \(source(first, depth - 1))")
    case .memory, .unknown: return ValueSource(.unknown, "something not known")
    default:
      guard let opcode = table.op(value).opcode else { return ValueSource(.unknown, "…") }
      return ValueSource(.computed, opcode.mnemonic)
    }
  }

  // MARK: - Parts

  /// An address in hex, other numbers as people write them.
  private static func text(_ number: UInt256) -> String {
    number.significantBitCount <= 64
      ? number.description
      : number.significantBitCount <= 160
        ? Address(truncating: number).checksummed : Hash256(number).hex
  }

  static func place(_ offset: Int) -> String { "0x" + String(offset, radix: 16) }

  private func computed(_ operands: [Expression], _ sign: String, _ depth: Int) -> ValueSource {
    let sources = operands.map { source($0, depth - 1) }
    return ValueSource(
      .computed, sources.map(Self.grouped).joined(separator: " \(sign) "),
      dependsOnCaller: sources.contains(where: \.dependsOnCaller))
  }

  /// The lesser or the greater of two values, as it is computed without a jump: a ^ ((b ^ a) * (b < a)).
  private func extreme(
    _ value: Expression, _ product: Expression, _ depth: Int
  ) -> ValueSource? {
    guard table.isOp(product, .mul) else { return nil }
    let (left, right) = table.operands(product)
    for (difference, comparison) in [(left, right), (right, left)]
    where table.isOp(difference, .xor)
      && (table.isOp(comparison, .lt) || table.isOp(comparison, .gt))
    {
      let (one, two) = table.operands(difference)
      guard one == value || two == value else { continue }
      let other = one == value ? two : one
      let (less, more) = table.operands(comparison)
      guard Set([less, more]) == Set([value, other]) else { continue }
      let takesOtherIfLess = (less == other) == table.isOp(comparison, .lt)
      let sources = [source(value, depth - 1), source(other, depth - 1)]
      return ValueSource(
        .computed,
        "\(takesOtherIfLess ? "min" : "max")(\(sources.map(\.text).joined(separator: ", ")))",
        dependsOnCaller: sources.contains(where: \.dependsOnCaller))
    }
    return nil
  }

  private func computed(
    _ operand: Expression, _ sign: String, table other: String, _ depth: Int
  ) -> ValueSource {
    let inner = source(operand, depth - 1)
    return ValueSource(
      .computed, "\(Self.grouped(inner)) \(sign) \(other)", dependsOnCaller: inner.dependsOnCaller)
  }

  private static func grouped(_ source: ValueSource) -> String {
    source.kind == .computed && source.text.contains(" ") ? "(\(source.text))" : source.text
  }

  private func hashed(_ list: Expression, _ depth: Int) -> ValueSource {
    var words: [ValueSource] = []
    var rest = list
    while rest.index >= 0, words.count < 4 {
      let (word, next) = table.operands(rest)
      words.append(source(word, depth - 2))
      rest = next
    }
    let more = rest.index >= 0 ? ", …" : ""
    return ValueSource(
      .computed, "keccak256(\(words.map(\.text).joined(separator: ", "))\(more))",
      dependsOnCaller: words.contains(where: \.dependsOnCaller))
  }

  private func calldata(_ offset: Expression, _ depth: Int) -> ValueSource {
    guard let place = table.place(offset) else {
      return ValueSource(.argument, "a part of the calldata")
    }
    if place.pointers.isEmpty, place.stride == nil {
      if let name = parameters[place.constant] {
        return ValueSource(.argument, names.hasVariable(name) ? "argument \(name)" : name)
      }
      guard place.constant >= 4, (place.constant - 4) % 32 == 0 else {
        return ValueSource(.argument, "calldata byte \(place.constant)")
      }
      return ValueSource(.argument, "argument \((place.constant - 4) / 32)")
    }
    guard let pointer = place.pointers.first else {
      return ValueSource(.argument, "a part of the calldata")
    }
    let container = calldata(table.operands(Expression(index: pointer)).0, depth - 1)
    if place.pointers.count == 1, place.constant == 4, place.stride == nil {
      return ValueSource(.argument, "the length of \(container)")
    }
    return ValueSource(.argument, "a part of \(container)")
  }

  /// A field of the word at a slot.
  private func storage(_ slot: Expression, byte: Int, _ depth: Int) -> ValueSource {
    guard let path = paths.path(slot, table), case .word(let base)? = path.steps.first,
      path.isAnchored
    else {
      return ValueSource(.storage, "a slot that is \(source(slot, depth - 1))")
    }
    var text = names.name(slot: base, byte: path.steps.count == 1 ? byte : 0)
    var dependsOnCaller = false
    for step in path.steps.dropFirst() {
      switch step {
      case .key(let key):
        let inner = source(key, depth - 1)
        dependsOnCaller = dependsOnCaller || inner.dependsOnCaller
        text += "[\(inner)]"
      case .bytesKey: text += "[…]"
      case .element: text += "[i]"
      case .data: break
      case .word(let distance): if !distance.isZero { text += ".word\(distance)" }
      }
    }
    if byte > 0, path.steps.count > 1 { text += " byte \(byte)" }
    return ValueSource(.storage, text, slot: base, byte: byte, dependsOnCaller: dependsOnCaller)
  }

  /// What a call answered.
  private func result(_ value: Expression, _ depth: Int) -> ValueSource {
    let offset = Int(table.node(value).c)
    guard let call = calls[offset] else { return ValueSource(.result, "a call's result") }
    let isSuccess = table.op(value) == .success
    let target = call.operands.count > 1 ? source(call.operands[1], depth - 2) : nil
    if target?.constant == .one {
      return ValueSource(.result, isSuccess ? "ecrecover answering" : "the signer (ecrecover)")
    }
    let arguments = call.arguments.prefix(4).map { source($0, depth - 2) }
    let name =
      call.selector.map { names.function(Selector(rawValue: $0)) } ?? "call"
    let text =
      "\(target?.text ?? "?").\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
    return ValueSource(
      .result, isSuccess ? "\(text) succeeding" : text,
      dependsOnCaller: arguments.contains(where: \.dependsOnCaller))
  }
}
