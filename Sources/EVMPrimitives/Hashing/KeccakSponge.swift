/// The Keccak sponge with a rate of 136 bytes and a digest of 32, whatever its padding byte.
///
/// Keccak-256 and SHA3-256 are this sponge and differ in one byte.
struct KeccakSponge {
  /// Bytes absorbed by one permutation: 1600 bits of state less twice 256 of capacity.
  static let rate = 136

  private var lanes = InlineArray<25, UInt64>(repeating: 0)
  /// How many bytes of the current block have been absorbed; below ``rate``.
  private var filled = 0

  /// Absorbs `bytes` after all earlier ones.
  mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    var filled = filled
    withUnsafeMutablePointer(to: &lanes) { pointer in
      pointer.withMemoryRebound(to: UInt64.self, capacity: 25) { lanes in
        let state = UnsafeMutableRawPointer(lanes)
        var rest = bytes
        if filled > 0 {
          let head = min(rest.count, Self.rate - filled)
          xor(rest[..<head], into: state + filled)
          rest = UnsafeRawBufferPointer(rebasing: rest[head...])
          filled += head
          guard filled == Self.rate else { return }
          permute(lanes)
          filled = 0
        }
        while rest.count >= Self.rate {
          xorBlock(rest, into: lanes)
          permute(lanes)
          rest = UnsafeRawBufferPointer(rebasing: rest[Self.rate...])
        }
        xor(rest[...], into: state)
        filled = rest.count
      }
    }
    self.filled = filled
  }

  /// Pads with `suffix` (the domain bits and the first padding bit) and returns the digest.
  consuming func digest(suffix: UInt8) -> Hash256 {
    let filled = filled
    return withUnsafeMutablePointer(to: &lanes) { pointer in
      pointer.withMemoryRebound(to: UInt64.self, capacity: 25) { lanes in
        lanes[filled >> 3] ^= UInt64(suffix) &<< UInt64((filled & 7) * 8)
        lanes[Self.rate / 8 - 1] ^= 0x80 << 56
        permute(lanes)
        return Hash256(lanes)
      }
    }
  }

  /// The digest of one message: the state stays in locals from its first block to its last.
  static func digest(of message: UnsafeRawBufferPointer, suffix: UInt8) -> Hash256 {
    withUnsafeTemporaryAllocation(byteCount: rate, alignment: 8) { last in
      last.initializeMemory(as: UInt64.self, repeating: 0)
      var blocksLeft = message.count / rate
      let tail = UnsafeRawBufferPointer(rebasing: message[(blocksLeft &* rate)...])
      last.copyMemory(from: tail)
      last[tail.count] = suffix
      last[rate &- 1] |= 0x80

      var lanes = KeccakLanes()
      // Written as one loop, so that there is one copy of the permutation.
      var block = message.baseAddress ?? UnsafeRawPointer(last.baseAddress.unsafelyUnwrapped)
      while true {
        if blocksLeft == 0 { block = UnsafeRawPointer(last.baseAddress.unsafelyUnwrapped) }
        lanes.absorb(block)
        lanes.permute()
        if blocksLeft == 0 { return lanes.digest }
        blocksLeft &-= 1
        block += rate
      }
    }
  }
}

/// Absorbs the first 136 bytes of `bytes`.
@inline(__always)
private func xorBlock(_ bytes: UnsafeRawBufferPointer, into lanes: UnsafeMutablePointer<UInt64>) {
  for lane in 0..<KeccakSponge.rate / 8 {
    let word = bytes.loadUnaligned(fromByteOffset: lane &* 8, as: UInt64.self)
    lanes[lane] ^= UInt64(littleEndian: word)
  }
}

/// Absorbs less than a block, byte by byte; the state's lanes are little-endian in memory.
private func xor(_ bytes: Slice<UnsafeRawBufferPointer>, into state: UnsafeMutableRawPointer) {
  var target = state
  for byte in bytes {
    target.storeBytes(of: target.load(as: UInt8.self) ^ byte, as: UInt8.self)
    target += 1
  }
}

/// Keccak-f[1600] in place.
@inline(never)
private func permute(_ lanes: UnsafeMutablePointer<UInt64>) {
  var state = KeccakLanes(loading: lanes)
  state.permute()
  state.store(to: lanes)
}

extension Hash256 {
  /// The first 32 bytes of a state.
  @inline(__always)
  fileprivate init(_ lanes: UnsafePointer<UInt64>) {
    self.init(
      UInt64(littleEndian: lanes[0]), UInt64(littleEndian: lanes[1]),
      UInt64(littleEndian: lanes[2]), UInt64(littleEndian: lanes[3]))
  }
}

extension KeccakLanes {
  /// 24 rounds, two a turn so that the lanes return to their registers.
  @inline(__always)
  fileprivate mutating func permute() {
    var index = 0
    while index < 24 {
      round(roundConstants[index])
      round(roundConstants[index &+ 1])
      index &+= 2
    }
  }
}

/// The constants of iota; FIPS 202, section 3.2.5.
private let roundConstants: InlineArray<24, UInt64> = [
  0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808A, 0x8000_0000_8000_8000,
  0x0000_0000_0000_808B, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
  0x0000_0000_0000_008A, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000A,
  0x0000_0000_8000_808B, 0x8000_0000_0000_008B, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
  0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800A, 0x8000_0000_8000_000A,
  0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
]
