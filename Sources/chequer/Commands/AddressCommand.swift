import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct AddressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "address",
    abstract: "BTTC and Tron address, peer ID and public key of whatever is given.",
    discussion: """
      chequer address 16Uiu2HAkxGXhEBe3Y5YnwvGDk3oRChQQFDS2kC6tkRkfdxPFsUMJ
      chequer address TYL4F56AiADsMZvSoPGPXhPKQsZtZzomhz
      chequer address create --nonce 1 \\
        --sender 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7

      A private key, or the PrivKey of a node's config, is read from standard input only.
      """,
    subcommands: [Show.self, Create.self], defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "All that follows from a key, address or peer ID.")

    @Argument(
      help: "An address (0x or T form), a peer ID or a public key; one a line if missing.")
    var anything: String?

    @OptionGroup var rows: RowOptions

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: Self.readers.map(\.key)) { row in
          let given = Self.readers.filter { row.has($0.key) }
          guard given.count == 1, let reader = given.first else {
            throw row.object.invalid(
              "A row has exactly one of \(Self.readers.map(\.key).joined(separator: ", ")).")
          }
          let value = try row.value(reader.key)
          let text = try value.requireString()
          do { return try reader.read(text).json } catch {
            throw value.invalid(String(describing: error))
          }
        }.serve()
      }
      let isArgument = anything != nil && anything != "-"
      try TextInput.eachValue(anything) { text in
        let input = try AccountInput.recognize(text)
        if isArgument, input.isSecret {
          throw Failure(
            .usage,
            "This is a private key, which other users and your shell's history can see in the arguments; give it on standard input, and take care of the key."
          )
        }
        rows.output.write(input.identity.json, or: input.identity.text)
      }
    }

    /// How each key of a row is read.
    private static let readers:
      [(key: String, read: @Sendable (String) throws -> AccountIdentity)] = [
        ("address", { AccountIdentity(try Address(parsing: $0)) }),
        (
          "tron",
          {
            AccountIdentity(
              try ($0.hasPrefix("T") ? TronAddress(parsing: $0) : TronAddress(hex: $0)).address)
          }
        ),
        ("peerId", { AccountIdentity(try PeerID(parsing: $0).publicKey) }),
        ("publicKey", { AccountIdentity(try PublicKey(hex: $0)) }),
        ("privateKey", { AccountIdentity(try SecretKey(hex: $0)) }),
        ("libp2pPrivKey", { AccountIdentity(try LibP2PKey.secretKey(parsing: $0)) }),
      ]
  }

  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "The address of a contract that an account creates.",
      discussion: """
        With --nonce as CREATE has it; with --salt and --init-code-hash, or --init-code, as CREATE2.
        """)

    @Option(help: "The creating account or contract.")
    var sender: String?
    @Option(help: "The sender's nonce; a contract's first creation has 1.")
    var nonce: UInt64?
    @Option(help: "The 32-byte salt of CREATE2.")
    var salt: String?
    @Option(help: "The Keccak-256 hash of the init code.")
    var initCodeHash: String?
    @Option(help: "The init code itself, in hex.")
    var initCode: String?

    @OptionGroup var rows: RowOptions

    func validate() throws {
      if rows.jsonl { return }
      guard sender != nil else { throw ValidationError("Give --sender.") }
      let isCreate2 = salt != nil && (initCodeHash != nil) != (initCode != nil)
      guard (nonce != nil && salt == nil) || (isCreate2 && nonce == nil) else {
        throw ValidationError(
          "Give --nonce (CREATE), or --salt and one of --init-code-hash and --init-code (CREATE2)."
        )
      }
    }

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["sender", "nonce", "salt", "initCodeHash"]) { row in
          let sender = try row.address("sender")
          guard row.has("nonce") != (row.has("salt") && row.has("initCodeHash")) else {
            throw row.object.invalid(
              "A row has sender and nonce, or sender, salt and initCodeHash.")
          }
          let address =
            row.has("nonce")
            ? try ContractAddress.create(sender: sender, nonce: row.number("nonce"))
            : ContractAddress.create2(
              sender: sender, salt: try row.hash("salt"),
              initCodeHash: try row.hash("initCodeHash"))
          return ["address": .string(address.checksummed)]
        }.serve()
      }
      let sender: Address = try reading("--sender") { try Address(parsing: self.sender ?? "") }
      let address: Address
      if let nonce {
        address = try ContractAddress.create(sender: sender, nonce: nonce)
      } else {
        let hash =
          try initCode.map { code in
            try reading("--init-code") { Keccak256.hash(try Hex.decode(code)) }
          }
          ?? reading("--init-code-hash") { try Hash256(hex: initCodeHash ?? "") }
        address = ContractAddress.create2(
          sender: sender, salt: try reading("--salt") { try Hash256(hex: salt ?? "") },
          initCodeHash: hash)
      }
      rows.output.write(
        ["address": .string(address.checksummed)], or: address.checksummed)
    }
  }
}

extension AccountIdentity {
  var json: JSON {
    var members = [
      JSON.Member("address", .string(address.checksummed)),
      JSON.Member("tron", .string(tron.text)), JSON.Member("tronHex", .string(tron.hex)),
    ]
    if let peerID { members.append(JSON.Member("peerId", .string(peerID.text))) }
    if let publicKey {
      members.append(JSON.Member("publicKey", .string(publicKey.description)))
    }
    return .object(members)
  }

  var text: String {
    var lines = ["BTTC        \(address)", "Tron        \(tron)", "Tron hex    \(tron.hex)"]
    if let peerID { lines.append("Peer ID     \(peerID)") }
    if let publicKey {
      lines.append("Public key  \(publicKey)")
    } else {
      lines.append("Peer ID and public key do not follow from an address.")
    }
    return lines.joined(separator: "\n")
  }
}
