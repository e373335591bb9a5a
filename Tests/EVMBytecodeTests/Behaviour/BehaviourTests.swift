import EVMBytecode
import EVMPrimitives
import Testing
import VectorFiles

/// What functions do and behind which conditions, in code that was written for it.
@Suite struct `Behaviour of assembled functions` {
  /// The behaviour of a contract with one function, 0x12345678; `$` stands for what reverts.
  static func behaviour(_ body: String) throws -> ContractBehaviour {
    let text = """
      0x80 0x40 MSTORE 0 CALLDATALOAD 224 SHR 0x12345678 EQ @body JUMPI
      fail: JUMPDEST 0 DUP1 REVERT
      body: JUMPDEST \(body) STOP
      """
    let pushes = text.split(whereSeparator: \.isWhitespace).map { word in
      word.first!.isNumber || word.hasPrefix("@") ? "push \(word)" : String(word)
    }
    return ContractBehaviour(try Assembly(parsing: pushes.joined(separator: " ")).bytecode())
  }

  static func requirements(_ action: ContractAction?) -> [String] {
    (action?.requirements ?? []).map { "\($0.kind.rawValue): \($0.text)" }.sorted()
  }

  private static let mask = "0xffffffffffffffffffffffffffffffffffffffff"

  @Test func `a caller that is compared with a slot is a guard`() throws {
    let behaviour = try Self.behaviour(
      "3 SLOAD \(Self.mask) AND CALLER XOR @fail JUMPI 4 CALLDATALOAD SELFDESTRUCT")
    let action = try #require(behaviour.control.first)
    #expect(action.isGuarded && action.canSucceed && action.isComplete)
    #expect(Self.requirements(action) == ["caller: the caller == slot 3"])
    #expect(action.kind == behaviour.actions.first?.kind)
    guard case .selfDestruct(let heir) = action.kind else {
      Issue.record("not an end of the contract")
      return
    }
    #expect(heir.text == "argument 0")
  }

  @Test(arguments: [
    // Whoever calls: nothing is asked.
    ("4 CALLDATALOAD SELFDESTRUCT", [String]()),
    // A caller that is compared with what he says himself is no guard.
    (
      "CALLER 4 CALLDATALOAD EQ ISZERO @fail JUMPI 0 SELFDESTRUCT",
      ["condition: the caller == argument 0"]
    ),
    // A mark that is kept for the caller.
    (
      "CALLER 0 MSTORE 2 32 MSTORE 64 0 KECCAK256 SLOAD 0xff AND ISZERO @fail JUMPI 0 SELFDESTRUCT",
      ["permission: slot 2[the caller] is set"]
    ),
    // Once only.
    ("5 SLOAD @fail JUMPI 0 SELFDESTRUCT", ["unset: slot 5 is zero"]),
  ])
  func `what is asked is told`(body: String, expected: [String]) throws {
    let behaviour = try Self.behaviour(body)
    #expect(Self.requirements(behaviour.control.first) == expected)
  }

  /// One of two ways asks who calls; they join before the end of the contract.
  @Test func `a guard on one of two paths is none`() throws {
    let behaviour = try Self.behaviour(
      """
      4 CALLDATALOAD 7 EQ @other JUMPI 3 SLOAD CALLER XOR @fail JUMPI
      join: JUMPDEST 0 SELFDESTRUCT
      other: JUMPDEST 6 SLOAD ISZERO @fail JUMPI @join JUMP
      """)
    let action = try #require(behaviour.control.first)
    #expect(!action.isGuarded)
    #expect(action.requirements.isEmpty)
  }

  /// The same stack at the place where paths join: only one of them is followed further.
  @Test func `a path that is not followed again still counts`() throws {
    let behaviour = try Self.behaviour(
      """
      3 SLOAD CALLER EQ @join JUMPI 4 CALLDATALOAD 9 LT @fail JUMPI
      join: JUMPDEST 1 8 SSTORE 0 SELFDESTRUCT
      """)
    #expect(behaviour.control.first?.isGuarded == false)
    #expect(Self.requirements(behaviour.control.first).isEmpty)
  }

  @Test func `a mark that is always undone is told`() throws {
    let behaviour = try Self.behaviour(
      "4 CALLDATALOAD @pay JUMPI 1 9 SSTORE 0 DUP1 REVERT pay: JUMPDEST 2 10 SSTORE")
    let found = behaviour.actions.map { action -> (String, Bool) in
      guard case .writes(let place, _) = action.kind else { return ("", false) }
      return (place.text, action.canSucceed)
    }
    #expect(found.contains { $0 == ("slot 9", false) })
    #expect(found.contains { $0 == ("slot 10", true) })
  }

