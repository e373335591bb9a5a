/// A gzip member of few bytes that becomes many when it is decompressed: spaces and a content behind
/// them.
///
/// The spaces are written 159 times shorter, by a block of DEFLATE with the fixed codes: one space, and
/// copies of 258 bytes from a byte before.
/// - SeeAlso: [RFC 1951](https://www.rfc-editor.org/rfc/rfc1951), section 3.2.6;
///   [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952).
struct GzipBomb {
  /// How many spaces come out: those that were asked for, less up to ``spacesOfPattern``.
  let spaceCount: Int
  let content: [UInt8]

  /// Eight copies of 258 bytes, each of 13 bits, which are 13 bytes.
  static let spacesOfPattern = 8 * 258

  init(spaces: Int, content: [UInt8]) {
    let patterns = max(0, spaces - 1) / Self.spacesOfPattern
    spaceCount = 1 + patterns * Self.spacesOfPattern
    self.content = content
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + deflatedSpaces
    // The content as stored blocks, each of at most 2^16 - 1 bytes.
    var rest = content[...]
    repeat {
      let part = rest.prefix(0xffff)
      rest = rest.dropFirst(part.count)
      let length = UInt16(part.count)
      bytes.append(rest.isEmpty ? 1 : 0)
      bytes += Self.littleEndian(length) + Self.littleEndian(~length) + part
    } while !rest.isEmpty
    var checksum = CRC32()
    checksum.append(0x20, count: spaceCount)
    for byte in content { checksum.append(byte, count: 1) }
    let size = UInt32(truncatingIfNeeded: spaceCount + content.count)
    return bytes + Self.littleEndian(checksum.value) + Self.littleEndian(size)
  }

  /// The block of the spaces, and an empty stored block behind it, which ends at a whole byte.
  private var deflatedSpaces: [UInt8] {
    let patterns = (spaceCount - 1) / Self.spacesOfPattern
    var bits = DeflateBits()
    bits.append(0b010, count: 3)  // Not the last block; the fixed codes.
    bits.appendCode(0b0101_0000, count: 8)  // The literal 0x20: 0x30 + 0x20.
    for _ in 0..<(8 * min(2, patterns)) {
      bits.appendCode(0b1100_0101, count: 8)  // The length 258: code 285.
      bits.appendCode(0, count: 5)  // The distance 1.
    }
    // Whole bytes of one pattern, from where they repeat; two patterns have them.
    let unit = bits.bytes.dropFirst(2).prefix(13)
    guard patterns > 2 else { return bits.ended }
    var repeated = DeflateBits()
    repeated.bytes = Array(bits.bytes.prefix(2)) + repeatElement(unit, count: patterns - 2).joined()
    repeated.appendAll(of: bits, from: 2)
    return repeated.ended
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

/// Bits as DEFLATE packs them: numbers from their lowest bit, codes from their highest.
private struct DeflateBits {
  var bytes: [UInt8] = []
  /// Bits that the last byte has; 0 when it is full.
  private var used = 0

  mutating func append(_ number: Int, count: Int) {
    for place in 0..<count {
      if used == 0 { bytes.append(0) }
      bytes[bytes.count - 1] |= UInt8(number >> place & 1) << UInt8(used)
      used = (used + 1) % 8
    }
  }

  mutating func appendCode(_ code: Int, count: Int) {
    for place in (0..<count).reversed() { append(code >> place & 1, count: 1) }
  }

  /// Appends what stands in others from one of their bytes, to whole bytes.
  mutating func appendAll(of other: DeflateBits, from start: Int) {
    bytes += other.bytes.dropFirst(start)
    used = other.used
  }

  /// With the end of the block and an empty stored block.
  var ended: [UInt8] {
    var bits = self
    bits.appendCode(0, count: 7)
    bits.append(0, count: 3)
    return bits.bytes + [0, 0, 0xff, 0xff]
  }
}

/// The checksum of gzip, which takes long runs of one byte at once.
private struct CRC32 {
  private var state: UInt32 = 0xffff_ffff

  var value: UInt32 { ~state }

  /// A byte so often: what it does to the state is linear but for a constant, so that doing it twice
  /// is another such step, and a run takes as many as its length has bits.
  mutating func append(_ byte: UInt8, count: Int) {
    var step = Step(of: byte)
    var count = count
    while count > 0 {
      if count & 1 == 1 { state = step.applied(to: state) }
      count >>= 1
      if count > 0 { step = step.twice }
    }
  }

  private struct Step {
    /// What becomes of each bit alone, without the constant.
    var images: [UInt32]
    var constant: UInt32

    init(of byte: UInt8) {
      func next(_ state: UInt32) -> UInt32 {
        var state = state ^ UInt32(byte)
        for _ in 0..<8 { state = state >> 1 ^ (state & 1 == 1 ? 0xedb8_8320 : 0) }
        return state
      }
      let constant = next(0)
      self.constant = constant
      images = (0..<32).map { next(1 << $0) ^ constant }
    }

    func applied(to state: UInt32) -> UInt32 {
      var result = constant
      for place in 0..<32 where state >> UInt32(place) & 1 == 1 { result ^= images[place] }
      return result
    }

    var twice: Step {
      var step = self
      step.constant = applied(to: constant)
      step.images = images.map { applied(to: $0) ^ constant }
      return step
    }
  }
}
