// Unsafe code: the one writer of text. Each write stays within the capacity that `plain` computes.

extension Listing {
  /// How many bytes of code a line of data holds.
  static let dataLine = 32
  /// No byte of code takes more text than this: an offset, the longest mnemonic and its line breaks.
  private static let bytesPerByte = 28
  /// What a last line may take above that, since heads are stored sixteen bytes at a time.
  private static let slack = 64

  /// The text without labels and remarks.
  func plain() -> [UInt8] {
    let headings = parts.map { Array(($0.heading.map { "; \($0)\n" } ?? "").utf8) }
    let capacity = headings.reduce(code.count * Self.bytesPerByte + Self.slack) {
      $0 + $1.count + Self.slack
    }
    let tables = ListingTables.shared
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      code.bytes.withUnsafeBufferPointer { code in
        tables.heads.withUnsafeBufferPointer { heads in
          tables.headCounts.withUnsafeBufferPointer { headCounts in
            tables.digits.withUnsafeBufferPointer { digits in
              var writer = LineWriter(
                out: UnsafeMutableRawPointer(base), code: code, heads: heads,
                headCounts: headCounts, digits: digits,
                offsetDigits: style.showsOffsets ? Self.offsetDigits(code.count) : 0)
              for (part, heading) in zip(parts, headings) {
                writer.copy(heading)
                if part.isCode { writer.instructions(part.range) } else { writer.data(part.range) }
              }
              count = writer.out - UnsafeMutableRawPointer(base)
            }
          }
        }
      }
    }
  }

  /// How many digits each offset has: such that the first is never a letter.
  static func offsetDigits(_ byteCount: Int) -> Int { byteCount <= 0xa000 ? 4 : 6 }
}

private struct LineWriter {
  var out: UnsafeMutableRawPointer
  let code: UnsafeBufferPointer<UInt8>
  let heads: UnsafeBufferPointer<SIMD16<UInt8>>
  let headCounts: UnsafeBufferPointer<UInt8>
  let digits: UnsafeBufferPointer<UInt16>
  /// 0, 4 or 6.
  let offsetDigits: Int

  mutating func copy(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes {
      out.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(out), byteCount: $0.count)
    }
    out += bytes.count
  }

  mutating func instructions(_ range: Range<Int>) {
    // Locals stay in registers; a field that a call may change goes to memory and back each time.
    var out = self.out
    let (code, heads, headCounts, digits) = (self.code, self.heads, self.headCounts, self.digits)
    let offsetDigits = self.offsetDigits
    var offset = range.lowerBound
    let end = range.upperBound
    while offset < end {
      let byte = Int(code[offset])
      let headCount = Int(headCounts[byte])
      let dataCount = byte >= 0x60 && byte <= 0x7f ? byte &- 0x5f : 0
      if headCount == 0 || offset &+ dataCount >= end {
        self.out = out
        offset = headCount == 0 ? unknown(offset, end) : cutOff(offset..<end, byte, headCount)
        out = self.out
        continue
      }
      if byte == 0x5b, offset > range.lowerBound {
        out.storeBytes(of: 0x0a, as: UInt8.self)
        out += 1
      }
      if offsetDigits > 0 {
        if offsetDigits == 6 {
          out.storeBytes(of: digits[offset >> 16 & 0xff], as: UInt16.self)
          out += 2
        }
        // ": " behind the four digits, and two bytes that the mnemonic overwrites.
        let text = UInt64(digits[offset >> 8 & 0xff]) | UInt64(digits[offset & 0xff]) << 16
        out.storeBytes(of: text | 0x203a << 32, as: UInt64.self)
        out += 6
      }
      out.storeBytes(of: heads[byte], as: SIMD16<UInt8>.self)
      out += headCount
      offset &+= 1
      guard dataCount > 0 else { continue }
      let dataEnd = offset &+ dataCount
      while offset < dataEnd {
        out.storeBytes(of: digits[Int(code[offset])], as: UInt16.self)
        out += 2
        offset &+= 1
      }
      out.storeBytes(of: 0x0a, as: UInt8.self)
      out += 1
    }
    self.out = out
  }

  /// A run of bytes that are no instruction; returns the offset behind it.
  private mutating func unknown(_ offset: Int, _ end: Int) -> Int {
    var runEnd = offset + 1
    while runEnd < end, runEnd < offset + Listing.dataLine, headCounts[Int(code[runEnd])] == 0 {
      runEnd += 1
    }
    dataLine(offset..<runEnd)
    return runEnd
  }

  mutating func data(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let end = min(offset + Listing.dataLine, range.upperBound)
      dataLine(offset..<end)
      offset = end
    }
  }

  /// A PUSH whose data reach past the end of its part: two dots at the end of the code; where
  /// another part follows, bytes that the EVM reads otherwise when it comes by. Returns the end.
  private mutating func cutOff(_ range: Range<Int>, _ byte: Int, _ headCount: Int) -> Int {
    guard range.upperBound == code.count else {
      data(range)
      return range.upperBound
    }
    place(range.lowerBound)
    head(byte, headCount)
    hex(range.lowerBound + 1..<range.upperBound)
    out.storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
    out.storeBytes(of: UInt8(ascii: "."), toByteOffset: 1, as: UInt8.self)
    out += 2
    newline()
    return range.upperBound
  }

  private mutating func dataLine(_ range: Range<Int>) {
    place(range.lowerBound)
    for byte in "DATA 0x".utf8 {
      out.storeBytes(of: byte, as: UInt8.self)
      out += 1
    }
    hex(range)
    newline()
  }

  @inline(__always)
  private mutating func place(_ offset: Int) {
    guard offsetDigits > 0 else { return }
    if offsetDigits == 6 {
      out.storeBytes(of: digits[offset >> 16 & 0xff], as: UInt16.self)
      out += 2
    }
    let text = UInt64(digits[offset >> 8 & 0xff]) | UInt64(digits[offset & 0xff]) << 16
    // ": " behind the four digits, and two bytes that the mnemonic overwrites.
    out.storeBytes(of: text | 0x203a << 32, as: UInt64.self)
    out += 6
  }

  @inline(__always)
  private mutating func head(_ byte: Int, _ count: Int) {
    out.storeBytes(of: heads[byte], as: SIMD16<UInt8>.self)
    out += count
  }

  @inline(__always)
  private mutating func hex(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      out.storeBytes(of: digits[Int(code[offset])], as: UInt16.self)
      out += 2
      offset += 1
    }
  }

  @inline(__always)
  private mutating func newline() {
    out.storeBytes(of: 0x0a, as: UInt8.self)
    out += 1
  }
}
