/// The words of one language, with an index that is built when the language is first asked for.
struct WordList: Sendable {
  /// How many words each list has: 11 bits a word.
  static let count = 2048

  static let english = WordList(englishWords)
  static let japanese = WordList(japaneseWords)
  static let korean = WordList(koreanWords)
  static let spanish = WordList(spanishWords)
  static let chineseSimplified = WordList(chineseSimplifiedWords)
  static let chineseTraditional = WordList(chineseTraditionalWords)
  static let french = WordList(frenchWords)
  static let italian = WordList(italianWords)
  static let czech = WordList(czechWords)
  static let portuguese = WordList(portugueseWords)

  private static let slotCount = 4096

  private let text: StaticString
  /// Start of each word in the text, and its length.
  private var starts: [UInt16] = []
  private var lengths: [UInt8] = []
  /// Open addressing over the words' hashes: the word's number and one, or zero for a free slot.
  private var slots = [UInt16](repeating: 0, count: slotCount)

  private init(_ text: StaticString) {
    self.text = text
    starts.reserveCapacity(Self.count)
    lengths.reserveCapacity(Self.count)
    let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var start = 0
    for index in 0...bytes.count {
      let ends = index == bytes.count || bytes[index] <= UInt8(ascii: " ")
      guard ends else { continue }
      if index > start {
        let word = UnsafeRawBufferPointer(rebasing: bytes[start..<index])
        starts.append(UInt16(start))
        lengths.append(UInt8(word.count))
        slots[freeSlot(for: word)] = UInt16(starts.count)
      }
      start = index + 1
    }
  }

  /// The UTF-8 of word `number`, which stays valid.
  func word(at number: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: text.utf8Start + Int(starts[number]), count: Int(lengths[number]))
  }

  func text(at number: Int) -> String { String(decoding: word(at: number), as: UTF8.self) }

  /// The number of the word spelt by `utf8`, which is in form KD and lower case.
  func number(of utf8: UnsafeRawBufferPointer) -> Int? {
    var slot = firstSlot(for: utf8)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if word(at: number).elementsEqual(utf8) { return number }
      slot = (slot + 1) % Self.slotCount
    }
    return nil
  }

  private func freeSlot(for word: UnsafeRawBufferPointer) -> Int {
    var slot = firstSlot(for: word)
    while slots[slot] != 0 { slot = (slot + 1) % Self.slotCount }
    return slot
  }

  /// FNV-1a; half of the slots stay free, so a search ends after few steps.
  private func firstSlot(for word: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int((hash ^ hash >> 32) % UInt64(Self.slotCount))
  }
}
