import ArgumentParser
import EVMABI
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct TypedDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "typed-data", abstract: "EIP-712 typed data: read, hash, sign, recover.",
    subcommands: [Hash.self, Sign.self, Recover.self])

  struct Hash: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hash", abstract: "What is signed, and the hashes of it.",
      discussion: """
        chequer typed-data hash cheque.712.json

        The document has types, primaryType, domain and message, as eth_signTypedData_v4 takes it. \
        It is read strictly: every declared member, no other, exact numbers.
        """)

    @OptionGroup var document: TypedDataDocument
    @OptionGroup var rows: RowOptions

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["typedData"]) { row in
          try row.typedData("typedData").hashes
        }.serve()
      }
      let data = try document.read()
      rows.output.write(
        data.hashes,
        or: """
          \(data)

          Domain separator  \(data.domainSeparator)
          Struct hash       \(data.structHash)
          Digest            \(data.digest)
          """)
    }
  }

  struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sign", abstract: "Sign a document; what is signed is shown on standard error.",
      discussion: """
        chequer typed-data sign cheque.712.json --key-file issuer.key

        The key comes from --keystore, --key-file, --key-env, --key-fd or a prompt, or from standard \
        input if the document is a file.
        """)

    @OptionGroup var document: TypedDataDocument
    @OptionGroup var signer: SigningOptions
    @OptionGroup var rows: RowOptions

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["typedData", "privateKey"]) { row in
          let data = try row.typedData("typedData")
          return data.signed(try row.privateKey("privateKey").sign(data))
        }.serve()
      }
      if document.isFromStandardInput { try signer.requireOtherSource(than: "document") }
      let data = try document.read()
      StandardError.line(data.description)
      let signature = try signer.privateKey().sign(data)
      rows.output.write(data.signed(signature), or: signature.hex)
    }
  }

  struct Recover: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recover", abstract: "Who signed a document.",
      discussion: """
        chequer typed-data recover cheque.712.json \\
          0x2ab9132eae10c9c44f44cab2b6cbcc7023fb61670849293aa10c4f8acced66fd582be5048662e4757e3968f6abcc0b2c845f87852a9b3e2b6f19aa92e7f4f0e61b

        With --address the answer is whether that account did; status 1 if not.
        """)

    @OptionGroup var document: TypedDataDocument

    @Argument(help: "The signature: 65 bytes in hex.")
    var signature: String?

    @Option(help: "Whether this account signed.")
    var address: String?

    @OptionGroup var rows: RowOptions

    func validate() throws {
      if !rows.jsonl, signature == nil { throw ValidationError("Give the document and SIGNATURE.") }
    }

    func run() throws {
      if rows.jsonl {
        return try RowServer(keys: ["typedData", "signature"]) { row in
          let data = try row.typedData("typedData")
          let signer = try Signature(row.bytes("signature")).signer(of: data)
          return ["address": .string(signer.checksummed)]
        }.serve()
      }
      let expected = try address.map { text in
        try reading("--address") { try Address(parsing: text) }
      }
      let data = try document.read()
      let signature: Signature = try reading("SIGNATURE") {
        try Signature(hex: self.signature ?? "")
      }
      let signer = try signature.signer(of: data)
      rows.output.write(["address": .string(signer.checksummed)], or: signer.checksummed)
      if let expected, expected != signer {
        StandardError.line("The document was signed by \(signer), not by \(expected).")
        throw Ending(status: .no)
      }
    }
  }
}

/// The document that a command reads.
struct TypedDataDocument: ParsableArguments {
  @Argument(help: "A JSON file, JSON, or - for standard input.", completion: .file())
  var document: String?

  var isFromStandardInput: Bool { document == nil || document == "-" }

  func read() throws -> TypedData {
    let bytes = try TextInput.document(document, of: "a JSON document") { $0.hasPrefix("{") }
    return try TypedData(JSONDocument(parsing: bytes).root)
  }
}

extension TypedData {
  var hashes: JSON {
    [
      "digest": .string(digest.hex), "domainSeparator": .string(domainSeparator.hex),
      "structHash": .string(structHash.hex),
    ]
  }

  func signed(_ signature: Signature) -> JSON {
    ["signature": .string(signature.hex), "digest": .string(digest.hex)]
  }
}

extension Row {
  /// Typed data: an object, or a string with the JSON of one.
  func typedData(_ key: String) throws -> TypedData {
    let value = try value(key)
    guard let text = value.string else { return try TypedData(value) }
    do { return try TypedData(JSONDocument(parsing: text).root) } catch {
      throw value.invalid(String(describing: error))
    }
  }
}
