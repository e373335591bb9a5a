internal import CLibCrypto
import EVMPrimitives

/// Powers modulo a number, of any size.
///
/// For public numbers only: the time tells about all three.
public enum ModularExponentiation {
  /// `base ^ exponent mod modulus`, most significant byte first, in as many bytes as `modulus` has.
  ///
  /// Each number is given most significant byte first; no bytes are zero. Anything to the power zero
  /// is one, and modulo zero or one everything is zero. The time grows with the exponent's bits times
  /// the square of the modulus's length.
  /// - Returns: Nil when there is no memory for the work, or when a number has 2^31 bytes or more.
  public static func power(
    base: UnsafeRawBufferPointer, exponent: UnsafeRawBufferPointer,
    modulus: UnsafeRawBufferPointer
  ) -> [UInt8]? {
    let significant = UnsafeRawBufferPointer(rebasing: modulus.drop { $0 == 0 })
    guard let last = significant.last, significant.count > 1 || last > 1 else {
      return [UInt8](repeating: 0, count: modulus.count)
    }
    if significant.count <= UInt64.byteCount {
      return wordPower(base, exponent, UInt64(bytes: significant), count: modulus.count)
    }
    if significant.count <= UInt256.byteCount, last.isMultiple(of: 2) {
      return wordPower(base, exponent, UInt256(bytes: significant), count: modulus.count)
    }
    return bigPower(base, exponent, significant, count: modulus.count)
  }

  private static func wordPower<Word: ModularWord>(
    _ base: UnsafeRawBufferPointer, _ exponent: UnsafeRawBufferPointer, _ modulus: Word, count: Int
  ) -> [UInt8] {
    let power = Word.power(base: base, exponent: exponent, modulus: modulus)
    return withUnsafeTemporaryAllocation(byteCount: Word.byteCount, alignment: 8) { bytes in
      power.write(to: bytes)
      // What does not fit is zero, as the power is below the modulus.
      return [UInt8](repeating: 0, count: max(0, count - Word.byteCount)) + bytes.suffix(count)
    }
  }

  /// The power by OpenSSL.
  private static func bigPower(
    _ base: UnsafeRawBufferPointer, _ exponent: UnsafeRawBufferPointer,
    _ modulus: UnsafeRawBufferPointer, count byteCount: Int
  ) -> [UInt8]? {
    withoutErrorTrace {
      guard let scratch = BigNumberScratch(), let result = BigNumber(),
        let base = BigNumber(bigEndian: base), let exponent = BigNumber(bigEndian: exponent),
        let modulus = BigNumber(bigEndian: modulus),
        BN_mod_exp(
          result.pointer, base.pointer, exponent.pointer, modulus.pointer, scratch.pointer) == 1
      else { return nil }
      var isWritten = false
      let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { bytes, count in
        isWritten = result.write(to: UnsafeMutableRawBufferPointer(bytes))
        count = isWritten ? byteCount : 0
      }
      return isWritten ? bytes : nil
    }
  }
}