  @Test func `coins, tokens and what is written after them`() throws {
    let behaviour = try Self.behaviour(
      """
      0 0 0 0 7 4 CALLDATALOAD GAS CALL POP
      0xa9059cbb 224 SHL 128 MSTORE CALLER 132 MSTORE 36 CALLDATALOAD 164 MSTORE
      32 0 68 128 0 5 SLOAD GAS CALL POP
      1 6 SSTORE
      """)
    #expect(behaviour.payments.count == 2)
    guard case .sendsCoins(let target, let amount) = behaviour.payments[0].kind,
      case .movesTokens(let function, let token, let arguments) = behaviour.payments[1].kind
    else {
      Issue.record("other actions: \(behaviour.payments)")
      return
    }
    #expect(target.text == "argument 0" && amount.constant == 7)
    #expect(function == .transfer && token.text == "slot 5")
    #expect(arguments.map(\.text) == ["the caller", "argument 1"])
    let write = try #require(
      behaviour.actions.first { if case .writes = $0.kind { true } else { false } })
    #expect(write.callsBefore == behaviour.payments.flatMap(\.offsets).sorted())
  }

  @Test func `an implementation that anyone may set is told with its slot`() throws {
    let behaviour = try Self.behaviour(
      """
      4 CALLDATALOAD
      0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc SSTORE
      36 CALLDATALOAD 4 CALLDATALOAD SSTORE
      0 0 0 0 4 CALLDATALOAD GAS DELEGATECALL
      """)
    let kinds = behaviour.control.map { action in
      switch action.kind {
      case .writesControl(let slot, let value): "\(slot.name) = \(value)"
      case .writesAnySlot(let slot, let value): "\(slot) = \(value)"
      case .delegateCall(let target): "delegatecall \(target)"
      default: "other"
      }
    }
    #expect(
      kinds == [
        "ERC-1967 implementation = argument 0", "argument 0 = argument 1",
        "delegatecall argument 0",
      ])
  }

  @Test func `a write of the slot that a delegated call goes to decides which code runs`() throws {
    let behaviour = try Self.behaviour(
      """
      4 CALLDATALOAD @set JUMPI 0 0 0 0 18 SLOAD GAS DELEGATECALL STOP
      set: JUMPDEST 3 SLOAD CALLER XOR @fail JUMPI 4 CALLDATALOAD 18 SSTORE 1 19 SSTORE
      """)
    let kinds = behaviour.control.map { action in
      switch action.kind {
      case .delegateCall(let target): "delegatecall \(target), guarded: \(action.isGuarded)"
      case .writes(let place, let value): "\(place) = \(value), guarded: \(action.isGuarded)"
      default: "other"
      }
    }
    #expect(
      Set(kinds) == ["delegatecall slot 18, guarded: false", "slot 18 = argument 0, guarded: true"])
  }

  /// In code that was not deployed, an immutable administrator is zero.
  @Test func `a caller that is compared with zero is compared with an immutable`() throws {
    let behaviour = try Self.behaviour("0 CALLER EQ ISZERO @fail JUMPI 0 SELFDESTRUCT")
    #expect(behaviour.control.first?.isGuarded == true)
  }

  /// ecrecover(hash, v, r, s) of calldata, compared with an argument: whoever signs may call.
  @Test func `a signer that the caller names is no guard`() throws {
    let behaviour = try Self.behaviour(
      """
      4 CALLDATALOAD 0 MSTORE 36 CALLDATALOAD 32 MSTORE 68 CALLDATALOAD 64 MSTORE
      100 CALLDATALOAD 96 MSTORE 32 128 128 0 1 GAS STATICCALL POP
      128 MLOAD 132 CALLDATALOAD EQ ISZERO @fail JUMPI 0 SELFDESTRUCT
      """)
    let action = try #require(behaviour.control.first)
    #expect(Self.requirements(action) == ["condition: the signer (ecrecover) == argument 4"])
    #expect(!action.isGuarded)
  }

  /// canCall(caller) is asked of slot 2's contract, or the caller is made to pay with transferFrom.
  @Test(arguments: [
    (
      "0x12345678 224 SHL 128 MSTORE CALLER 132 MSTORE 32 0 36 128 2 SLOAD GAS STATICCALL POP", true
    ),
    ("0x23b872dd 224 SHL 128 MSTORE CALLER 132 MSTORE 32 0 100 128 0 2 SLOAD GAS CALL POP", false),
  ])
  func `an answer about the caller is a guard, his payment is none`(
    call: String, isGuarded: Bool
  ) throws {
    let behaviour = try Self.behaviour("\(call) 0 MLOAD ISZERO @fail JUMPI 0 SELFDESTRUCT")
    #expect(behaviour.control.first?.isGuarded == isGuarded)
  }

  @Test func `neither its own code nor a hashed slot is a way to other code`() throws {
    let behaviour = try Self.behaviour(
      """
      0 0 0 0 ADDRESS GAS DELEGATECALL POP
      4 CALLDATALOAD 0 MSTORE 32 0 KECCAK256 36 CALLDATALOAD SWAP1 SSTORE
      """)
    #expect(behaviour.control.isEmpty)
    #expect(behaviour.actions.count == 2)
  }

  @Test(arguments: [
    ("40 20 128 CODECOPY 40 128 0 CREATE", ContractAction.Creation.embedded),
    ("40 20 128 4 CALLDATALOAD EXTCODECOPY 40 128 0 CREATE", .unknown),
  ])
  func `code of its own is told from code of others`(
    body: String, expected: ContractAction.Creation
  ) throws {
    guard case .creates(let creation, nil)? = try Self.behaviour(body).creations.first?.kind else {
      Issue.record("no creation")
      return
    }
    #expect(creation == expected)
  }

  @Test func `a clone of an address in the code is told`() throws {
    let behaviour = try Self.behaviour(
      """
      0x602d3d8160093d39f3363d3d373d3d3d363d7300000000000000000000000000 128 MSTORE
      0x5cf1f8c1c89e6fd24863918571917b5109d6a170 96 SHL 147 MSTORE
      0x5af43d82803e903d91602b57fd5bf30000000000000000000000000000000000 167 MSTORE
      54 128 0 CREATE
      """)
    guard case .creates(.clone(let target), nil)? = behaviour.creations.first?.kind else {
      Issue.record("no clone: \(behaviour.creations)")
      return
    }
    #expect(target.text == "0x5cf1f8C1C89e6fd24863918571917b5109D6a170")
  }

  @Test func `a clone is told with what it is of and its salt`() throws {
    let behaviour = try Self.behaviour(
      """
      0x3d602d80600a3d3981f3363d3d373d3d3d363d73000000000000000000000000 128 MSTORE
      4 CALLDATALOAD 96 SHL 148 MSTORE
      0x5af43d82803e903d91602b57fd5bf30000000000000000000000000000000000 168 MSTORE
      36 CALLDATALOAD 55 128 0 CREATE2
      """)
    #expect(behaviour.creations.count == 1)
    guard case .creates(.clone(let target), let salt)? = behaviour.creations.first?.kind else {
      Issue.record("no clone: \(behaviour.creations)")
      return
    }
    #expect(target.text == "argument 0" && salt?.text == "argument 1")
  }

  /// ecrecover over a digest of EIP-712 whose domain has the chain's id, its answer compared with a
  /// slot.
  @Test func `a signature's message, domain and signer are told`() throws {
    let behaviour = try Self.behaviour(
      """
      0x1111111111111111111111111111111111111111111111111111111111111111 0 MSTORE
      CHAINID 32 MSTORE 64 0 KECCAK256
      0x2222222222222222222222222222222222222222222222222222222222222222 0 MSTORE
      ADDRESS 32 MSTORE 4 CALLDATALOAD 64 MSTORE 96 0 KECCAK256
      0x1901 240 SHL 128 MSTORE 162 MSTORE 130 MSTORE 66 128 KECCAK256
      0 MSTORE 36 CALLDATALOAD 32 MSTORE 68 CALLDATALOAD 64 MSTORE 100 CALLDATALOAD 96 MSTORE
      32 128 128 0 1 GAS STATICCALL POP
      128 MLOAD 7 SLOAD EQ ISZERO @fail JUMPI 0 SELFDESTRUCT
      """)
    let check = try #require(behaviour.signatureChecks.first)
    guard case .typedData(let domain, let type, let members) = check.message else {
      Issue.record("no typed data: \(check.message)")
      return
    }
    #expect(type.text == "0x" + String(repeating: "2", count: 64))
    #expect(members.map(\.text) == ["this contract", "argument 0"])
    #expect(domain.holdsChainID == true && domain.holdsContract == false)
    #expect(check.signers.map(\.text) == ["slot 7"])
    #expect(!check.refusesZero && !check.refusesHighS)
    #expect(Self.requirements(behaviour.control.first) == ["signer: the signer == slot 7"])
  }

  @Test func `any code has a behaviour`() throws {
    var generator = SeededGenerator(seed: 6780)
    let opcodes: [UInt8] = [
      0x33, 0x34, 0x35, 0x54, 0x55, 0x20, 0x52, 0x51, 0x14, 0x15, 0x57, 0x56, 0x5b, 0xf1, 0xf4,
      0xfa,
      0xf5, 0xff, 0xfd, 0xf3, 0x01, 0x03, 0x80, 0x90, 0x5f,
    ]
    for _ in 0..<1_500 {
      var code: [UInt8] = []
      for _ in 0..<Int.random(in: 1...150, using: &generator) {
        if Bool.random(using: &generator) {
          code += [0x60, UInt8.random(in: 0...160, using: &generator)]
        } else {
          code.append(opcodes.randomElement(using: &generator)!)
        }
      }
      let behaviour = ContractBehaviour(try Bytecode(code))
      for action in behaviour.actions {
        #expect(action.offsets.allSatisfy { $0 < code.count } && !action.offsets.isEmpty)
      }
    }
  }
}
