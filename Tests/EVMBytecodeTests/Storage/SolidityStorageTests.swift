import EVMABI
import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

/// Storage as solc uses it, in assembly: the layouts follow Solidity's documentation, "Layout of State
/// Variables in Storage".
@Suite struct `Storage as Solidity uses it` {
  /// The layout of a contract with one function, 0x12345678.
  private static func layout(_ body: String) throws -> StorageLayout {
    StorageLayout(try code(body))
  }

  private static func code(_ body: String) throws -> Bytecode {
    let text = """
      0x80 0x40 MSTORE 0 CALLDATALOAD 224 SHR 0x12345678 EQ @body JUMPI 0 DUP1 REVERT
      body: JUMPDEST \(body) STOP
      """
    let pushes = text.split(whereSeparator: \.isWhitespace).map { word in
      word.first!.isNumber || word.hasPrefix("@") ? "push \(word)" : String(word)
    }
    return try Assembly(parsing: pushes.joined(separator: " ")).bytecode()
  }

  private static func lines(_ layout: StorageLayout) -> [String] {
    layout.variables.map { "\($0.slot).\($0.offset) \($0.type)" }
  }

  private static let address = "1 160 SHL 1 SWAP1 SUB"
  private static let addressMask = "0xffffffffffffffffffffffffffffffffffffffff"

  @Test(arguments: [
    // address a; bool b; uint64 c, each read by a shift and a mask.
    (
      "7 SLOAD \(addressMask) AND CALLER EQ POP 7 SLOAD 160 SHR 0xff AND ISZERO ISZERO POP "
        + "7 SLOAD 168 SHR 0xffffffffffffffff AND 3 ADD POP",
      ["7.0 address", "7.20 bool", "7.21 uint64"]
    ),
    // The same by division, as older compilers read.
    (
      "0x100000000 7 SLOAD DIV 0xffffffff AND 2 MUL POP 7 SLOAD 0xffffffff AND 2 MUL POP",
      ["7.0 uint32", "7.4 uint32"]
    ),
    // b = true beside an address: only its byte is written.
    (
      "7 SLOAD 0xff 160 SHL NOT AND 1 160 SHL OR 7 SSTORE",
      ["7.20 uint8"]
    ),
    // A whole word that is compared under a mask is still a word.
    ("5 SLOAD 0xff AND POP 4 CALLDATALOAD 1 ADD 5 SSTORE", ["5.0 uint256"]),
    // mapping(address => uint256)
    (
      "4 CALLDATALOAD \(addressMask) AND 0 MSTORE 102 0x20 MSTORE 0x40 0 KECCAK256 SLOAD POP",
      ["102.0 mapping(address => uint256)"]
    ),
    // mapping(address => mapping(address => bool))
    (
      "CALLER 0 MSTORE 3 0x20 MSTORE 0x40 0 KECCAK256 0x20 MSTORE 4 CALLDATALOAD \(addressMask) "
        + "AND 0 MSTORE 0x40 0 KECCAK256 DUP1 SLOAD 0xff NOT AND 1 OR SWAP1 SSTORE",
      ["3.0 mapping(address => mapping(address => uint8))"]
    ),
    // mapping(uint256 => (address,uint256)), of which both members are read.
    (
      "4 CALLDATALOAD 0 MSTORE 2 0x20 MSTORE 0x40 0 KECCAK256 DUP1 SLOAD \(addressMask) AND POP "
        + "1 ADD SLOAD 2 MUL POP",
      ["2.0 mapping(uint256 => (address,uint256))"]
    ),
    // address[], with its bound.
    (
      "4 SLOAD 4 CALLDATALOAD LT @in JUMPI INVALID in: JUMPDEST 4 0 MSTORE 0x20 0 KECCAK256 "
        + "4 CALLDATALOAD ADD SLOAD \(addressMask) AND POP",
      ["4.0 address[]"]
    ),
    // uint128[], appended to: the lowest bit of the length tells the half of a word.
    (
      "4 SLOAD DUP1 1 ADD 4 SSTORE 2 DUP2 DIV 4 0 MSTORE 0x20 0 KECCAK256 ADD SLOAD SWAP1 "
        + "1 AND 7 SHL SHR 0xffffffffffffffffffffffffffffffff AND 3 ADD POP",
      ["4.0 uint128[]"]
    ),
    // The same where the compiler has the hash of slot 4 at hand.
    (
      "4 SLOAD 4 CALLDATALOAD LT @in JUMPI INVALID in: JUMPDEST "
        + "0x8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b "
        + "4 CALLDATALOAD ADD SLOAD \(addressMask) AND POP",
      ["4.0 address[]"]
    ),
    // uint256[3]
    (
      "3 4 CALLDATALOAD LT @in JUMPI INVALID in: JUMPDEST 4 CALLDATALOAD 9 ADD SLOAD POP",
      ["9.0 uint256[3]"]
    ),
    // The length of a string: short and long form.
    (
      "6 SLOAD DUP1 1 AND ISZERO @short JUMPI DUP1 1 SHR POP short: JUMPDEST 1 SHR 0x7f AND POP",
      ["6.0 string"]
    ),
    // int128
    ("8 SLOAD 15 SIGNEXTEND 5 SGT POP", ["8.0 int128"]),
  ])
  func `variables have their places and types`(body: String, expected: [String]) throws {
    #expect(Self.lines(try Self.layout(body)) == expected)
  }

