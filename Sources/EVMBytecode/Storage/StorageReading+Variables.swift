import EVMABI
import EVMPrimitives

extension StorageReading {
  /// The variables that were found.
  func variables(_ exploration: CodeExploration) -> [StorageVariable] {
    let shape = StorageShape(tree: tree, isSolidity: exploration.isSolidity)
    let selectors = exploration.functions.map(\.entry.selector)
    return shape.fields(of: StorageTree.root).map { field in
      let readers = allWords(from: field.word).reduce(into: Set<Int>()) {
        $0.formUnion(tree.words[$1].readers)
      }
      let writers = allWords(from: field.word).reduce(into: Set<Int>()) {
        $0.formUnion(tree.words[$1].writers)
      }
      return StorageVariable(
        slot: field.distance, offset: field.range.start / 8, byteCount: field.range.width / 8,
        type: field.type,
        readers: readers.filter { $0 < selectors.count }.map { selectors[$0] }.sorted(),
        writers: writers.filter { $0 < selectors.count }.map { selectors[$0] }.sorted(),
        isUsedElsewhere: readers.union(writers).contains(selectors.count))
    }
  }

  /// A word and those that it leads to.
  private func allWords(from word: Int) -> Set<Int> {
    var found: Set<Int> = []
    var pending = [word]
    while let next = pending.popLast() {
      guard found.insert(next).inserted else { continue }
      let inner = tree.words[next]
      for area in [inner.mapping, inner.data, inner.elements].compactMap({ $0 }) {
        pending += tree.words(of: area).map(\.word)
      }
    }
    return found
  }
}

/// The types that the words of storage have.
struct StorageShape {
  struct Field {
    var distance: UInt256
    var word: Int
    var range: FieldRange
    var type: StorageType
  }

  let tree: StorageTree
  let isSolidity: Bool

  private static let depthLimit = 12

  /// The fields of an area, in order.
  func fields(of area: Int) -> [Field] { fields(of: area, depth: Self.depthLimit) }

  private func fields(of area: Int, depth: Int) -> [Field] {
    guard depth > 0 else { return [] }
    var fields: [Field] = []
    var words = tree.words(of: area)
    let (walked, lists) = isSolidity ? ([], []) : joinLists(&words)
    for (place, (distance, number)) in words.enumerated() {
      let isLarge = area == StorageTree.root && distance.significantBitCount > 64
      let list: StorageType? = walked.contains(number) ? .array(.value(.uint256)) : nil
      if var type = composite(number, isList: lists.contains(number), depth: depth) ?? list {
        let next = place + 1 < words.count ? words[place + 1] : nil
        if case .array(.value(let element)) = type, element.isWord,
          let next, next.distance == distance &+ UInt256.one, isIndex(of: number, next.word)
        {
          type = .array(.value(.bytes32))
        }
        if place > 0, words[place - 1].distance &+ UInt256.one == distance,
          case .mapping = type, isIndex(of: words[place - 1].word, number)
        {
          type = .mapping(key: .bytes32, value: .value(.uint256))
        }
        fields.append(Field(distance: distance, word: number, range: .whole, type: type))
        continue
      }
      for (range, type) in values(tree.words[number], isLarge: isLarge) {
        fields.append(Field(distance: distance, word: number, range: range, type: .value(type)))
      }
    }
    return fields
  }

  /// The type of a word that leads to others; nil for one that holds values.
  private func composite(_ number: Int, isList: Bool, depth: Int) -> StorageType? {
    let word = tree.words[number]
    if let mapping = word.mapping {
      return .mapping(key: keyType(word), value: type(of: mapping, depth: depth - 1))
    }
    // The lowest bit of an array's length tells the half of a word where two elements share one.
    let sharesWords = word.data.map { tree.areas[$0].stride == .zero } == true
    if isSolidity, word.readsLengthBit, word.readsLength || word.data != nil && !sharesWords {
      return .value(
        (word.texts[.bytes] ?? 0) > (word.texts[.string] ?? 0) ? .bytes : .string)
    }
    if !isSolidity, let text = word.text { return .value(text) }
    if let data = word.data { return .array(type(of: data, depth: depth - 1)) }
    if !isSolidity, let list = word.list { return .array(.value(list)) }
    if let elements = word.elements {
      let element = type(of: elements, depth: depth - 1)
      return isList ? .array(element) : .fixedArray(element, count: word.count)
    }
    return nil
  }

  /// The type of what stands in an area: a value, or a struct of several.
  private func type(of area: Int, depth: Int) -> StorageType {
    let found = fields(of: area, depth: depth)
    guard let first = found.first else { return .value(.uint256) }
    if tree.areas[area].stride == .zero, case .value = first.type {
      // Elements that share a word.
      return first.type
    }
    if found.count == 1, first.distance.isZero, first.range.start == 0 { return first.type }
    var members: [StorageType] = []
    if !first.distance.isZero {
      members.append(.value(.uint256))
    } else if first.range.start > 0 {
      members.append(
        .value((try? ABIBitCount(checking: first.range.start)).map(ABIType.uint) ?? .uint256))
    }
    return .structure(Self.joined(members + found.map(\.type)))
  }

  /// Members of one type in a row beyond which they are an array's elements, which a loop with a known
  /// end has gone through one by one.
  private static let rowLimit = 16

  private static func joined(_ members: [StorageType]) -> [StorageType] {
    var joined: [StorageType] = []
    var rest = members[...]
    while let first = rest.first {
      let row = rest.prefix { $0 == first }
      if row.count > rowLimit {
        joined.append(.fixedArray(first, count: row.count))
      } else {
        joined += row
      }
      rest = rest.dropFirst(row.count)
    }
    return joined
  }

