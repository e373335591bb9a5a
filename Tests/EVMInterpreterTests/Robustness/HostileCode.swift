import EVMInterpreter
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Hostile code` {
  private static let address = Address(truncating: UInt256(0x2000))
  private static let other = Address(truncating: UInt256(0x3000))

  /// How a run ended; `nil` where the machine cannot tell what the chain would do.
  private struct Ending: Equatable {
    let status: ExecutionStatus
    let output: [UInt8]
    let gasLeft: UInt64
    let logs: [Log]
    let refund: Int64
    let transfers: Int
  }

  private static func run(
    _ codes: [[UInt8]], gas: UInt64, under fork: Fork, tracer: (any ExecutionTracer)? = nil
  ) throws -> Ending? {
    let state = JournaledState(EmptyState(), under: fork)
    try state.setCode(ExecutableCode(codes[0]), of: address)
    try state.setCode(ExecutableCode(codes[1]), of: other)
    try state.setBalance(UInt256(1_000_000), of: address)
    try state.setStorage(UInt256(7), slot: .one, of: address)
    state.beginTransaction()
    let machine = VirtualMachine(state: state, memoryLimit: 64 << 20)
    machine.tracer = tracer
    do {
      let result = try machine.run(
        Message(
          .call(address), sender: .zero, input: [UInt8](repeating: 0x5a, count: 50), gas: gas))
      #expect(result.gasLeft <= gas)
      let ending = Ending(
        status: result.status, output: result.output, gasLeft: result.gasLeft,
        logs: state.transactionLogs, refund: state.refundCounter,
        transfers: state.changes().accounts.count)
      state.endTransaction()
      return ending
    } catch ExecutionFault.unsupportedPrecompile {
      return nil
    }
  }

  /// Bytes as they come: mostly over at once.
  private static func noise(_ random: inout SeededGenerator) -> [UInt8] {
    random.bytes(count: Int.random(in: 0...200, using: &random))
  }

  /// Any instructions, with numbers under each that mean something to most, so that much of it runs.
  private static func program(_ random: inout SeededGenerator) -> [UInt8] {
    var code: [UInt8] = []
    for _ in 0..<Int.random(in: 1...25, using: &random) {
      for _ in 0..<Int.random(in: 3...7, using: &random) {
        let number = numbers.randomElement(using: &random) ?? 0
        code += [0x61, UInt8(number >> 8), UInt8(number & 0xff)]
      }
      switch Int.random(in: 0..<20, using: &random) {
      case 0: code += [0x7f] + random.bytes(count: 32)
      case 1...4: code.append(frames.randomElement(using: &random) ?? 0xf1)
      case 5: code.append(UInt8.random(in: 0x80...0x9f, using: &random))
      case 6...7: code.append([0x54, 0x55, 0x5c, 0x5d].randomElement(using: &random) ?? 0x55)
      case 8: code.append(UInt8.random(in: 0xa0...0xa4, using: &random))
      case 9: code.append(UInt8.random(in: 0...255, using: &random))
      case 10...14: code.append(UInt8.random(in: 0x01...0x1d, using: &random))
      default: code.append(UInt8.random(in: 0x30...0x53, using: &random))
      }
    }
    return code
  }

  /// Offsets, lengths, precompiled contracts, amounts of gas, and the two contracts there are.
  private static let numbers = [
    0, 0, 1, 2, 3, 4, 5, 9, 31, 32, 33, 64, 0xff, 0x400, 0x2000, 0x3000, 0x7fff,
  ]
  private static let frames: [UInt8] = [0xf0, 0xf1, 0xf1, 0xf2, 0xf4, 0xf5, 0xfa, 0x3d]

  @Test(arguments: Fork.allCases)
  func `ends, the same way each time, and traced as well as not`(fork: Fork) throws {
    var random = SeededGenerator(seed: 0x6576_6d00 + UInt64(fork.rawValue))
    var successes = 0
    var deep = 0
    for round in 0..<200 {
      let make = round.isMultiple(of: 3) ? Self.noise : Self.program
      let codes = [make(&random), Self.program(&random)]
      let gas = UInt64.random(in: 0...200_000, using: &random)
      let plain = try Self.run(codes, gas: gas, under: fork)
      let calls = CallTreeTracer()
      var size = 0
      let steps = StructLogTracer(wantsMemory: round.isMultiple(of: 10)) { size += $0.count }
      let traced = try Self.run(
        codes, gas: gas, under: fork, tracer: CombinedTracer([calls, steps]))
      let what = "round \(round) under \(fork): \(Hex.encode(codes[0])), \(Hex.encode(codes[1]))"
      #expect(plain == traced, "\(what)")
      steps.flush()
      #expect(size > 0 || codes[0].isEmpty || plain == nil, "\(what)")
      if plain != nil {
        #expect(calls.tree.calls.allSatisfy { $0.end != nil }, "\(what)")
        #expect(calls.tree.calls[0].end?.gasUsed == gas - (plain?.gasLeft ?? 0), "\(what)")
      }
      if plain?.status == .success { successes += 1 }
      if calls.tree.calls.count > 1 { deep += 1 }
    }
    // The programs are worth something: some end well, some call.
    #expect(successes > 5, "\(successes) successes under \(fork)")
    #expect(deep > 5, "\(deep) with calls under \(fork)")
  }

  @Test func `is init code as well`() throws {
    var random = SeededGenerator(seed: 0x696e_6974)
    for fork in Fork.allCases {
      for _ in 0..<60 {
        let state = JournaledState(EmptyState(), under: fork)
        state.beginTransaction()
        let machine = VirtualMachine(state: state, memoryLimit: 64 << 20)
        let code = Self.program(&random)
        do {
          let result = try machine.run(
            Message(.create(nonce: 3), sender: .zero, input: code, gas: 100_000))
          if result.isSuccess {
            let created = try #require(result.createdAddress)
            #expect(try state.code(of: created).bytes == result.output)
          } else {
            #expect(result.createdAddress == nil)
          }
        } catch ExecutionFault.unsupportedPrecompile {}
      }
    }
  }
}
