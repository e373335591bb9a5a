internal import CSecp256k1

/// The one libsecp256k1 context of the process.
///
/// It is created and blinded at first use and never changed afterwards, so every thread may use it.
final class CurveContext: @unchecked Sendable {
  // Sendable although it holds a C pointer: libsecp256k1 allows any number of threads to use a
  // context through `const` pointers. The three calls that write to it (two callbacks and the
  // blinding) happen in `init`, which `static let` runs once, before it gives out the reference.
  // It lives as long as the process, so nothing frees it under another thread.
  private let pointer: OpaquePointer

  private static let shared = CurveContext()

  /// The context for a C call.
  static var pointer: OpaquePointer { shared.pointer }

  private init() {
    pointer = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE))
    // The default callbacks abort the process. All arguments are checked before they reach C; if
    // one were missed, the call would return 0, which every caller here handles.
    secp256k1_context_set_illegal_callback(pointer, { _, _ in }, nil)
    secp256k1_context_set_error_callback(pointer, { _, _ in }, nil)
    // Blinding hides secret keys from a listener to the machine; results are the same without it,
    // so a failing generator is no reason to refuse verification.
    withWipedScratch(byteCount: 32) { seed in
      guard (try? SystemRandom().fill(seed)) != nil else { return }
      _ = secp256k1_context_randomize(
        pointer, seed.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
  }
}
