public import EVMPrimitives

/// A 20-byte digest, such as RIPEMD-160's. Not an address, although as long.
public struct Hash160: FixedBytes {
  private var head: UInt64
  private var middle: UInt64
  private var tail: UInt32

  public static var byteCount: Int { 20 }

  public init(copying source: UnsafeRawBufferPointer) {
    head = source.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    middle = source.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    tail = source.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
  }

  public func copyBytes(to destination: UnsafeMutableRawBufferPointer) {
    destination.storeBytes(of: head, toByteOffset: 0, as: UInt64.self)
    destination.storeBytes(of: middle, toByteOffset: 8, as: UInt64.self)
    destination.storeBytes(of: tail, toByteOffset: 16, as: UInt32.self)
  }
}
