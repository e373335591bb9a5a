import EVMAccounts
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Misspelt mnemonics` {
  /// E1 of go-btfs's tests.
  static let words =
    "record access aerobic glow retreat language distance stamp cattle arrive defy movie"

  @Test(arguments: [
    ("recrod", "record"), ("recor", "record"), ("recordd", "record"), ("rexord", "record"),
    ("acess", "access"), ("aerobci", "aerobic"), ("glwo", "glow"), ("langauge", "language"),
    ("mvie", "movie"), ("Distanse", "distance"),
  ])
  func `the word that was meant is the first candidate`(wrong: String, right: String) {
    let text = Self.words.split(separator: " ")
      .map { $0 == right ? wrong : String($0) }.joined(separator: " ")
    do throws(MnemonicError) {
      _ = try Mnemonic(parsing: text)
      Issue.record("taken")
    } catch {
      guard case .unknownWords(let unknown, .english) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(unknown.count == 1)
      #expect(unknown.first?.suggestion?.word == wrong.lowercased())
      #expect(unknown.first?.suggestion?.candidates.first == right)
      #expect((unknown.first?.suggestion?.candidates.count ?? 9) <= 3)
    }
  }

  @Test func `of the vectors' misspelt words most are found again`() throws {
    var tried = 0
    var found = 0
    for row in try VectorFile("bip39/reject.jsonl").rows
    where try row.string("why") == "unknown word" {
      let original = try row.string("original")
      do throws(MnemonicError) {
        _ = try Mnemonic(parsing: try! row.string("mnemonic"))
      } catch {
        guard case .unknownWords(let words, _) = error else { continue }
        tried += 1
        let candidates = words.first?.suggestion?.candidates ?? []
        if candidates.contains(original) { found += 1 }
      }
    }
    #expect(tried >= 60)
    #expect(found * 10 >= tried * 8)
  }

  @Test func `every wrong word is named, up to three`() {
    let text = "recrod acess aerobic glow retreat language distance stamp cattle arrive defy mvie"
    #expect {
      try Mnemonic(parsing: text)
    } throws: { error in
      "\(error)"
        == "Not in the English list: word 1, 'recrod' (\"record\"?); word 2, 'acess' (\"access\", \"across\" or \"actress\"?); word 12, 'mvie' (\"movie\", \"evil\" or \"give\"?). Correct the spelling and try again."
    }
  }

  @Test func `a text of other words is not shown`() {
    let text = "correct horse battery staple passphrase of mine that nobody should ever see"
    #expect {
      try Mnemonic(parsing: text)
    } throws: { error in
      let sentence = "\(error)"
      return !sentence.contains("passphrase") && !sentence.contains("staple")
        && sentence
          == "9 words are not in the English list, which knows more of them than any other; check whether this is a mnemonic."
    }
  }

  @Test func `a text longer than any word is not shown`() {
    let secret = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
    #expect {
      try Mnemonic(parsing: Self.words.replacing("movie", with: secret))
    } throws: { error in
      "\(error)"
        == "Not in the English list: word 12, which is longer than any word. Correct the spelling and try again."
    }
  }

  @Test func `a word like none is named without candidates`() {
    #expect {
      try Mnemonic(parsing: Self.words.replacing("movie", with: "qqqqqqq"))
    } throws: { error in
      "\(error)"
        == "Not in the English list: word 12, 'qqqqqqq'. Correct the spelling and try again."
    }
  }

  @Test func `control characters of a wrong word are shown as code points`() {
    #expect {
      try Mnemonic(parsing: Self.words.replacing("movie", with: "mo\u{1b}vie"))
    } throws: { error in "\(error)".contains("'mo{U+1B}vie' (\"movie\" or \"move\"?)") }
  }

  @Test(arguments: [
    (
      MnemonicError.wordCount(13),
      "The mnemonic has 13 words; one has 12, 15, 18, 21 or 24. Give all of them, with spaces or commas between."
    ),
    (
      .wordCountOfBTFS(15),
      "The mnemonic has 15 words, but that of a BTFS node has 12 (go-btfs: \"needs to contain 12 words\"). Give all of them, with spaces or commas between."
    ),
    (
      .strayComma,
      "The mnemonic has commas in some places only, so a word may be missing; put one comma between every two words, or none at all."
    ),
    (
      .wrongChecksum(wordCount: 12, .chineseSimplified),
      "All 12 words are in the simplified Chinese list, but their checksum is wrong, so a word was mistaken for another or two changed places; compare them with what you wrote down."
    ),
    (
      .entropyByteCount(17),
      "The entropy has 17 bytes; a mnemonic spells 16, 20, 24, 28 or 32."
    ),
  ])
  func `each refusal is a sentence that says what to do`(error: MnemonicError, text: String) {
    #expect(error.description == text)
  }

  @Test func `a BTFS mnemonic has twelve English words`() throws {
    #expect(throws: MnemonicError.wordCountOfBTFS(11)) {
      try Mnemonic(btfs: Self.words.replacing("movie", with: ""))
    }
    let long = try Mnemonic.generate(wordCount: 24).revealedPhrase
    #expect(throws: MnemonicError.wordCountOfBTFS(24)) { try Mnemonic(btfs: long) }
    #expect(throws: MnemonicError.wrongChecksum(wordCount: 12, .english)) {
      try Mnemonic(btfs: Self.words.replacing("movie", with: "zoo"))
    }
    let french = try Mnemonic.generate(language: .french).revealedPhrase
    #expect(throws: MnemonicError.self) { try Mnemonic(btfs: french) }
  }

  @Test func `garbage and megabytes are refused`() {
    var random = SeededGenerator(seed: 0x39)
    for _ in 0..<100 {
      #expect(throws: MnemonicError.self) {
        try Mnemonic(parsing: String(decoding: random.bytes(count: 200), as: UTF8.self))
      }
      let wrong = random.mutated(Self.words)
      if let read = try? Mnemonic(parsing: wrong) {
        #expect(read.wordCount == 12)
      }
    }
    let many = String(repeating: "abandon ", count: 20_000)
    #expect(throws: MnemonicError.wordCount(20_000)) { try Mnemonic(parsing: many) }
    let marks = "a" + String(repeating: "\u{301}\u{323}", count: 10_000)
    #expect(throws: MnemonicError.wordCount(1)) { try Mnemonic(parsing: marks) }
  }
}
