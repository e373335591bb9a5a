import EVMAccounts
public import EVMCrypto
public import EVMPrimitives

/// An account whose key the chain holds, so that it signs for whoever asks.
public struct TestAccount: Sendable {
  public let address: Address
  public let key: SecretKey

  public init(key: SecretKey) {
    self.key = key
    address = key.publicKey.address
  }

  /// The key in hex: test material, known to everybody.
  public var revealedKey: String { key.withUnsafeBytes { Hex.encode($0) } }

  /// The first accounts of a mnemonic, at m/44'/60'/0'/0/0 and on.
  ///
  /// - Throws: `MnemonicError`, and `DerivationError`, which practically never happens.
  public static func accounts(of mnemonic: String, count: Int) throws -> [TestAccount] {
    let master = try ExtendedPrivateKey(seed: Mnemonic(parsing: mnemonic).seed())
    let parent = try master.descendant(
      DerivationPath(
        [
          ChildIndex(44, hardened: true), ChildIndex(60, hardened: true),
          ChildIndex(0, hardened: true), ChildIndex(0),
        ].compactMap(\.self)))
    return try (0..<max(0, count)).map { number in
      TestAccount(key: try parent.child(ChildIndex(rawValue: UInt32(number))).secretKey)
    }
  }
}
