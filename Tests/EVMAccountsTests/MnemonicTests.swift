import EVMAccounts
import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Mnemonics` {
  static let abandon = Array(repeating: "abandon", count: 11).joined(separator: " ") + " about"

  @Test func `each list has the words of the published file`() throws {
    let rows = try VectorFile("bip39/wordlists.jsonl").rows
    #expect(rows.count == MnemonicLanguage.allCases.count)
    for row in rows {
      let language = try #require(MnemonicLanguage(rawValue: row.string("language")))
      let file = language.words.map { $0 + "\n" }.joined()
      #expect(try SHA256.hash(file.utf8).bytes == row.bytes("sha256"), "\(row)")
      #expect(language.words.count == 2048)
    }
  }

  @Test(arguments: ["bip39/published.jsonl", "bip39/published-japanese.jsonl"])
  func `the published vectors come out`(path: String) throws {
    for row in try VectorFile(path).rows {
      let language = try #require(MnemonicLanguage(rawValue: row.string("language")))
      let entropy = SecretBytes(try row.bytes("entropy"))
      let mnemonic = try Mnemonic(entropy: entropy, language: language)
      #expect(try sameScalars(mnemonic.revealedPhrase, row.string("mnemonic")), "\(row)")
      let seed = mnemonic.seed(passphrase: try row.string("passphrase"))
      #expect(try seed.isEqual(to: row.bytes("seed")), "\(row)")
      #expect(try ExtendedPrivateKey(seed: seed).revealedText == row.string("xprv"), "\(row)")
    }
  }

  @Test func `words of every length and language are read and written`() throws {
    for row in try VectorFile("bip39/generated.jsonl").rows {
      let language = try #require(MnemonicLanguage(rawValue: row.string("language")))
      let text = try row.string("mnemonic")
      let read = try Mnemonic(parsing: text, language: language)
      #expect(try read.entropy.isEqual(to: row.bytes("entropy")), "\(row)")
      #expect(read.wordCount == read.entropy.count * 3 / 4)
      if try row.string("form") == "published" {
        #expect(sameScalars(read.revealedPhrase, text), "\(row)")
      }
      let seed = read.seed(passphrase: try row.string("passphrase"))
      #expect(try seed.isEqual(to: row.bytes("seed")), "\(row)")
      // Without the language the words still tell; a list that shares all of them may be taken.
      let guessed = try Mnemonic(parsing: text)
      #expect(guessed.seed(passphrase: try row.string("passphrase")).isEqual(to: seed))
      if guessed.language == language { #expect(guessed.entropy.isEqual(to: read.entropy)) }
    }
  }

  @Test func `whatever is no mnemonic is refused for its reason`() throws {
    for row in try VectorFile("bip39/reject.jsonl").rows {
      let language = try #require(MnemonicLanguage(rawValue: row.string("language")))
      let text = try row.string("mnemonic")
      let why = try row.string("why")
      do throws(MnemonicError) {
        _ = try Mnemonic(parsing: text, language: language)
        Issue.record("taken: \(row)")
      } catch {
        switch error {
        case .wordCount(let count): #expect(why == "\(count) words", "\(row)")
        case .wrongChecksum: #expect(why == "wrong checksum", "\(row)")
        case .strayComma: #expect(try row.string("word").contains(","), "\(row)")
        case .unknownWords(let words, language):
          #expect(why == "unknown word", "\(row)")
          #expect(try words.map(\.position) == [row.integer("position") + 1], "\(row)")
        default: Issue.record("\(error) for \(row)")
        }
      }
    }
  }

  @Test(arguments: [
    "ABANDON Abandon abandon\tabandon\nabandon  abandon abandon abandon abandon abandon abandon about",
    "abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,about",
    " abandon, abandon, abandon, abandon,abandon ,abandon,abandon,abandon,abandon,abandon,abandon,about\r\n",
    "ａｂａｎｄｏｎ　abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
  ])
  func `case, white space, commas and wide letters do not matter`(text: String) throws {
    let plain = try Mnemonic(parsing: Self.abandon)
    let read = try Mnemonic(parsing: text)
    #expect(read.revealedPhrase == Self.abandon)
    #expect(read.seed().isEqual(to: plain.seed()))
    #expect(try Mnemonic(btfs: text).seed().isEqual(to: plain.seed()))
  }

  @Test(arguments: [
    "abandon, abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
    "abandon,,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,about",
    "abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,abandon,about,",
    ",abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
  ])
  func `a comma here and there is refused`(text: String) {
    #expect(throws: MnemonicError.strayComma) { try Mnemonic(parsing: text) }
    #expect(throws: MnemonicError.strayComma) { try Mnemonic(btfs: text) }
  }

  @Test func `letters with accents are read in any form of Unicode`() throws {
    let words = Array(repeating: "ábaco", count: 11)
    let last = try #require(
      MnemonicLanguage.spanish.words.first { word in
        (try? Mnemonic(parsing: (words + [word]).joined(separator: " "))) != nil
      })
    let decomposed = (Array(repeating: "a\u{301}baco", count: 11) + [last]).joined(separator: " ")
    let upper = (Array(repeating: "\u{c1}BACO", count: 11) + [last]).joined(separator: " ")
    let first = try Mnemonic(parsing: decomposed)
    #expect(first.language == .spanish)
    #expect(try Mnemonic(parsing: upper).entropy.isEqual(to: first.entropy))
  }

  @Test func `of two lists with all words the one with the right checksum is taken`() throws {
    // English and French share a hundred words, at other places. The Chinese lists share more, but
    // at the same places, so that either of them spells the same entropy.
    let french = Set(MnemonicLanguage.french.words)
    let words = MnemonicLanguage.english.words.filter(french.contains)
    #expect(words.count == 100)
    var random = SeededGenerator(seed: 0xc4)
    var found = 0
    for _ in 0..<1000 where found < 10 {
      let phrase = (0..<12).map { _ in words.randomElement(using: &random)! }
        .joined(separator: " ")
      guard (try? Mnemonic(parsing: phrase, language: .english)) == nil,
        (try? Mnemonic(parsing: phrase, language: .french)) != nil
      else { continue }
      found += 1
      #expect(try Mnemonic(parsing: phrase).language == .french)
    }
    #expect(found == 10)
  }

  @Test func `fresh mnemonics have the words asked for`() throws {
    for count in Mnemonic.wordCounts {
      let mnemonic = try Mnemonic.generate(wordCount: count, language: .italian)
      #expect(mnemonic.wordCount == count)
      #expect(mnemonic.revealedPhrase.split(separator: " ").count == count)
      #expect(
        try Mnemonic(parsing: mnemonic.revealedPhrase, language: .italian).entropy
          .isEqual(to: mnemonic.entropy))
    }
    #expect(throws: MnemonicError.wordCount(13)) { try Mnemonic.generate(wordCount: 13) }
  }

  @Test(arguments: [0, 15, 17, 18, 33, 36, 64])
  func `entropy of another length is refused`(count: Int) {
    #expect(throws: MnemonicError.entropyByteCount(count)) {
      try Mnemonic(entropy: SecretBytes([UInt8](repeating: 1, count: count)))
    }
  }

  @Test func `nothing that prints shows the words`() throws {
    let mnemonic = try Mnemonic(parsing: Self.abandon)
    var dumped = ""
    dump(mnemonic, to: &dumped)
    for text in ["\(mnemonic)", String(reflecting: mnemonic), "\([mnemonic])", dumped] {
      #expect(text.contains("<redacted>"))
      #expect(!text.contains("abandon"))
    }
    #expect(Mirror(reflecting: mnemonic).children.isEmpty)
  }
}

/// Whether two texts are the same scalars; `==` would take any canonical equivalent.
private func sameScalars(_ left: String, _ right: String) -> Bool {
  let spaces = right.unicodeScalars.map { $0 == "\u{3000}" ? " " : $0 }
  return left.unicodeScalars.map { $0 == "\u{3000}" ? " " : $0 } == spaces
}
