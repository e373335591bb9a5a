import EVMInterpreter
import EVMPrimitives
import ExactJSON
import Glibc

/// Runs programs that come as rows on standard input, and answers each with its result and the least
/// time of `rounds` runs: for `Tests/Comparison/execution_speed.py`, which runs them elsewhere too.
func runPrograms(rounds: Int) {
  while let line = readLine() {
    do {
      let row = try JSONDocument(parsing: Array(line.utf8)).root
      print(try Program(row).answer(rounds: rounds))
    } catch { print("{\"error\": \"\(error)\"}") }
    fflush(nil)
  }
}

private struct Program {
  let code: ExecutableCode
  let input: [UInt8]
  let gas: UInt64
  let fork: Fork
  /// Other contracts, by address.
  let others: [(address: Address, code: ExecutableCode)]

  private static let caller = Address(truncating: UInt256(0x1000))
  private static let contract = Address(truncating: UInt256(0x2000))

  init(_ row: JSONValue) throws {
    code = ExecutableCode(try Hex.decode(try row.require("code").requireString()))
    input = try Hex.decode(try row.require("input").requireString())
    gas = UInt64(try row.require("gas").requireString()) ?? 0
    fork = .cancun
    others = [
      (
        try Address(hex: try row.require("other").requireString()),
        ExecutableCode(try Hex.decode(try row.require("otherCode").requireString()))
      )
    ]
  }

  func answer(rounds: Int) throws -> String {
    var best = Int.max
    var result: ExecutionResult?
    for _ in 0..<rounds {
      let state = JournaledState(EmptyState(), under: fork)
      try state.setCode(code, of: Self.contract)
      for other in others { try state.setCode(other.code, of: other.address) }
      let start = threadNanoseconds()
      state.beginTransaction()
      for address in [Self.caller, Self.contract] + Precompile.addresses(under: fork) {
        try state.warm(address)
      }
      let machine = VirtualMachine(state: state)
      result = try machine.run(
        Message(.call(Self.contract), sender: Self.caller, input: input, gas: gas))
      best = min(best, threadNanoseconds() - start)
    }
    guard let result else { return "{\"error\": \"no round\"}" }
    let answer: JSON = [
      "output": .string(Hex.encode(result.output)), "status": .string("\(result.status)"),
      "gasUsed": .string("\(gas - result.gasLeft)"),
    ]
    return answer.text().dropLast() + ",\"seconds\":\(Double(best) / 1e9)}"
  }
}
