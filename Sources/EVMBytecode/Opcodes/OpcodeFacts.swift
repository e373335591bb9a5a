import EVMPrimitives

/// What is known of an instruction besides what it does.
struct OpcodeFacts: Sendable {
  let mnemonic: String
  let stackInputs: UInt8
  let stackOutputs: UInt8
  /// Gas of the fork that brought the instruction.
  let gas: UInt16
  let introduced: Fork
  /// Later gas, by fork, oldest first.
  let gasChanges: [(fork: Fork, gas: UInt16)]

  init(
    _ mnemonic: String, _ stackInputs: UInt8, _ stackOutputs: UInt8, _ gas: UInt16,
    _ introduced: Fork = .frontier, _ gasChanges: [(fork: Fork, gas: UInt16)] = []
  ) {
    self.mnemonic = mnemonic
    self.stackInputs = stackInputs
    self.stackOutputs = stackOutputs
    self.gas = gas
    self.introduced = introduced
    self.gasChanges = gasChanges
  }

  static let none = OpcodeFacts("", 0, 0, 0)

  /// The facts of each number; nil where there is no instruction.
  static let table: [OpcodeFacts?] = {
    var table = [OpcodeFacts?](repeating: nil, count: 256)
    for (opcode, facts) in rows { table[Int(opcode.rawValue)] = facts }
    for count in 1...32 { table[0x5f + count] = OpcodeFacts("PUSH\(count)", 0, 1, 3) }
    for depth in 1...16 {
      let reach = UInt8(depth)
      table[0x7f + depth] = OpcodeFacts("DUP\(depth)", reach, reach + 1, 3)
      table[0x8f + depth] = OpcodeFacts("SWAP\(depth)", reach + 1, reach + 1, 3)
    }
    for topics in 0...4 {
      table[0xa0 + topics] = OpcodeFacts(
        "LOG\(topics)", UInt8(topics) + 2, 0, 375 * UInt16(topics + 1))
    }
    return table
  }()

