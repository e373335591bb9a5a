internal import CLibCrypto

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
    withoutErrorTrace {
      guard let divisor = BigNumber(bigEndian: modulus) else { return nil }
      guard !divisor.isZero else { return [UInt8](repeating: 0, count: modulus.count) }
      guard let scratch = BigNumberScratch(), let result = BigNumber(),
        let number = BigNumber(bigEndian: base), let power = BigNumber(bigEndian: exponent),
        BN_mod_exp(
          result.pointer, number.pointer, power.pointer, divisor.pointer, scratch.pointer) == 1
      else { return nil }
      var isWritten = false
      let bytes = [UInt8](unsafeUninitializedCapacity: modulus.count) { bytes, count in
        isWritten = result.write(to: UnsafeMutableRawBufferPointer(bytes))
        count = isWritten ? modulus.count : 0
      }
      return isWritten ? bytes : nil
    }
  }
}
