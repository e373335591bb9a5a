import EVMPrimitives
import ExactJSON
import Testing
import Vaults
import VectorFiles

/// The state in which the vault system stands at its known addresses.
@Suite struct `Genesis of the vault system` {
  private static func accounts() throws -> JSONValue {
    let text = try VectorFile.contents(of: "contracts/btfs/genesis.json")
    return try JSONDocument(parsing: text).root.require("accounts")
  }

  private static func code(at address: Address) throws -> [UInt8]? {
    try accounts()[address.checksummed]?.require("code").requireString().hexBytes
  }

  private static func word(_ slot: Int, at address: Address) throws -> UInt256 {
    let name = Hash256(UInt256(slot)).hex
    let word = try accounts()[address.checksummed]?.require("storage")[name]?.requireString()
    return try word.map { UInt256(try Hash256(hex: $0)) } ?? .zero
  }

  @Test func `every code is that of a contract, a logic's with its own address behind`() throws {
    var runtimes: [[UInt8]: Bool] = [:]
    for row in try VectorFile("contracts/btfs/contracts.jsonl").rows {
      runtimes[try row.bytes("runtime")] = try row.bool("endsWithOwnAddress")
    }
    for account in try #require(try Self.accounts().members) {
      let code = try account.value.require("code").requireString().hexBytes
      guard !code.isEmpty else { continue }
      if runtimes[code] == false { continue }
      let address = try Address(hex: account.key)
      #expect(code.suffix(32) == Array(repeating: 0, count: 12) + address.bytes, "\(account.key)")
      #expect(runtimes[Array(code.dropLast(32))] == true, "\(account.key)")
    }
  }

  @Test func `the current contracts of mainnet have code`() throws {
    let roles: [KnownContract.Role] = [.vaultLogic, .priceOracle, .status, .fileMeta, .stake]
    for contract in KnownContract.all
    where contract.chainID == 199 && contract.isCurrent && roles.contains(contract.role) {
      #expect(try Self.code(at: contract.address)?.isEmpty == false, "\(contract.name)")
    }
  }

  @Test(arguments: [
    "0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9", "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7",
    "0xc2d5a532cf69aa9a1378737d8ccdef884b6e7420",
  ])
  func `a factory's master is the first contract that it created`(address: String) throws {
    let factory = try Address(hex: address)
    let record = try #require(
      VaultFactoryRecord.all.first { $0.factory == factory && $0.chainID != 1029 })
    #expect(try Self.word(2, at: factory) == record.master.word)
    #expect(try Self.code(at: record.master)?.isEmpty == false)
  }
}

extension String {
  fileprivate var hexBytes: [UInt8] { get throws { try Hex.decode(self) } }
}
