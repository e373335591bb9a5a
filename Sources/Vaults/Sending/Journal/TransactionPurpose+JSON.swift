import EVMPrimitives
public import ExactJSON

extension TransactionPurpose {
  /// `{"kind", …}`: addresses and hashes in hex, amounts as decimal strings.
  public var json: JSON {
    var members: [JSON.Member] = [.init("kind", .string(kind))]
    func add(_ key: String, _ address: Address) {
      members.append(.init(key, .string(address.checksummed)))
    }
    func add(_ key: String, _ amount: UInt256) {
      members.append(.init(key, .string(amount.description)))
    }
    switch self {
    case .cashOut(let purpose):
      members.append(.init("cheque", .string(purpose.cheque.hex)))
      add("vault", purpose.vault)
      add("beneficiary", purpose.beneficiary)
      if let token = purpose.token { add("token", token) }
      if let paidIn = purpose.paidIn { add("paidIn", paidIn) }
      add("recipient", purpose.recipient)
      add("cumulativePayout", purpose.cumulativePayout)
      add("outstanding", purpose.outstanding)
    case .deployVault(let factory, let peerID):
      add("factory", factory)
      members.append(.init("peerId", .string(peerID)))
    case .approve(let token, let spender, let amount):
      add("token", token)
      add("spender", spender)
      add("amount", amount)
    case .deposit(let vault, let token, let amount), .withdraw(let vault, let token, let amount):
      add("vault", vault)
      add("token", token)
      add("amount", amount)
    case .wrap(let token, let amount), .unwrap(let token, let amount):
      add("token", token)
      add("amount", amount)
    case .call(let to, let data, let value):
      add("to", to)
      members.append(.init("data", .string(Hex.encode(data))))
      add("value", value)
    case .create(let hash): members.append(.init("initCodeHash", .string(hash.hex)))
    case .fillGap: break
    }
    return .object(members)
  }

  init(_ value: JSONValue) throws(JSONTypeError) {
    let kind = try value.require("kind").requireString()
    switch kind {
    case "cash-out":
      func address(_ key: String) throws(JSONTypeError) -> Address? {
        guard let address = value[key] else { return nil }
        return try address.journalAddress()
      }
      self = .cashOut(
        CashOutPurpose(
          cheque: try value.require("cheque").journalHash(),
          vault: try value.require("vault").journalAddress(),
          beneficiary: try value.require("beneficiary").journalAddress(),
          token: try address("token"), paidIn: try address("paidIn"),
          recipient: try value.require("recipient").journalAddress(),
          cumulativePayout: try value.require("cumulativePayout").journalAmount(),
          outstanding: try value.require("outstanding").journalAmount()))
    case "deploy-vault":
      self = .deployVault(
        factory: try value.require("factory").journalAddress(),
        peerID: try value.require("peerId").requireString())
    case "approve":
      self = .approve(
        token: try value.require("token").journalAddress(),
        spender: try value.require("spender").journalAddress(),
        amount: try value.require("amount").journalAmount())
    case "deposit", "withdraw":
      let vault = try value.require("vault").journalAddress()
      let token = try value.require("token").journalAddress()
      let amount = try value.require("amount").journalAmount()
      self =
        kind == "deposit"
        ? .deposit(vault: vault, token: token, amount: amount)
        : .withdraw(vault: vault, token: token, amount: amount)
    case "wrap", "unwrap":
      let token = try value.require("token").journalAddress()
      let amount = try value.require("amount").journalAmount()
      self =
        kind == "wrap"
        ? .wrap(token: token, amount: amount) : .unwrap(token: token, amount: amount)
    case "call":
      self = .call(
        to: try value.require("to").journalAddress(),
        data: try value.require("data").journalBytes(),
        value: try value.require("value").journalAmount())
    case "create":
      self = .create(initCodeHash: try value.require("initCodeHash").journalHash())
    case "fill-gap": self = .fillGap
    default: throw value.invalid("\(quoted(kind)) is no purpose that this release knows.")
    }
  }
}

// MARK: - Scalars as this module writes them

extension JSONValue {
  func journalAddress() throws(JSONTypeError) -> Address {
    let text = try requireString()
    do { return try Address(parsing: text) } catch { throw invalid(error.description) }
  }

  func journalHash() throws(JSONTypeError) -> Hash256 {
    let text = try requireString()
    do { return try Hash256(hex: text) } catch { throw invalid(error.description) }
  }

  /// A decimal string.
  func journalAmount() throws(JSONTypeError) -> UInt256 {
    guard let amount = UInt256(try requireString()) else {
      throw invalid("An amount is a decimal string of at most 256 bits.")
    }
    return amount
  }

  func journalBytes() throws(JSONTypeError) -> [UInt8] {
    let text = try requireString()
    do { return try Hex.decode(text) } catch { throw invalid(error.description) }
  }
}
