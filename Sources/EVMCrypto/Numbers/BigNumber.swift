internal import CLibCrypto

/// A whole number of any size in OpenSSL's memory, which is freed with it.
final class BigNumber {
  let pointer: OpaquePointer

  /// Zero; nil when there is no memory.
  init?() {
    guard let pointer = BN_new() else { return nil }
    self.pointer = pointer
  }

  /// The number of bytes that stand most significant first; nil when there is no memory, or for
  /// more bytes than C counts.
  init?(bigEndian bytes: UnsafeRawBufferPointer) {
    guard let count = Int32(exactly: bytes.count) else { return nil }
    // C wants a pointer even for no bytes.
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard let pointer = start == nil ? BN_new() : BN_bin2bn(start, count, nil) else { return nil }
    self.pointer = pointer
  }

  deinit { BN_free(pointer) }

  var isZero: Bool { BN_is_zero(pointer) == 1 }

  /// Writes the number most significant byte first, with zeros in front; false when it does not fit.
  func write(to bytes: UnsafeMutableRawBufferPointer) -> Bool {
    guard let count = Int32(exactly: bytes.count) else { return false }
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return isZero }
    return BN_bn2binpad(pointer, start, count) == count
  }
}

/// The scratch numbers of a C call, which are freed with it.
final class BigNumberScratch {
  let pointer: OpaquePointer

  /// Nil when there is no memory.
  init?() {
    guard let pointer = BN_CTX_new() else { return nil }
    self.pointer = pointer
  }

  deinit { BN_CTX_free(pointer) }
}

/// Runs C calls that may fail, and leaves OpenSSL's list of errors as it was.
func withoutErrorTrace<Result>(_ body: () -> Result) -> Result {
  ERR_set_mark()
  defer { ERR_pop_to_mark() }
  return body()
}
