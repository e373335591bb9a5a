import Glibc

extension SecretOptions {
  /// Whether the secret would be read from standard input, which then can hold nothing else.
  private var readsStandardInput: Bool {
    if descriptor == STDIN_FILENO { return true }
    let isNamed = file != nil || environment != nil || descriptor != nil || argument != nil
    return !isNamed && isatty(STDIN_FILENO) != 1
  }

  /// Refuses to read both a secret and `content` from standard input.
  ///
  /// - Throws: ``Failure`` with status 64.
  func requireOtherSource(than content: String) throws(Failure) {
    guard readsStandardInput else { return }
    throw Failure(
      .usage,
      "Standard input holds the \(content), so the key cannot come from there too; give it with --key-file, --key-env or --key-fd, or name a file for the \(content)."
    )
  }
}
