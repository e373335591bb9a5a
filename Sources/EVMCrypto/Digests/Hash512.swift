public import EVMPrimitives

/// A 64-byte digest, such as SHA-512's.
public struct Hash512: FixedBytes {
  private var first: Hash256
  private var second: Hash256

  public static var byteCount: Int { 64 }

  public init(copying source: UnsafeRawBufferPointer) {
    first = Hash256(copying: UnsafeRawBufferPointer(rebasing: source[0..<32]))
    second = Hash256(copying: UnsafeRawBufferPointer(rebasing: source[32..<64]))
  }

  public func copyBytes(to destination: UnsafeMutableRawBufferPointer) {
    first.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: destination[0..<32]))
    second.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: destination[32..<64]))
  }
}
