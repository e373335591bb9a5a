import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON
import Testing

@Suite struct `Refusals of keystores` {
  private static let place = JSONLocation(
    path: "$.crypto.mac", place: JSONPlace(offset: 7, line: 1, column: 8))
  private static let here = "$.crypto.mac (line 1, column 8, byte 7)"

  @Test(arguments: [
    (
      KeystoreError.notJSON(.emptyDocument),
      "The keystore cannot be read: The JSON text is empty; it must hold one value."
    ),
    (
      .notJSON(.unexpectedByte(0x73, expected: "a value", at: place.place)),
      "The file is no keystore, for it is not JSON at line 1, column 8 (byte 7); check that it is the right file, and complete."
    ),
    (
      .field(.missingKey("mac", at: place)),
      "The keystore cannot be read: The object at \(here) has no key 'mac'; add it."
    ),
    (
      .ambiguousName("crypto", at: place),
      "The keystore has 'crypto' twice, in small and in capital letters (\(here)); keep the one that belongs to it."
    ),
    (
      .contradiction("c", at: place),
      "The keystore's 'c' at \(here) belongs to another way of stretching the password than the one that it names; it is damaged, so restore it from a copy."
    ),
    (
      .notHex(.code, .oddDigitCount(63), at: place),
      "The keystore's mac at \(here) is damaged; restore the file from a copy. The hex text has 63 digits, an odd number; every byte needs two."
    ),
    (
      .wrongByteCount(.code, expected: 32...32, found: 31, at: place),
      "The keystore's mac at \(here) has 31 bytes instead of 32, so it is damaged; restore the file from a copy."
    ),
    (
      .wrongByteCount(.ciphertext, expected: 1...32, found: 33, at: place),
      "The keystore's ciphertext at \(here) has 33 bytes instead of 1 to 32, so it is damaged; restore the file from a copy."
    ),
    (
      .shortKey(16),
      "The keystore stretches the password into 16 bytes, but 32 are needed; its dklen is damaged, so restore the file from a copy."
    ),
    (
      .otherCipher("aes-256-gcm"),
      "The keystore is encrypted with 'aes-256-gcm', but only aes-128-ctr is known here; open it with the program that wrote it."
    ),
    (
      .otherStretching("argon2\u{1b}"),
      "The keystore stretches its password with 'argon2{U+1B}', but only scrypt and pbkdf2 are known here; open it with the program that wrote it."
    ),
    (
      .otherFunction("hmac-sha1"),
      "The keystore's pbkdf2 uses 'hmac-sha1', but only hmac-sha256 is known here; open it with the program that wrote it."
    ),
    (
      .absurdNumber("n", at: place),
      "The keystore's cost n at \(here) is beyond anything that can be computed; the file is damaged or made to keep you busy."
    ),
    (
      .tooMuchScryptWork(needed: 1 << 30, limit: 1 << 25),
      "Opening the keystore takes 1073741824 steps of scrypt (N r p), and 33554432 are allowed; geth's files take 2097152. Allow any cost only if you know the file."
    ),
    (
      .tooManyIterations(needed: .max, limit: 1 << 26),
      "Opening the keystore takes 2^63 or more iterations of pbkdf2, and 67108864 are allowed; usual files take 262144 to 1000000. Allow any cost only if you know the file."
    ),
    (
      .scrypt(.cost(3)),
      "The keystore's key cannot be computed: scrypt was given the cost N = 3, which is not a power of two above 1; check the number."
    ),
    (
      .pbkdf2(.iterations(0)),
      "The keystore's key cannot be computed: PBKDF2 was asked for 0 iterations; ask for 1 to 2147483647."
    ),
    (
      .wrongPassword,
      "The password is wrong, or the file was altered: nothing tells the two apart. Try the password again, with its capitals and spaces, or a copy of the file."
    ),
    (
      .otherAddress(stated: .zero, derived: .zero),
      "The keystore says that it holds \(Address.zero), but its key is that of \(Address.zero); one of the two was put there by somebody, so find out before you use it."
    ),
    (
      .notASecretKey(.zero),
      "The keystore holds no private key: The secret key is zero, which is not a key; use another."
    ),
    (
      .cipher(.unavailable),
      "The keystore cannot be encrypted or decrypted: OpenSSL does not offer the cipher; check its configuration."
    ),
    (
      .random(.negativeCount(-1)),
      "No keystore was made: -1 random bytes were asked for; ask for none or more."
    ),
  ])
  func `are sentences that say what to do`(error: KeystoreError, text: String) {
    #expect(error.description == text)
  }

  @Test(arguments: [
    (
      KeystoreError.Kind.version1,
      "This is a keystore of version 1, as geth wrote it in 2015; have geth write it anew (geth account update) and give the new file."
    ),
    (
      .version2,
      "This is a keystore of version 2, of which no definition was published; open it with the program that wrote it and export the key."
    ),
    (
      .version4,
      "This is a keystore of version 4 (EIP-2335), which holds a validator's BLS key and no account."
    ),
    (
      .versionAsText,
      "The keystore's version is the text \"3\" instead of the number 3; write it without quotes if the file is otherwise complete."
    ),
    (
      .unknownVersion("9\n"),
      "The keystore's version is '9{U+A}', but only version 3 is known here; open it with the program that wrote it."
    ),
    (
      .presale,
      "This is a wallet of Ethereum's presale; import it with geth (geth wallet import) and give the file that geth makes."
    ),
    (
      .unencrypted,
      "This file holds a private key that is not encrypted; import the key into a keystore and remove the file."
    ),
    (
      .beeNetworkKey,
      "This is bee's libp2p key, which is of the curve P-256 and has no account; the account's key is in swarm.key."
    ),
  ])
  func `of other files name what the file is`(kind: KeystoreError.Kind, text: String) {
    #expect(KeystoreError.otherKind(kind).description == text)
  }

  @Test func `tell a wrong password and a cost from damage`() {
    #expect(KeystoreError.wrongPassword.isWrongPassword)
    #expect(!KeystoreError.shortKey(5).isWrongPassword)
    #expect(KeystoreError.scrypt(.tooMuchMemory(needed: 2, limit: 1)).isTooCostly)
    #expect(KeystoreError.tooMuchScryptWork(needed: 2, limit: 1).isTooCostly)
    #expect(!KeystoreError.scrypt(.cost(3)).isTooCostly)
    #expect(!KeystoreError.wrongPassword.isTooCostly)
  }

  @Test func `name each version and kind of file`() throws {
    let kinds: [(String, KeystoreError.Kind)] = [
      (#"{"version":1}"#, .version1), (#"{"version":"2"}"#, .version2),
      (#"{"version":4}"#, .version4),
      (#"{"version":"3"}"#, .versionAsText), (#"{"version":7}"#, .unknownVersion("7")),
      (#"{"encseed":"00"}"#, .presale), (#"{"privatekey":"00","version":3}"#, .unencrypted),
    ]
    for (text, kind) in kinds {
      #expect(throws: KeystoreError.otherKind(kind)) { try Keystore(parsing: text) }
    }
  }
}
