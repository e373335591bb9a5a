internal import EVMPrimitives

/// Why a text is not a mnemonic.
///
/// An error shows at most three words of what was given, those that are in no list; otherwise
/// only their places, for the text may be another secret.
public enum MnemonicError: Error, Hashable, Sendable {
  /// A word that the list lacks.
  public struct UnknownWord: Hashable, Sendable {
    /// Its place, from 1.
    public var position: Int
    /// The word and its likely meaning, where it is shown.
    public var suggestion: Suggestion?
  }

  /// A word that the list lacks, and the nearest that it has.
  public struct Suggestion: Hashable, Sendable {
    public var word: String
    /// At most three, the nearest first.
    public var candidates: [String]
  }

  static let mostWordsShown = 3
  static let longestWordShown = 16

  /// A number of words that no mnemonic has.
  case wordCount(Int)
  /// A number other than 12, which every BTFS node has.
  case wordCountOfBTFS(Int)
  /// Commas between some words and not between others, two in a row, or one at an end.
  case strayComma
  /// Words that the list lacks; the language is the one that knows most of the words.
  case unknownWords([UnknownWord], MnemonicLanguage)
  /// Words that are all in the list, with a checksum that is wrong.
  case wrongChecksum(wordCount: Int, MnemonicLanguage)
  /// A number of bytes that no mnemonic spells.
  case entropyByteCount(Int)
}

extension MnemonicError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wordCount(let count):
      "The mnemonic has \(count) words; one has 12, 15, 18, 21 or 24. Give all of them, with spaces or commas between."
    case .wordCountOfBTFS(let count):
      "The mnemonic has \(count) words, but that of a BTFS node has 12 (go-btfs: \"needs to contain 12 words\"). Give all of them, with spaces or commas between."
    case .strayComma:
      "The mnemonic has commas in some places only, so a word may be missing; put one comma between every two words, or none at all."
    case .unknownWords(let words, let language):
      Self.describe(words, language)
    case .wrongChecksum(let count, let language):
      "All \(count) words are in the \(language.title) list, but their checksum is wrong, so a word was mistaken for another or two changed places; compare them with what you wrote down."
    case .entropyByteCount(let count):
      "The entropy has \(count) bytes; a mnemonic spells 16, 20, 24, 28 or 32."
    }
  }

  private static func describe(_ words: [UnknownWord], _ language: MnemonicLanguage) -> String {
    guard words.count <= mostWordsShown else {
      return
        "\(words.count) words are not in the \(language.title) list, which knows more of them than any other; check whether this is a mnemonic."
    }
    let list = words.map(\.description).joined(separator: "; ")
    return "Not in the \(language.title) list: \(list). Correct the spelling and try again."
  }
}

extension MnemonicError.UnknownWord: CustomStringConvertible {
  /// For instance `word 3, 'abandn' ("abandon"?)`.
  public var description: String {
    guard let suggestion else { return "word \(position), which is longer than any word" }
    let known = suggestion.candidates.map { "\"\($0)\"" }
    guard let last = known.last else { return "word \(position), \(quoted(suggestion.word))" }
    let others = known.dropLast().joined(separator: ", ")
    let choice = others.isEmpty ? last : "\(others) or \(last)"
    return "word \(position), \(quoted(suggestion.word)) (\(choice)?)"
  }
}
