import EVMPrimitives

/// Reads the actions of one function off its effects.
struct BehaviourReading {
  private let facts: FunctionFacts
  private let selector: Selector?
  private let table: ExpressionTable
  private let reader: ValueReader

  init(
    _ facts: FunctionFacts, _ selector: Selector?, _ table: ExpressionTable,
    _ paths: StoragePathReader, names: StorageNames, parameters: [Int: String]
  ) {
    self.facts = facts
    self.selector = selector
    self.table = table
    var calls: [Int: FunctionFacts.Effect] = [:]
    for effect in facts.effects where calls[effect.offset] == nil {
      calls[effect.offset] = effect
    }
    reader = ValueReader(table, paths, names: names, parameters: parameters, calls: calls)
  }

  /// The actions, those that are the same in words joined.
  func actions() -> [ContractAction] {
    typealias Sight = (FunctionFacts.Effect, FunctionFacts.Circumstances)
    var found: [(kind: ContractAction.Kind, sights: [Sight])] = []
    var numbers: [ContractAction.Kind: Int] = [:]
    for effect in facts.effects {
      guard let circumstances = facts.circumstances[effect] else { continue }
      for kind in kinds(effect) {
        let number = numbers[kind, default: found.count]
        if number == found.count {
          numbers[kind] = number
          found.append((kind, []))
        }
        found[number].sights.append((effect, circumstances))
      }
    }
    return found.map { action($0.kind, $0.sights) }
  }

  private func action(
    _ kind: ContractAction.Kind,
    _ seen: [(FunctionFacts.Effect, FunctionFacts.Circumstances)]
  ) -> ContractAction {
    var common = seen.first?.1.conditions ?? []
    var before: Set<Int> = []
    for (_, circumstances) in seen {
      common.formIntersection(circumstances.conditions)
      before.formUnion(circumstances.callsBefore)
    }
    return ContractAction(
      kind: kind, function: selector, offsets: Set(seen.map(\.0.offset)).sorted(),
      requirements: requirements(common), callsBefore: before.sorted(),
      canSucceed: seen.contains { $0.1.canSucceed },
      isComplete: seen.allSatisfy { $0.1.isComplete })
  }

  private func requirements(_ conditions: Set<FunctionFacts.Condition>) -> [Requirement] {
    var requirements: [Requirement] = []
    let ordered = conditions.sorted {
      ($0.expression.index, $0.isTrue ? 1 : 0) < ($1.expression.index, $1.isTrue ? 1 : 0)
    }
    for condition in ordered {
      for requirement in Requirement.all(condition, reader)
      where !requirements.contains(requirement) {
        requirements.append(requirement)
      }
    }
    return requirements
  }

  private func kinds(_ effect: FunctionFacts.Effect) -> [ContractAction.Kind] {
    let operands = effect.operands
    switch effect.opcode {
    case .selfDestruct: return [.selfDestruct(to: reader.source(operands[0]))]
    case .delegateCall, .callCode: return [.delegateCall(to: reader.source(operands[1]))]
    case .sstore: return [write(operands[0], operands[1])]
    case .create, .create2:
      return [
        .creates(
          creation(effect),
          salt: effect.opcode == .create2 ? reader.source(operands[3]) : nil)
      ]
    case .call:
      let target = reader.source(operands[1])
      guard !isPrecompiled(target) else { return [] }
      var kinds: [ContractAction.Kind] = []
      if table.value(operands[2])?.isZero != true {
        kinds.append(.sendsCoins(to: target, amount: reader.source(operands[2])))
        // A payment alone has no calldata.
        if table.value(operands[4])?.isZero == true { return kinds }
      }
      let arguments = effect.arguments.map(reader.source)
      if let selector = effect.selector,
        let function = ContractAction.TokenFunction(selector)
      {
        return kinds + [.movesTokens(function, token: target, arguments: arguments)]
      }
      if kinds.isEmpty || effect.selector != nil {
        kinds.append(
          .calls(
            target, selector: effect.selector.map { Selector(rawValue: $0) }, arguments: arguments))
      }
      return kinds
    default: return []
    }
  }