  @Test func `reserved slots are named, and transient storage stands apart`() throws {
    let layout = try Self.layout(
      """
      4 CALLDATALOAD \(Self.addressMask) AND
      0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc SSTORE
      1 0 TSTORE
      """)
    #expect(layout.variables.map(\.knownName) == ["ERC-1967 implementation"])
    #expect(layout.variables.map(\.type) == [.value(.address)])
    #expect(layout.transient.map(\.slot) == [0])
  }

  @Test func `a slot that the caller chooses is said to be unknown`() throws {
    let layout = try Self.layout("0x24 CALLDATALOAD 4 CALLDATALOAD SSTORE")
    #expect(layout.variables.isEmpty)
    #expect(layout.unknownWrites.count == 1)
    #expect(layout.unknownReads.isEmpty)
  }

  @Test func `readers and writers are told`() throws {
    let layout = try Self.layout("1 5 SSTORE 6 SLOAD POP")
    let selector = Selector(rawValue: 0x1234_5678)
    #expect(layout.variables.map(\.writers) == [[selector], []])
    #expect(layout.variables.map(\.readers) == [[], [selector]])
    #expect(layout.variables.map(\.isUsedElsewhere) == [false, false])
    let fallback = StorageLayout(try Bytecode(parsing: "0x60015f55"))
    #expect(fallback.variables.map(\.isUsedElsewhere) == [true])
    #expect(fallback.variables.map(\.writers) == [[]])
  }

  @Test func `a known declaration tells types apart that are the same to code`() throws {
    let code = try Self.code("5 SLOAD 0 MSTORE 32 0 RETURN")
    let selector = Selector(rawValue: 0x1234_5678)
    let function = ABIFunction(
      "root", inputs: [], outputs: [ABIParameter("", .bytes32)], stateMutability: .view)
    let exploration = CodeExploration(code)
    #expect(StorageLayout(exploration).variables.map(\.type) == [.value(.uint256)])
    #expect(
      StorageLayout(exploration, signatures: [selector: function]).variables.map(\.type)
        == [.value(.bytes32)])
  }

  @Test func `a declared layout is compared place by place`() throws {
    let layout = try Self.layout("1 0 SSTORE 1 SLOAD \(Self.addressMask) AND POP 2 SLOAD 2 MUL POP")
    let declared = NamedStorageLayout(
      "declared",
      [
        .init("first", slot: 0, .value(.uint256)), .init("second", slot: 1, .value(.uint256)),
        .init("third", slot: 3, .value(.bool)),
      ])
    let comparison = layout.comparison(with: declared)
    #expect(comparison.matching.map(\.name) == ["first"])
    #expect(comparison.different.map(\.declared.name) == ["second"])
    #expect(comparison.untouched.map(\.name) == ["third"])
    #expect(comparison.undeclared.map(\.slot) == [2])
    #expect(!comparison.agrees)
  }

  @Test func `any code has a layout`() throws {
    var generator = SeededGenerator(seed: 419)
    let opcodes: [UInt8] = [
      0x54, 0x55, 0x5c, 0x5d, 0x20, 0x52, 0x35, 0x01, 0x16, 0x17, 0x1b, 0x1c, 0x04, 0x02, 0x80,
      0x90,
      0x5f, 0x19, 0x0b, 0x1a, 0x10, 0x14, 0x15,
    ]
    for _ in 0..<2_000 {
      var code: [UInt8] = []
      for _ in 0..<Int.random(in: 1...120, using: &generator) {
        if Bool.random(using: &generator) {
          code += [0x60, UInt8([0, 1, 4, 31, 32, 64, 160, 255].randomElement(using: &generator)!)]
        } else {
          code.append(opcodes.randomElement(using: &generator)!)
        }
      }
      let layout = StorageLayout(try Bytecode(code))
      for variable in layout.variables {
        #expect(variable.offset + variable.byteCount <= 32 && variable.byteCount > 0)
        #expect(!variable.type.description.isEmpty)
      }
    }
  }
}
