import EVMPrimitives

/// The decomposition table, unpacked at the first text that is not ASCII.
struct Decompositions: Sendable {
  private struct Run: Sendable {
    var start: UInt32
    var count: UInt32
    /// Place of the first scalar in the pool.
    var offset: UInt16
    var length: UInt16
  }

  private struct ClassRun: Sendable {
    var start: UInt32
    var count: UInt32
    var combiningClass: UInt8
  }

  static let shared = Decompositions()

  private var runs: [Run] = []
  private var pool: [UInt32] = []
  private var classes: [ClassRun] = []

  private init() {
    var packed = PackedNumbers(DecompositionTable.decompositions)
    var end: UInt32 = 0
    while let gap = packed.next() {
      let run = Run(
        start: end + gap, count: packed.next() ?? 0, offset: UInt16(pool.count),
        length: UInt16(packed.next() ?? 0))
      for _ in 0..<run.length { pool.append(packed.next() ?? 0) }
      end = run.start + run.count
      runs.append(run)
    }
    packed = PackedNumbers(DecompositionTable.combiningClasses)
    end = 0
    while let gap = packed.next() {
      let run = ClassRun(
        start: end + gap, count: packed.next() ?? 0,
        combiningClass: UInt8(packed.next() ?? 0))
      end = run.start + run.count
      classes.append(run)
    }
  }

  /// Calls `body` with the scalars of the full compatibility decomposition of `scalar`.
  func decompose(_ scalar: UInt32, _ body: (UInt32) -> Void) {
    if scalar < 0x80 { return body(scalar) }
    let syllable = scalar &- 0xac00
    if syllable < 11172 {
      // Unicode, section 3.12: leading consonant, vowel, and a trailing consonant if any.
      body(0x1100 + syllable / 588)
      body(0x1161 + syllable % 588 / 28)
      if syllable % 28 != 0 { body(0x11a7 + syllable % 28) }
      return
    }
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start <= scalar { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return body(scalar) }
    let run = runs[low - 1]
    let distance = scalar - run.start
    guard distance < run.count else { return body(scalar) }
    if run.length == 1 { return body(pool[Int(run.offset)] + distance) }
    for index in 0..<Int(run.length) { body(pool[Int(run.offset) + index]) }
  }

  /// The canonical combining class of `scalar`; zero for one that begins a sequence.
  func combiningClass(of scalar: UInt32) -> UInt8 {
    if scalar < 0x300 { return 0 }
    var low = 0
    var high = classes.count
    while low < high {
      let middle = (low + high) / 2
      if classes[middle].start <= scalar { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let run = classes[low - 1]
    return scalar - run.start < run.count ? run.combiningClass : 0
  }
}

/// Numbers packed as LEB128 in Base64.
private struct PackedNumbers {
  private var bytes: [UInt8] = []
  private var position = 0

  init(_ text: StaticString) {
    let characters = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    bytes.reserveCapacity(characters.count / 4 * 3)
    // A table of ours that is not Base64 would show in every test of the module.
    try? Base64.decode(characters) { bytes.append($0) }
  }

  mutating func next() -> UInt32? {
    guard position < bytes.count else { return nil }
    var number: UInt32 = 0
    var shift: UInt32 = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      number |= UInt32(byte & 0x7f) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return number
  }
}
