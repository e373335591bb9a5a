/// A small generator with a fixed seed, so that a failing case comes again.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// `text` with one character replaced, lost, doubled, or swapped with the next.
  mutating func mutated(_ text: String) -> String {
    var characters = Array(text)
    guard !characters.isEmpty else { return text }
    let place = Int.random(in: 0..<characters.count, using: &self)
    switch Int.random(in: 0..<5, using: &self) {
    case 0:
      characters[place] = Character(Unicode.Scalar(UInt8.random(in: 0...127, using: &self)))
    case 1: characters.remove(at: place)
    case 2: characters.insert(characters[place], at: place)
    case 3: characters[place] = ["é", "０", "\u{0}", "😀", "\u{301}"].randomElement(using: &self)!
    default: characters.swapAt(place, min(place + 1, characters.count - 1))
    }
    return String(characters)
  }
}
