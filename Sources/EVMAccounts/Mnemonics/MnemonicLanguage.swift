/// A language with a word list in BIP-39.
///
/// The raw value is the name of the published list.
/// - SeeAlso: [BIP-39 word lists](https://github.com/bitcoin/bips/blob/master/bip-0039/bip-0039-wordlists.md).
public enum MnemonicLanguage: String, CaseIterable, Hashable, Sendable {
  case english
  case japanese
  case korean
  case spanish
  case chineseSimplified = "chinese_simplified"
  case chineseTraditional = "chinese_traditional"
  case french
  case italian
  case czech
  case portuguese

  /// The 2,048 words in their order, each in normalisation form KD.
  public var words: [String] { (0..<WordList.count).map { list.text(at: $0) } }

  /// What stands between two words that are shown: an ideographic space in Japanese.
  public var separator: String { self == .japanese ? "\u{3000}" : " " }

  /// The name as people write it.
  var title: String {
    switch self {
    case .chineseSimplified: "simplified Chinese"
    case .chineseTraditional: "traditional Chinese"
    default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
  }

  var list: WordList {
    switch self {
    case .english: WordList.english
    case .japanese: WordList.japanese
    case .korean: WordList.korean
    case .spanish: WordList.spanish
    case .chineseSimplified: WordList.chineseSimplified
    case .chineseTraditional: WordList.chineseTraditional
    case .french: WordList.french
    case .italian: WordList.italian
    case .czech: WordList.czech
    case .portuguese: WordList.portuguese
    }
  }
}
