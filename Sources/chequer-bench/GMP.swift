import Glibc

/// GMP's low-level functions, if the library is installed.
struct GMP {
  typealias Limbs = UnsafeMutablePointer<UInt64>

  /// `mpn_tdiv_qr(qp, rp, 0, np, nn, dp, dn)`.
  let divide:
    @convention(c) (
      Limbs, Limbs, Int, UnsafePointer<UInt64>, Int, UnsafePointer<UInt64>, Int
    ) -> Void
  /// `mpn_mul_n(rp, ap, bp, n)`.
  let multiply: @convention(c) (Limbs, UnsafePointer<UInt64>, UnsafePointer<UInt64>, Int) -> Void

  init?() {
    guard let library = dlopen("libgmp.so.10", RTLD_NOW),
      let divide = dlsym(library, "__gmpn_tdiv_qr"),
      let multiply = dlsym(library, "__gmpn_mul_n")
    else { return nil }
    self.divide = unsafeBitCast(
      divide,
      to: (@convention(c) (
        Limbs, Limbs, Int, UnsafePointer<UInt64>, Int, UnsafePointer<UInt64>, Int
      ) -> Void).self)
    self.multiply = unsafeBitCast(
      multiply,
      to: (@convention(c) (Limbs, UnsafePointer<UInt64>, UnsafePointer<UInt64>, Int) -> Void)
        .self)
  }
}

/// What Python prints for a short timing program, if Python is installed.
func pythonNanoseconds(_ program: String) -> [Double]? {
  guard let pipe = popen("python3 -c '\(program)' 2>/dev/null", "r") else { return nil }
  defer { pclose(pipe) }
  var buffer = [CChar](repeating: 0, count: 512)
  guard fgets(&buffer, Int32(buffer.count), pipe) != nil else { return nil }
  let text = String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init), as: UTF8.self)
  return text.split(separator: " ").compactMap { Double($0) }
}
