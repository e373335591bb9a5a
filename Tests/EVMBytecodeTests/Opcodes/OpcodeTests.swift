import EVMBytecode
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Opcodes` {
  /// 0xfe is an instruction by name only (EIP-141): the specifications have none.
  static let designatedInvalid = 0xfe

  @Test func `all numbers are what the execution specifications do in every fork`() throws {
    let rows = try VectorFile("opcodes/opcodes.jsonl").rows
    #expect(rows.count == 256)
    for row in rows {
      let number = try row.integer("number")
      guard number != Self.designatedInvalid else { continue }
      let opcode = Opcode(rawValue: try #require(UInt8(exactly: number)))
      guard row.has("mnemonic") else {
        #expect(opcode == nil, "\(row)")
        continue
      }
      let found = try #require(opcode, "\(row)")
      #expect(try row.string("mnemonic") == found.mnemonic)
      #expect(try row.integer("immediates") == found.immediateCount, "\(found)")
      #expect(try row.integer("inputs") == found.stackInputs, "\(found)")
      #expect(try row.integer("outputs") == found.stackOutputs, "\(found)")
      var stages: [(fork: Fork, gas: Int)] = []
      for stage in try #require(row.json["gas"]?.elements) {
        let fork = try Fork(named: stage.require("fork").requireString())
        stages.append((fork, try #require(Int(try stage.require("gas").requireString()))))
      }
      for fork in Fork.allCases {
        let stage = stages.last { fork.includes($0.fork) }
        #expect(found.exists(in: fork) == (stage != nil), "\(found) \(fork)")
        if let stage { #expect(found.baseGas(in: fork) == stage.gas, "\(found) \(fork)") }
      }
    }
  }

  @Test func `INVALID exists in every fork and costs nothing by itself`() throws {
    let invalid = try #require(Opcode(rawValue: 0xfe))
    #expect(Fork.allCases.allSatisfy { invalid.exists(in: $0) && invalid.baseGas(in: $0) == 0 })
    #expect(invalid.mnemonic == "INVALID")
  }

  @Test func `mnemonics are read in any case, and the old names too`() {
    for opcode in Opcode.allCases {
      #expect(Opcode(mnemonic: opcode.mnemonic.lowercased()) == opcode)
      #expect(Opcode(mnemonic: opcode.mnemonic) == opcode)
    }
    #expect(Opcode(mnemonic: "sha3") == .keccak256)
    #expect(Opcode(mnemonic: "Difficulty") == .prevRandao)
    #expect(Opcode(mnemonic: "SUICIDE") == .selfDestruct)
    #expect(Opcode(mnemonic: "PUSH33") == nil)
    #expect(Opcode(mnemonic: "") == nil)
  }

  @Test func `a block ends where nothing after it runs without a jump`() {
    let ends = Opcode.allCases.filter(\.endsBlock)
    #expect(ends == [.stop, .jump, .return, .revert, .invalid, .selfDestruct])
  }
}
