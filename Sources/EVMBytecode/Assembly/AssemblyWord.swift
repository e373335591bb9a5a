/// A word of assembly of at most sixteen characters, letters taken as capitals: what mnemonics are
/// looked up by.
struct AssemblyWord: Hashable {
  private let packed: UInt128

  /// Nil for a longer word.
  init?(_ word: some Collection<UInt8>) {
    guard word.count <= 16 else { return nil }
    var packed: UInt128 = 0
    for byte in word {
      let isLetter = byte &- 0x61 < 26
      packed = packed << 8 | UInt128(isLetter ? byte & 0xdf : byte)
    }
    self.packed = packed
  }

  static let data = AssemblyWord("DATA".utf8)
  static let push = AssemblyWord("PUSH".utf8)

  /// All mnemonics, the old names too.
  static let opcodes: [AssemblyWord: Opcode] = {
    var opcodes: [AssemblyWord: Opcode] = [:]
    for opcode in Opcode.allCases {
      if let word = AssemblyWord(opcode.mnemonic.utf8) { opcodes[word] = opcode }
    }
    for name in ["SHA3", "DIFFICULTY", "SUICIDE"] {
      if let word = AssemblyWord(name.utf8) { opcodes[word] = Opcode(mnemonic: name) }
    }
    return opcodes
  }()
}
