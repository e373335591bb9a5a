import EVMInterpreter
import EVMPrimitives
import Foundation
import Testing

@Suite struct `What code may use` {
  /// Runs code on an empty chain as that of the account `0x2000`.
  private static func run(
    _ code: String, gas: UInt64, memoryLimit: Int = 1 << 30, under fork: Fork = .newest
  ) throws -> ExecutionResult {
    let state = JournaledState(EmptyState(), under: fork)
    let address = Address(truncating: UInt256(0x2000))
    let executable = ExecutableCode(try Hex.decode(code))
    try state.setCode(executable, of: address)
    state.beginTransaction()
    let machine = VirtualMachine(state: state, memoryLimit: memoryLimit)
    return try machine.run(Message(.call(address), sender: .zero, gas: gas))
  }

  /// Runs `body` on a thread whose stack has so many bytes.
  private static func onThread(
    stackSize: Int, _ body: @escaping @Sendable () -> ExecutionResult?
  ) -> ExecutionResult? {
    final class Slot: @unchecked Sendable {
      // Written by the thread before it signals, read after that.
      var result: ExecutionResult?
    }
    let slot = Slot()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      slot.result = body()
      done.signal()
    }
    thread.stackSize = stackSize
    thread.start()
    done.wait()
    return slot.result
  }

  @Test func `calls within each other take no stack of the thread`() throws {
    // Calls itself and returns one more than that call did, so the depth in the end.
    let code =
      "600080526020600060206000600030" + "5af150600051600101600052" + "60206000f3"
    let result = Self.onThread(stackSize: 128 << 10) { try? Self.run(code, gas: 1 << 60) }
    let output = try #require(result?.output)
    #expect(output.suffix(2) == [0x04, 0x01])
    #expect(output.dropLast(2).allSatisfy { $0 == 0 })
  }

  @Test func `memory ends where the machine has no more, and that is no answer`() throws {
    // MSTORE at 1 MiB.
    let code = "6001621000005200"
    #expect(try Self.run(code, gas: 1 << 40, memoryLimit: 2 << 20).isSuccess)
    let error = #expect(throws: ExecutionFault.self) {
      try Self.run(code, gas: 1 << 40, memoryLimit: 1 << 20)
    }
    guard case .memoryLimit(let count, let limit) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(count == 1 << 20 + 32)
    #expect(limit == 1 << 20)
  }

  @Test func `all frames share one memory`() throws {
    // MSTORE at 64 KiB, then a call of itself.
    let code = "6001620100005260006000600060006000305af100"
    #expect(try Self.run(code, gas: 1 << 20, memoryLimit: 64 << 20).isSuccess)
    #expect(throws: ExecutionFault.self) {
      try Self.run(code, gas: 1 << 60, memoryLimit: 32 << 20)
    }
  }

  @Test func `a machine that could not go on can run again`() throws {
    let state = JournaledState(EmptyState(), under: .newest)
    state.beginTransaction()
    let machine = VirtualMachine(state: state, memoryLimit: 1 << 20)
    func run(_ code: String) throws -> ExecutionResult {
      let executable = ExecutableCode(try Hex.decode(code))
      return try machine.run(
        Message(.code(executable, at: Address(truncating: UInt256(9))), sender: .zero, gas: 1 << 40)
      )
    }
    // Writes a word and pays for too much memory.
    #expect(throws: ExecutionFault.self) { try run("60016001556001630fffffff5200") }
    #expect(try state.storage(of: Address(truncating: UInt256(9)), slot: 1).isZero)
    let result = try run("60015460005260206000f3")
    #expect(result.isSuccess)
    #expect(result.output == [UInt8](repeating: 0, count: 32))
  }

  @Test func `offsets without end are priced and not reached`() throws {
    let huge = "7f" + String(repeating: "ff", count: 32)
    // MLOAD, MSTORE, MSTORE8, RETURN, CALLDATACOPY, LOG0.
    for tail in ["51", "60009052", "60019053", "6001f3", "6001600037", "6001a0"] {
      let result = try Self.run(huge + tail, gas: 1 << 62)
      #expect(!result.isSuccess, "\(tail)")
      #expect(result.gasLeft == 0, "\(tail)")
    }
    // Of nothing at all, any place is good.
    let result = try Self.run("6000" + huge + "f3", gas: 100)
    #expect(result.isSuccess)
  }

  @Test func `gas beyond 63 bits is taken as the most there is`() throws {
    let result = try Self.run("00", gas: .max)
    #expect(result.isSuccess)
    #expect(result.gasLeft == UInt64(Int64.max))
  }
}
