import ArgumentParser
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Vaults

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What a contract is, from its code: proxy, target, arguments, BTFS vault.",
    discussion: """
      chequer inspect vault.hex
      chequer inspect 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7  a known address
      chequer inspect 0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3
      chequer inspect 0x366000600037600060003660006002545af43d600060003e601f573d6000fd5b3d6000f3  a proxy by what it does

      Nothing is run and no chain is asked. What follows from the bytes is proven; what needs the \
      chain is named, with what to read there.
      """)

  @Argument(
    help: "Code in hex, a file with it, a known contract's address, or - for standard input.")
  var code: String?

  @Option(
    name: [.customLong("chain-id"), .customLong("network")],
    help: "The chain that the code comes from: bttc, donau, or an id.")
  var network: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var rows: RowOptions

  func run() throws {
    let names = try interfaces.names()
    let chainID = try network.map { try UInt64($0) ?? Network.named($0).chainID }
    if rows.jsonl {
      return try RowServer(keys: ["code"]) { row in
        InspectionReport(try Bytecode(parsing: row.text("code")), chainID: chainID, names: names)
          .json
      }.serve()
    }
    if let code, code.utf8.count == 42, let address = try? Address(hex: code) {
      let known = KnownContract.at(try Address(parsing: code)).filter {
        chainID == nil || $0.chainID == chainID
      }
      return try write(known, at: address)
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    let report = InspectionReport(try Bytecode(parsingUTF8: text), chainID: chainID, names: names)
    rows.output.write(report.json, or: report.text(rows.output))
  }

  /// Answers an address from the tables: no chain is asked.
  private func write(_ known: [KnownContract], at address: Address) throws {
    guard !known.isEmpty else {
      throw Failure(
        .unavailable,
        "\(address) is none of the contracts that Chequer knows, and it does not ask a chain yet; give the contract's code (eth_getCode)."
      )
    }
    rows.output.write(
      [
        "address": .string(address.checksummed),
        "known": .array(
          known.map {
            [
              "chainId": .string($0.chainID.description), "role": .string($0.role.rawValue),
              "name": .string($0.name), "current": .bool($0.isCurrent),
            ]
          }),
      ],
      or: known.map(\.description).joined(separator: "\n"))
  }
}
