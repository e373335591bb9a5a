import EVMAccounts
import EVMPrimitives
import ExactJSON

// Running code without a transaction.

extension RPCMethod {
  static let calls: [String: RPCMethod] = [
    "eth_call": .read(4, ChainCore.callMessage),
    "eth_estimateGas": .read(4, ChainCore.estimateGas),
    "eth_createAccessList": .read(3, ChainCore.createAccessList),
  ]
}

extension ChainCore {
  /// What a call runs on: the block that an argument names, with what two more make different.
  func simulation(
    _ arguments: Arguments, block index: Int, default reference: BlockReference = .latest
  ) throws(RPCError) -> CallSimulation {
    let named = try arguments.optional(index) { (value) throws(JSONTypeError) in
      try BlockReference(value)
    }
    var simulation = CallSimulation(self, at: try blockView(named ?? reference))
    let overrides = try arguments.optional(index + 1) { (value) throws(JSONTypeError) in
      try StateOverrides(value)
    }
    overrides?.apply(to: &simulation.world)
    let changes = try arguments.optional(index + 2) { (value) throws(JSONTypeError) in
      try BlockOverrides(value)
    }
    changes?.apply(to: &simulation.context)
    return simulation
  }

  func callMessage(_ arguments: Arguments) throws(RPCError) -> JSON {
    let call = try arguments.call(0)
    let simulation = try simulation(arguments, block: 1)
    let transaction = try simulation.transaction(call, gasLimit: simulation.defaultGas(call))
    let outcome = try simulation.run(transaction, from: call.from ?? .zero)
    return .hex(try outcome.returned())
  }

  func estimateGas(_ arguments: Arguments) throws(RPCError) -> JSON {
    let call = try arguments.call(0)
    let simulation = try simulation(arguments, block: 1)
    return .quantity(try simulation.estimate(call))
  }

  func createAccessList(_ arguments: Arguments) throws(RPCError) -> JSON {
    let call = try arguments.call(0)
    guard state.fork.includes(.berlin) else {
      throw .refused("access lists came with Berlin; this chain runs \(state.fork).")
    }
    let simulation = try simulation(arguments, block: 1)
    let (list, outcome) = try simulation.accessList(call)
    var members: [JSON.Member] = [
      JSON.Member("accessList", .array(list.map(\.rpcJSON))),
      JSON.Member("gasUsed", .quantity(outcome.gasUsed)),
    ]
    do throws(RPCError) { _ = try outcome.returned() } catch {
      members.insert(JSON.Member("error", .string(error.message)), at: 1)
    }
    return .object(members)
  }
}
