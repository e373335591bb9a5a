/// Bytes that are no EVM code, though somebody calls them code.
public enum ForeignCode: String, Hashable, Sendable, CaseIterable {
  /// zkSync's EraVM: an odd number of 32-byte words that begin with zero bytes.
  case eraVM = "eravm"
  /// Arbitrum's Stylus, compressed WebAssembly behind `eff0`.
  case stylus
  /// WebAssembly.
  case webAssembly = "wasm"
  /// An ELF file, such as a program of Solana.
  case elf
  /// The hex digits themselves, as text: hex that was encoded twice.
  case hexText = "hex-text"
  /// JSON, such as a compiler's artifact.
  case json

  /// Recognises bytes by their beginning; nil when they may be EVM code.
  public init?(_ code: Bytecode) {
    let bytes = code.bytes
    if bytes.starts(with: [0x00, 0x61, 0x73, 0x6d]) {
      self = .webAssembly
    } else if bytes.starts(with: [0xef, 0xf0, 0x00]) {
      self = .stylus
    } else if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]), bytes.count > 16,
      bytes[4] == 1 || bytes[4] == 2
    {
      self = .elf
    } else if Self.isHexText(bytes) {
      self = .hexText
    } else if bytes.count > 1, bytes[0] == UInt8(ascii: "{"),
      bytes.dropFirst().first(where: { $0 > 0x20 }) == UInt8(ascii: "\""),
      bytes.last(where: { $0 > 0x20 }) == UInt8(ascii: "}")
    {
      self = .json
    } else if Self.isEraVM(bytes) {
      self = .eraVM
    } else {
      return nil
    }
  }

  /// At least four pairs of digits, with or without 0x, and nothing else.
  private static func isHexText(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.starts(with: "0x".utf8) ? bytes.dropFirst(2) : bytes[...]
    return digits.count >= 8 && digits.count.isMultiple(of: 2)
      && digits.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
  }

  /// Words of 32 bytes, an odd number of them, whose first instruction of eight bytes is one that
  /// compilers to EraVM begin with: two bytes of operands, zeros, an opcode.
  private static func isEraVM(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 96, bytes.count % 64 == 32, bytes[0] == 0 else { return false }
    // As EVM code it would stop at once, so it has no reason to be so long. A quarter of the
    // instructions at least has no immediate operands: four zero bytes in front.
    var zeros = 0
    for start in stride(from: 0, to: bytes.count - 7, by: 8)
    where bytes[start] == 0 && bytes[start + 1] == 0 {
      zeros += 1
    }
    return zeros * 32 >= bytes.count
  }
}

extension ForeignCode: CustomStringConvertible {
  public var description: String {
    switch self {
    case .eraVM:
      "This looks like code of zkSync's EraVM, not of the EVM, where it would stop at its first byte: an odd number of 32-byte words of its instructions. This reader does not know them."
    case .stylus:
      "Arbitrum Stylus (eff000): a compressed WebAssembly program, not EVM code, which this reader does not know."
    case .webAssembly: "A WebAssembly module, not EVM code, which this reader does not know."
    case .elf: "An ELF file, a program for another machine, not EVM code."
    case .hexText:
      "These bytes are themselves hex digits: the code was encoded as hex twice; decode it once and inspect that."
    case .json:
      "These bytes are JSON text, not code; take the bytecode out of it (deployedBytecode or bytecode)."
    }
  }
}
