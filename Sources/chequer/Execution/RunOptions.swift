import ArgumentParser
import EVMABI
import EVMBytecode
import EVMPrimitives
import EmbeddedChain
import ExactJSON

/// The code to run and what there is around it.
struct RunOptions: ParsableArguments {
  @Argument(
    help:
      "Code in hex, a file with it, - for standard input, or the address of a contract of --state.")
  var code: String?

  @Argument(
    help: "A call by its signature, or by its name in --abi, and its arguments: the calldata.")
  var call: [String] = []

  @Option(help: "Calldata in hex; with --create what follows the init code.")
  var input: String?

  @Option(help: "Gas for the code alone, without what a transaction costs.")
  var gas: String?

  @Option(help: "The rules of a fork, Frontier to Osaka, or bttc.")
  var fork: String?

  @Option(help: "Who calls.")
  var from: String?

  @Option(help: "Where the code stands.")
  var to: String?

  @Option(help: "What is sent along: wei, or with a unit such as 1.5btt.")
  var value: String?

  @Option(help: "What an account has, as ADDRESS=AMOUNT; repeatable.")
  var balance: [String] = []

  @Option(help: "A word in the storage of the code's account, as SLOT=WORD; repeatable.")
  var storage: [String] = []

  @Option(help: "Another contract, as ADDRESS=CODE, the code in hex or a file; repeatable.")
  var contract: [String] = []

  @Option(
    help: """
      The accounts there are: a genesis file or its accounts as JSON, or btfs for contracts like \
      BTFS's at their addresses, under the rules of BTTC.
      """)
  var state: String?

  @Option(help: "The id of the chain; 199 with --state btfs, else 1.")
  var chainID: UInt64?

  @Flag(help: "Run the code as init code, which makes a contract of what it returns.")
  var create = false

  @OptionGroup var interfaces: InterfaceOptions

  func validate() throws {
    if !call.isEmpty, input != nil {
      throw ValidationError("The calldata is given twice, as a call and as --input; choose one.")
    }
    if create, !call.isEmpty || to != nil || !storage.isEmpty {
      throw ValidationError(
        "--create makes a new contract: it takes no call, --to or --storage; give constructor arguments with --input."
      )
    }
  }

  /// What these options tell to run.
  func codeRun() throws -> CodeRun {
    var run = try codeRunOfCode()
    if let input { run.input = try reading("--input") { try Hex.decode(input) } }
    if let function = try function() {
      let values = try function.inputs.values(spelt: Array(call.dropFirst()))
      run.input = try function.calldata(arguments: values)
    }
    if let gas { run.gas = try reading("--gas") { try CodeRun.gas(UInt256(decimalOrHex: gas)) } }
    if let chainID { run.chainID = chainID }
    if let fork { run.fork = try reading("--fork") { try Fork(named: fork) } }
    if let from { run.from = try reading("--from") { try Address(parsing: from) } }
    if let to, run.callsAccount {
      throw Failure(
        .usage, "A contract of --state stands where it is; leave --to \(quoted(to)) out.")
    }
    if let to { run.to = try reading("--to") { try Address(parsing: to) } }
    if let value { run.value = try reading("--value") { try Self.wei(value) } }
    for pair in balance {
      let (address, amount) = try Self.parts(of: pair, "--balance", "ADDRESS=AMOUNT")
      run.balances[try reading("--balance") { try Address(parsing: address) }] =
        try reading("--balance") { try Self.wei(amount) }
    }
    for pair in storage {
      let (slot, word) = try Self.parts(of: pair, "--storage", "SLOT=WORD")
      run.storage[try reading("--storage") { try UInt256(decimalOrHex: slot) }] =
        try reading("--storage") { try UInt256(decimalOrHex: word) }
    }
    for pair in contract {
      let (address, code) = try Self.parts(of: pair, "--contract", "ADDRESS=CODE")
      run.otherCode[try reading("--contract") { try Address(parsing: address) }] =
        try reading("--contract") {
          try Bytecode(
            parsingUTF8: TextInput.document(
              code, of: "bytecode in hex", where: CodeText.isHex)
          ).bytes
        }
    }
    run.creates = create
    return run
  }

  /// The code and the accounts around it, nothing else.
  private func codeRunOfCode() throws -> CodeRun {
    var run = CodeRun(code: [])
    if state == "btfs" {
      run.state = BTFSGenesis.state
      run.chainID = BTFSGenesis.chainID
      run.fork = .bttc
    } else if let state {
      run.state = try reading(state) { try Self.accounts(of: TextInput.contents(ofFile: state)) }
    }
    if state != nil, !create, let code, code.utf8.count == 42, let address = try? Address(hex: code)
    {
      run.to = try Address(parsing: code)
      guard run.state[address] != nil else {
        throw Failure(
          .noInput, "There is no account \(address.checksummed) in --state; check the address.")
      }
      run.callsAccount = true
      return run
    }
    let text = try TextInput.document(code, of: "bytecode in hex", where: CodeText.isHex)
    run.code = try reading("CODE") { try Bytecode(parsingUTF8: text).bytes }
    return run
  }

  /// The accounts of a genesis file, or of an object that has nothing else.
  private static func accounts(of bytes: [UInt8]) throws -> WorldState {
    let root = try JSONDocument(parsing: bytes).root
    return try WorldState(alloc: root["alloc"] ?? root["accounts"] ?? root)
  }

  /// The function that is called by its signature or its name, if one is.
  func function() throws -> ABIFunction? {
    guard let name = call.first else { return nil }
    if name.contains("(") { return try ABIFunction(name) }
    let interface = try interfaces.merged()
    guard !interface.items.isEmpty else {
      throw Failure(
        .usage,
        "\(quoted(name)) is only a name; give the signature, or the interface with --abi. Calldata in hex belongs to --input."
      )
    }
    let arguments = Array(call.dropFirst())
    return try interface.function(name) { (try? $0.inputs.values(spelt: arguments)) != nil }
  }

  private static func parts(
    of pair: String, _ option: String, _ form: String
  ) throws(Failure) -> (String, String) {
    guard let sign = pair.firstIndex(of: "=") else {
      throw Failure(.usage, "\(option) takes \(form), but \(quoted(pair)) has no equals sign.")
    }
    return (String(pair[..<sign]), String(pair[pair.index(after: sign)...]))
  }

  /// An amount in wei, or in the unit that stands behind it.
  private static func wei(_ text: String) throws -> UInt256 {
    if text.hasPrefix("0x") || text.hasPrefix("0X") { return try UInt256(decimalOrHex: text) }
    return try TokenAmount(parsing: text, in: .wei).smallestUnits
  }
}
