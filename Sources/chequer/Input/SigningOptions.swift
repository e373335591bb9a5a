import ArgumentParser
import EVMCrypto
import EVMPrimitives
import Glibc

/// The key that signs: a keystore's, or a bare one.
struct SigningOptions: ParsableArguments {
  @OptionGroup var secret: SecretOptions

  @Option(
    help: "Sign with the key of this keystore: a file, an address, or a name in the folder.",
    completion: .file())
  var keystore: String?

  @OptionGroup var opening: KeystoreOpeningOptions

  func validate() throws {
    guard keystore != nil else {
      if opening.isGiven {
        throw ValidationError("A password and a folder belong to --keystore; give that too.")
      }
      return
    }
    if secret.isGiven {
      throw ValidationError("Give --keystore or a key, not both.")
    }
  }

  /// Refuses to read both the key and `content` from standard input.
  ///
  /// - Throws: ``Failure`` with status 64.
  func requireOtherSource(than content: String) throws(Failure) {
    let readsKey = keystore == nil && secret.reads(STDIN_FILENO)
    let readsPassword = keystore != nil && opening.password.descriptor == STDIN_FILENO
    guard readsKey || readsPassword else { return }
    throw Failure(
      .usage,
      "Standard input holds the \(content), so the \(readsKey ? "key" : "password") cannot come from there too; give it in another way, or name a file for the \(content)."
    )
  }

  /// The private key: of the keystore, which asks for its password unless the options give it, or
  /// from where the other options say.
  func privateKey() throws -> SecretKey {
    guard let keystore else { return try secret.privateKey() }
    return try opening.privateKey(keystore)
  }
}