  private func isPrecompiled(_ target: ValueSource) -> Bool {
    target.constant.map { $0 > 0 && $0 < 0x1000 } == true
  }

  private func write(_ slot: Expression, _ value: Expression) -> ContractAction.Kind {
    let (byte, source) = written(value, to: slot)
    let place = reader.place(slot, byte: byte)
    if let base = place.slot, base.significantBitCount > 64,
      let known = KnownStorageSlot.named(Hash256(base)), known.decidesCode
    {
      return .writesControl(known, value: source)
    }
    // A hash is nobody's choice, even where it is not known of what it is.
    return place.slot == nil && !reader.isHashed(slot)
      ? .writesAnySlot(slot: reader.source(slot), value: source) : .writes(place, value: source)
  }

  /// What is written, without what the write keeps, and from which byte on.
  private func written(_ value: Expression, to slot: Expression) -> (byte: Int, ValueSource) {
    let write = StorageWrite(value, to: slot, table)
    guard write.parts.count == 1, let part = write.parts.first else {
      return (0, reader.source(value))
    }
    let start = max(part.range.start, 0)
    guard let value = part.value else {
      return (start / 8, ValueSource(.constant, "0", constant: .zero))
    }
    // A constant stands where it is put; others are taken apart already.
    guard let number = table.value(value), start > 0 else {
      return (start / 8, reader.source(value))
    }
    return (start / 8, reader.source(number: number &>> UInt256(UInt64(start))))
  }

  // MARK: - Creation

  private func creation(_ effect: FunctionFacts.Effect) -> ContractAction.Creation {
    for piece in effect.arguments {
      if let target = cloned(piece, beside: effect.arguments) { return .clone(of: target) }
    }
    return effect.copiesOwnCode ? .embedded : .unknown
  }

  /// The first bytes of ERC-1167's code.
  private static let cloneStart: [UInt8] = [0x36, 0x3d, 0x3d, 0x37, 0x3d, 0x3d, 0x3d, 0x36, 0x3d]

  /// The address that is cloned, if a piece of the code begins a minimal proxy.
  private func cloned(_ piece: Expression, beside others: [Expression]) -> ValueSource? {
    guard constants(in: piece, depth: 4).contains(where: Self.holdsCloneStart) else { return nil }
    for candidate in [piece] + others {
      if let leaf = address(in: candidate, depth: 6) { return reader.source(leaf) }
    }
    // An address that stands in the code, between the two ends of the proxy's.
    for candidate in others {
      guard let number = table.value(candidate), !Self.holdsCloneStart(number),
        !number.bigEndianBytes.starts(with: Self.cloneEnd)
      else { continue }
      let address = number &>> 96
      return reader.source(constant: address)
    }
    return nil
  }

  /// The bytes behind the address in ERC-1167's code.
  private static let cloneEnd: [UInt8] = [0x5a, 0xf4, 0x3d, 0x82, 0x80, 0x3e, 0x90, 0x3d, 0x91]

  private static func holdsCloneStart(_ number: UInt256) -> Bool {
    let bytes = number.bigEndianBytes
    return bytes.indices.contains { bytes[$0...].starts(with: cloneStart) }
  }

  private func constants(in value: Expression, depth: Int) -> [UInt256] {
    guard depth > 0, value.index >= 0 else { return [] }
    if let number = table.value(value) { return [number] }
    guard table.isOp(value, .or) || table.isOp(value, .add) else { return [] }
    let (first, second) = table.operands(value)
    return constants(in: first, depth: depth - 1) + constants(in: second, depth: depth - 1)
  }

  /// The value that is shifted into its place among constants.
  private func address(in value: Expression, depth: Int) -> Expression? {
    guard depth > 0, value.index >= 0, table.value(value) == nil else { return nil }
    let (first, second) = table.operands(value)
    switch table.op(value) {
    case Operator(.or), Operator(.add):
      return address(in: first, depth: depth - 1) ?? address(in: second, depth: depth - 1)
    case Operator(.shl), Operator(.shr), Operator(.mul):
      return table.value(first) == nil ? nil : address(in: second, depth: depth - 1)
    case Operator(.and): return address(in: second, depth: depth - 1)
    default: return value
    }
  }

