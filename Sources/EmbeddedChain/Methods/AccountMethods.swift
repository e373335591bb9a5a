import EVMInterpreter
import EVMPrimitives
import ExactJSON

// What test chains let one set, under the names of anvil and of hardhat.

extension RPCMethod {
  /// Each exists as `anvil_` and `hardhat_`.
  static let account: [String: RPCMethod] = [
    "setBalance": .change(2, ChainCore.setBalance),
    "addBalance": .change(2, ChainCore.addBalance),
    "setCode": .change(2, ChainCore.setCode),
    "setNonce": .change(2, ChainCore.setNonce),
    "setStorageAt": .change(3, ChainCore.setStorage),
    "impersonateAccount": .change(1, ChainCore.impersonate),
    "stopImpersonatingAccount": .change(1, ChainCore.stopImpersonating),
    "autoImpersonateAccount": .change(1, ChainCore.autoImpersonate),
    "mine": .change(2, ChainCore.mineMany),
    "getAutomine": .read(0, ChainCore.getAutomine),
    "setAutomine": .change(1, ChainCore.setAutomine),
    "setBlockGasLimit": .change(1, ChainCore.setBlockGasLimit),
    "setCoinbase": .change(1, ChainCore.setCoinbase),
    "setNextBlockBaseFeePerGas": .change(1, ChainCore.setNextBaseFee),
    "setMinGasPrice": .change(1, ChainCore.setGasPrice),
    "setPrevRandao": .change(1, ChainCore.setPrevRandao),
    "dropTransaction": .change(1, ChainCore.dropTransaction),
    "dropAllTransactions": .change(0, ChainCore.dropAllTransactions),
    "reset": .change(1, ChainCore.reset),
    "dumpState": .read(1, ChainCore.dumpState),
    "loadState": .change(1, ChainCore.loadState),
    "nodeInfo": .read(0, ChainCore.nodeInfo),
    "metadata": .read(0, ChainCore.metadata),
  ]
}

// MARK: - Accounts

extension ChainCore {
  static func setBalance(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let balance = try arguments.word(1)
    core.state.change(address) { $0.balance = balance }
    return true
  }

  static func addBalance(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let (sum, overflow) = (core.state.world[address]?.balance ?? .zero)
      .addingReportingOverflow(try arguments.word(1))
    guard !overflow else { throw .invalidArguments("the balance would not fit 256 bits.") }
    core.state.change(address) { $0.balance = sum }
    return true
  }

  static func setCode(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let code = ExecutableCode(try arguments.bytes(1))
    core.state.change(address) { $0.code = code }
    return true
  }

  static func setNonce(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let nonce = try arguments.number(1)
    core.state.change(address) { $0.nonce = nonce }
    core.state.pool.removeUsed(of: address, below: nonce)
    return true
  }

  static func setStorage(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let address = try arguments.address(0)
    let slot = try arguments.slot(1)
    let word = try arguments.slot(2)
    core.state.change(address) { $0.storage[slot] = word }
    return true
  }

  static func impersonate(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.state.impersonated.insert(try arguments.address(0))
    return true
  }

  static func stopImpersonating(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    .bool(core.state.impersonated.remove(try arguments.address(0)) != nil)
  }

  static func autoImpersonate(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.state.impersonatesAll = try arguments.require(0) { (value) throws(JSONTypeError) in
      try value.requireBool()
    }
    return true
  }
}

// MARK: - Blocks to come

extension ChainCore {
  static func setCoinbase(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.state.next.coinbase = try arguments.address(0)
    return true
  }

  static func setNextBaseFee(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    guard core.state.fork.includes(.london) else {
      throw .refused("there is no base fee before London; this chain runs \(core.state.fork).")
    }
    core.state.next.baseFee = try arguments.word(0)
    return true
  }

  /// What `eth_gasPrice` answers where there is no base fee.
  static func setGasPrice(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.options.gasPrice = try arguments.word(0)
    return true
  }

  static func setPrevRandao(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.state.next.prevRandao = Hash256(try arguments.slot(0))
    return true
  }

  static func dropTransaction(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let hash = try arguments.hash(0)
    return core.state.pool.remove(hash) ? .hex(hash) : .null
  }

  static func dropAllTransactions(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.state.pool.removeAll()
    return true
  }
}

// MARK: - The chain as a whole

extension ChainCore {
  /// Begins the chain anew.
  static func reset(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let forking = try arguments.optional(0) { (value) throws(JSONTypeError) in
      value["forking"].map { !$0.isNull } ?? false
    }
    if forking == true {
      throw .unsupported("this chain cannot fork another one; reset it without forking.")
    }
    core = ChainCore(core.options, accounts: core.accounts)
    return true
  }

  func nodeInfo(_ arguments: Arguments) throws(RPCError) -> JSON {
    [
      "currentBlockNumber": .quantity(state.latest.number),
      "currentBlockTimestamp": .integer(state.latest.header.timestamp),
      "currentBlockHash": .hex(state.latest.hash),
      "hardFork": .string(state.fork.description.lowercased()), "transactionOrder": "fees",
      "environment": [
        "baseFee": .quantity(state.nextBaseFee ?? .zero), "chainId": .integer(state.chainID),
        "gasLimit": .quantity(state.next.gasLimit),
        "gasPrice": .quantity(suggestedFees.gasPrice),
      ],
      "forkConfig": [:],
    ]
  }

  func metadata(_ arguments: Arguments) throws(RPCError) -> JSON {
    [
      "clientVersion": .string(Self.clientName), "chainId": .integer(state.chainID),
      // The first block tells this chain from another one that was started anew.
      "instanceId": .hex((state.block(0) ?? state.latest).hash),
      "latestBlockNumber": .integer(state.latest.number),
      "latestBlockHash": .hex(state.latest.hash), "snapshots": [:],
    ]
  }
}
