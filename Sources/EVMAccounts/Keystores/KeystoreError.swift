public import EVMCrypto
public import EVMPrimitives
public import ExactJSON

/// Why a keystore is not read, opened or made. No case carries a password or a key.
public enum KeystoreError: Error, Hashable, Sendable {
  /// A file for keys that is not version 3 of Web3 Secret Storage, or not of an account.
  public enum Kind: Hashable, Sendable {
    /// geth's first version, of 2015: AES-128-CBC.
    case version1
    /// A version that no release of a client is known to have written.
    case version2
    /// EIP-2335: a validator's BLS key.
    case version4
    /// Version 3 as a text, which geth and bee refuse too.
    case versionAsText
    case unknownVersion(String)
    /// The wallet of Ethereum's presale of 2014.
    case presale
    /// A key in plain text, with its address.
    case unencrypted
    /// bee's `libp2p_v2.key`: a P-256 key, which has no account.
    case beeNetworkKey
  }

  // What is no keystore.

  /// Text that is not JSON, or that repeats a key.
  case notJSON(JSONError)
  /// Another kind of file.
  case otherKind(Kind)
  /// A missing or unknown name, or a value of another kind.
  case field(JSONTypeError)
  /// Two names that differ in case only.
  case ambiguousName(String, at: JSONLocation)
  /// A number that belongs to the other function than the one named.
  case contradiction(String, at: JSONLocation)

  // What is damaged.

  /// Bytes that are not written in hex.
  case notHex(KeystoreField, HexError, at: JSONLocation)
  /// Another number of bytes than the field has.
  case wrongByteCount(
    KeystoreField, expected: ClosedRange<Int>, found: Int, at: JSONLocation)
  /// A stretched key of fewer than the 32 bytes that are used of it.
  case shortKey(Int)

  // What is not known here.

  /// Another cipher than AES-128-CTR.
  case otherCipher(String)
  /// Another way to stretch the password than scrypt and PBKDF2.
  case otherStretching(String)
  /// PBKDF2 with another function than HMAC-SHA-256.
  case otherFunction(String)

  // What costs too much.

  /// A cost that does not fit 64 bits.
  case absurdNumber(String, at: JSONLocation)
  /// scrypt's N r p above the limit.
  case tooMuchScryptWork(needed: Int, limit: Int)
  /// PBKDF2's iterations above the limit.
  case tooManyIterations(needed: Int, limit: Int)
  /// Numbers that scrypt does not take, more memory than allowed, or more than there is.
  case scrypt(ScryptError)
  /// Numbers that PBKDF2 does not take.
  case pbkdf2(PBKDF2Error)

  // What comes out.

  /// The code differs: another password, or a file whose encrypted key, code, salt or cost was
  /// altered.
  case wrongPassword
  /// The key is of another account than the file states.
  case otherAddress(stated: Address, derived: Address)
  /// The decrypted bytes are no key.
  case notASecretKey(SecretKeyError)
  /// OpenSSL refuses to encrypt or decrypt.
  case cipher(CipherError)
  /// The random source gives nothing for a new keystore.
  case random(RandomError)
}

extension KeystoreError {
  /// Whether another password may help.
  public var isWrongPassword: Bool { self == .wrongPassword }

  /// Whether opening would cost more than is allowed.
  public var isTooCostly: Bool {
    switch self {
    case .absurdNumber, .tooMuchScryptWork, .tooManyIterations, .scrypt(.tooMuchMemory): true
    default: false
    }
  }
}

