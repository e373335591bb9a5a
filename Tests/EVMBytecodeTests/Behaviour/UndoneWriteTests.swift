import EVMBytecode
import EVMPrimitives
import Testing

/// Writes that a later check of the same thing always undoes, and those that only look so.
@Suite struct `Writes that are undone` {
  private static func write(_ body: String) throws -> ContractAction {
    let behaviour = try `Behaviour of assembled functions`.behaviour(body)
    return try #require(
      behaviour.actions.first { if case .writes = $0.kind { true } else { false } })
  }

  /// Each marks slot 8 where a condition holds, joins the path where it does not, and then refuses it.
  @Test(arguments: [
    // The amount is above the limit.
    """
    4 CALLDATALOAD 36 CALLDATALOAD GT ISZERO @join JUMPI 1 8 SSTORE
    join: JUMPDEST 4 CALLDATALOAD 36 CALLDATALOAD GT @fail JUMPI
    """,
    // The same, asked the other way round.
    """
    4 CALLDATALOAD 36 CALLDATALOAD GT ISZERO @join JUMPI 1 8 SSTORE
    join: JUMPDEST 36 CALLDATALOAD 4 CALLDATALOAD LT @fail JUMPI
    """,
    // By a function of its own, several places further on.
    """
    4 CALLDATALOAD 36 CALLDATALOAD GT ISZERO @join JUMPI @join @mark JUMP
    mark: JUMPDEST 1 8 SSTORE JUMP
    join: JUMPDEST 68 CALLDATALOAD @next JUMPI
    next: JUMPDEST 4 CALLDATALOAD 36 CALLDATALOAD GT @fail JUMPI 2 9 SSTORE
    """,
    // Another slot, which the mark does not change.
    "9 SLOAD @join JUMPI 1 8 SSTORE join: JUMPDEST 9 SLOAD ISZERO @fail JUMPI",
    // A balance, and nobody is called.
    "CALLER BALANCE @join JUMPI 1 8 SSTORE join: JUMPDEST CALLER BALANCE ISZERO @fail JUMPI",
  ])
  func `a mark that the same check refuses never stands`(body: String) throws {
    let action = try Self.write(body)
    #expect(action.isComplete)
    #expect(!action.canSucceed)
  }

  @Test(arguments: [
    // What is asked is what was written.
    "8 SLOAD @join JUMPI 1 8 SSTORE join: JUMPDEST 8 SLOAD ISZERO @fail JUMPI",
    // A slot that the caller names may be the one that was written.
    """
    4 CALLDATALOAD SLOAD @join JUMPI 1 8 SSTORE
    join: JUMPDEST 4 CALLDATALOAD SLOAD ISZERO @fail JUMPI
    """,
    // Whoever is called may change a balance.
    """
    CALLER BALANCE @join JUMPI 1 8 SSTORE 0 0 0 0 0 CALLER GAS CALL POP
    join: JUMPDEST CALLER BALANCE ISZERO @fail JUMPI
    """,
    // The same call asks two contracts: what one answers says nothing of the other.
    """
    @first 4 CALLDATALOAD @ask JUMP
    first: JUMPDEST @join JUMPI 1 8 SSTORE
    join: JUMPDEST @second 36 CALLDATALOAD @ask JUMP
    second: JUMPDEST ISZERO @fail JUMPI 2 9 SSTORE STOP
    ask: JUMPDEST 32 0 4 0 DUP5 GAS STATICCALL POP POP 0 MLOAD SWAP1 JUMP
    """,
    // Another way out is open.
    """
    4 CALLDATALOAD ISZERO @join JUMPI 1 8 SSTORE
    join: JUMPDEST 36 CALLDATALOAD @open JUMPI 4 CALLDATALOAD @fail JUMPI
    open: JUMPDEST 2 9 SSTORE
    """,
  ])
  func `a mark stands where the check may turn out otherwise`(body: String) throws {
    #expect(try Self.write(body).canSucceed)
  }

  @Test func `a byte that is set beside others is told with its place`() throws {
    let action = try Self.write(
      """
      104 SLOAD 0xffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff AND
      0x010000000000000000000000000000000000000000 OR 104 SSTORE
      """)
    guard case .writes(let place, let value) = action.kind else {
      Issue.record("not a write")
      return
    }
    #expect(place.slot == 104 && place.byte == 20)
    #expect(place.text == "slot 104 byte 20")
    #expect(value.constant == .one)
  }

  /// Thirty turns, as of an array of thirty elements, and a topic from before them.
  @Test func `what a loop with a known end is followed by belongs to its function`() throws {
    let text = """
      push 0 CALLDATALOAD push 224 SHR push 0x12345678 EQ push @body JUMPI
      push 0 DUP1 REVERT
      body: JUMPDEST
      push 0xebfed14756579dd6c3419c51b35d199e7a08b687258f3e8232ff772aa9dd679c push 0
      loop: JUMPDEST push 1 ADD DUP1 push 30 XOR push @loop JUMPI
      POP push 0 push 0 LOG1 STOP
      """
    let events = InferredInterface(try Assembly(parsing: text).bytecode()).events
    let event = try #require(events.first)
    #expect(
      event.topic.hex == "0xebfed14756579dd6c3419c51b35d199e7a08b687258f3e8232ff772aa9dd679c")
    #expect(event.users.functions == [Selector(rawValue: 0x1234_5678)])
    #expect(!event.users.isElsewhere)
  }
}
