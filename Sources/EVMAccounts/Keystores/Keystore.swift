public import EVMPrimitives

/// A private key encrypted with a password: version 3 of Web3 Secret Storage, as geth, bee, ethers
/// and most wallets keep keys in files.
///
/// Reading takes a file of any of them, see ``init(parsing:)-(String)``; opening it with the password
/// is ``privateKey(password:within:)``. A new one is made by
/// ``encrypting(_:password:cost:using:)`` and written by ``json``. Neither touches a file.
/// - SeeAlso: [Web3 Secret Storage Definition](https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/)
public struct Keystore: Hashable, Sendable {
  /// The account that the file says it holds; nil where it says nothing, which is allowed.
  ///
  /// It is a claim until the keystore is opened, which compares it with the key.
  public let address: Address?

  /// The file's own identifier, by custom a random UUID; nil where there is none. It means nothing.
  public let identifier: String?

  /// How the password is stretched into the 32 bytes or more that encrypt and authenticate.
  public let stretching: KeyStretching

  /// The first counter of AES-128-CTR, 16 bytes.
  let counter: [UInt8]

  /// The encrypted key: 32 bytes, fewer where an old geth left leading zeros out.
  let ciphertext: [UInt8]

  /// The code over the second half of the stretched key and ``ciphertext``: `mac`.
  let code: Hash256

  /// Texts longer than this, 1 MiB, are not read: a keystore has some 500 bytes.
  public static let maximumByteCount = 1 << 20

  /// The one cipher of the version.
  static let cipherName = "aes-128-ctr"
}

/// Where a keystore states bytes, as errors name them.
public enum KeystoreField: String, Hashable, Sendable {
  case address
  case salt
  case counter = "iv"
  case ciphertext
  case code = "mac"
}
