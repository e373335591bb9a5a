import EVMInterpreter
import EVMPrimitives
import ExactJSON

/// What a call shall find different from the state: accounts by address.
struct StateOverrides: Sendable {
  private var accounts: [(address: Address, change: Change)] = []

  private struct Change: Sendable {
    var balance: UInt256?
    var nonce: UInt64?
    var code: [UInt8]?
    /// In the place of all storage.
    var state: [(slot: UInt256, word: UInt256)]?
    /// On top of the storage.
    var stateDiff: [(slot: UInt256, word: UInt256)] = []
  }

  init(_ object: JSONValue) throws(JSONTypeError) {
    for (key, value) in try object.requireMembers() {
      guard let address = try? Address(hex: key) else {
        throw value.invalid("its name \(key) is no address.")
      }
      try value.requireKeys(known: ["balance", "nonce", "code", "state", "stateDiff"])
      let change = Change(
        balance: try value.member("balance") { (v) throws(JSONTypeError) in try v.rpcWord() },
        nonce: try value.member("nonce") { (v) throws(JSONTypeError) in try v.rpcNumber() },
        code: try value.member("code") { (v) throws(JSONTypeError) in try v.rpcBytes() },
        state: try value.member("state") { (v) throws(JSONTypeError) in try Self.words(v) },
        stateDiff: try value.member("stateDiff") { (v) throws(JSONTypeError) in
          try Self.words(v)
        } ?? [])
      if change.state != nil, !change.stateDiff.isEmpty {
        throw value.invalid("account \(address.hex) has both 'state' and 'stateDiff'")
      }
      accounts.append((address, change))
    }
  }

  private static func words(
    _ object: JSONValue
  ) throws(JSONTypeError) -> [(slot: UInt256, word: UInt256)] {
    var words: [(slot: UInt256, word: UInt256)] = []
    for (key, value) in try object.requireMembers() {
      guard let slot = try? UInt256(quantity: key) else {
        throw value.invalid("its name \(key) is no slot.")
      }
      words.append((slot, try value.rpcSlot()))
    }
    return words
  }

  /// The state as the call shall find it.
  func apply(to world: inout WorldState) {
    for (address, change) in accounts {
      var account = world[address] ?? WorldAccount()
      if let balance = change.balance { account.balance = balance }
      if let nonce = change.nonce { account.nonce = nonce }
      if let code = change.code { account.code = ExecutableCode(code) }
      if let state = change.state {
        account.storage = WorldStorage()
        for (slot, word) in state { account.storage[slot] = word }
      }
      for (slot, word) in change.stateDiff { account.storage[slot] = word }
      world[address] = account
    }
  }
}

/// What a call shall find different from the block's header.
struct BlockOverrides: Sendable {
  private var number: UInt64?
  private var time: UInt64?
  private var gasLimit: UInt64?
  private var feeRecipient: Address?
  private var prevRandao: UInt256?
  private var baseFee: UInt256?
  private var blobBaseFee: UInt256?

  init(_ object: JSONValue) throws(JSONTypeError) {
    try object.requireKeys(known: [
      "number", "time", "timestamp", "gasLimit", "feeRecipient", "coinbase", "prevRandao",
      "random", "difficulty", "baseFeePerGas", "baseFee", "blobBaseFee",
    ])
    func number(_ keys: String...) throws(JSONTypeError) -> UInt64? {
      for key in keys {
        let value = try object.member(key) { (v) throws(JSONTypeError) in try v.rpcNumber() }
        if let value { return value }
      }
      return nil
    }
    func word(_ keys: String...) throws(JSONTypeError) -> UInt256? {
      for key in keys {
        let value = try object.member(key) { (v) throws(JSONTypeError) in try v.rpcSlot() }
        if let value { return value }
      }
      return nil
    }
    self.number = try number("number")
    time = try number("time", "timestamp")
    gasLimit = try number("gasLimit")
    for key in ["coinbase", "feeRecipient"] {
      let address = try object.member(key) { (v) throws(JSONTypeError) in try v.rpcAddress() }
      if let address { feeRecipient = address }
    }
    prevRandao = try word("prevRandao", "random", "difficulty")
    baseFee = try word("baseFeePerGas", "baseFee")
    blobBaseFee = try word("blobBaseFee")
  }

  func apply(to context: inout BlockContext) {
    if let number { context.number = number }
    if let time { context.timestamp = time }
    if let gasLimit { context.gasLimit = gasLimit }
    if let feeRecipient { context.coinbase = feeRecipient }
    if let prevRandao { context.prevRandao = prevRandao }
    if let baseFee { context.baseFee = baseFee }
    if let blobBaseFee { context.blobBaseFee = blobBaseFee }
  }
}
