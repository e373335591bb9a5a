import EVMBytecode
import EVMPrimitives
import Testing

@Suite struct `Code inspection` {
  static func inspect(_ hex: String) throws -> CodeInspection {
    CodeInspection(try Bytecode(parsing: hex))
  }

  @Test func `no code is said to be no contract`() throws {
    let inspection = try Self.inspect("0x")
    #expect(inspection.form == .empty)
    #expect(inspection.codeHash == Keccak256.empty)
    #expect(
      inspection.summary
        == "No code: an account without a contract, or one that is not created yet.")
  }

  @Test func `unknown code is called unknown, and only a sweep is reported`() throws {
    // PUSH1 DELEGATECALL hides one in data; JUMPDEST DELEGATECALL SELFDESTRUCT PUSH2 cut off.
    let inspection = try Self.inspect("60f45bf4ff6101")
    guard case .unknown(let sweep) = inspection.form else {
      Issue.record("\(inspection.form)")
      return
    }
    #expect(inspection.byteCount == 7)
    #expect(sweep.instructionCount == 5)
    #expect(sweep.jumpDestinationCount == 1)
    #expect(sweep.calls.delegateCall == 1)
    #expect(sweep.calls.selfDestruct == 1)
    #expect(sweep.calls.call == 0)
    #expect(sweep.endsInPushData)
    #expect(
      sweep.description
        == "linear sweep: 5 instructions, 1 JUMPDEST, 1 DELEGATECALL, 1 SELFDESTRUCT; the last PUSH is cut off (data is read as code too; what can run is not known)"
    )
    #expect(
      inspection.summary
        == "No proxy is recognised: neither by the bytes of a known make, nor by what runs when no function is called, as far as that was followed."
    )
  }

  @Test func `each call instruction is counted`() throws {
    guard case .unknown(let sweep) = try Self.inspect("f0f1f2f4f5faff00").form else {
      Issue.record("not unknown")
      return
    }
    #expect(
      sweep.description
        == "linear sweep: 8 instructions, 0 JUMPDEST, 1 DELEGATECALL, 1 CALLCODE, 1 CALL, 1 STATICCALL, 1 CREATE, 1 CREATE2, 1 SELFDESTRUCT (data is read as code too; what can run is not known)"
    )
    #expect(!sweep.endsInPushData)
  }

  @Test func `creation code is said to be that, and its contract inspected`() throws {
    let inspection = try Self.inspect(
      "3d602d80600a3d3981f3363d3d373d3d3d363d735cf1f8c1c89e6fd24863918571917b5109d6a1705af43d82803e903d91602b57fd5bf3"
    )
    #expect(
      inspection.codeHash.hex
        == "0x5ac9f16d77ed14964c6c23f6d03ddb147aabc82596f9a8fa1f506d4a91364754")
    #expect(
      inspection.proxy?.codeHash.hex
        == "0x56dd1118a2dff81e9dace9d86dae42c09d728080c3b02caa02df63ef30647fda")
    #expect(
      inspection.summary
        == "Not the code of a contract but what creates one: EIP-1167 creation code (ERC-1167, OpenZeppelin Clones, ERC-6551 registry), which leaves 45 bytes. The contract is: EIP-1167 minimal proxy: runs the code of 0x5cf1f8C1C89e6fd24863918571917b5109D6a170."
    )
  }

  @Test func `creation code that says more than there is leaves zeros`() throws {
    let code = try Bytecode(parsing: "3d602d80600a3d3981f3363d")
    let creation = try #require(CreationCode(code))
    #expect(creation.statedByteCount == 45)
    #expect(creation.runtime == 10..<12)
    #expect(!creation.isComplete)
    #expect(
      creation.deployedCode(of: code).bytes
        == [0x36, 0x3d] + [UInt8](repeating: 0, count: 43))
    #expect(creation.description.contains("leaves 45 bytes, of which 2 are there"))
  }

  @Test func `creation code whose two lengths differ is not known`() throws {
    let code = try Bytecode(parsing: "6033600c60003960346000f3" + "00")
    #expect(CreationCode(code) == nil)
  }

  @Test func `creation code in creation code is not followed`() throws {
    // Each level is ten bytes; a reader that descends would go down as deep as there are bytes.
    let level = "61ffff3d81600a3d39f3"
    let inspection = try Self.inspect(String(repeating: level, count: 6_000))
    guard case .creation(_, of: .unknown) = inspection.form else {
      Issue.record("\(inspection.summary)")
      return
    }
  }

  @Test func `the blueprint's parts are told`() throws {
    let inspection = try Self.inspect("fe71050003aabbcc6000")
    // 05 is version 1 with a one-byte length, which is 00: no data.
    guard case .neighbour(.blueprint(let blueprint)) = inspection.form else {
      Issue.record("\(inspection.form)")
      return
    }
    #expect(blueprint.version == 1)
    #expect(blueprint.data == 4..<4)
    #expect(blueprint.creationCode == 4..<10)
  }

  @Test func `a library names the address in its guard`() throws {
    let address = "5cf1f8c1c89e6fd24863918571917b5109d6a170"
    #expect(
      try Self.inspect("73\(address)301460806040").summary
        == "A Solidity library deployed at 0x5cf1f8C1C89e6fd24863918571917b5109D6a170: it compares its own address with that one; no proxy."
    )
  }

  @Test func `a library that is not deployed is said to be that`() throws {
    #expect(
      try Self.inspect("73\(String(repeating: "00", count: 20))301460806040").summary
        == "A Solidity library as the compiler leaves it: the place of its own address is still zero, so this is not its code on a chain; no proxy."
    )
  }

  @Test func `every neighbour has its own name and a sentence`() {
    let all: [CodeNeighbour] =
      [
        .brokenMinimalProxy(target: .zero, jump: 1, expected: 2),
        .malformedDesignator(byteCount: 4),
        .objectFormat, .reserved(secondByte: 0x02), .reserved(secondByte: nil), .create3Shim,
        .create3ShimCreation, .metamorphicCreation, .transientMetamorphicCreation, .library(.zero),
      ] + ForeignCode.allCases.map { .foreign($0) }
    #expect(Set(all.map(\.description)).count == all.count)
    #expect(all.allSatisfy { $0.description.hasSuffix(".") })
    #expect(Set(all.map(\.name)).count == all.count - 1)
    #expect(
      CodeNeighbour.reserved(secondByte: 0x02).description
        == "Begins with ef02: code that EIP-3541 lets nobody deploy, and no known format.")
  }
}
