import EVMPrimitives

/// What compilers do in their own ways, found by one sweep over a contract's code.
struct CodeHabits {
  /// The first bytes of the code.
  let head: [UInt8]
  /// The numbers of the instructions that stand there.
  private let present: [Bool]
  /// Whether `Panic(uint256)`, 4e487b71, is pushed.
  let hasPanic: Bool
  /// Whether a selector is compared after DUP2 with XOR (vyper), and after DUP1 with EQ (solc).
  let comparesByXor: Bool
  /// Whether the first word of calldata is divided by 2^224, or shifted by 224 bits.
  let dividesSelector: Bool
  let shiftsSelector: Bool
  /// Whether PUSH0 is among the first instructions: further on it may be a byte of data.
  let beginsWithPush0: Bool

  init(_ code: Bytecode, _ range: Range<Int>) {
    head = Array(code.bytes[range].prefix(64))
    var present = [Bool](repeating: false, count: 256)
    var hasPanic = false
    var comparesByXor = false
    var dividesSelector = false
    var shiftsSelector = false
    var beginsWithPush0 = false
    var count = 0
    let selectorUnit = UInt256(1) &<< 224
    var last: Instruction?
    for instruction in code.instructions(in: range) {
      count += 1
      present[Int(instruction.byte)] = true
      if count <= Self.beginning, instruction.opcode == .push0 { beginsWithPush0 = true }
      if let value = instruction.pushedValue, instruction.byte >= 0x63 {
        if value == selectorUnit { dividesSelector = true }
        if value == Self.panic || value == Self.panic &<< 224 { hasPanic = true }
      }
      if instruction.opcode == .shr, last?.pushedValue == 224 { shiftsSelector = true }
      if instruction.opcode == .xor, last?.opcode == .dup2 { comparesByXor = true }
      last = instruction
    }
    self.present = present
    self.hasPanic = hasPanic
    self.comparesByXor = comparesByXor
    self.dividesSelector = dividesSelector
    self.shiftsSelector = shiftsSelector
    self.beginsWithPush0 = beginsWithPush0
  }

  private static let beginning = 64
  private static let panic: UInt256 = 0x4e48_7b71

  func has(_ opcode: Opcode) -> Bool { present[Int(opcode.rawValue)] }

  /// Whether bytes stand among the first ones.
  func begins(with bytes: [UInt8], within limit: Int = 0) -> Bool {
    (0...limit).contains { head.dropFirst($0).starts(with: bytes) }
  }
}

// MARK: - solc

extension CompilerFingerprint {
  static func solc(_ habits: CodeHabits) -> CompilerFingerprint? {
    // PUSH1 80 PUSH1 40 MSTORE; via IR the 80 may be duplicated first. A library has its own address,
    // 22 bytes and a comparison, before it.
    let modern: [[UInt8]] = [
      [0x60, 0x80, 0x60, 0x40, 0x52], [0x60, 0x80, 0x80, 0x60, 0x40, 0x52],
      [0x60, 0x80, 0x60, 0x40, 0x81, 0x81, 0x52], [0x60, 0x80, 0x60, 0x40, 0x90],
      [0x60, 0x80, 0x60, 0x40, 0x81], [0x60, 0x40, 0x60, 0x80, 0x81, 0x52],
    ]
    let old: [UInt8] = [0x60, 0x60, 0x60, 0x40, 0x52]
    var first: Version
    var last: Version?
    var evidence: [String]
    if modern.contains(where: { habits.begins(with: $0, within: 24) }) {
      first = Version(0, 4, 22)
      evidence = ["free memory pointer 0x80"]
    } else if habits.begins(with: old, within: 24) {
      (first, last) = (Version(0, 1, 0), Version(0, 4, 21))
      evidence = ["free memory pointer 0x60"]
    } else {
      return nil
    }
    func raise(_ version: Version, _ reason: String) {
      guard version > first else { return }
      first = version
      evidence.append(reason)
    }
    if habits.shiftsSelector { raise(Version(0, 5, 5), "selector by SHR") }
    if habits.has(.chainID) || habits.has(.selfBalance) {
      raise(Version(0, 5, 12), "instructions of Istanbul")
    }
    if habits.hasPanic { raise(Version(0, 8, 0), "Panic(uint256)") }
    if habits.beginsWithPush0 { raise(Version(0, 8, 20), "PUSH0") }
    if habits.beginsWithPush0, habits.has(.mcopy) || habits.has(.tload) || habits.has(.tstore) {
      raise(Version(0, 8, 24), "instructions of Cancun")
    }
    if last == nil, habits.dividesSelector, !habits.shiftsSelector {
      last = Version(0, 5, 4)
      evidence.append("selector by DIV")
    }
    let isLikely = evidence.count > 1
    return CompilerFingerprint(
      compiler: .solc, statedVersion: nil, first: first, last: last,
      confidence: isLikely ? .likely : .possible, evidence: evidence)
  }
}

// MARK: - vyper

extension CompilerFingerprint {
  static func vyper(_ habits: CodeHabits) -> CompilerFingerprint? {
    func found(
      _ first: Version, _ last: Version?, _ confidence: Confidence, _ evidence: String...
    ) -> CompilerFingerprint {
      CompilerFingerprint(
        compiler: .vyper, statedVersion: nil, first: first, last: last, confidence: confidence,
        evidence: evidence)
    }
    // PUSH1 0 CALLDATALOAD PUSH1 1c MSTORE: the selector ends up in the first word of memory.
    if habits.begins(with: [0x60, 0x00, 0x35, 0x60, 0x1c, 0x52], within: 40) {
      return found(
        Version(0, 1, 0), Version(0, 2, 16), .likely, "selector stored at 28 in memory")
    }
    if habits.begins(with: [0x60, 0x04, 0x60, 0x00, 0x60, 0x1c, 0x37], within: 24) {
      return found(
        Version(0, 3, 0), Version(0, 3, 1), .likely, "selector copied to 28 in memory")
    }
    let dispatcher = VyperDispatcher(habits.head[...])
    if let dispatcher {
      return found(
        Version(0, 3, 10), nil, .likely,
        dispatcher.kind == .sparse ? "sparse jump table" : "dense jump table")
    }
    guard habits.comparesByXor else { return nil }
    if habits.begins(with: [0x60, 0x00, 0x35, 0x60, 0xe0, 0x1c], within: 16) {
      let isLong = habits.begins(with: [0x60, 0x03, 0x36, 0x11])
      return isLong
        ? found(
          Version(0, 3, 4), nil, .likely, "calldata longer than 3 bytes", "selector compared by XOR"
        )
        : found(Version(0, 3, 2), nil, .likely, "selector compared by XOR")
    }
    if habits.begins(with: [0x5f, 0x35, 0x60, 0xe0, 0x1c], within: 16) {
      return found(
        Version(0, 3, 8), nil, .likely, "PUSH0", "selector compared by XOR")
    }
    return nil
  }
}
