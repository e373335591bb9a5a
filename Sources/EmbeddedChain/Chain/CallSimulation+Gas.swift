import EVMAccounts
import EVMInterpreter
import EVMPrimitives

extension CallSimulation {
  /// The least gas with which a call succeeds, found by search.
  ///
  /// - Throws: ``RPCError`` with why it fails whatever gas it has.
  func estimate(_ call: TransactionCall) throws(RPCError) -> UInt64 {
    let sender = call.from ?? .zero
    var high = try highestGas(call, sender: sender)
    guard let first = try attempt(call, from: sender, gas: high) else {
      throw .refused("gas required exceeds allowance (\(high))")
    }
    if !first.isSuccess {
      guard first.status == .halt(.outOfGas) else {
        _ = try first.returned()
        return high
      }
      throw .refused("gas required exceeds allowance (\(high))")
    }
    // What was paid for in the end is too little for less, and often what was needed is enough.
    var low = first.gasUsed - 1
    if first.gasNeeded < high, try succeeds(call, from: sender, gas: first.gasNeeded) {
      high = first.gasNeeded
    } else {
      // A call inside gets 63/64 of what is left, and one with value 2,300 more.
      let generous = (first.gasNeeded + 2_300) / 63 * 64 + 64
      low = max(low, first.gasNeeded)
      if generous < high, try succeeds(call, from: sender, gas: generous) { high = generous }
    }
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if try succeeds(call, from: sender, gas: middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The most gas that the call may have: what it says, the block's limit, and what the sender can pay.
  private func highestGas(
    _ call: TransactionCall, sender: Address
  ) throws(RPCError) -> UInt64 {
    var high = call.gas.map { max($0, 21_000) } ?? context.gasLimit
    high = min(high, max(Self.gasCap, context.gasLimit))
    if fork.includes(.osaka) { high = min(high, TransactionRules.gasCap) }
    let price = call.gasPrice ?? call.maxFeePerGas ?? .zero
    guard !price.isZero else { return high }
    let balance = world[sender]?.balance ?? .zero
    let value = call.value ?? .zero
    guard balance >= value else {
      throw .refused(
        "insufficient funds for transfer: the sender has \(balance) wei, but the call sends \(value)."
      )
    }
    return min(high, UInt64(clamping: (balance &- value) / price))
  }

  /// The outcome with so much gas; `nil` when that is too little to begin.
  private func attempt(
    _ call: TransactionCall, from sender: Address, gas: UInt64
  ) throws(RPCError) -> TransactionOutcome? {
    let transaction = try transaction(call, gasLimit: gas)
    do throws(TransactionExecutionError) {
      return try execute(transaction, from: sender)
    } catch {
      switch error {
      case .refused(.rules(.gasBelowIntrinsic)), .refused(.rules(.gasBelowFloor)): return nil
      case .refused(let refusal): throw .refused(refusal.rpcMessage)
      case .fault(let fault): throw .refused(fault.description)
      }
    }
  }

  private func succeeds(
    _ call: TransactionCall, from sender: Address, gas: UInt64
  ) throws(RPCError) -> Bool {
    try attempt(call, from: sender, gas: gas)?.isSuccess ?? false
  }

  /// The accounts and slots that a call touches, and the gas that it takes when it says so.
  func accessList(
    _ call: TransactionCall
  ) throws(RPCError) -> (list: [AccessListEntry], outcome: TransactionOutcome) {
    let sender = call.from ?? .zero
    var call = call
    let gas = defaultGas(call)
    var list = call.accessList ?? []
    // With a list the code may take another way, so it is run until the list stays as it is.
    for _ in 0..<16 {
      call.accessList = list
      let transaction = try transaction(call, gasLimit: gas)
      let nonce = world[sender]?.nonce ?? 0
      let collector = AccessCollector(
        list: list,
        without: [sender, call.to ?? VirtualMachine.createdAddress(sender: sender, nonce: nonce)]
          + Precompile.addresses(under: fork))
      let outcome = try run(transaction, from: sender, tracer: collector)
      if collector.list == list { return (list, outcome) }
      list = collector.list
    }
    throw .refused("the access list does not settle; the code takes another way each time.")
  }
}
