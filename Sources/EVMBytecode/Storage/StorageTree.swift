import EVMABI
import EVMPrimitives

/// The words of storage that code was seen to use, and how one leads to others.
struct StorageTree {
  /// A word: a slot, a member of a struct, a mapping's value or an array's element.
  struct Word {
    var votes: [FieldRange: FieldVotes] = [:]
    /// How often the word was used as it stands, without a mask.
    var whole = FieldVotes()
    /// Ranges that writes put a value to while they kept the rest, and how often.
    var parts: [FieldRange: Int] = [:]
    var wholeWrites = 0
    /// Whether known functions that use it have text or other bytes.
    var texts: [ABIType: Int] = [:]
    /// Whether its lowest bit and the rest were read apart, as those of a string's length are.
    var readsLengthBit = false
    var readsLength = false
    /// The words whose values were written here, with or without a number added.
    var sources: Set<Int> = []
    var readers: Set<Int> = []
    var writers: Set<Int> = []
    /// The areas that it leads to.
    var mapping: Int?
    var keyTypes: [ABIType: Int] = [:]
    var data: Int?
    var elements: Int?
    /// How many elements a fixed array has, as a check tells.
    var count: Int?
    /// Words that indices into the array are compared with: one of them may be its length.
    var lengths: Set<Int> = []
    /// The types of lists and bytes whose lengths were written, as Vyper keeps them.
    var counted: [ABIType: Int] = [:]
    /// Whether the word was rounded up to whole words, as the length of bytes is.
    var isRoundedUp = false
    /// The small numbers that it was compared with: a list is walked so.
    var comparisons: Set<UInt256> = []
    /// The small numbers that were written as they stand, by the functions that did.
    var constants: [Int: Set<UInt256>] = [:]
  }

  /// Words that stand one behind the other, by their distance.
  struct Area {
    var words: [UInt256: Int] = [:]
    /// How many words an element takes: 0 when several share one.
    var stride: UInt256?
  }

  private(set) var areas: [Area] = [Area()]
  var words: [Word] = []

  /// The area of the slots themselves.
  static let root = 0

  /// The word at the end of a way, which is laid down as far as it is new. Keys are told to `note`,
  /// with the word of the mapping.
  mutating func word(
    at path: StoragePath, note: (inout StorageTree, Int, Expression?) -> Void
  ) -> Int? {
    var area = Self.root
    var word: Int?
    var isAfterData = false
    for step in path.steps {
      switch step {
      case .word(let distance):
        if let known = areas[area].words[distance] {
          word = known
        } else {
          words.append(Word())
          areas[area].words[distance] = words.count - 1
          word = words.count - 1
        }
      case .key, .bytesKey:
        guard let mapping = word else { return nil }
        if case .key(let key) = step {
          note(&self, mapping, key)
        } else {
          note(&self, mapping, nil)
        }
        area = inner(\.mapping, of: mapping)
      case .data:
        guard let array = word else { return nil }
        area = inner(\.data, of: array)
      case .element(let stride):
        // Right behind the hash of its slot stand a dynamic array's elements; elsewhere the word is
        // the first of a fixed array.
        if !isAfterData {
          guard let array = word else { return nil }
          area = inner(\.elements, of: array)
        }
        if let stride { areas[area].stride = max(areas[area].stride ?? .zero, stride) }
      }
      isAfterData = step == .data
    }
    return word
  }

  /// The word that begins the fixed array whose first element a known way leads to.
  func array(at path: StoragePath) -> Int? {
    var area = Self.root
    var word: Int?
    for step in path.steps.dropLast(2) {
      switch step {
      case .word(let distance): word = areas[area].words[distance]
      case .key, .bytesKey: area = word.flatMap { words[$0].mapping } ?? area
      case .data: area = word.flatMap { words[$0].data } ?? area
      case .element: if let inner = word.flatMap({ words[$0].elements }) { area = inner }
      }
    }
    return word
  }

  private mutating func inner(_ area: WritableKeyPath<Word, Int?>, of word: Int) -> Int {
    if let known = words[word][keyPath: area] { return known }
    areas.append(Area())
    words[word][keyPath: area] = areas.count - 1
    return areas.count - 1
  }

  // MARK: - Folding

  /// Makes one of all elements of each array, where loops have been followed for some of them.
  mutating func foldElements() {
    for area in areas.indices {
      guard let stride = areas[area].stride, !stride.isZero else { continue }
      let words = areas[area].words
      for (distance, word) in words.sorted(by: { $0.key < $1.key }) where distance >= stride {
        areas[area].words[distance] = nil
        let place = distance % stride
        if let first = areas[area].words[place] {
          merge(word, into: first, depth: 16)
        } else {
          areas[area].words[place] = word
        }
      }
    }
  }

  private mutating func merge(_ word: Int, into other: Int, depth: Int) {
    guard depth > 0, word != other else { return }
    let from = words[word]
    words[other].votes.merge(from.votes) { $0.merged(with: $1) }
    words[other].whole = words[other].whole.merged(with: from.whole)
    words[other].parts.merge(from.parts, uniquingKeysWith: +)
    words[other].keyTypes.merge(from.keyTypes, uniquingKeysWith: +)
    words[other].wholeWrites += from.wholeWrites
    words[other].readsLengthBit = words[other].readsLengthBit || from.readsLengthBit
    words[other].readsLength = words[other].readsLength || from.readsLength
    words[other].isRoundedUp = words[other].isRoundedUp || from.isRoundedUp
    words[other].texts.merge(from.texts, uniquingKeysWith: +)
    words[other].counted.merge(from.counted, uniquingKeysWith: +)
    words[other].comparisons.formUnion(from.comparisons)
    words[other].constants.merge(from.constants) { $0.union($1) }
    words[other].lengths.formUnion(from.lengths)
    words[other].sources.formUnion(from.sources)
    words[other].readers.formUnion(from.readers)
    words[other].writers.formUnion(from.writers)
    for path in [\Word.mapping, \Word.data, \Word.elements] {
      guard let area = from[keyPath: path] else { continue }
      if let same = words[other][keyPath: path] {
        merge(area: area, into: same, depth: depth - 1)
      } else {
        words[other][keyPath: path] = area
      }
    }
  }

  private mutating func merge(area: Int, into other: Int, depth: Int) {
    guard area != other else { return }
    if let stride = areas[area].stride {
      areas[other].stride = max(areas[other].stride ?? .zero, stride)
    }
    for (distance, word) in areas[area].words {
      if let same = areas[other].words[distance] {
        merge(word, into: same, depth: depth)
      } else {
        areas[other].words[distance] = word
      }
    }
  }

  // MARK: - Reading

  /// The words of an area in order.
  func words(of area: Int) -> [(distance: UInt256, word: Int)] {
    areas[area].words.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }
}
