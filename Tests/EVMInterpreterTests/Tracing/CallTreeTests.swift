import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Call trees` {
  private struct Run {
    let row: VectorRow
    let situation: Situation
    let tree: CallTree
    let result: ExecutionResult
  }

  private static func runs() throws -> [Run] {
    try VectorFile("evm/calls.jsonl").rows.map { row in
      let situation = try Situation(row, under: Fork(named: row.string("fork")))
      let tracer = CallTreeTracer()
      let machine = try situation.machine()
      machine.tracer = tracer
      let result = try machine.run(situation.message)
      return Run(row: row, situation: situation, tree: tracer.tree, result: result)
    }
  }

  @Test func `every frame is that of the specification, in order`() throws {
    for run in try Self.runs() {
      let calls = run.tree.calls.filter { $0.start.kind != .selfDestruct }
      let frames = try run.row.json.require("calls").requireElements()
      #expect(calls.count == frames.count, "\(run.row)")
      for (call, frame) in zip(calls, frames) {
        let end = try #require(call.end)
        var found: [JSON.Member] = [
          JSON.Member("kind", .string(call.start.kind.description)),
          JSON.Member("depth", .string(call.start.depth.description)),
          JSON.Member("caller", .string(Hex.encode(call.start.caller.bytes))),
          JSON.Member("address", .string(Hex.encode(call.start.address.bytes))),
          JSON.Member("value", .string(call.start.value.description)),
          JSON.Member("input", .string(Hex.encode(call.start.input))),
          JSON.Member("gas", .string(call.start.gas.description)),
        ]
        if frame["codeAddress"] != nil {
          found.append(
            JSON.Member("codeAddress", .string(Hex.encode(call.start.codeAddress.bytes))))
        }
        found.append(JSON.Member("gasUsed", .string(end.gasUsed.description)))
        found.append(JSON.Member("output", .string(Hex.encode(end.output))))
        if let error = frame["error"] {
          found.append(JSON.Member("error", try JSON(error)))
          #expect((end.status == .revert) == (error.string == "Revert"), "\(run.row)")
          #expect(end.status != .success, "\(run.row)")
        } else {
          #expect(end.status == .success, "\(run.row)")
        }
        let wanted = try JSON(frame)
        #expect(JSON.object(found) == wanted, "\(run.row)")
        let parent = call.parent.map { run.tree.calls[$0].start.depth }
        #expect(parent == (call.start.depth == 0 ? nil : call.start.depth - 1), "\(run.row)")
      }
    }
  }

  @Test func `the transfers lead from the balances before to those after`() throws {
    for run in try Self.runs() {
      var balances = run.situation.accounts.mapValues(\.account.balance)
      for transfer in run.tree.transfers {
        balances[transfer.from, default: .zero] &-= transfer.amount
        balances[transfer.to, default: .zero] &+= transfer.amount
      }
      let after = try run.row.json.require("after")
      for member in try after.requireMembers() {
        let address = try Address(parsing: member.key)
        let balance = try UInt256(decimalOrHex: member.value.require("balance").requireString())
        #expect(balances.removeValue(forKey: address) ?? .zero == balance, "\(run.row) \(address)")
      }
      #expect(balances.values.filter { !$0.isZero }.isEmpty, "\(run.row)")
    }
  }

  @Test func `the changes lead from the storage before to that after`() throws {
    for run in try Self.runs() {
      var storage = run.situation.accounts.mapValues(\.storage)
      for change in run.tree.storageChanges {
        #expect(storage[change.address]?[change.slot] ?? .zero == change.previous, "\(run.row)")
        #expect(change.previous != change.value)
        storage[change.address, default: [:]][change.slot] = change.value
      }
      for member in try run.row.json.require("after").requireMembers() {
        var wanted: [UInt256: UInt256] = [:]
        for slot in try member.value.require("storage").requireMembers() {
          wanted[try UInt256(decimalOrHex: slot.key)] = try UInt256(
            decimalOrHex: slot.value.requireString())
        }
        let found = storage[try Address(parsing: member.key)]?.filter { !$0.value.isZero } ?? [:]
        #expect(found == wanted, "\(run.row) \(member.key)")
      }
    }
  }

  @Test func `an event stands between the calls around it`() throws {
    for run in try Self.runs() {
      var begun: [Int] = run.tree.calls.isEmpty ? [] : [0]
      run.tree.visit { event, call in
        if case .call(let inner) = event {
          begun.append(inner)
          #expect(run.tree.calls[inner].parent == call)
        }
      }
      #expect(begun == Array(run.tree.calls.indices), "\(run.row)")
    }
  }

  /// Calls itself `count` times in a row with 32 KiB of input, and logs.
  private static func busy(entryLimit: Int, byteLimit: Int) throws -> CallTree {
    // JUMPDEST; a STATICCALL of ID with 32 KiB; LOG0 of 32 bytes; and again while there is gas.
    let code = try Hex.decode("5b60006000618000600060045afa5060206000a0600056")
    let state = JournaledState(EmptyState(), under: .newest)
    let tracer = CallTreeTracer(entryLimit: entryLimit, byteLimit: byteLimit)
    let machine = VirtualMachine(state: state)
    machine.tracer = tracer
    _ = try machine.run(
      Message(
        .code(ExecutableCode(code), at: .zero), sender: .zero, gas: 5_000_000))
    return tracer.tree
  }

  @Test func `a tree has limits, and says what is missing`() throws {
    let all = try Self.busy(entryLimit: .max, byteLimit: .max)
    #expect(all.calls.count > 100)
    #expect(all.omittedCount == 0)
    let events = all.calls[0].events.count + 1
    let few = try Self.busy(entryLimit: 10, byteLimit: .max)
    #expect(few.calls.count + few.calls[0].events.count(where: Self.isLog) == 10)
    #expect(few.omittedCount == events - 10)
    let short = try Self.busy(entryLimit: .max, byteLimit: 40_000)
    #expect(short.calls.count == all.calls.count)
    #expect(short.calls[1].start.input.count == 32_768)
    #expect(short.calls[2].start.input.isEmpty)
    #expect(short.calls[2].inputCount == 32_768)
  }

  private static func isLog(_ event: CallTree.Event) -> Bool {
    if case .log = event { return true }
    return false
  }

  @Test func `calls that are refused are told with the reason`() throws {
    // A call with value of a contract without, and a creation with value.
    let code = try Hex.decode("6000600060006000600160045af150600060006001f000")
    let tracer = CallTreeTracer()
    let machine = VirtualMachine(state: JournaledState(EmptyState(), under: .newest))
    machine.tracer = tracer
    let result = try machine.run(
      Message(.code(ExecutableCode(code), at: .zero), sender: .zero, gas: 1_000_000))
    #expect(result.isSuccess)
    #expect(tracer.tree.calls.map(\.start.kind) == [.call, .call, .create])
    #expect(
      tracer.tree.calls.dropFirst().map(\.end?.status) == [
        .halt(.insufficientBalance), .halt(.insufficientBalance),
      ])
    #expect(tracer.tree.transfers.isEmpty)
  }
}
