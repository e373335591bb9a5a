import EVMInterpreter
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `Precompiles` {
  @Test func `the fork decides which address has one`() throws {
    for row in try VectorFile("precompiles/addresses.jsonl").rows {
      let fork = try Fork(named: row.string("fork"))
      let numbers = try row.strings("precompiles").map { try #require(UInt64($0)) }
      let addresses = numbers.map { Address(truncating: UInt256($0)) }
      #expect(Precompile.addresses(under: fork) == addresses, "\(row)")
      for number in 0...0x200 as ClosedRange<UInt64> {
        let found = Precompile(at: Address(truncating: UInt256(number)), under: fork)
        #expect((found != nil) == numbers.contains(number), "\(number) under \(fork)")
        if let found { #expect(UInt64(found.rawValue) == number) }
      }
    }
  }

  @Test func `an address that only ends like one has none`() {
    for bit in 16..<160 as Range<UInt64> {
      let word = UInt256.one.shiftedLeft(by: bit) | UInt256(2 as UInt64)
      #expect(Precompile(at: Address(truncating: word), under: .newest) == nil)
    }
  }

  @Test func `BTTC has those of Berlin`() {
    #expect(Precompile.addresses(under: .bttc) == Precompile.addresses(under: .berlin))
  }

  @Test func `published examples come out as published`() throws {
    try checkAccepted("precompiles/published.jsonl", stride: 2)
  }

  @Test func `signers, digests and copies are those of the specification`() throws {
    try checkAccepted("precompiles/simple.jsonl")
  }

  @Test func `BLAKE2F is that of the specification`() throws {
    try checkAccepted("precompiles/blake2f.jsonl")
  }

  @Test func `powers and their prices are those of the specification`() throws {
    try checkAccepted("precompiles/modexp.jsonl")
  }

  @Test func `sums and multiples on BN254 are those of the specification`() throws {
    try checkAccepted("precompiles/bn254-points.jsonl", stride: 8)
  }

  @Test func `pairings on BN254 are those of the specification`() throws {
    try checkAccepted("precompiles/bn254-pairings.jsonl", stride: 4)
  }

  @Test func `signatures with P-256 are those of the specification`() throws {
    try checkAccepted("precompiles/p256.jsonl")
  }

  @Test func `no gas pays for a power of numbers that no memory holds`() throws {
    for row in try VectorFile("precompiles/modexp-dear.jsonl").rows {
      let fork = try Fork(named: row.string("fork"))
      let outcome = try row.precompile().run(row.bytes("input"), gas: .max, under: fork)
      #expect(outcome == .outOfGas, "\(row)")
    }
  }

  @Test func `what is not built says so, after its price and length are checked`() throws {
    for row in try VectorFile("precompiles/unbuilt-prices.jsonl").rows {
      let precompile = try row.precompile()
      let input = [UInt8](repeating: 0, count: try row.integer("length"))
      let price = UInt64(try row.integer("price"))
      #expect(
        precompile.run(input, gas: price, under: .prague) == .unsupported(precompile), "\(row)")
      #expect(precompile.run(input, gas: price - 1, under: .prague) == .outOfGas, "\(row)")
    }
    let evaluation = [UInt8](repeating: 0, count: 192)
    #expect(
      Precompile.kzgPointEvaluation.run(evaluation, gas: 49_999, under: .cancun) == .outOfGas)
    #expect(
      Precompile.kzgPointEvaluation.run(evaluation, gas: 50_000, under: .cancun)
        == .unsupported(.kzgPointEvaluation))
  }

  @Test func `what the rules forbid fails at the forks that forbid it`() throws {
    for row in try VectorFile("precompiles/reject.jsonl").rows {
      let (precompile, input) = (try row.precompile(), try row.bytes("input"))
      for name in try row.strings("forks") {
        let outcome = precompile.run(input, gas: .max, under: try Fork(named: name))
        #expect(outcome.isFailure, "\(row) under \(name): \(outcome)")
      }
    }
  }
}