extension KeystoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notJSON(let error): sentence(error)
    case .otherKind(let kind): kind.sentence
    case .field(let error): "The keystore cannot be read: \(error)"
    case .ambiguousName(let name, let location):
      "The keystore has \(quoted(name)) twice, in small and in capital letters (\(location)); keep the one that belongs to it."
    case .contradiction(let name, let location):
      "The keystore's \(quoted(name)) at \(location) belongs to another way of stretching the password than the one that it names; it is damaged, so restore it from a copy."
    case .notHex(let field, let error, let location):
      "The keystore's \(field.rawValue) at \(location) is damaged; restore the file from a copy. \(error)"
    case .wrongByteCount(let field, let expected, let found, let location):
      "The keystore's \(field.rawValue) at \(location) has \(counted(found, "byte")) instead of \(range(expected)), so it is damaged; restore the file from a copy."
    case .shortKey(let count):
      "The keystore stretches the password into \(counted(count, "byte")), but 32 are needed; its dklen is damaged, so restore the file from a copy."
    case .otherCipher(let name):
      "The keystore is encrypted with \(quoted(name)), but only \(Keystore.cipherName) is known here; open it with the program that wrote it."
    case .otherStretching(let name):
      "The keystore stretches its password with \(quoted(name)), but only scrypt and pbkdf2 are known here; open it with the program that wrote it."
    case .otherFunction(let name):
      "The keystore's pbkdf2 uses \(quoted(name)), but only hmac-sha256 is known here; open it with the program that wrote it."
    case .absurdNumber(let name, let location):
      "The keystore's cost \(name) at \(location) is beyond anything that can be computed; the file is damaged or made to keep you busy."
    case .tooMuchScryptWork(let needed, let limit):
      "Opening the keystore takes \(amount(needed)) steps of scrypt (N r p), and \(limit) are allowed; geth's files take 2097152. Allow any cost only if you know the file."
    case .tooManyIterations(let needed, let limit):
      "Opening the keystore takes \(amount(needed)) iterations of pbkdf2, and \(limit) are allowed; usual files take 262144 to 1000000. Allow any cost only if you know the file."
    case .scrypt(let error): "The keystore's key cannot be computed: \(error)"
    case .pbkdf2(let error): "The keystore's key cannot be computed: \(error)"
    case .wrongPassword:
      "The password is wrong, or the file was altered: nothing tells the two apart. Try the password again, with its capitals and spaces, or a copy of the file."
    case .otherAddress(let stated, let derived):
      "The keystore says that it holds \(stated), but its key is that of \(derived); one of the two was put there by somebody, so find out before you use it."
    case .notASecretKey(let error): "The keystore holds no private key: \(error)"
    case .cipher(let error): "The keystore cannot be encrypted or decrypted: \(error)"
    case .random(let error): "No keystore was made: \(error)"
    }
  }

  /// What is not JSON may be a password's or a key's file, so none of it is shown.
  private func sentence(_ error: JSONError) -> String {
    switch error {
    case .duplicateKey, .nestingTooDeep, .emptyDocument, .documentTooLarge, .byteOrderMark:
      "The keystore cannot be read: \(error)"
    default:
      "The file is no keystore, for it is not JSON\(error.place.map { " at \($0)" } ?? ""); check that it is the right file, and complete."
    }
  }

  private func range(_ counts: ClosedRange<Int>) -> String {
    counts.lowerBound == counts.upperBound
      ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
  }

  private func amount(_ count: Int) -> String { count == .max ? "2^63 or more" : "\(count)" }
}

extension KeystoreError.Kind {
  fileprivate var sentence: String {
    switch self {
    case .version1:
      "This is a keystore of version 1, as geth wrote it in 2015; have geth write it anew (geth account update) and give the new file."
    case .version2:
      "This is a keystore of version 2, of which no definition was published; open it with the program that wrote it and export the key."
    case .version4:
      "This is a keystore of version 4 (EIP-2335), which holds a validator's BLS key and no account."
    case .versionAsText:
      "The keystore's version is the text \"3\" instead of the number 3; write it without quotes if the file is otherwise complete."
    case .unknownVersion(let text):
      "The keystore's version is \(quoted(text)), but only version 3 is known here; open it with the program that wrote it."
    case .presale:
      "This is a wallet of Ethereum's presale; import it with geth (geth wallet import) and give the file that geth makes."
    case .unencrypted:
      "This file holds a private key that is not encrypted; import the key into a keystore and remove the file."
    case .beeNetworkKey:
      "This is bee's libp2p key, which is of the curve P-256 and has no account; the account's key is in swarm.key."
    }
  }
}
