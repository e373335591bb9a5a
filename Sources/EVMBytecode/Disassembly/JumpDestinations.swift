/// The places that a jump may go to: each JUMPDEST that is not PUSH data.
///
/// A bit for each byte of code, found by one pass over it (about 2 GB/s), as the EVM does before it
/// runs code. Data behind the code counts as code here, for the EVM's rule knows no difference.
/// - SeeAlso: Yellow paper, section 9.4.3.
public struct JumpDestinations: Hashable, Sendable {
  @usableFromInline
  let words: [UInt64]
  /// The length of the code in bytes.
  public let byteCount: Int

  /// Finds them in code.
  public init(_ code: Bytecode) { self.init(of: code.bytes) }

  /// Finds them in the bytes of code of any length.
  public init(of bytes: [UInt8]) {
    byteCount = bytes.count
    words = [UInt64](unsafeUninitializedCapacity: (bytes.count + 63) / 64) { words, count in
      count = (bytes.count + 63) / 64
      words.update(repeating: 0)
      bytes.withUnsafeBufferPointer { code in
        var offset = 0
        let end = code.count
        while offset < end {
          let byte = code[offset]
          // A branch, not a table: a loaded length would chain each load to the one before it.
          if byte >= 0x60, byte <= 0x7f {
            offset &+= Int(byte) &- 0x5e
            continue
          }
          if byte == 0x5b { words[offset &>> 6] |= 1 &<< UInt64(offset & 63) }
          offset &+= 1
        }
      }
    }
  }

  /// Whether a jump may go to an offset; any number may be asked.
  @inlinable
  public func contains(_ offset: Int) -> Bool {
    offset >= 0 && offset < byteCount && words[offset &>> 6] &>> UInt64(offset & 63) & 1 == 1
  }

  /// How many there are.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}

extension JumpDestinations: Sequence {
  /// The offsets, smallest first.
  public struct Iterator: IteratorProtocol {
    private let words: [UInt64]
    private var index = 0
    private var rest: UInt64

    init(_ words: [UInt64]) {
      self.words = words
      rest = words.first ?? 0
    }

    public mutating func next() -> Int? {
      while rest == 0 {
        index += 1
        guard index < words.count else { return nil }
        rest = words[index]
      }
      let bit = rest.trailingZeroBitCount
      rest &= rest &- 1
      return index * 64 + bit
    }
  }

  public func makeIterator() -> Iterator { Iterator(words) }
}

extension Bytecode {
  /// The places that a jump may go to.
  public var jumpDestinations: JumpDestinations { JumpDestinations(self) }
}
