import EVMAccounts
import EVMBytecode
import EVMPrimitives

/// What is to be audited: a vault on a chain, or bytecode alone.
enum AuditTarget {
  case account(AccountIdentity)
  case code(Bytecode)

  /// Reads the argument: an account in any form, code in hex, or a file or standard input with one of
  /// them.
  ///
  /// - Throws: ``Failure``; of a secret without showing it.
  init(_ argument: String?) throws {
    let bytes = try TextInput.document(
      argument, of: "an address, a peer ID or bytecode in hex",
      where: { (try? AccountInput.recognize($0)) != nil || CodeText.isHex($0) })
    // Accounts are short; code may be megabytes.
    if bytes.count <= 200, let text = String(validating: bytes, as: UTF8.self) {
      let word = String(text.drop(while: \.isWhitespace)).trimmedEnd
      if let input = try? AccountInput.recognize(word) {
        guard !input.isSecret else {
          throw Failure(
            .usage,
            "This is a private key, and not a vault; take care of it, and give the vault's address or the node's peer ID."
          )
        }
        self = .account(input.identity)
        return
      }
    }
    self = .code(try Bytecode(parsingUTF8: bytes))
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
