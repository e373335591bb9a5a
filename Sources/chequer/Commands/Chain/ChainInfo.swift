import ArgumentParser
import EVMAccounts
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct ChainInfo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "The chain, a node's wallet and its vault, and what gas costs now.",
    discussion: """
      chequer chain info --network embedded

      The node is named by its address, its peer ID or its public key, or by a file with its mnemonic \
      or key, which is never shown. A peer ID finds the vault that a factory has for it, which may be \
      anybody's: the issuer is compared, and chequer audit looks closer.
      """)

  @Argument(
    help: "An address (0x or T form), a peer ID or a public key; only the chain if missing.")
  var account: String?

  @Option(
    help: "A file with the node's mnemonic or private key, which only you may read.",
    completion: .file())
  var keyFile: String?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if account != nil, keyFile != nil {
      throw ValidationError("Give an account or --key-file, not both.")
    }
  }

  func run() throws {
    let identity = try identity()
    let info = try connection.withConnection { connection in
      try await NodeInfo(of: identity, over: connection)
    }
    output.write(info.json, or: info.text(output))
  }

  private func identity() throws -> AccountIdentity? {
    if let account {
      let input = try AccountInput.recognize(account)
      guard !input.isSecret else {
        throw Failure(
          .usage,
          "This is a private key, which other users and your shell's history can see in the arguments; put it into a file that only you may read, and give --key-file."
        )
      }
      return input.identity
    }
    guard let keyFile else { return nil }
    return try SecretText(inFile: keyFile).withText { text in
      if text.contains(where: { $0 == " " || $0 == "," }) {
        let seed = try Mnemonic(parsing: text).seed(passphrase: "")
        return AccountIdentity(try ExtendedPrivateKey(seed: seed).descendant(.btfs).secretKey)
      }
      return try AccountInput.recognize(text).identity
    }
  }
}
