public import EVMCrypto

/// A BIP-39 mnemonic whose words and checksum are right.
///
/// Words and entropy are in memory that is wiped; nothing that prints shows them.
/// ``revealedPhrase`` is the way to show them on purpose.
/// - SeeAlso: [BIP-39](https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki)
public struct Mnemonic: Sendable {
  /// The numbers of words that a mnemonic can have.
  public static let wordCounts = [12, 15, 18, 21, 24]

  /// The language whose list has the words; in doubt the one whose checksum is right, then the
  /// first of ``MnemonicLanguage/allCases``. The seed does not depend on it.
  public let language: MnemonicLanguage

  /// How many words there are.
  public let wordCount: Int

  /// What the words spell: 16, 20, 24, 28 or 32 bytes.
  public let entropy: SecretBytes

  /// The words in form KD with one space between them, as they are hashed.
  let sentence: SecretBytes

  /// The mnemonic of given entropy.
  ///
  /// - Parameter entropy: 16, 20, 24, 28 or 32 bytes.
  /// - Throws: ``MnemonicError/entropyByteCount(_:)`` for another number.
  public init(
    entropy: SecretBytes, language: MnemonicLanguage = .english
  ) throws(MnemonicError) {
    guard (16...32).contains(entropy.count), entropy.count.isMultiple(of: 4) else {
      throw .entropyByteCount(entropy.count)
    }
    let wordCount = entropy.count * 3 / 4
    sentence = withWipedScratch(byteCount: 33) { bits in
      Self.fill(bits, with: entropy)
      return Self.sentence(wordCount: wordCount, of: language.list) { Self.number($0, in: bits) }
    }
    self.language = language
    self.wordCount = wordCount
    self.entropy = entropy
  }

  /// A fresh mnemonic.
  ///
  /// - Throws: ``MnemonicError/wordCount(_:)`` for a number of words that no mnemonic has, and the
  ///   source's ``RandomError``.
  public static func generate(
    wordCount: Int = 12, language: MnemonicLanguage = .english,
    using source: some RandomSource = SystemRandom()
  ) throws -> Mnemonic {
    guard wordCounts.contains(wordCount) else { throw MnemonicError.wordCount(wordCount) }
    return try Mnemonic(entropy: source.bytes(wordCount * 4 / 3), language: language)
  }

  /// The mnemonic of word numbers, or nil when the checksum is wrong.
  init?(numbers: UnsafeBufferPointer<UInt16>, language: MnemonicLanguage) {
    let entropyByteCount = numbers.count * 4 / 3
    let entropy = withWipedScratch(byteCount: 33) { bits -> SecretBytes? in
      bits.initializeMemory(as: UInt8.self, repeating: 0)
      for (index, number) in numbers.enumerated() {
        for bit in 0..<11 where number >> (10 - bit) & 1 == 1 {
          let place = index * 11 + bit
          bits[place / 8] |= 0x80 >> UInt8(place % 8)
        }
      }
      let entropy = SecretBytes(bits[..<entropyByteCount])
      let given = bits[entropyByteCount]
      Self.fill(bits, with: entropy)
      return bits[entropyByteCount] == given ? entropy : nil
    }
    guard let entropy else { return nil }
    sentence = Self.sentence(wordCount: numbers.count, of: language.list) { Int(numbers[$0]) }
    self.language = language
    self.wordCount = numbers.count
    self.entropy = entropy
  }

  /// Writes the entropy and, behind it, a byte whose first bits are the checksum (one for each 32
  /// of entropy) and whose others are zero.
  private static func fill(_ bits: UnsafeMutableRawBufferPointer, with entropy: SecretBytes) {
    entropy.withUnsafeBytes { bytes in
      bits.copyMemory(from: bytes)
      let checksum = withUnsafeBytes(of: SHA256.hash(bytes)) { $0[0] }
      bits[bytes.count] = checksum & ~(0xff >> UInt8(bytes.count / 4))
    }
  }

  /// The 11 bits of word `index`.
  private static func number(_ index: Int, in bits: UnsafeMutableRawBufferPointer) -> Int {
    (index * 11..<index * 11 + 11).reduce(0) { number, place in
      number << 1 | Int(bits[place / 8] >> UInt8(7 - place % 8) & 1)
    }
  }

  private static func sentence(
    wordCount: Int, of list: WordList, number: (Int) -> Int
  ) -> SecretBytes {
    let letters = (0..<wordCount).reduce(0) { $0 + list.word(at: number($1)).count }
    return SecretBytes(count: letters + wordCount - 1) { sentence in
      var position = 0
      for index in 0..<wordCount {
        if index > 0 {
          sentence[position] = UInt8(ascii: " ")
          position += 1
        }
        for byte in list.word(at: number(index)) {
          sentence[position] = byte
          position += 1
        }
      }
    }
  }

  /// The 64-byte seed of BIP-32 keys (about 0.65 ms).
  ///
  /// - Parameter passphrase: Any text, taken in form KD; each gives another, valid seed.
  public func seed(passphrase: String = "") -> SecretBytes {
    let passphrase = NormalizationFormKD.utf8(of: passphrase)
    let label: StaticString = "mnemonic"
    let salt = SecretBytes(count: label.utf8CodeUnitCount + passphrase.count) { salt in
      salt.copyMemory(
        from: UnsafeRawBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount))
      passphrase.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: salt[label.utf8CodeUnitCount...])
          .copyMemory(from: $0)
      }
    }
    return sentence.withUnsafeBytes { password in
      salt.withUnsafeBytes { salt in
        guard
          let seed = try? PBKDF2.sha512(
            password: password, salt: salt, iterations: 2048, byteCount: 64)
        else { preconditionFailure("PBKDF2 refused constants that are in its range") }
        return seed
      }
    }
  }

  /// The words for people to read and write down, in form KD; whoever sees them owns the keys.
  public var revealedPhrase: String {
    let phrase = sentence.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    guard language.separator != " " else { return phrase }
    return phrase.split(separator: " ").joined(separator: language.separator)
  }
}

extension Mnemonic: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `<redacted>`, whatever the words are.
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
