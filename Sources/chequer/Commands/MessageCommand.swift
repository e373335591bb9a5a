import ArgumentParser
import EVMAccounts
import EVMCrypto
import EVMPrimitives
import ExactJSON

struct MessageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "message", abstract: "Messages that wallets sign (personal_sign, EIP-191).",
    subcommands: [
      MessageSign.self, MessageRecover.self, MessageVerify.self, MessageHash.self,
    ])
}

/// The message as an argument, a file, or standard input.
struct MessageInput: ParsableArguments {
  @Argument(
    help: "The message: text, or bytes as hex with 0x in front; from standard input if missing.")
  var message: String?

  @Flag(help: "The message is text even if it looks like hex.")
  var text = false

  @Option(help: "The message is all bytes of this file; - is standard input.", completion: .file())
  var file: String?

  func validate() throws {
    if message != nil, file != nil {
      throw ValidationError("Give MESSAGE or --file, not both.")
    }
  }

  var isFromStandardInput: Bool { file.map { $0 == "-" } ?? (message == nil || message == "-") }

  /// The message's bytes. From standard input without `--file` the last line end is not part of it.
  func read() throws -> PersonalMessage {
    if let file {
      return PersonalMessage(
        file == "-"
          ? try TextInput.contents(ofDescriptor: 0) : try TextInput.contents(ofFile: file))
    }
    guard let message, message != "-" else {
      var bytes = try TextInput.contents(ofDescriptor: 0)
      if bytes.last == UInt8(ascii: "\n") {
        bytes.removeLast()
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      }
      return try parsed(bytes)
    }
    return try parsed(Array(message.utf8))
  }

  private func parsed(_ bytes: [UInt8]) throws -> PersonalMessage {
    let isHex = bytes.starts(with: "0x".utf8) || bytes.starts(with: "0X".utf8)
    guard isHex, !text else { return PersonalMessage(bytes) }
    return try PersonalMessage(
      reading("MESSAGE (--text takes it as text)") { try Hex.decode(TextInput.utf8(bytes)) })
  }
}

extension PersonalMessage {
  /// The message in a sentence: quoted as far as it is printable text, else in hex.
  var shown: String {
    let text = String(validating: bytes, as: UTF8.self).flatMap { text in
      text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f } ? nil : text
    }
    let content = text.map { quoted($0, limit: 200) } ?? Hex.encode(bytes.prefix(200))
    return
      "\(counted(bytes.count, "byte")), \(content)\(bytes.count > 200 && text == nil ? "..." : "")"
  }
}

extension Row {
  fileprivate func message() throws -> PersonalMessage { PersonalMessage(try bytes("message")) }
}

struct MessageSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign a message as wallets do.",
    discussion: """
      chequer message sign 'I run this node' --key-file sender.key
      chequer message sign --file notice.txt --key-file sender.key

      What starts with 0x is taken as hex, as by wallets; --text takes the characters themselves. A \
      message from standard input loses one line end; --file - keeps every byte.
      """)

  @OptionGroup var input: MessageInput
  @OptionGroup var signer: SigningOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["message", "privateKey"]) { row in
        let key = try row.privateKey("privateKey")
        return ["signature": .string(try row.message().signature(by: key).hex)]
      }.serve()
    }
    if input.isFromStandardInput { try signer.requireOtherSource(than: "message") }
    let message = try input.read()
    let key = try signer.privateKey()
    let signature = message.signature(by: key).hex
    StandardError.line("\(key.publicKey.address) signed \(message.shown).")
    rows.output.write(["signature": .string(signature)], or: signature)
  }
}

struct MessageRecover: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover", abstract: "The address that signed a message.",
    discussion: """
      A signature over another message gives another address and no error: compare it, or use \
      chequer message verify.
      """)

  @OptionGroup var input: MessageInput

  @Option(help: "The signature: 65 bytes in hex.")
  var signature: String?

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if !rows.jsonl, signature == nil { throw ValidationError("Give the --signature.") }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["message", "signature"]) { row in
        let signature = try Signature(row.bytes("signature"))
        return ["address": .string(try row.message().signer(of: signature).checksummed)]
      }.serve()
    }
    let signature = try reading("--signature") { try Signature(hex: self.signature ?? "") }
    let signer = try input.read().signer(of: signature).checksummed
    rows.output.write(["address": .string(signer)], or: signer)
  }
}

struct MessageVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Whether an address signed a message.",
    discussion: """
      The exit status is 0 for yes and 1 for no. A contract wallet's signature (EIP-1271) needs the \
      chain and is not known here.
      """)

  @OptionGroup var input: MessageInput

  @Option(help: "The signature: 65 bytes in hex.")
  var signature: String?

  @Option(help: "Who should have signed.")
  var address: String?

  @OptionGroup var rows: RowOptions

  func validate() throws {
    if !rows.jsonl, signature == nil || address == nil {
      throw ValidationError("Give the --signature and the --address.")
    }
  }

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["message", "signature", "address"]) { row in
        let signer = try row.message().signer(of: Signature(row.bytes("signature")))
        return Self.json(try row.address("address"), signer)
      }.serve()
    }
    let expected = try reading("--address") { try Address(parsing: address ?? "") }
    let signature = try reading("--signature") { try Signature(hex: self.signature ?? "") }
    let signer = try input.read().signer(of: signature)
    var verdict = signer == expected ? "valid" : "invalid: signed by \(signer), not \(expected)"
    if !signature.isLowS { verdict += " (with a high s, which contracts refuse)" }
    rows.output.write(Self.json(expected, signer), or: verdict)
    if signer != expected { throw Ending(status: .no) }
  }

  private static func json(_ expected: Address, _ signer: Address) -> JSON {
    ["valid": .bool(signer == expected), "signer": .string(signer.checksummed)]
  }
}

struct MessageHash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hash", abstract: "The hash of a message that is signed.",
    discussion: "chequer message hash 'I run this node'")

  @OptionGroup var input: MessageInput
  @OptionGroup var rows: RowOptions

  func run() throws {
    if rows.jsonl {
      return try RowServer(keys: ["message"]) { row in
        ["digest": .string(try row.message().digest.hex)]
      }.serve()
    }
    let digest = try input.read().digest.hex
    rows.output.write(["digest": .string(digest)], or: digest)
  }
}
