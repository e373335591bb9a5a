import VectorFiles

extension SeededGenerator {
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
