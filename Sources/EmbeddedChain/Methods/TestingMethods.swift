import EVMPrimitives
import ExactJSON

// Mining, time and snapshots, as test chains have them.

extension RPCMethod {
  static let testing: [String: RPCMethod] = [
    "evm_snapshot": .change(0, ChainCore.snapshot),
    "evm_revert": .change(1, ChainCore.revert),
    "evm_mine": .change(1, ChainCore.mineOne),
    "evm_increaseTime": .change(1, ChainCore.increaseTime),
    "evm_setTime": .change(1, ChainCore.setTime),
    "evm_setNextBlockTimestamp": .change(1, ChainCore.setNextTimestamp),
    "evm_setAutomine": .change(1, ChainCore.setAutomine),
    "evm_setIntervalMining": .change(1, ChainCore.setIntervalInMilliseconds),
    "evm_setBlockGasLimit": .change(1, ChainCore.setBlockGasLimit),
    "evm_setAccountBalance": .change(2, ChainCore.setBalance),
    "evm_setAccountCode": .change(2, ChainCore.setCode),
    "evm_setAccountNonce": .change(2, ChainCore.setNonce),
    "evm_setAccountStorageAt": .change(3, ChainCore.setStorage),
    "hardhat_setIntervalMining": .change(1, ChainCore.setIntervalInMilliseconds),
    "anvil_setIntervalMining": .change(1, ChainCore.setIntervalInSeconds),
    "anvil_getIntervalMining": .read(0, ChainCore.getInterval),
    "anvil_snapshot": .change(0, ChainCore.snapshot),
    "anvil_revert": .change(1, ChainCore.revert),
    "anvil_increaseTime": .change(1, ChainCore.increaseTime),
    "anvil_setTime": .change(1, ChainCore.setTime),
    "anvil_setNextBlockTimestamp": .change(1, ChainCore.setNextTimestamp),
    "anvil_setBlockTimestampInterval": .change(1, ChainCore.setTimestampInterval),
    "anvil_removeBlockTimestampInterval": .change(0, ChainCore.removeTimestampInterval),
  ]
}

// MARK: - Snapshots

extension ChainCore {
  static func snapshot(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    .quantity(core.takeSnapshot())
  }

  static func revert(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    .bool(core.revert(to: try arguments.number(0)))
  }
}

// MARK: - Mining

extension ChainCore {
  /// Blocks that may be mined at once.
  private static let mineLimit: UInt64 = 100_000

  /// `evm_mine`, with the block's time, or with `{"timestamp", "blocks"}`.
  static func mineOne(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    var count: UInt64 = 1
    var timestamp: UInt64?
    _ = try arguments.optional(0) { (value) throws(JSONTypeError) in
      if value.kind == .object {
        try value.requireKeys(known: ["timestamp", "blocks"])
        timestamp = try value.member("timestamp") { (v) throws(JSONTypeError) in
          try v.looseNumber()
        }
        count = try value.member("blocks") { (v) throws(JSONTypeError) in try v.looseNumber() } ?? 1
      } else {
        timestamp = try value.looseNumber()
      }
    }
    if let timestamp { try core.setNextTimestamp(timestamp) }
    try core.mine(count, interval: nil)
    return "0x0"
  }

  /// `anvil_mine`: a number of blocks, and the seconds between them.
  static func mineMany(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    typealias Value = JSONValue
    let count = try arguments.optional(0) { (v: Value) throws(JSONTypeError) in
      try v.looseNumber()
    }
    let interval = try arguments.optional(1) { (v: Value) throws(JSONTypeError) in
      try v.looseNumber()
    }
    try core.mine(count ?? 1, interval: interval)
    return .null
  }

  private mutating func mine(_ count: UInt64, interval: UInt64?) throws(RPCError) {
    guard count <= Self.mineLimit else {
      throw .invalidArguments(
        "too many blocks: \(count) were asked for, but \(Self.mineLimit) may be mined at once.")
    }
    for number in 0..<count {
      if number > 0, let interval {
        let (next, overflow) = state.latest.header.timestamp.addingReportingOverflow(interval)
        guard !overflow else { throw .invalidArguments("the time goes beyond 64 bits.") }
        if interval > 0 { state.next.timestamp = next }
      }
      try mine()
    }
  }

  static func setAutomine(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let isOn = try arguments.require(0) { (value) throws(JSONTypeError) in
      try value.requireBool()
    }
    core.mining = isOn ? .instant : .onRequest
    if isOn { try core.mineWaiting() }
    return true
  }

  func getAutomine(_ arguments: Arguments) throws(RPCError) -> JSON { .bool(mining == .instant) }

  /// In milliseconds, as hardhat has it; 0 turns timed blocks off.
  static func setIntervalInMilliseconds(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    try core.setInterval(.milliseconds(Int64(clamping: min(try arguments.number(0), 1 << 40))))
  }

  /// In seconds, as anvil has it; 0 turns timed blocks off.
  static func setIntervalInSeconds(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    try core.setInterval(.seconds(Int64(clamping: min(try arguments.number(0), 1 << 30))))
  }

  private mutating func setInterval(_ interval: Duration) throws(RPCError) -> JSON {
    mining = interval == .zero ? .onRequest : .interval(interval)
    return true
  }

  /// In seconds; `null` without timed blocks.
  func getInterval(_ arguments: Arguments) throws(RPCError) -> JSON {
    if case .interval(let time) = mining { .integer(time.components.seconds) } else { .null }
  }

  static func setBlockGasLimit(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let limit = try arguments.number(0)
    guard limit > 0 else { throw .invalidArguments("Block gas limit must be greater than 0") }
    core.state.next.gasLimit = limit
    return true
  }
}

// MARK: - Time

extension ChainCore {
  /// Answers by how many seconds the chain's time is ahead in all.
  static func increaseTime(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.advanceTime(by: try arguments.number(0))
    return .integer(core.state.timeOffset)
  }

  /// Lets the chain's time go on from a moment, in seconds since 1970.
  static func setTime(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    core.state.setTime(try arguments.number(0), now: core.now)
    return .integer(core.state.timeOffset)
  }

  static func setNextTimestamp(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    try core.setNextTimestamp(try arguments.number(0))
    return .null
  }

  private mutating func setNextTimestamp(_ timestamp: UInt64) throws(RPCError) {
    let latest = state.latest.header.timestamp
    guard timestamp > latest else {
      throw .invalidArguments(
        "Timestamp error: \(timestamp) is lower than or equal to previous block's timestamp, which is \(latest)."
      )
    }
    state.next.timestamp = timestamp
  }

  static func setTimestampInterval(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    let interval = try arguments.number(0)
    guard interval > 0, interval < 1 << 32 else {
      throw .invalidArguments("the seconds between blocks are a number from 1 to 2^32 - 1.")
    }
    core.state.next.timestampInterval = interval
    return .null
  }

  static func removeTimestampInterval(
    _ core: inout ChainCore, _ arguments: Arguments
  ) throws(RPCError) -> JSON {
    defer { core.state.next.timestampInterval = nil }
    return .bool(core.state.next.timestampInterval != nil)
  }
}
