import EVMPrimitives

extension UInt256 {
  /// The number if it is below 2^42, else 2^42: 2^63 gas do not pay for a memory that reaches so far.
  @inline(__always)
  var clampedOffset: Int {
    let (a, b, c, d) = limbs
    return (b | c | d) == 0 && a < 1 << 42 ? Int(truncatingIfNeeded: a) : 1 << 42
  }

  /// Whether the number is below 2^64.
  @inline(__always)
  var isOneLimb: Bool {
    let (_, b, c, d) = limbs
    return (b | c | d) == 0
  }

  /// The lowest limb.
  @inline(__always)
  var lowLimb: UInt64 { limbs.0 }
}

/// Puts a word on the stack in two stores of 16 bytes.
///
/// DUP and SWAP copy words by loads of 16 bytes, which stall when the bytes lie in two younger stores
/// of 8 each.
@inline(__always)
func put(_ word: UInt256, at place: UnsafeMutablePointer<UInt256>) {
  let (a, b, c, d) = word.limbs
  let bytes = UnsafeMutableRawPointer(place)
  bytes.storeBytes(of: SIMD2(a, b), as: SIMD2<UInt64>.self)
  bytes.storeBytes(of: SIMD2(c, d), toByteOffset: 16, as: SIMD2<UInt64>.self)
}

/// Puts a word of one limb on the stack.
@inline(__always)
func put(_ limb: UInt64, at place: UnsafeMutablePointer<UInt256>) {
  let bytes = UnsafeMutableRawPointer(place)
  bytes.storeBytes(of: SIMD2(limb, 0), as: SIMD2<UInt64>.self)
  bytes.storeBytes(of: SIMD2(0, 0), toByteOffset: 16, as: SIMD2<UInt64>.self)
}

/// Copies a word within the stack.
@inline(__always)
func copyWord(
  from source: UnsafeMutablePointer<UInt256>, to destination: UnsafeMutablePointer<UInt256>
) {
  let (source, destination) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(destination))
  let low = source.load(as: SIMD2<UInt64>.self)
  let high = source.load(fromByteOffset: 16, as: SIMD2<UInt64>.self)
  destination.storeBytes(of: low, as: SIMD2<UInt64>.self)
  destination.storeBytes(of: high, toByteOffset: 16, as: SIMD2<UInt64>.self)
}

/// Exchanges two words of the stack.
@inline(__always)
func exchangeWords(
  _ first: UnsafeMutablePointer<UInt256>, _ second: UnsafeMutablePointer<UInt256>
) {
  let (first, second) = (UnsafeMutableRawPointer(first), UnsafeMutableRawPointer(second))
  let low = first.load(as: SIMD2<UInt64>.self)
  let high = first.load(fromByteOffset: 16, as: SIMD2<UInt64>.self)
  let otherLow = second.load(as: SIMD2<UInt64>.self)
  let otherHigh = second.load(fromByteOffset: 16, as: SIMD2<UInt64>.self)
  first.storeBytes(of: otherLow, as: SIMD2<UInt64>.self)
  first.storeBytes(of: otherHigh, toByteOffset: 16, as: SIMD2<UInt64>.self)
  second.storeBytes(of: low, as: SIMD2<UInt64>.self)
  second.storeBytes(of: high, toByteOffset: 16, as: SIMD2<UInt64>.self)
}

/// Where a region of memory ends, and 0 for one of no bytes, wherever it is.
@inline(__always)
func regionEnd(_ offset: UInt256, _ count: UInt256) -> Int {
  count.isZero ? 0 : offset.clampedOffset &+ count.clampedOffset
}

/// Whether a jump may go to an offset of code of so many bytes.
///
/// - Parameter destinations: A bit for each byte of the code.
@inline(__always)
func isDestination(
  _ target: Int, among destinations: UnsafeMutablePointer<UInt64>, _ codeCount: Int
) -> Bool {
  target < codeCount && destinations[target &>> 6] &>> UInt64(target & 63) & 1 == 1
}

/// The number of words that bytes take.
@inline(__always)
func wordCount(_ bytes: Int) -> Int64 { Int64(truncatingIfNeeded: (bytes &+ 31) &>> 5) }

/// The big-endian word at an address.
@inline(__always)
func loadWord(_ source: UnsafeRawPointer) -> UInt256 {
  UInt256(
    limbs: UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
    UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
    UInt64(bigEndian: source.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
    UInt64(bigEndian: source.loadUnaligned(as: UInt64.self)))
}

/// Writes a word, most significant byte first.
@inline(__always)
func storeWord(_ word: UInt256, to destination: UnsafeMutableRawPointer) {
  let (a, b, c, d) = word.limbs
  destination.storeBytes(of: d.bigEndian, as: UInt64.self)
  destination.storeBytes(of: c.bigEndian, toByteOffset: 8, as: UInt64.self)
  destination.storeBytes(of: b.bigEndian, toByteOffset: 16, as: UInt64.self)
  destination.storeBytes(of: a.bigEndian, toByteOffset: 24, as: UInt64.self)
}

/// The word that begins at an offset of data that is followed by zeros without end.
@inline(__always)
func paddedWord(_ data: UnsafeRawPointer, count: Int, at offset: UInt256) -> UInt256 {
  guard offset.isOneLimb, offset.lowLimb < UInt64(count) else { return .zero }
  let start = Int(offset.lowLimb)
  if start &+ 32 <= count { return loadWord(data + start) }
  return partialWord(data + start, count: count - start)
}

@inline(never)
private func partialWord(_ data: UnsafeRawPointer, count: Int) -> UInt256 {
  withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
    buffer.copyMemory(from: UnsafeRawBufferPointer(start: data, count: count))
    return loadWord(buffer.baseAddress!)
  }
}

/// Copies a part of data that is followed by zeros without end.
@inline(never)
func copyPadded(
  _ data: UnsafeRawPointer, count: Int, from offset: UInt256, size: Int,
  to destination: UnsafeMutableRawPointer
) {
  let start = offset.isOneLimb ? Int(min(offset.lowLimb, UInt64(count))) : count
  let available = min(size, count - start)
  if available > 0 { destination.copyMemory(from: data + start, byteCount: available) }
  if size > available {
    (destination + available).initializeMemory(
      as: UInt8.self, repeating: 0, count: size - available)
  }
}
