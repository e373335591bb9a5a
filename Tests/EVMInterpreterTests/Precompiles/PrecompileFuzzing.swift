import EVMInterpreter
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Precompiles given anything` {
  /// Words that lengths, scalars and coordinates break at.
  private static let edges: [[UInt8]] = [
    [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xff, count: 32),
    [UInt8](repeating: 0, count: 31) + [1], [UInt8](repeating: 0, count: 31) + [27],
    [UInt8](repeating: 0, count: 31) + [32], [UInt8](repeating: 0, count: 30) + [4, 0],
    [UInt8](repeating: 0, count: 24) + [UInt8](repeating: 0xff, count: 8),
    [UInt8](repeating: 0, count: 24) + [0x7f] + [UInt8](repeating: 0xff, count: 7),
    [UInt8](repeating: 0, count: 23) + [1] + [UInt8](repeating: 0, count: 8),
    [0x80] + [UInt8](repeating: 0, count: 31),
  ]

  private func input(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<random.next() % 14 {
      let choice = random.next()
      bytes += choice.isMultiple(of: 3) ? random.bytes(count: 32) : Self.edges[Int(choice % 10)]
    }
    if random.next().isMultiple(of: 4) {
      bytes += random.bytes(count: Int(random.next() % 40))
    }
    return bytes
  }

  @Test func `no input, gas and fork stops the process, and no more gas is used than was given`() {
    var random = SeededGenerator(seed: 9)
    var counts = (success: 0, outOfGas: 0, failed: 0)
    for round in 0..<6000 {
      let precompile = Precompile.allCases[round % Precompile.allCases.count]
      let fork = Fork.allCases[Int(random.next() % UInt64(Fork.allCases.count))]
      let bytes = input(&random)
      // Gas that pays for little work, and now and then none or hardly any.
      let gas = round.isMultiple(of: 7) ? random.next() % 3 : 1 << (random.next() % 21)
      switch precompile.run(bytes, gas: gas, under: fork) {
      case .success(_, let used):
        counts.success += 1
        #expect(used <= gas, "\(precompile) \(Hex.encode(bytes)) under \(fork)")
      case .outOfGas: counts.outOfGas += 1
      case .failed(let failure):
        counts.failed += 1
        #expect(failure.description.hasSuffix("."))
      case .unsupported(let which): #expect(which == precompile)
      }
    }
    #expect(counts.success > 500 && counts.outOfGas > 500 && counts.failed > 500, "\(counts)")
  }

  @Test func `lengths that no memory holds end without work, whatever the gas`() throws {
    var random = SeededGenerator(seed: 10)
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<3 {
        // From a thousand bytes above what is worked on, up to 2^256.
        let bits = 28 + random.next() % 228
        let length = UInt256.one.shiftedLeft(by: bits) | UInt256(random.next() >> 40)
        bytes += length.bigEndianBytes
      }
      bytes += random.bytes(count: Int(random.next() % 64))
      for fork in [Fork.byzantium, .berlin, .osaka] {
        switch Precompile.modexp.run(bytes, gas: .max, under: fork) {
        case .success: Issue.record("\(Hex.encode(bytes)) under \(fork)")
        case .outOfGas: #expect(!fork.includes(.osaka))
        case .failed(let failure):
          #expect(failure == .operandTooLong && fork.includes(.osaka))
        case .unsupported(let which): #expect(which == .modexp)
        }
      }
    }
  }

  @Test func `every refusal says what to give instead`() {
    let sentences: [PrecompileFailure: String] = [
      .wrongLength(.blake2f, expected: 213, found: 3):
        "BLAKE2F was given 3 bytes of input; it takes exactly 213.",
      .wrongGroupLength(.bn254Pairing, groupLength: 192, found: 7, mayBeEmpty: true):
        "BN254_PAIRING was given 7 bytes of input; it takes a multiple of 192.",
      .wrongGroupLength(.bls12Pairing, groupLength: 384, found: 0, mayBeEmpty: false):
        "BLS12_PAIRING_CHECK was given 0 bytes of input; it takes a multiple of 384, at least one.",
      .operandTooLong:
        "MODEXP was given an operand of more than 1024 bytes; EIP-7823 forbids it since Osaka.",
      .finalFlag(2):
        "BLAKE2F was given the final block flag 2; the last byte of the input must be 0 or 1.",
      .coordinateTooLarge:
        "A coordinate of a point is not below the field's prime; give it reduced.",
      .notOnCurve:
        "A point given to the precompile is not on its curve; check the order of the coordinates.",
      .notInSubgroup:
        "A point of G2 given to the precompile is on the twist but outside of the group of prime order.",
    ]
    for (failure, sentence) in sentences { #expect(failure.description == sentence) }
  }
}