  // MARK: - Signatures

  /// Half the order of secp256k1, above which s is refused by careful code.
  private static let halfOrder = UInt256(
    limbs: 0xdfe9_2f46_681b_20a0, 0x5d57_6e73_57a4_501d, 0xffff_ffff_ffff_ffff,
    0x7fff_ffff_ffff_ffff)

  func signatureChecks() -> [SignatureCheck] {
    var checks: [SignatureCheck] = []
    for effect in facts.effects {
      guard effect.opcode == .staticCall || effect.opcode == .call else { continue }
      let target = reader.source(effect.operands[1])
      let isRecovery = target.constant == .one && effect.arguments.count >= 4
      let isContract = effect.selector == 0x1626_ba7e && !effect.arguments.isEmpty
      guard isRecovery || isContract else { continue }
      let results = signers(of: effect)
      let check = SignatureCheck(
        method: isRecovery ? .ecrecover : .contract(target), function: selector,
        offset: effect.offset, message: message(effect.arguments[0]), signers: results.signers,
        refusesZero: results.refusesZero, refusesHighS: isRecovery && comparesHighS,
        requirements: requirements(facts.circumstances[effect]?.conditions ?? []))
      if let same = checks.firstIndex(where: check.isSame) {
        checks[same].requirements.removeAll { !check.requirements.contains($0) }
      } else {
        checks.append(check)
      }
    }
    return checks
  }

  /// Whether a word is compared with half the order anywhere in the function.
  private var comparesHighS: Bool {
    facts.conditions.contains { condition in
      var value = condition
      while table.isOp(value, .isZero) { value = table.operands(value).0 }
      let (first, second) = table.operands(value)
      return [first, second].contains { table.value($0) == Self.halfOrder }
        || [first, second].contains { table.value($0) == Self.halfOrder &+ .one }
    }
  }

  /// What the call's result is compared with.
  private func signers(
    of call: FunctionFacts.Effect
  ) -> (signers: [ValueSource], refusesZero: Bool) {
    var signers: [ValueSource] = []
    var refusesZero = false
    for condition in facts.conditions {
      var value = condition
      while table.isOp(value, .isZero) { value = table.operands(value).0 }
      if isResult(value, of: call) {
        refusesZero = true
        continue
      }
      guard [.eq, .sub, .xor].contains(where: { table.isOp(value, $0) }) else { continue }
      let (first, second) = table.operands(value)
      for (result, other) in [(first, second), (second, first)] where isResult(result, of: call) {
        if table.value(other)?.isZero == true {
          refusesZero = true
        } else {
          let source = reader.source(other)
          if !signers.contains(source) { signers.append(source) }
        }
      }
    }
    return (signers, refusesZero)
  }

  private func isResult(_ value: Expression, of call: FunctionFacts.Effect) -> Bool {
    var value = value
    if table.isOp(value, .and) { value = table.operands(value).1 }
    return table.op(value) == .returned && Int(table.node(value).c) == call.offset
  }

  private func message(_ digest: Expression) -> SignatureCheck.Message {
    guard table.op(digest) == .typedDigest else { return .digest(reader.source(digest)) }
    let (domain, message) = table.operands(digest)
    guard let words = words(of: message), let type = words.first else {
      return .digest(reader.source(digest))
    }
    return .typedData(
      domain: self.words(of: domain).map { .made($0.map(reader.source)) }
        ?? .kept(reader.source(domain)),
      type: reader.source(type), members: words.dropFirst().map(reader.source))
  }

  /// The words that a hash is of.
  private func words(of hash: Expression) -> [Expression]? {
    guard table.op(hash) == .hash else { return nil }
    var words: [Expression] = []
    var rest = table.operands(hash).0
    while rest.index >= 0 {
      let (word, next) = table.operands(rest)
      words.append(word)
      rest = next
    }
    return words
  }
}

extension KnownStorageSlot {
  /// Whether what stands in the slot decides which code runs.
  var decidesCode: Bool {
    switch formula {
    case .namespace, .ordinal: false
    case .keccak, .keccakMinusOne: !name.contains("rollback") && !name.contains("request")
    }
  }
}
