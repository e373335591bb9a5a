import ArgumentParser
import EVMABI
import EVMAccounts
import EVMBytecode
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct ChainSend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Call a contract by a transaction, pay somebody coin, or create one.",
    discussion: """
      The function is given with its types, 'approve(address,uint256)', or by its name in a file of \
      --abi, as for chain call. What would revert is not sent. The signed transaction is in a journal \
      before it is sent; run again after a crash, it finishes what was begun. Ends with status 1 when \
      the transaction reverts, and with 69 when it is not settled yet.
      """)

  @Argument(help: "The contract, or who is paid; nobody with --create.")
  var address: String?

  @Argument(help: "A function's signature, or its name in --abi, and its arguments.")
  var call: [String] = []

  @Option(help: "Calldata in hex, in the place of a function.")
  var data: String?

  @Option(help: "Create a contract by this init code: hex, or a file with it.", completion: .file())
  var create: String?

  @Option(help: "What is paid: wei, or with a unit such as 1.5btt.")
  var value: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var owner: OwnerOptions

  func validate() throws {
    if create != nil {
      guard address == nil, data == nil else {
        throw ValidationError("--create makes a new contract: it takes no address, call or --data.")
      }
    } else {
      guard address != nil else {
        throw ValidationError("Say whom to call or pay, or give --create.")
      }
      if call.isEmpty, data == nil, value == nil {
        throw ValidationError("Say what is to be sent: a function, --data or --value.")
      }
    }
    if !call.isEmpty, data != nil {
      throw ValidationError("The calldata is given twice, as a call and as --data; choose one.")
    }
  }

  func run() throws {
    let request = try request()
    try owner.run { job in
      let outcome = try await job.run(
        wanted: { $0 == request.purpose }, make: { _ in [request] })
      guard request.to == nil, let nonce = outcome.transaction.nonce else {
        return try job.write(
          outcome, request.to.map { [.init("to", .string($0.checksummed))] } ?? [],
          or: "\(outcome.settlement.hash) is in block \(outcome.settlement.block).")
      }
      let contract = try ContractAddress.create(sender: job.signer.account, nonce: nonce)
      try job.write(
        outcome, [.init("contract", .string(contract.checksummed))], or: contract.checksummed)
    }
  }

  private func request() throws -> TransactionRequest {
    let value = try value.map { try SendingOptions.coin($0, "--value") } ?? 0
    if let create {
      let text = try TextInput.document(create, of: "init code in hex", where: CodeText.isHex)
      let code = try reading("--create") { try Bytecode(parsingUTF8: text).bytes }
      return TransactionRequest(
        to: nil, data: code, value: value,
        purpose: .create(initCodeHash: Keccak256.hash(code)))
    }
    let to = try Address(argument: address)
    var input = try data.map { text in try reading("--data") { try Hex.decode(text) } } ?? []
    if let name = call.first {
      let function = try interfaces.function(name, Array(call.dropFirst()))
      input = try function.calldata(
        arguments: try function.inputs.values(spelt: Array(call.dropFirst())))
    }
    return TransactionRequest(
      to: to, data: input, value: value, purpose: .call(to: to, data: input, value: value))
  }
}
