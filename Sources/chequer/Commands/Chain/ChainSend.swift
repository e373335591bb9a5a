import ArgumentParser
import EVMABI
import EVMPrimitives
import EVMRPC
import ExactJSON
import Vaults

struct ChainSend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Call a contract by a transaction, or pay somebody coin.",
    discussion: """
      The function is given with its types, 'approve(address,uint256)', or by its name in a file of \
      --abi, as for chain call. What would revert is not sent. The signed transaction is in a journal \
      before it is sent; run again after a crash, it finishes what was begun. Ends with status 1 when \
      the transaction reverts, and with 69 when it is not settled yet.
      """)

  @Argument(help: "The contract, or who is paid.")
  var address: String

  @Argument(help: "A function's signature, or its name in --abi, and its arguments.")
  var call: [String] = []

  @Option(help: "Calldata in hex, in the place of a function.")
  var data: String?

  @Option(help: "What is paid: wei, or with a unit such as 1.5btt.")
  var value: String?

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var owner: OwnerOptions

  func validate() throws {
    if !call.isEmpty, data != nil {
      throw ValidationError("The calldata is given twice, as a call and as --data; choose one.")
    }
    if call.isEmpty, data == nil, value == nil {
      throw ValidationError("Say what is to be sent: a function, --data or --value.")
    }
  }

  func run() throws {
    let to = try Address(argument: address)
    var input = try data.map { text in try reading("--data") { try Hex.decode(text) } } ?? []
    if let name = call.first {
      let function = try interfaces.function(name, Array(call.dropFirst()))
      input = try function.calldata(
        arguments: try function.inputs.values(spelt: Array(call.dropFirst())))
    }
    let value = try value.map { try SendingOptions.coin($0, "--value") } ?? 0
    let purpose = TransactionPurpose.call(to: to, data: input, value: value)
    let request = TransactionRequest(to: to, data: input, value: value, purpose: purpose)
    try owner.run { job in
      let outcome = try await job.run(wanted: { $0 == purpose }, make: { _ in [request] })
      try job.write(
        outcome, [.init("to", .string(to.checksummed))],
        or: "\(outcome.settlement.hash) is in block \(outcome.settlement.block).")
    }
  }
}
