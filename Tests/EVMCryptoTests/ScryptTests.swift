import EVMCrypto
import EVMPrimitives
import Testing
import VectorFiles

@Suite struct `scrypt` {
  @Test func `keys are those of RFC 7914 and of other implementations`() throws {
    for row in try VectorFile("digests/scrypt.jsonl").rows {
      let key = try Scrypt.key(
        password: row.bytes("password"), salt: row.bytes("salt"), cost: row.integer("n"),
        blockSize: row.integer("r"), parallelization: row.integer("p"),
        byteCount: row.integer("length"))
      #expect(try key.isEqual(to: row.bytes("key")), "\(row)")
    }
  }

  @Test func `a short key is the start of a long one, whoever computes it`() throws {
    // N = 2^16 with r = 1 is beyond what OpenSSL takes.
    for cost in [16, 1 << 16] {
      let long = try Scrypt.key(
        password: [1], salt: [2], cost: cost, blockSize: 1, parallelization: 1, byteCount: 100
      ).withUnsafeBytes { [UInt8]($0) }
      let short = try Scrypt.key(
        password: AnyCollection([1]), salt: AnyCollection([2]), cost: cost, blockSize: 1,
        parallelization: 1, byteCount: 33)
      #expect(short.isEqual(to: long[..<33]))
    }
  }

  @Test(arguments: [Int.min, -2, 0, 1, 3, 262143, Int.max])
  func `a cost that is no power of two is refused`(cost: Int) {
    expectRefusal(.cost(cost), cost: cost)
    #expect(
      ScryptError.cost(cost).description
        == "scrypt was given the cost N = \(cost), which is not a power of two above 1; check the number."
    )
  }

  @Test(arguments: [Int.min, 0, 1 << 30, Int.max])
  func `a block size outside its range is refused`(size: Int) {
    expectRefusal(.blockSize(size), blockSize: size)
    #expect(
      ScryptError.blockSize(size).description
        == "scrypt was given the block size r = \(size); it is 1 to 1073741823.")
  }

  @Test(arguments: [Int.min, 0, 1 << 27, Int.max])
  func `a parallelization outside its range is refused`(count: Int) {
    expectRefusal(.parallelization(count, blockSize: 8), parallelization: count)
    #expect(
      ScryptError.parallelization(count, blockSize: 8).description
        == "scrypt was given the parallelization p = \(count), which with r = 8 is not 1 to 1073741823 blocks; check both numbers."
    )
  }

  @Test(arguments: [Int.min, 0, 1 << 20 + 1, Int.max])
  func `no output, and too much, are refused`(count: Int) {
    expectRefusal(.byteCount(count), byteCount: count)
    #expect(
      ScryptError.byteCount(count).description
        == "scrypt was asked for \(count) bytes; ask for 1 to 1048576.")
  }

  @Test(arguments: [
    (1 << 21, 8, 1, "2049 MiB"), (1 << 62, 1, 1, "more than 8 EiB"),
    (1 << 62, 1 << 30 - 1, 1, "more than 8 EiB"), (2, 1, 1 << 24, "2049 MiB"),
  ])
  func `more memory than allowed is refused before it is taken`(
    cost: Int, size: Int, count: Int, needed: String
  ) throws {
    let memory = try Scrypt.memory(cost: cost, blockSize: size, parallelization: count)
    expectRefusal(
      .tooMuchMemory(needed: memory, limit: 1 << 30), cost: cost, blockSize: size,
      parallelization: count)
    #expect(
      ScryptError.tooMuchMemory(needed: memory, limit: 1 << 30).description
        == "scrypt needs \(needed) of memory with these numbers, and 1024 MiB are allowed; allow more if you trust them."
    )
  }

  @Test(arguments: [(1 << 58, 1), (1 << 48, 3), (1 << 49, 8)])
  func `memory that no system has is an error, whoever computes`(cost: Int, size: Int) throws {
    let needed = try Scrypt.memory(cost: cost, blockSize: size, parallelization: 1)
    expectRefusal(
      .noMemory(needed: needed), cost: cost, blockSize: size, memoryLimit: .max)
    #expect(ScryptError.noMemory(needed: needed).description.hasSuffix("and try again."))
  }

  @Test func `geth's usual cost takes 256 MiB and the two blocks beside it`() throws {
    #expect(
      try Scrypt.memory(cost: 1 << 18, blockSize: 8, parallelization: 1)
        == 128 * 8 * (1 << 18 + 3))
  }

  private func expectRefusal(
    _ expected: ScryptError, cost: Int = 16, blockSize: Int = 8, parallelization: Int = 1,
    byteCount: Int = 32, memoryLimit: Int = Scrypt.usualMemoryLimit,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: expected, sourceLocation: location) {
      try Scrypt.key(
        password: [1], salt: [2], cost: cost, blockSize: blockSize,
        parallelization: parallelization, byteCount: byteCount, memoryLimit: memoryLimit)
    }
  }
}
