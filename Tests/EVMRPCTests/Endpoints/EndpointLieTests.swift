import ChequerTesting
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import ExactJSON
import Synchronization
import Testing

/// Numbers that are the same each time: SplitMix64.
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}

@Suite(.serialized) struct `Of three endpoints one that lies at random` {
  /// What a hostile node says to a request that is answered with `honest`.
  private static func lie(
    _ honest: JSON, _ numbers: inout SeededNumbers
  ) -> ScriptedNode.Reply {
    let word = Hash256(UInt256(numbers.next() % 5))
    switch numbers.next() % 12 {
    case 0: return .result(nil)
    case 1: return .result("0x")
    case 2: return .result(.string(word.hex))
    case 3: return .result([:])
    case 4: return .failure(.transport(endpoint: "x", reason: "It was interrupted."))
    case 5: return .failure(.node(code: -32000, message: "execution aborted"))
    case 6: return .failure(.reverted(data: [1], message: "execution reverted"))
    case 7: return .failure(.blockNotFound("the block"))
    case 8: return .failure(.rateLimited(endpoint: "x", retryAfter: .seconds(1)))
    case 9: return .failure(.unsupported(method: "it"))
    default:
      switch honest {
      case .string(let text) where text.utf8.count > 2:
        var digits = Array(text)
        digits[digits.count - 1] = digits.last == "1" ? "2" : "1"
        return .result(.string(String(digits)))
      case .object(var members):
        let place = Int(numbers.next() % UInt64(members.count))
        members[place].value = .string(word.hex)
        return .result(.object(members))
      case .array(let elements): return .result(.array(Array(elements.dropLast())))
      default: return .result(.string(word.hex))
      }
    }
  }

  @Test(arguments: 0..<40)
  func `never makes a read wrong, and never keeps one from being answered`(
    seed: Int
  ) async throws {
    let test = try ScriptedPool(of: 3) { $0.patience = .seconds(90) }
    let liar = test.nodes[seed % 3]
    let journal = LieJournal(seed: UInt64(seed))
    let lies = LieCount()
    let chain = test.chain
    // About its chain and head it lies less, so that it is asked for more.
    liar.reply { request in
      journal.withNumbers { numbers in
        let isAdmission =
          ["eth_chainId", "eth_syncing"].contains(request.method)
          || request.parameters.first == "latest"
        guard numbers.next() % 12 < (isAdmission ? 1 : 9),
          let honest = try? chain.call(request.method, .array(request.parameters))
        else { return .honest }
        lies.add()
        return Self.lie(honest, &numbers)
      }
    }
    let price = try await chain.ask(.gasPrice)
    let code = try await chain.ask(.code(of: TestToken.wbtt.address))
    let wbtt = TestToken.wbtt.address
    for _ in 0..<3 {
      // Who lied is asked last: a new pool does not know it yet.
      let caller = test.newPool().agreeing()
      let header = try await caller.ask(.header(.latest))
      #expect(header.hash == chain.latestBlock.hash)
      #expect(header.stateRoot == chain.latestBlock.header.stateRoot)
      let head = header.id
      #expect(
        try await caller.ask(.balance(of: test.account, at: head))
          == chain.balance(of: test.account))
      #expect(
        try await caller.ask(.code(of: wbtt, at: head)) == code)
      let words = try await caller.ask(
        (0..<4).map { .storage(of: wbtt, slot: UInt256($0), at: head) })
      for (slot, word) in words.enumerated() {
        #expect(try word.get() == chain.state[wbtt]?.storage[UInt256(slot)] ?? 0)
      }
      let supply = try await caller.ask(
        .call(CallMessage(to: wbtt, data: [0x18, 0x16, 0x0d, 0xdd]), at: head))
      #expect(UInt256(try Hash256(supply)) > 0)
      #expect(try await caller.ask(.receipt(of: Hash256(UInt256(1)))) == nil)
      let proven = try ProofCheckedCaller(caller, at: header)
      #expect(
        try await proven.ask(.storage(of: wbtt, slot: 2, at: head))
          == chain.state[wbtt]?.storage[2] ?? 0)
      #expect(try await caller.ask(.gasPrice) == price)
      try chain.mine()
      test.time.pass(.seconds(1))
    }
    #expect(lies.count > 0)
  }
}

/// The numbers of a liar, which is asked from several threads.
private final class LieJournal: Sendable {
  private let numbers: Mutex<SeededNumbers>

  init(seed: UInt64) { numbers = Mutex(SeededNumbers(state: seed)) }

  func withNumbers<Value: Sendable>(_ body: (inout SeededNumbers) -> Value) -> Value {
    numbers.withLock { body(&$0) }
  }
}

private final class LieCount: Sendable {
  private let number = Mutex(0)

  var count: Int { number.withLock { $0 } }

  func add() { number.withLock { $0 += 1 } }
}
