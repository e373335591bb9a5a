internal import CLibCrypto

/// A SHA-2 function whose chaining value is eight words at the start of its C state.
protocol CompressionFunction: HashFunction {
  associatedtype Word: FixedWidthInteger & UnsignedInteger

  /// Mixes one big-endian block into the chaining value of `state`.
  static func compress(_ block: UnsafeRawPointer, into state: UnsafeMutableRawPointer)
}

extension SHA256: CompressionFunction {
  typealias Word = UInt32

  static func compress(_ block: UnsafeRawPointer, into state: UnsafeMutableRawPointer) {
    SHA256_Transform(
      state.assumingMemoryBound(to: SHA256_CTX.self), block.assumingMemoryBound(to: UInt8.self))
  }
}

extension SHA512: CompressionFunction {
  typealias Word = UInt64

  static func compress(_ block: UnsafeRawPointer, into state: UnsafeMutableRawPointer) {
    SHA512_Transform(
      state.assumingMemoryBound(to: SHA512_CTX.self), block.assumingMemoryBound(to: UInt8.self))
  }
}

/// The memory of one run of PBKDF2: C state, both keyed chaining values, the block in work and the
/// sum so far. Its owner wipes it.
struct StretchingScratch<Hash: CompressionFunction> {
  private typealias Word = Hash.Word

  private static var wordCount: Int { 8 }
  private static var chainByteCount: Int { wordCount * MemoryLayout<Word>.size }

  /// How many bytes the memory must have.
  static var byteCount: Int { Hash.stateByteCount + 3 * chainByteCount + Hash.blockByteCount }

  private let state: UnsafeMutableRawPointer
  /// The chaining value after the key block of the inner, and of the outer hash.
  private let inner: UnsafeMutablePointer<Word>
  private let outer: UnsafeMutablePointer<Word>
  /// The exclusive or of all codes so far, in the machine's byte order.
  private let sum: UnsafeMutablePointer<Word>
  /// A code, then the padding of a message of one key block and one code.
  private let block: UnsafeMutablePointer<Word>

  init(_ memory: UnsafeMutableRawBufferPointer, password: UnsafeRawBufferPointer) {
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    state = memory.baseAddress.unsafelyUnwrapped
    let words = (state + Hash.stateByteCount).assumingMemoryBound(to: Word.self)
    inner = words
    outer = words + Self.wordCount
    sum = words + 2 * Self.wordCount
    block = words + 3 * Self.wordCount

    let keyBlock = UnsafeMutableRawBufferPointer(start: block, count: Hash.blockByteCount)
    HMAC.fillKeyBlock(keyBlock, with: password, mask: 0x36, hash: Hash.self, state: state)
    compressKeyBlock(to: inner)
    for index in keyBlock.indices { keyBlock[index] ^= 0x36 ^ 0x5c }
    compressKeyBlock(to: outer)
  }

  private func compressKeyBlock(to chain: UnsafeMutablePointer<Word>) {
    Hash.start(state)
    Hash.compress(block, into: state)
    chain.update(from: state.assumingMemoryBound(to: Word.self), count: Self.wordCount)
  }

  /// Fills `output` with as many blocks of key as it takes.
  func fill(
    _ output: UnsafeMutableRawBufferPointer, salt: UnsafeRawBufferPointer, iterations: Int
  ) {
    var offset = 0
    var number: UInt32 = 1
    while offset < output.count {
      firstCode(of: salt, number: number)
      stretch(iterations - 1)
      for index in 0..<Self.wordCount { sum[index] = sum[index].bigEndian }
      let length = min(Hash.digestByteCount, output.count - offset)
      UnsafeMutableRawBufferPointer(rebasing: output[offset..<offset + length])
        .copyMemory(from: UnsafeRawBufferPointer(start: sum, count: length))
      offset += length
      number += 1
    }
  }

  /// The code of salt and block number, left in `block` with its padding and in `sum`.
  private func firstCode(of salt: UnsafeRawBufferPointer, number: UInt32) {
    let chain = state.assumingMemoryBound(to: Word.self)
    let code = UnsafeMutableRawPointer(block)
    // The rest of the C state counts the bytes absorbed, so it takes the key block by absorbing.
    // Only the chaining value differs from that of an absorbed block of zeros.
    block.update(repeating: 0, count: Hash.blockByteCount / MemoryLayout<Word>.size)
    let zeros = UnsafeRawBufferPointer(start: block, count: Hash.blockByteCount)
    Hash.start(state)
    Hash.absorb(zeros, into: state)
    chain.update(from: inner, count: Self.wordCount)
    Hash.absorb(salt, into: state)
    withUnsafeBytes(of: number.bigEndian) { Hash.absorb($0, into: state) }
    Hash.finish(state, to: code)

    let words = Hash.blockByteCount / MemoryLayout<Word>.size
    block[Self.wordCount] = (Word(0x80) << Word(Word.bitWidth - 8)).bigEndian
    block[words - 1] = Word((Hash.blockByteCount + Hash.digestByteCount) * 8).bigEndian
    chain.update(from: outer, count: Self.wordCount)
    Hash.compress(block, into: state)
    for index in 0..<Self.wordCount {
      sum[index] = chain[index]
      block[index] = chain[index].bigEndian
    }
  }

  /// Hashes the code in `block` on, `count` times, and adds each code to `sum`.
  private func stretch(_ count: Int) {
    let chain = state.assumingMemoryBound(to: Word.self)
    for _ in 0..<count {
      chain.update(from: inner, count: 8)
      Hash.compress(block, into: state)
      for index in 0..<8 { block[index] = chain[index].bigEndian }
      chain.update(from: outer, count: 8)
      Hash.compress(block, into: state)
      for index in 0..<8 {
        block[index] = chain[index].bigEndian
        sum[index] ^= chain[index]
      }
    }
  }
}
