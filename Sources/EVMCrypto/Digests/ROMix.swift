internal import CLibCrypto

/// scrypt without OpenSSL, for an N that RFC 7914 would want a greater r for.
///
/// The plain algorithm over one block of memory: table, block and scratch. Parallel blocks share
/// the table, one after the other.
/// - SeeAlso: [RFC 7914](https://www.rfc-editor.org/rfc/rfc7914), sections 3 to 6.
enum ROMix {
  /// Words of a Salsa20 block.
  private static let saltWords = 16

  /// The key, or nil when the system has no memory for it.
  static func key(
    _ password: UnsafeRawBufferPointer, _ salt: UnsafeRawBufferPointer,
    _ parameters: Scrypt.Parameters
  ) -> SecretBytes? {
    let blockBytes = 128 * parameters.blockSize
    let tableBytes = blockBytes * (parameters.cost + 2)
    guard let start = Memory.allocate(tableBytes) else { return nil }
    let table = UnsafeMutableRawBufferPointer(start: start, count: tableBytes)
    defer {
      wipe(table)
      Memory.free(start)
    }
    // Both runs are one iteration of at most maximumBlocks * 128 bytes, in pieces that PBKDF2 takes.
    let blocks = SecretBytes(count: blockBytes * parameters.parallelization) { blocks in
      stretch(password, salt, to: blocks)
      for part in 0..<parameters.parallelization {
        let first = part * blockBytes
        mix(
          UnsafeMutableRawBufferPointer(rebasing: blocks[first..<first + blockBytes]),
          cost: parameters.cost, table: table)
      }
    }
    return SecretBytes(count: parameters.byteCount) { key in
      blocks.withUnsafeBytes { stretch(password, $0, to: key) }
    }
  }

  /// PBKDF2 with HMAC-SHA-256 and one iteration.
  private static func stretch(
    _ password: UnsafeRawBufferPointer, _ salt: UnsafeRawBufferPointer,
    to output: UnsafeMutableRawBufferPointer
  ) {
    withWipedScratch(byteCount: StretchingScratch<SHA256>.byteCount) { memory in
      StretchingScratch<SHA256>(memory, password: password)
        .fill(output, salt: salt, iterations: 1)
    }
  }

  /// scryptROMix: fills the table with successive blocks, then mixes in entries that the block names.
  private static func mix(
    _ bytes: UnsafeMutableRawBufferPointer, cost: Int, table: UnsafeMutableRawBufferPointer
  ) {
    let count = bytes.count / 4
    let words = table.baseAddress.unsafelyUnwrapped.bindMemory(
      to: UInt32.self, capacity: count * (cost + 2))
    let block = words + count * cost
    let scratch = block + count
    for index in 0..<count {
      block[index] = UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
    }
    // Two steps a round, so that the blocks change places without being copied.
    var row = words
    for _ in 0..<cost / 2 {
      row.update(from: block, count: count)
      mixBlock(block, to: scratch, count: count)
      row += count
      row.update(from: scratch, count: count)
      mixBlock(scratch, to: block, count: count)
      row += count
    }
    let mask = cost - 1
    for _ in 0..<cost / 2 {
      blend(words + count * (Int(block[count - saltWords]) & mask), into: block, count: count)
      mixBlock(block, to: scratch, count: count)
      blend(words + count * (Int(scratch[count - saltWords]) & mask), into: scratch, count: count)
      mixBlock(scratch, to: block, count: count)
    }
    for index in 0..<count {
      bytes.storeBytes(of: block[index].littleEndian, toByteOffset: 4 * index, as: UInt32.self)
    }
  }

  private static func blend(
    _ row: UnsafeMutablePointer<UInt32>, into block: UnsafeMutablePointer<UInt32>, count: Int
  ) {
    var index = 0
    while index < count {
      block[index] ^= row[index]
      index &+= 1
    }
  }

  /// scryptBlockMix: even blocks of 64 bytes go to the first half of `output`, odd ones to the other.
  private static func mixBlock(
    _ input: UnsafeMutablePointer<UInt32>, to output: UnsafeMutablePointer<UInt32>, count: Int
  ) {
    var previous = input + (count - saltWords)
    var index = 0
    while index < count {
      let half = index / 2 / saltWords * saltWords
      let target = output + (index & saltWords == 0 ? half : half + count / 2)
      salsa(previous, input + index, to: target)
      previous = target
      index &+= saltWords
    }
  }

  /// Salsa20/8 of the exclusive or of two blocks of 16 words.
  private static func salsa(
    _ left: UnsafeMutablePointer<UInt32>, _ right: UnsafeMutablePointer<UInt32>,
    to output: UnsafeMutablePointer<UInt32>
  ) {
    let i0 = left[0] ^ right[0], i1 = left[1] ^ right[1], i2 = left[2] ^ right[2]
    let i3 = left[3] ^ right[3], i4 = left[4] ^ right[4], i5 = left[5] ^ right[5]
    let i6 = left[6] ^ right[6], i7 = left[7] ^ right[7], i8 = left[8] ^ right[8]
    let i9 = left[9] ^ right[9], i10 = left[10] ^ right[10], i11 = left[11] ^ right[11]
    let i12 = left[12] ^ right[12], i13 = left[13] ^ right[13], i14 = left[14] ^ right[14]
    let i15 = left[15] ^ right[15]
    var (x0, x1, x2, x3, x4, x5, x6, x7) = (i0, i1, i2, i3, i4, i5, i6, i7)
    var (x8, x9, x10, x11, x12, x13, x14, x15) = (i8, i9, i10, i11, i12, i13, i14, i15)
    for _ in 0..<4 {
      quarter(&x0, &x4, &x8, &x12)
      quarter(&x5, &x9, &x13, &x1)
      quarter(&x10, &x14, &x2, &x6)
      quarter(&x15, &x3, &x7, &x11)
      quarter(&x0, &x1, &x2, &x3)
      quarter(&x5, &x6, &x7, &x4)
      quarter(&x10, &x11, &x8, &x9)
      quarter(&x15, &x12, &x13, &x14)
    }
    output[0] = i0 &+ x0
    output[1] = i1 &+ x1
    output[2] = i2 &+ x2
    output[3] = i3 &+ x3
    output[4] = i4 &+ x4
    output[5] = i5 &+ x5
    output[6] = i6 &+ x6
    output[7] = i7 &+ x7
    output[8] = i8 &+ x8
    output[9] = i9 &+ x9
    output[10] = i10 &+ x10
    output[11] = i11 &+ x11
    output[12] = i12 &+ x12
    output[13] = i13 &+ x13
    output[14] = i14 &+ x14
    output[15] = i15 &+ x15
  }

  @inline(__always)
  private static func quarter(
    _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32
  ) {
    b ^= turned(a &+ d, 7)
    c ^= turned(b &+ a, 9)
    d ^= turned(c &+ b, 13)
    a ^= turned(d &+ c, 18)
  }

  @inline(__always)
  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &<< count | word &>> (32 &- count)
  }
}

/// Memory that may be refused, where Swift's own allocation would end the process.
private enum Memory {
  static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    CRYPTO_malloc(byteCount, #file, #line)
  }

  static func free(_ start: UnsafeMutableRawPointer) { CRYPTO_free(start, #file, #line) }
}