  /// The likeliest type of a mapping's keys.
  private func keyType(_ word: StorageTree.Word) -> ABIType {
    word.keyTypes.max {
      ($0.value, $1.key.description) < ($1.value, $0.key.description)
    }?.key ?? .uint256
  }

  /// The values in a word, from the lowest bits up.
  private func values(
    _ word: StorageTree.Word, isLarge: Bool
  ) -> [(range: FieldRange, type: ABIType)] {
    var accepted: [FieldRange] = []
    let written = word.parts.keys.sorted { ($0.width, $0.start) < ($1.width, $1.start) }
    for range in written where !accepted.contains(where: range.overlaps) { accepted.append(range) }
    let isWhole =
      accepted.isEmpty && word.wholeWrites > 0 && !isLarge && isSolidity && !word.isNarrow
    if !isWhole {
      let read = word.votes.filter { $0.value.count > 0 && word.parts[$0.key] == nil }
        .sorted {
          ($1.value.count, $1.key.width, $0.key.start) < (
            $0.value.count, $0.key.width, $1.key.start
          )
        }
      for (range, _) in read where !accepted.contains(where: range.overlaps) {
        accepted.append(range)
      }
    }
    if accepted.isEmpty, !isSolidity, word.isFlag { return [(.whole, .bool)] }
    guard !accepted.isEmpty else {
      return [(.whole, word.whole.type(width: 256, isWordOnly: isSolidity && !isLarge))]
    }
    return accepted.sorted { $0.start < $1.start }.map { range in
      (range, (word.votes[range] ?? FieldVotes()).type(width: range.width, isWordOnly: isSolidity))
    }
  }

  /// Whether a mapping holds the places of an array's elements, as OpenZeppelin's enumerable sets keep
  /// their values, which are `bytes32` whatever the set is of.
  private func isIndex(of array: Int, _ mapping: Int) -> Bool {
    guard isSolidity, tree.words[array].data != nil, let area = tree.words[mapping].mapping,
      tree.areas[area].words.count == 1, let value = tree.areas[area].words[.zero]
    else { return false }
    return !tree.words[value].sources.isDisjoint(with: [array])
  }

  /// Vyper's lists and strings: a length, and right behind it what it counts.
  private func joinLists(_ words: inout [(distance: UInt256, word: Int)]) -> (
    walked: Set<Int>, lists: Set<Int>
  ) {
    var walked: Set<Int> = []
    var lists: Set<Int> = []
    var joined: [(distance: UInt256, word: Int)] = []
    var place = 0
    while place < words.count {
      let (distance, number) = words[place]
      place += 1
      let word = tree.words[number]
      func isNext() -> Bool {
        place < words.count && words[place].distance == distance &+ UInt256.one
      }
      if isNext(), tree.words[words[place].word].lengths.contains(number) {
        // The elements tell the type; the length tells that it is a list.
        lists.insert(words[place].word)
        joined.append((distance, words[place].word))
        place += 1
        continue
      }
      joined.append((distance, number))
      if word.text == nil, word.isWalked, isNext(), isContent(words[place].word, of: number) {
        walked.insert(number)
      }
      guard walked.contains(number) || word.text != nil || word.list != nil else { continue }
      var last = distance
      while place < words.count, words[place].distance == last &+ UInt256.one,
        isContent(words[place].word, of: number)
      {
        last = words[place].distance
        place += 1
      }
    }
    words = joined
    return (walked, lists)
  }

  /// Whether a word is only used where a length is, and only as it stands.
  private func isContent(_ number: Int, of length: Int) -> Bool {
    let word = tree.words[number]
    let owner = tree.words[length]
    return word.mapping == nil && word.votes.isEmpty && word.parts.isEmpty
      && word.whole.zeroTests == 0 && word.whole.numeric == 0 && word.whole.addresses == 0
      && word.readers.isSubset(of: owner.readers) && word.writers.isSubset(of: owner.writers)
  }
}

extension ABIType {
  fileprivate var isWord: Bool { [.uint256, .bytes32, .address].contains(self) }
}

extension StorageTree.Word {
  /// Whether only addresses were written to the whole word, and only addresses read: assembly that
  /// minds no other bits.
  fileprivate var isNarrow: Bool {
    whole.types == [.address: wholeWrites]
      && votes[FieldRange(start: 0, width: 160)].map { $0.count > 0 } == true
  }

  /// The type whose length the word is most often.
  private var likeliestCounted: ABIType? {
    // A length that is also kept as a number among others tells nothing.
    guard whole.numeric == 0 || isRoundedUp || 2 * counted.values.reduce(0, +) > wholeWrites else {
      return nil
    }
    return counted.max { ($0.value, $0.key.description) < ($1.value, $1.key.description) }?.key
  }

  /// `string` or `bytes`, if the word is the length of one as Vyper keeps it.
  fileprivate var text: ABIType? {
    switch likeliestCounted {
    case .string: .string
    case .bytes: .bytes
    default: isRoundedUp ? .string : nil
    }
  }

  /// Whether the word is compared with one number after the other, as a list's length is in a loop.
  fileprivate var isWalked: Bool { comparisons.isSuperset(of: [.zero, .one]) }

  /// The type of a list's elements, if the word is a list's length as Vyper keeps it.
  fileprivate var list: ABIType? {
    guard case .array(let element)? = likeliestCounted else { return nil }
    return element
  }

  /// Whether nothing but true and false was ever written, and never both by one function, as a lock
  /// is taken and given back.
  fileprivate var isFlag: Bool {
    guard !constants.isEmpty, whole.numeric == 0 else { return false }
    var isSet = false
    for numbers in constants.values {
      guard numbers.count == 1, let number = numbers.first, number <= UInt256.one else {
        return false
      }
      isSet = isSet || number == .one
    }
    return isSet
  }
}
