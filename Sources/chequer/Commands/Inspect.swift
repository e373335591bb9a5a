import ArgumentParser
import EVMABI
import EVMBytecode
import EVMPrimitives
import ExactJSON
import Vaults

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What a contract is and can do, and who decides, from its code: proxy, vault, token.",
    discussion: """
      chequer inspect vault.hex
      chequer inspect 0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7  a known address
      chequer inspect vault.hex other.hex --json  a line for each
      chequer inspect 0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3
      chequer inspect 0x366000600037600060003660006002545af43d600060003e601f573d6000fd5b3d6000f3  a proxy by what it does

      Nothing is run and no chain is asked. What follows from the bytes is proven; what needs the \
      chain is named, with what to read there.
      """)

  @Argument(
    help: ArgumentHelp(
      "Code in hex, a file with it, a known contract's address, or - for standard input; several are answered one after the other.",
      valueName: "code"))
  var codes: [String] = []

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
    guard codes.count <= 1 else {
      return try CodeList(codes, output: rows.output).answer { [output = rows.output] code in
        try Self.answer(code, chainID: chainID, names: names, output)
      }
    }
    let answer = try Self.answer(codes.first, chainID: chainID, names: names, rows.output)
    rows.output.write(answer.json(), or: answer.text())
  }

  /// What there is to say of one code, for programs and for people.
  private static func answer(
    _ code: String?, chainID: UInt64?, names: SignatureBook, _ output: OutputOptions
  ) throws -> CodeList.Answer {
    if let code, code.utf8.count == 42, let address = try? Address(hex: code) {
      let known = KnownContract.at(try Address(parsing: code)).filter {
        chainID == nil || $0.chainID == chainID
      }
      return try answer(known, at: address)
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    let report = InspectionReport(try Bytecode(parsingUTF8: text), chainID: chainID, names: names)
    return CodeList.Answer(json: { report.json }, text: { report.text(output) })
  }

  /// Answers an address from the tables: no chain is asked.
  private static func answer(
    _ known: [KnownContract], at address: Address
  ) throws -> CodeList.Answer {
    guard !known.isEmpty else {
      throw Failure(
        .unavailable,
        "\(address) is none of the contracts that Chequer knows, and it does not ask a chain yet; give the contract's code (eth_getCode)."
      )
    }
    let document: JSON = [
      "address": .string(address.checksummed),
      "known": .array(
        known.map {
          [
            "chainId": .string($0.chainID.description), "role": .string($0.role.rawValue),
            "name": .string($0.name), "current": .bool($0.isCurrent),
          ]
        }),
    ]
    return CodeList.Answer(
      json: { document }, text: { known.map(\.description).joined(separator: "\n") })
  }
}
