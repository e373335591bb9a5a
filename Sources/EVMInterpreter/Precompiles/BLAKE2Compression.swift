/// The compression function F of BLAKE2b, with a number of rounds that the caller chooses.
///
/// The input has 213 bytes: rounds (4, big-endian), then the state h (8 words of 8 bytes), the
/// block m (16 words) and the offset t (2 words), all little-endian, and the flag of the final
/// block (1 byte).
/// - SeeAlso: [EIP-152](https://eips.ethereum.org/EIPS/eip-152);
///   [RFC 7693](https://www.rfc-editor.org/rfc/rfc7693), section 3.2.
enum BLAKE2Compression {
  private static let inputByteCount = 213
  private static let stateOffset = 4
  private static let blockOffset = 68
  private static let counterOffset = 196

  /// The number of rounds that an input asks for, which is its price; zero for another length.
  static func rounds(of input: UnsafeRawBufferPointer) -> UInt64 {
    guard input.count == inputByteCount else { return 0 }
    return UInt64(UInt32(bigEndian: input.loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
  }

  /// The new state, 64 bytes; time is proportional to the rounds.
  static func output(for input: UnsafeRawBufferPointer) throws(PrecompileFailure) -> [UInt8] {
    guard input.count == inputByteCount else {
      throw .wrongLength(.blake2f, expected: inputByteCount, found: input.count)
    }
    let flag = input[inputByteCount - 1]
    guard flag <= 1 else { throw .finalFlag(flag) }
    return [UInt8](unsafeUninitializedCapacity: 64) { output, count in
      compress(input, isFinal: flag == 1, to: UnsafeMutableRawBufferPointer(output))
      count = 64
    }
  }

  /// The initial values of RFC 7693, section 2.6.
  private static let initialValues: [UInt64] = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]

  /// The message schedule of RFC 7693, section 2.7: ten rounds, after which it begins again.
  private static let schedule: [UInt8] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
    7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
    9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
    2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
    12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
    13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
    6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
    10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
  ]

  private static func compress(
    _ input: UnsafeRawBufferPointer, isFinal: Bool, to output: UnsafeMutableRawBufferPointer
  ) {
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: input.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 32) { words in
      let block = UnsafeMutableBufferPointer(rebasing: words[16..<32])
      for index in 0..<8 {
        words.initializeElement(at: index, to: word(stateOffset + 8 * index))
        words.initializeElement(at: index + 8, to: initialValues[index])
      }
      words[12] ^= word(counterOffset)
      words[13] ^= word(counterOffset + 8)
      if isFinal { words[14] = ~words[14] }
      for index in 0..<16 {
        block.initializeElement(at: index, to: word(blockOffset + 8 * index))
      }
      schedule.withUnsafeBufferPointer { schedule in
        var row = 0
        for _ in 0..<rounds(of: input) {
          mixRound(words, block, UnsafeBufferPointer(rebasing: schedule[row..<row + 16]))
          row = row == 144 ? 0 : row + 16
        }
      }
      for index in 0..<8 {
        let mixed = word(stateOffset + 8 * index) ^ words[index] ^ words[index + 8]
        output.storeBytes(of: mixed.littleEndian, toByteOffset: 8 * index, as: UInt64.self)
      }
    }
  }

  /// One round: the columns, then the diagonals.
  @inline(__always)
  private static func mixRound(
    _ v: UnsafeMutableBufferPointer<UInt64>, _ m: UnsafeMutableBufferPointer<UInt64>,
    _ order: UnsafeBufferPointer<UInt8>
  ) {
    mix(v, 0, 4, 8, 12, m[Int(order[0])], m[Int(order[1])])
    mix(v, 1, 5, 9, 13, m[Int(order[2])], m[Int(order[3])])
    mix(v, 2, 6, 10, 14, m[Int(order[4])], m[Int(order[5])])
    mix(v, 3, 7, 11, 15, m[Int(order[6])], m[Int(order[7])])
    mix(v, 0, 5, 10, 15, m[Int(order[8])], m[Int(order[9])])
    mix(v, 1, 6, 11, 12, m[Int(order[10])], m[Int(order[11])])
    mix(v, 2, 7, 8, 13, m[Int(order[12])], m[Int(order[13])])
    mix(v, 3, 4, 9, 14, m[Int(order[14])], m[Int(order[15])])
  }

  /// The mixing function G of RFC 7693, section 3.1.
  @inline(__always)
  private static func mix(
    _ v: UnsafeMutableBufferPointer<UInt64>, _ a: Int, _ b: Int, _ c: Int, _ d: Int,
    _ first: UInt64, _ second: UInt64
  ) {
    v[a] = v[a] &+ v[b] &+ first
    v[d] = rotatedRight(v[d] ^ v[a], by: 32)
    v[c] = v[c] &+ v[d]
    v[b] = rotatedRight(v[b] ^ v[c], by: 24)
    v[a] = v[a] &+ v[b] &+ second
    v[d] = rotatedRight(v[d] ^ v[a], by: 16)
    v[c] = v[c] &+ v[d]
    v[b] = rotatedRight(v[b] ^ v[c], by: 63)
  }

  @inline(__always)
  private static func rotatedRight(_ word: UInt64, by count: UInt64) -> UInt64 {
    word &>> count | word &<< (64 &- count)
  }
}
