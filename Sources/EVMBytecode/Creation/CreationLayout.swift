public import EVMPrimitives

/// The parts of creation code, found by following its constructor: what it copies out of the code
/// and returns.
///
/// The constructor is followed with no calldata and no value sent; what the chain decides is left
/// open, and both ways are taken at a jump that depends on it. The first way that returns bytes
/// copied from the code tells the parts. Bounded: at most ``stepLimit`` instructions.
/// - SeeAlso: Yellow paper, section 7, "Contract creation".
public struct CreationLayout: Hashable, Sendable {
  /// A value that the constructor writes into the contract's code: an immutable.
  public struct Immutable: Hashable, Sendable {
    /// Where it stands in the deployed code: 32 bytes from here.
    public let offset: Int
    /// The value, when it follows from the code and the constructor arguments behind it.
    public let value: UInt256?
    /// Whether the 32 zero bytes of a PUSH32 wait for it in the contract's code (solc); else it
    /// stands behind the code (vyper).
    public let isPlaceholder: Bool
    /// The program counter of the MSTORE that writes it.
    public let writtenAt: Int
  }

  /// The instructions that a whole walk may take.
  public static let stepLimit = 20_000

  /// Where the contract's code stands, as far as the bytes are there.
  public let runtime: Range<Int>
  /// How many bytes of deployed code the constructor returns: the contract's code with what it puts
  /// behind it.
  public let deployedByteCount: Int
  /// The immutables, by offset.
  public let immutables: [Immutable]
  /// Where the constructor reads its arguments; nil when it reads none.
  public let argumentsOffset: Int?
  /// The program counter of the CODECOPY that copies the contract's code.
  public let copiedAt: Int
  /// The program counter of the RETURN.
  public let returnedAt: Int

  /// How many bytes of the contract's code are copied but not there: they become zeros.
  public let missingByteCount: Int

  /// The deployed code: the contract's code with the immutables that are known; the others are
  /// zeros.
  public func deployedCode(of code: Bytecode) -> Bytecode {
    var bytes = Array(code.bytes[runtime].prefix(deployedByteCount))
    bytes += repeatElement(0, count: deployedByteCount - bytes.count)
    for immutable in immutables {
      guard let value = immutable.value else { continue }
      let word = Hash256(value).bytes
      for (index, byte) in word.enumerated() where immutable.offset + index < bytes.count {
        bytes[immutable.offset + index] = byte
      }
    }
    return (try? Bytecode(bytes)) ?? Bytecode(partOf: code, runtime)
  }
}

extension CreationLayout: CustomStringConvertible {
  /// One sentence: how the code was split.
  public var description: String {
    var text =
      "Creation code: the CODECOPY at \(copiedAt) takes bytes \(runtime.lowerBound) to \(runtime.upperBound) and the RETURN at \(returnedAt) leaves \(counted(deployedByteCount, "byte")) as the contract"
    if !immutables.isEmpty { text += ", with \(counted(immutables.count, "immutable word"))" }
    if let argumentsOffset { text += "; constructor arguments are read from \(argumentsOffset)" }
    return text + "."
  }
}
