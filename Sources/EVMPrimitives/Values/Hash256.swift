/// A 32-byte hash, such as a Keccak-256 digest, a storage key or a transaction hash.
@frozen
public struct Hash256: FixedBytes {
  /// Eight bytes each as they stand in memory, first bytes first.
  @usableFromInline var word0: UInt64
  @usableFromInline var word1: UInt64
  @usableFromInline var word2: UInt64
  @usableFromInline var word3: UInt64

  @inlinable public static var byteCount: Int { 32 }

  /// 32 zero bytes.
  public static let zero = Hash256(0, 0, 0, 0)

  /// The hash of four words whose bytes in memory are the hash's bytes.
  @inlinable
  init(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  @inlinable
  public init(copying source: UnsafeRawBufferPointer) {
    self.init(
      source.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
      source.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      source.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
      source.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
  }

  @inlinable
  public func copyBytes(to destination: UnsafeMutableRawBufferPointer) {
    destination.storeBytes(of: word0, toByteOffset: 0, as: UInt64.self)
    destination.storeBytes(of: word1, toByteOffset: 8, as: UInt64.self)
    destination.storeBytes(of: word2, toByteOffset: 16, as: UInt64.self)
    destination.storeBytes(of: word3, toByteOffset: 24, as: UInt64.self)
  }
}

extension Hash256 {
  /// The 32 bytes of `word`, most significant first.
  @inlinable
  public init(_ word: UInt256) {
    self.init(
      word.limb3.bigEndian, word.limb2.bigEndian, word.limb1.bigEndian, word.limb0.bigEndian)
  }
}

extension UInt256 {
  /// The number whose big-endian bytes are `hash`.
  @inlinable
  public init(_ hash: Hash256) {
    self.init(
      limbs: UInt64(bigEndian: hash.word3), UInt64(bigEndian: hash.word2),
      UInt64(bigEndian: hash.word1), UInt64(bigEndian: hash.word0))
  }
}
