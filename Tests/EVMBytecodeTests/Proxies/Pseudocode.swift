import EVMBytecode
import EVMPrimitives
import Testing

/// The text that a reader of the operator's notes knows from the Panoramix decompiler.
@Suite struct `Pseudocode` {
  static let notes =
    "0x363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"
  static let target = String(repeating: "be", count: 20)

  static func pseudocode(_ hex: String) throws -> String {
    try #require(ProxyRecognition(Bytecode(parsing: hex))).pseudocode
  }

  @Test func `the vault of the notes reads as Panoramix printed it, with plain offsets`() throws {
    #expect(
      try Self.pseudocode(Self.notes) == """
        def _fallback() payable: # default function
          delegate 0x5cf1f8c1c89e6fd24863918571917b5109d6a170 with:
             funct call.data[0 len 4]
               gas gas_remaining wei
              args call.data[4 len calldata.size - 4]
          if not delegate.return_code:
              revert with ext_call.return_data[0 len return_data.size]
          return ext_call.return_data[0 len return_data.size]
        """)
  }

  @Test func `a shortened address is written in full`() throws {
    let text = try Self.pseudocode("363d3d373d3d3d363d60be5af43d82803e903d91601857fd5bf3")
    #expect(text.contains("delegate 0x00000000000000000000000000000000000000be with:"))
  }

  @Test func `arguments that are appended show where they come from`() throws {
    let start = "3d3d3d3d363d3d3761"
    let rest = "013d73\(Self.target)5af43d3d93803e603557fd5bf3"
    let whole = try Self.pseudocode("\(start)0004603736393661" + "0004\(rest)aabb0004")
    #expect(whole.contains("args call.data[4 len calldata.size - 4], this.code[55 len 4]\n"))
    let padded = try Self.pseudocode("\(start)0009603736393661" + "0009\(rest)aabb0004")
    #expect(padded.contains("], this.code[55 len 4], zeros[5]\n"))
    let cut = try Self.pseudocode("\(start)0004603736393661" + "0001\(rest)aabb0004")
    #expect(cut.contains("], this.code[55 len 1]\n"))
    let none = try Self.pseudocode("\(start)0000603736393661" + "0000\(rest)")
    #expect(none.contains("args call.data[4 len calldata.size - 4]\n"))
  }

  @Test func `a slot is read from the account's own storage`() throws {
    let slot = KnownStorageSlot.implementation.key
    let text = try Self.pseudocode(
      "363d3d373d3d363d7f\(slot.hex.dropFirst(2))545af43d6000803e6038573d6000fd5b3d6000f3")
    #expect(text.contains("\n  delegate address(storage[\(slot)]) with:\n"))
  }

  @Test func `an I-variant answers one byte itself`() throws {
    let slot = KnownStorageSlot.implementation.key
    let text = try Self.pseudocode(
      "365814604357363d3d373d3d363d7f\(slot.hex.dropFirst(2))545af43d6000803e603e573d6000fd5b3d6000f35b6020600f3d393d51543d52593df3"
    )
    #expect(text.contains("\n  if calldata.size == 1:\n      return storage[\(slot)]\n"))
  }

  @Test func `a beacon is asked first`() throws {
    let slot = KnownStorageSlot.beacon.key
    let text = try Self.pseudocode(
      "363d3d373d3d363d602036600436635c60da1b60e01b36527f\(slot.hex.dropFirst(2))545afa5036515af43d6000803e604d573d6000fd5b3d6000f3"
    )
    #expect(
      text.contains(
        """
        def _fallback() payable: # default function
          static call address(storage[\(slot)]).implementation() with: # 0x5c60da1b
               gas gas_remaining wei
          delegate address(ext_call.return_data[0 len 32]) with:
        """))
  }

  @Test func `Vyper's forwarders return 4096 bytes and drop the reason`() throws {
    let start = "366000600037611000600036600073\(Self.target)5af4"
    let old = try Self.pseudocode("\(start)602c57600080fd5b6110006000f3")
    #expect(
      old.hasSuffix(
        """
          if not delegate.return_code:
              revert # the reason is dropped
          return memory[0 len 4096] # ext_call.return_data, the rest of call.data, zeros
        """))
    let beta = try Self.pseudocode("\(start)1558576110006000f3")
    #expect(beta.contains("\n      invalid jump # no reason is returned, all gas is spent\n"))
  }

  @Test func `a plain transfer is logged by the proxy`() throws {
    let topic = Keccak256.hash("ReceiveETH(uint256)".utf8).hex.dropFirst(2)
    let text = try Self.pseudocode(
      "36602c57343d527f\(topic)593da1005b3d3d3d3d363d3d37363d73\(Self.target)5af43d3d93803e605757fd5bf3"
    )
    #expect(
      text.contains(
        "\n  if not calldata.size:\n      log ReceiveETH(call.value)\n      stop\n  delegate 0x"))
  }

  @Test func `a hard-coded administrator's branch comes first`() throws {
    let slot = KnownStorageSlot.implementation.key.hex.dropFirst(2)
    let text = try Self.pseudocode(
      "3d3d3373\(Self.target)14605757363d3d37363d7f\(slot)545af43d6000803e6052573d6000fd5b3d6000f35b3d356020355560408036111560525736038060403d373d3d355af43d6000803e6052573d6000fd"
    )
    #expect(
      text.contains(
        """
        def _fallback() payable: # default function
          if caller == 0x\(Self.target):
              storage[call.data[32 len 32]] = call.data[0 len 32]
              if calldata.size <= 64:
                  return
              delegate address(call.data[0 len 32]) with:
        """))
  }

  @Test func `an EIP-7702 designator is no function`() throws {
    #expect(
      try Self.pseudocode("ef0100\(Self.target)") == """
        # no code of its own: every call to this account runs the code of
        # 0x\(Self.target) here, with this account's storage, balance and address
        """)
  }
}
