import EVMCrypto

extension Mnemonic {
  /// The mnemonic that somebody wrote.
  ///
  /// Words stand apart by white space of any kind and amount, the ideographic space included, as in
  /// a node's config, or by one comma each, as in `btfs init --seed`, with or without white space
  /// beside it. Case does not matter, and any form of Unicode is taken. Abbreviated words are not.
  /// - Parameter language: The language whose list is to be used; by default the one that knows
  ///   all words and whose checksum is right.
  /// - Throws: ``MnemonicError`` with the number of words, the commas, the words that no list has, or
  ///   the checksum.
  public init(
    parsing text: some StringProtocol, language: MnemonicLanguage? = nil
  ) throws(MnemonicError) {
    let words = PhraseWords(String(text))
    guard Self.wordCounts.contains(words.count) else { throw .wordCount(words.count) }
    guard words.areSeparatedAlike else { throw .strayComma }
    try self.init(words, languages: language.map { [$0] } ?? MnemonicLanguage.allCases)
  }

  /// The mnemonic of a BTFS node: exactly 12 English words, commas or spaces between them.
  ///
  /// A node has no passphrase; its key is at ``DerivationPath/btfs``.
  /// - Throws: ``MnemonicError``; go-btfs refuses another number of words and a wrong checksum for
  ///   the same reasons.
  public init(btfs text: some StringProtocol) throws(MnemonicError) {
    let words = PhraseWords(String(text))
    guard words.count == 12 else { throw .wordCountOfBTFS(words.count) }
    guard words.areSeparatedAlike else { throw .strayComma }
    try self.init(words, languages: [.english])
  }

  private init(_ words: PhraseWords, languages: [MnemonicLanguage]) throws(MnemonicError) {
    var wrongChecksum: MnemonicLanguage?
    var nearest: (language: MnemonicLanguage, unknown: [Int])?
    for language in languages {
      let found = words.withNumbers(in: language.list) { numbers, unknown -> Mnemonic? in
        guard unknown.isEmpty else {
          if unknown.count < nearest?.unknown.count ?? .max { nearest = (language, unknown) }
          return nil
        }
        let mnemonic = Mnemonic(numbers: numbers, language: language)
        if mnemonic == nil { wrongChecksum = wrongChecksum ?? language }
        return mnemonic
      }
      if let found {
        self = found
        return
      }
    }
    if let wrongChecksum { throw .wrongChecksum(wordCount: words.count, wrongChecksum) }
    guard let nearest else { throw .wordCount(words.count) }
    let showsWords = nearest.unknown.count <= MnemonicError.mostWordsShown
    throw .unknownWords(
      nearest.unknown.map { index in
        MnemonicError.UnknownWord(
          position: index + 1,
          suggestion: showsWords ? words.suggestion(at: index, in: nearest.language.list) : nil)
      }, nearest.language)
  }
}

/// The words of a phrase as they are looked up: form KD, lower case, UTF-8, in memory that is wiped.
private struct PhraseWords {
  private let text: SecretBytes
  private let ranges: [Range<Int>]

  /// Whether no comma, or one comma and no more, stands between every two words, and none around.
  let areSeparatedAlike: Bool

  var count: Int { ranges.count }

  init(_ phrase: String) {
    var scalars = NormalizationFormKD.scalars(of: phrase)
    defer { EVMAccounts.wipe(&scalars) }
    var folded: [UInt32] = []
    folded.reserveCapacity(scalars.count * 2)
    defer { EVMAccounts.wipe(&folded) }
    for scalar in scalars {
      switch scalar {
      case 0x41...0x5a: folded.append(scalar + 0x20)
      case 0x2c, 0x3001: folded.append(0x2c)
      case 0x09...0x0d: folded.append(0x20)
      case ..<0x80: folded.append(scalar)
      default:
        guard let properties = Unicode.Scalar(scalar)?.properties else { continue }
        if properties.isWhitespace {
          folded.append(0x20)
        } else {
          folded += properties.lowercaseMapping.unicodeScalars.map(\.value)
        }
      }
    }
    let text = NormalizationFormKD.utf8(of: folded)
    self.text = text
    var ranges: [Range<Int>] = []
    /// Commas in front of each word, and behind the last.
    var commas = [0]
    text.withUnsafeBytes { bytes in
      var start = 0
      for index in 0...bytes.count {
        let byte = index < bytes.count ? bytes[index] : 0x20
        guard byte == 0x20 || byte == 0x2c else { continue }
        if index > start {
          ranges.append(start..<index)
          commas.append(0)
        }
        if byte == 0x2c { commas[commas.count - 1] += 1 }
        start = index + 1
      }
    }
    self.ranges = ranges
    let between = commas.dropFirst().dropLast()
    areSeparatedAlike =
      commas.first == 0 && commas.last == 0
      && (between.allSatisfy { $0 == 0 } || between.allSatisfy { $0 == 1 })
  }

  /// Calls `body` with the words' numbers in `list`, and the places of those that it lacks.
  func withNumbers<Result>(
    in list: WordList, _ body: (UnsafeBufferPointer<UInt16>, [Int]) -> Result
  ) -> Result {
    withWipedScratch(byteCount: count * 2) { scratch in
      let numbers = scratch.initializeMemory(as: UInt16.self, repeating: 0)
      var unknown: [Int] = []
      text.withUnsafeBytes { bytes in
        for (index, range) in ranges.enumerated() {
          if let number = list.number(of: UnsafeRawBufferPointer(rebasing: bytes[range])) {
            numbers[index] = UInt16(number)
          } else {
            unknown.append(index)
          }
        }
      }
      return body(UnsafeBufferPointer(numbers), unknown)
    }
  }

  /// The word at `index` and what it may stand for; nil for one longer than any word.
  func suggestion(at index: Int, in list: WordList) -> MnemonicError.Suggestion? {
    let word = text.withUnsafeBytes { String(decoding: $0[ranges[index]], as: UTF8.self) }
    let scalars = Array(word.unicodeScalars)
    guard scalars.count <= MnemonicError.longestWordShown else { return nil }
    return MnemonicError.Suggestion(word: word, candidates: list.candidates(for: scalars))
  }
}
