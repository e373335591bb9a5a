import EVMABI
import EVMBytecode
import EVMPrimitives
import Testing
import Vaults

/// The layouts of the vault system's contracts, against slots that were computed and read elsewhere.
@Suite struct `Known storage layouts` {
  private static func variable(_ name: String, of key: String) throws
    -> NamedStorageLayout.Variable
  {
    let known = try #require(NamedStorageLayout.known.first { $0.key == key })
    return try #require(known.layout.variables.first { $0.name == name })
  }

  /// Where a mapping keeps an address's value, by Solidity's rule.
  private static func place(_ variable: NamedStorageLayout.Variable, _ key: String) throws -> String
  {
    let address = try Address(hex: key)
    let bytes = [UInt8](repeating: 0, count: 12) + address.bytes + variable.slot.bigEndianBytes
    return Keccak256.hash(bytes).hex
  }

  /// The places of one beneficiary's and one vault's values; the factory's was seen in an EVM that ran
  /// its code.
  @Test(arguments: [
    (
      "vault", "paidOut", "0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc",
      "0xee5d0ab1c65c682e343a1fcd003ba312cc08fb44695e910c445a4154bebe41fe"
    ),
    (
      "vault-2022-01", "paidOut", "0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc",
      "0x527115bc9889002e50714001a840552accd1fdf2bc343f5d0083f33187dd8aec"
    ),
    (
      "swarm-chequebook", "paidOut", "0xf54430f85b5862cdd3278c3c78fda39b65f4a2bc",
      "0x2b1c438552e57159482d55dc73b511766fcc0fd9b4a099ad6ae222304f91300c"
    ),
    (
      "multi-token-vault", "multiTokensTotalPaidOut", "0xdb28719f7f938507dbfe4f0eae55668903d34a15",
      "0x4b95c4f9d49f6929783b125346bf525fc55356549f42a129f3420e9217e88f07"
    ),
    (
      "multi-token-vault", "multiTokensBounced", "0xdb28719f7f938507dbfe4f0eae55668903d34a15",
      "0xa68835a3aeba9ca4deab7fee080a21873775fd7b98eee4591409a20f0ef8cc14"
    ),
    (
      "factory", "deployedContracts", "0x3b3ed80c9c687b6a0c16e5ce778ecfee3d5a0a4e",
      "0x2a8aa46266f2b0ea73e64792b15d1ee8dd710ca423d0156a93f9ea6ba710de82"
    ),
  ])
  func `mappings are at their slots`(
    layout: String, name: String, key: String, expected: String
  ) throws {
    #expect(try Self.place(Self.variable(name, of: layout), key) == expected)
  }

  @Test func `an upgradeable vault keeps a flag or a number of its initialisation`() throws {
    for layout in ["vault", "multi-token-vault"] {
      let variable = try Self.variable("_initialized", of: layout)
      #expect(variable.accepts(.value(.bool)) && variable.accepts(.value(.uint(8))))
      #expect(!variable.accepts(.value(.address)))
      #expect(variable.typeDescription == "bool or uint8")
    }
  }

  @Test func `the issuer and the bounced flag share a word`() throws {
    for layout in ["vault", "multi-token-vault", "vault-2022-01", "swarm-chequebook"] {
      let issuer = try Self.variable("issuer", of: layout)
      let bounced = try Self.variable("bounced", of: layout)
      #expect(issuer.slot == bounced.slot)
      #expect(issuer.offset == 0 && bounced.offset == 20)
    }
  }

  @Test func `no layout declares a place twice`() {
    for known in NamedStorageLayout.known {
      let places = known.layout.variables.map { "\($0.slot).\($0.offset)" }
      #expect(Set(places).count == places.count)
    }
  }

  /// A word and a flag are at no place where a known contract has them.
  @Test func `a layout does not fit another contract`() throws {
    let code = try Assembly(
      parsing: """
        push 0 sload pop push 1 sload push 0xff and iszero iszero pop stop
        """
    ).bytecode()
    let layout = StorageLayout(code)
    for known in NamedStorageLayout.known {
      #expect(!layout.comparison(with: known.layout).fits, "\(known.key)")
    }
  }
}