  private static let rows: [(Opcode, OpcodeFacts)] = [
    (.stop, OpcodeFacts("STOP", 0, 0, 0)),
    (.add, OpcodeFacts("ADD", 2, 1, 3)),
    (.mul, OpcodeFacts("MUL", 2, 1, 5)),
    (.sub, OpcodeFacts("SUB", 2, 1, 3)),
    (.div, OpcodeFacts("DIV", 2, 1, 5)),
    (.sdiv, OpcodeFacts("SDIV", 2, 1, 5)),
    (.mod, OpcodeFacts("MOD", 2, 1, 5)),
    (.smod, OpcodeFacts("SMOD", 2, 1, 5)),
    (.addmod, OpcodeFacts("ADDMOD", 3, 1, 8)),
    (.mulmod, OpcodeFacts("MULMOD", 3, 1, 8)),
    (.exp, OpcodeFacts("EXP", 2, 1, 10)),
    (.signExtend, OpcodeFacts("SIGNEXTEND", 2, 1, 5)),
    (.lt, OpcodeFacts("LT", 2, 1, 3)),
    (.gt, OpcodeFacts("GT", 2, 1, 3)),
    (.slt, OpcodeFacts("SLT", 2, 1, 3)),
    (.sgt, OpcodeFacts("SGT", 2, 1, 3)),
    (.eq, OpcodeFacts("EQ", 2, 1, 3)),
    (.isZero, OpcodeFacts("ISZERO", 1, 1, 3)),
    (.and, OpcodeFacts("AND", 2, 1, 3)),
    (.or, OpcodeFacts("OR", 2, 1, 3)),
    (.xor, OpcodeFacts("XOR", 2, 1, 3)),
    (.not, OpcodeFacts("NOT", 1, 1, 3)),
    (.byte, OpcodeFacts("BYTE", 2, 1, 3)),
    (.shl, OpcodeFacts("SHL", 2, 1, 3, .constantinople)),
    (.shr, OpcodeFacts("SHR", 2, 1, 3, .constantinople)),
    (.sar, OpcodeFacts("SAR", 2, 1, 3, .constantinople)),
    (.clz, OpcodeFacts("CLZ", 1, 1, 5, .osaka)),
    (.keccak256, OpcodeFacts("KECCAK256", 2, 1, 30)),
    (.address, OpcodeFacts("ADDRESS", 0, 1, 2)),
    (
      .balance,
      OpcodeFacts(
        "BALANCE", 1, 1, 20, .frontier,
        [(.tangerineWhistle, 400), (.istanbul, 700), (.berlin, 100)])
    ),
    (.origin, OpcodeFacts("ORIGIN", 0, 1, 2)),
    (.caller, OpcodeFacts("CALLER", 0, 1, 2)),
    (.callValue, OpcodeFacts("CALLVALUE", 0, 1, 2)),
    (.calldataLoad, OpcodeFacts("CALLDATALOAD", 1, 1, 3)),
    (.calldataSize, OpcodeFacts("CALLDATASIZE", 0, 1, 2)),
    (.calldataCopy, OpcodeFacts("CALLDATACOPY", 3, 0, 3)),
    (.codeSize, OpcodeFacts("CODESIZE", 0, 1, 2)),
    (.codeCopy, OpcodeFacts("CODECOPY", 3, 0, 3)),
    (.gasPrice, OpcodeFacts("GASPRICE", 0, 1, 2)),
    (
      .extCodeSize,
      OpcodeFacts("EXTCODESIZE", 1, 1, 20, .frontier, [(.tangerineWhistle, 700), (.berlin, 100)])
    ),
    (
      .extCodeCopy,
      OpcodeFacts("EXTCODECOPY", 4, 0, 20, .frontier, [(.tangerineWhistle, 700), (.berlin, 100)])
    ),
    (.returndataSize, OpcodeFacts("RETURNDATASIZE", 0, 1, 2, .byzantium)),
    (.returndataCopy, OpcodeFacts("RETURNDATACOPY", 3, 0, 3, .byzantium)),
    (
      .extCodeHash,
      OpcodeFacts("EXTCODEHASH", 1, 1, 400, .constantinople, [(.istanbul, 700), (.berlin, 100)])
    ),
    (.blockHash, OpcodeFacts("BLOCKHASH", 1, 1, 20)),
    (.coinbase, OpcodeFacts("COINBASE", 0, 1, 2)),
    (.timestamp, OpcodeFacts("TIMESTAMP", 0, 1, 2)),
    (.number, OpcodeFacts("NUMBER", 0, 1, 2)),
    (.prevRandao, OpcodeFacts("PREVRANDAO", 0, 1, 2)),
    (.gasLimit, OpcodeFacts("GASLIMIT", 0, 1, 2)),
    (.chainID, OpcodeFacts("CHAINID", 0, 1, 2, .istanbul)),
    (.selfBalance, OpcodeFacts("SELFBALANCE", 0, 1, 5, .istanbul)),
    (.baseFee, OpcodeFacts("BASEFEE", 0, 1, 2, .london)),
    (.blobHash, OpcodeFacts("BLOBHASH", 1, 1, 3, .cancun)),
    (.blobBaseFee, OpcodeFacts("BLOBBASEFEE", 0, 1, 2, .cancun)),
    (.pop, OpcodeFacts("POP", 1, 0, 2)),
    (.mload, OpcodeFacts("MLOAD", 1, 1, 3)),
    (.mstore, OpcodeFacts("MSTORE", 2, 0, 3)),
    (.mstore8, OpcodeFacts("MSTORE8", 2, 0, 3)),
    (
      .sload,
      OpcodeFacts(
        "SLOAD", 1, 1, 50, .frontier, [(.tangerineWhistle, 200), (.istanbul, 800), (.berlin, 100)])
    ),
    (.sstore, OpcodeFacts("SSTORE", 2, 0, 0)),
    (.jump, OpcodeFacts("JUMP", 1, 0, 8)),
    (.jumpI, OpcodeFacts("JUMPI", 2, 0, 10)),
    (.pc, OpcodeFacts("PC", 0, 1, 2)),
    (.msize, OpcodeFacts("MSIZE", 0, 1, 2)),
    (.gas, OpcodeFacts("GAS", 0, 1, 2)),
    (.jumpDest, OpcodeFacts("JUMPDEST", 0, 0, 1)),
    (.tload, OpcodeFacts("TLOAD", 1, 1, 100, .cancun)),
    (.tstore, OpcodeFacts("TSTORE", 2, 0, 100, .cancun)),
    (.mcopy, OpcodeFacts("MCOPY", 3, 0, 3, .cancun)),
    (.push0, OpcodeFacts("PUSH0", 0, 1, 2, .shanghai)),
    (.create, OpcodeFacts("CREATE", 3, 1, 32000)),
    (.call, OpcodeFacts("CALL", 7, 1, 40, .frontier, [(.tangerineWhistle, 700), (.berlin, 100)])),
    (
      .callCode,
      OpcodeFacts("CALLCODE", 7, 1, 40, .frontier, [(.tangerineWhistle, 700), (.berlin, 100)])
    ),
    (.return, OpcodeFacts("RETURN", 2, 0, 0)),
    (
      .delegateCall,
      OpcodeFacts("DELEGATECALL", 6, 1, 40, .homestead, [(.tangerineWhistle, 700), (.berlin, 100)])
    ),
    (.create2, OpcodeFacts("CREATE2", 4, 1, 32000, .constantinople)),
    (.staticCall, OpcodeFacts("STATICCALL", 6, 1, 700, .byzantium, [(.berlin, 100)])),
    (.revert, OpcodeFacts("REVERT", 2, 0, 0, .byzantium)),
    (.invalid, OpcodeFacts("INVALID", 0, 0, 0)),
    (.selfDestruct, OpcodeFacts("SELFDESTRUCT", 1, 0, 0, .frontier, [(.tangerineWhistle, 5000)])),
  ]
}
