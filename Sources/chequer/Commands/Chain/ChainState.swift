import ArgumentParser
import EVMPrimitives
import EVMRPC
import ExactJSON

struct ChainBalance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balance", abstract: "What an account has of the chain's coin, in wei.",
    discussion: """
      chequer chain balance 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --to btt \\
        --network embedded
      """)

  @Argument(help: "An address, T... as well as 0x...")
  var address: String?

  @Option(help: "The unit to write it in, such as btt; wei if missing.")
  var to: String?

  @Flag(help: "In units of 18 decimals, as cast has it.")
  var ether = false

  @OptionGroup var block: BlockOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let unit: Denomination? = try (to ?? (ether ? "ether" : nil)).map { name in
      guard let unit = Denomination.named(name) else {
        throw Failure(.usage, "--to: There is no unit \(quoted(name)).")
      }
      return unit
    }
    let block = try block.argument()
    let address = try Address(argument: address)
    let balance = try connection.withConnection { connection in
      try await connection.read(at: block) { .balance(of: address, at: $0) }
    }
    let text =
      unit.map { TokenAmount(smallestUnits: balance, in: .wei).written(in: $0).decimal }
      ?? balance.description
    output.write(
      ["address": .string(address.checksummed), "balance": .string(balance.description)], or: text)
  }
}

struct ChainNonce: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nonce", abstract: "How many transactions an account has sent.",
    discussion: """
      chequer chain nonce 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 \\
        --network embedded
      """)

  @Argument(help: "An address, T... as well as 0x...")
  var address: String?

  @OptionGroup var block: BlockOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let block = try block.argument()
    let address = try Address(argument: address)
    let nonce = try connection.withConnection { connection in
      try await connection.read(at: block) { .nonce(of: address, at: $0) }
    }
    output.write(
      ["address": .string(address.checksummed), "nonce": .integer(nonce)], or: nonce.description)
  }
}

struct ChainCode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code", abstract: "A contract's code, in hex.",
    discussion: """
      chequer chain code 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7 \\
        --network embedded
      """)

  @Argument(help: "An address, T... as well as 0x...")
  var address: String?

  @OptionGroup var block: BlockOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let block = try block.argument()
    let address = try Address(argument: address)
    let code = try connection.withConnection { connection in
      try await connection.read(at: block) { .code(of: address, at: $0) }
    }
    output.write(
      [
        "address": .string(address.checksummed), "code": .string(Hex.encode(code)),
        "codeHash": .string(Keccak256.hash(code).hex),
      ],
      or: Hex.encode(code))
  }
}

struct ChainStorage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "storage", abstract: "A word of a contract's storage.",
    discussion: """
      chequer chain storage 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7 2 \\
        --network embedded
      """)

  @Argument(help: "The contract.")
  var address: String

  @Argument(help: "The slot: a number, or 64 hex digits.")
  var slot: String

  @OptionGroup var block: BlockOption
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let block = try block.argument()
    let address = try Address(argument: address)
    let number = slot
    let slot = try reading("the slot") { try UInt256(decimalOrHex: number) }
    let word = try connection.withConnection { connection in
      try await connection.read(at: block) { .storage(of: address, slot: slot, at: $0) }
    }
    let hex = Hash256(word).hex
    output.write(
      [
        "address": .string(address.checksummed), "slot": .string(Hash256(slot).hex),
        "word": .string(hex),
      ],
      or: hex)
  }
}
