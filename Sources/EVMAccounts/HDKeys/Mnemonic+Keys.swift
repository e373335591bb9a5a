import EVMCrypto

extension Mnemonic {
  /// The key at the end of `path` below this mnemonic's master key; by default that of a BTFS node.
  ///
  /// - Throws: ``DerivationError``, which practically never happens here.
  public func key(
    at path: DerivationPath = .btfs, passphrase: String = ""
  ) throws(DerivationError) -> ExtendedPrivateKey {
    try ExtendedPrivateKey(seed: seed(passphrase: passphrase)).descendant(path)
  }
}
