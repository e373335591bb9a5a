/// The 20-byte address of an account or contract on an EVM chain.
///
/// Its text is the EIP-55 form. BTTC and Tron share the 20 bytes; Tron's text form is in
/// `EVMAccounts`.
@frozen
public struct Address: FixedBytes {
  /// Bytes 0..<8, 8..<16 and 16..<20, as they stand in memory.
  @usableFromInline var head: UInt64
  @usableFromInline var middle: UInt64
  @usableFromInline var tail: UInt32

  @inlinable public static var byteCount: Int { 20 }

  /// 20 zero bytes: no account, the target of a contract creation.
  public static let zero = Address(head: 0, middle: 0, tail: 0)

  @inlinable
  init(head: UInt64, middle: UInt64, tail: UInt32) {
    self.head = head
    self.middle = middle
    self.tail = tail
  }

  @inlinable
  public init(copying source: UnsafeRawBufferPointer) {
    self.init(
      head: source.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
      middle: source.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      tail: source.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  @inlinable
  public func copyBytes(to destination: UnsafeMutableRawBufferPointer) {
    destination.storeBytes(of: head, toByteOffset: 0, as: UInt64.self)
    destination.storeBytes(of: middle, toByteOffset: 8, as: UInt64.self)
    destination.storeBytes(of: tail, toByteOffset: 16, as: UInt32.self)
  }

  /// The last 20 bytes of a 32-byte hash, as an address is cut from the hash of a public key.
  @inlinable
  public init(lastBytesOf hash: Hash256) {
    self = withUnsafeBytes(of: hash) {
      Address(copying: UnsafeRawBufferPointer(rebasing: $0[12...]))
    }
  }

  /// The address as a 256-bit number, as it stands in a storage slot or an ABI word.
  @inlinable
  public var word: UInt256 {
    let a = UInt64(bigEndian: head)
    let b = UInt64(bigEndian: middle)
    let c = UInt64(UInt32(bigEndian: tail))
    return UInt256(limbs: b << 32 | c, a << 32 | b >> 32, a >> 32, 0)
  }

  /// The low 160 bits of `word`; the high 96 are dropped, as the EVM does with an address operand.
  @inlinable
  public init(truncating word: UInt256) {
    self.init(
      head: (word.limb2 << 32 | word.limb1 >> 32).bigEndian,
      middle: (word.limb1 << 32 | word.limb0 >> 32).bigEndian,
      tail: UInt32(truncatingIfNeeded: word.limb0).bigEndian)
  }

  /// The EIP-55 form, 42 characters.
  public var description: String { checksummed }
}
