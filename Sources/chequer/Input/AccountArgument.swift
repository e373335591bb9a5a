import EVMAccounts
import EVMPrimitives

extension Address {
  /// The account that an argument or standard input names in any public form: an EVM or a Tron
  /// address, a peer ID or a public key.
  init(argument: String?) throws {
    self = try Address(account: try TextInput.value(argument, named: "address"))
  }

  /// The account that a text names in any public form.
  ///
  /// - Throws: ``Failure`` for a private key, which has no place in arguments.
  init(account text: String) throws {
    let input = try AccountInput.recognize(text)
    guard !input.isSecret else {
      throw Failure(
        .usage,
        "This is a private key, which other users and your shell's history can see in the arguments; give the address, and take care of the key."
      )
    }
    self = input.identity.address
  }
}
