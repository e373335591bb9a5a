import EVMPrimitives
import EVMRPC
import ExactJSON
import Testing
import Vaults
import VectorFiles

@Suite struct `Events of vaults and factories` {
  private static let one = Address(repeating: 0x11)
  private static let two = Address(repeating: 0x22)
  private static let three = Address(repeating: 0x33)
  private static let four = Address(repeating: 0x44)
  private static let large = (UInt256(1) << 200) + 7
  private static let larger = UInt256(1) << 255

  private static let vaultEvents: [String: VaultEvent] = [
    "ChequeCashed(address,address,address,uint256,uint256,uint256)":
      .chequeCashed(
        ChequeCashed(
          token: nil, beneficiary: one, recipient: two, caller: three, totalPayout: large,
          cumulativePayout: larger, callerPayout: 3)),
    "MultiTokenChequeCashed(address,address,address,address,uint256,uint256,uint256)":
      .chequeCashed(
        ChequeCashed(
          token: one, beneficiary: two, recipient: three, caller: four, totalPayout: large,
          cumulativePayout: larger, callerPayout: 3)),
    "ChequeBounced()": .chequeBounced,
    "MultiTokenChequeBounced(address)": .multiTokenChequeBounced(token: one),
    "VaultWithdraw(address,uint256)": .withdraw(token: nil, from: one, amount: large),
    "VaultDeposit(address,uint256)": .deposit(token: nil, from: one, amount: large),
    "MultiTokenVaultWithdraw(address,address,uint256)":
      .withdraw(token: one, from: two, amount: large),
    "MultiTokenVaultDeposit(address,address,uint256)":
      .deposit(token: one, from: two, amount: large),
    "Withdraw(address,uint256)": .withdraw(token: nil, from: one, amount: large),
    "Deposit(address,uint256)": .deposit(token: nil, from: one, amount: large),
    "Withdraw(uint256)": .withdraw(token: nil, from: nil, amount: large),
    "Upgraded(address)": .upgraded(implementation: one),
    "AdminChanged(address,address)": .adminChanged(previous: one, new: two),
    "BeaconUpgraded(address)": .beaconUpgraded(beacon: one),
    "Initialized(uint8)": .initialized(version: 1),
  ]

  private static let factoryEvents: [String: FactoryEvent] = [
    "VaultDeployed(address,address,string)":
      .vaultDeployed(
        issuer: one, vault: two, peerID: "16Uiu2HAmKFQPM72SssFRrqcH1qwUsPwcp7vXSg3SEzfdYua1J5qc"),
    "VaultDeployed(address,address)": .vaultDeployed(issuer: one, vault: two, peerID: nil),
    "SimpleSwapDeployed(address)": .simpleSwapDeployed(chequebook: one),
  ]

  @Test func `each event is read with all its fields`() throws {
    var vaults = Self.vaultEvents
    var factories = Self.factoryEvents
    for row in try VectorFile("bindings/logs.jsonl").rows {
      let name = try row.string("event")
      let topics = try row.strings("topics").map { try Hash256(hex: $0) }
      let data = try row.bytes("data")
      let vault = vaults.removeValue(forKey: name)
      let factory = factories.removeValue(forKey: name)
      #expect(vault != nil || factory != nil, "\(name)")
      #expect(VaultEvent(topics: topics, data: data) == vault, "\(name)")
      #expect(FactoryEvent(topics: topics, data: data) == factory, "\(name)")
      #expect(VaultEvent.topics.contains(topics[0]) == (vault != nil), "\(name)")
      #expect(FactoryEvent.topics.contains(topics[0]) == (factory != nil), "\(name)")
    }
    #expect(vaults.isEmpty, "no log of \(vaults.keys)")
    #expect(factories.isEmpty, "no log of \(factories.keys)")
    #expect(VaultEvent.topics.count == Self.vaultEvents.count)
    #expect(FactoryEvent.topics.count == Self.factoryEvents.count)
  }

  @Test func `logs of other events with the same topic are none of theirs`() throws {
    for row in try VectorFile("bindings/reject-logs.jsonl").rows {
      let topics = try row.strings("topics").map { try Hash256(hex: $0) }
      let data = try row.bytes("data")
      let name = "\(try row.string("event")): \(try row.string("fault"))"
      #expect(VaultEvent(topics: topics, data: data) == nil, "\(name)")
      #expect(FactoryEvent(topics: topics, data: data) == nil, "\(name)")
    }
  }

  @Test(arguments: [true, false])
  func `a log that the chain took back is no event`(isRemoved: Bool) throws {
    func log(_ topic: String, _ data: String) throws -> RPCLog {
      let text = """
        {"address": "0x1111111111111111111111111111111111111111", "topics": ["\(topic)"],
         "data": "\(data)", "removed": \(isRemoved)}
        """
      return try RPCLog(JSONDocument(parsing: Array(text.utf8)).root)
    }
    let bounced = try log(
      "0x3f4449c047e11092ec54dc0751b6b4817a9162745de856c893a26e611d18ffc4", "0x")
    #expect((VaultEvent(bounced) == .chequeBounced) == !isRemoved)
    let deployed = try log(
      "0xc0ffc525a1c7689549d7f79b49eca900e61ac49b43d977f680bcc3b36224c004",
      "0x0000000000000000000000001111111111111111111111111111111111111111")
    #expect((FactoryEvent(deployed) == .simpleSwapDeployed(chequebook: Self.one)) == !isRemoved)
  }
}
