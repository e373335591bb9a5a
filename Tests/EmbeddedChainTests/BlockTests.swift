import EVMAccounts
import EVMPrimitives
import EmbeddedChain
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Blocks of the executable specifications` {
  @Test func `have the roots, the fees and the hash that the specifications compute`() throws {
    for row in try VectorFile("execution-specs/blocks.jsonl").rows {
      let rules = ChainRules(fork: try Fork(named: row.string("fork")), chainID: 1)
      let parent = try parent(of: row, under: rules.fork)
      #expect(try parent.hash == hash(row, "parentHash"), "\(row)")
      let state = try WorldState(alloc: try #require(row.json["alloc"]))
      let builder = try BlockBuilder(
        after: parent, state: state, plan: try plan(of: row), rules: rules
      ) { _ in nil }
      for text in try row.strings("transactions") {
        let signed = try SignedTransaction(decoding: Hex.decode(text))
        try builder.add(signed, from: try signed.sender())
      }
      let built = try builder.finish()
      let header = built.block.header
      #expect(try header.stateRoot == hash(row, "stateRoot"), "\(row)")
      #expect(built.state.stateRoot == header.stateRoot, "\(row)")
      #expect(try header.transactionsRoot == hash(row, "transactionsRoot"), "\(row)")
      #expect(try header.receiptsRoot == hash(row, "receiptsRoot"), "\(row)")
      #expect(try header.logsBloom == LogsBloom(row.bytes("logsBloom")), "\(row)")
      #expect(try header.gasUsed == UInt64(row.string("gasUsed")), "\(row)")
      #expect(header.baseFee?.description == row.json["baseFee"]?.string, "\(row)")
      #expect(header.withdrawalsRoot?.hex == row.json["withdrawalsRoot"]?.string, "\(row)")
      #expect(header.excessBlobGas?.description == row.json["excessBlobGas"]?.string, "\(row)")
      #expect(header.requestsHash?.hex == row.json["requestsHash"]?.string, "\(row)")
      #expect(try built.block.hash == hash(row, "hash"), "\(row)")
    }
  }

  private func hash(_ row: VectorRow, _ field: String) throws -> Hash256 {
    try Hash256(row.bytes(field))
  }

  private func filled(_ byte: UInt8) throws -> Hash256 {
    try Hash256([UInt8](repeating: byte, count: 32))
  }

  /// The parent as SOURCE.md describes it.
  private func parent(of row: VectorRow, under fork: Fork) throws -> BlockHeader {
    var header = BlockHeader(
      number: 8, parentHash: try filled(1), timestamp: 1000,
      coinbase: try Address([UInt8](repeating: 2, count: 20)), stateRoot: try filled(3),
      under: fork)
    if !fork.includes(.paris) { header.difficulty = 0x20000 }
    header.gasUsed = 20_000_000
    header.extraData = Array("chequer".utf8)
    header.mixHash = try filled(4)
    if fork.includes(.cancun) {
      header.blobGasUsed = 5 * BlobSchedule.gasPerBlob
      header.excessBlobGas = 40 * BlobSchedule.gasPerBlob
      header.parentBeaconBlockRoot = try filled(5)
    }
    if fork.includes(.prague) { header.requestsHash = try filled(6) }
    return header
  }

  private func plan(of row: VectorRow) throws -> BlockPlan {
    let withdrawals = try #require(row.json["withdrawals"]?.elements)
    return BlockPlan(
      timestamp: 1008, coinbase: try Address(hex: "2adc25665018aa1fe0e6bc666dac8fc2697ff9ba"),
      prevRandao: Hash256(0xabcd), difficulty: 0x20000,
      parentBeaconBlockRoot: try filled(0x11),
      withdrawals: try withdrawals.map { value in
        func text(_ key: String) throws -> String { try #require(value[key]?.string) }
        return Withdrawal(
          index: UInt64(try UInt256(quantity: text("index"))),
          validatorIndex: UInt64(try UInt256(quantity: text("validatorIndex"))),
          address: try Address(hex: text("address")),
          amountInGwei: UInt64(try UInt256(quantity: text("amount"))))
      })
  }
}

@Suite struct `Fees of the next block` {
  @Test func `follow the use of gas and blobs as the specifications say`() throws {
    for row in try VectorFile("execution-specs/fees.jsonl").rows {
      func number(_ field: String) throws -> UInt64 {
        try #require(UInt64(try row.string(field)))
      }
      switch try row.string("kind") {
      case "base fee":
        var header = BlockHeader(gasLimit: try number("gasLimit"), under: .london)
        header.gasUsed = try number("gasUsed")
        header.baseFee = try UInt256(parsing: row.string("baseFee"))
        #expect(
          try BaseFee.next(after: header) == UInt256(parsing: row.string("next")), "\(row)")
      case "blob base fee":
        let fork = try Fork(named: row.string("fork"))
        let schedule = try #require(BlobSchedule(under: fork))
        let price = schedule.baseFee(excessBlobGas: try number("excessBlobGas"))
        #expect(try price == UInt256(parsing: row.string("price")), "\(row)")
      case "excess":
        let fork = try Fork(named: row.string("fork"))
        let schedule = try #require(BlobSchedule(under: fork))
        let next = schedule.excessBlobGas(
          afterExcess: try number("excessBlobGas"), used: try number("blobGasUsed"),
          baseFee: try UInt256(parsing: row.string("baseFee")), under: fork)
        #expect(try next == number("next"), "\(row)")
      case let other: Issue.record("\(row) is of the unknown kind \(other)")
      }
    }
  }

  @Test func `never stop the process, whatever the header says`() {
    var header = BlockHeader(gasLimit: .max, under: .cancun)
    header.gasUsed = .max
    header.baseFee = .max
    #expect(BaseFee.next(after: header) == .max)
    header.gasLimit = 1
    #expect(BaseFee.next(after: header) == .max)
    let schedule = BlobSchedule(target: 3, maximum: 6, baseFeeUpdateFraction: 1)
    #expect(schedule.baseFee(excessBlobGas: .max) == .max)
    #expect(
      schedule.excessBlobGas(afterExcess: .max, used: .max, baseFee: .max, under: .osaka)
        == .max - 3 * BlobSchedule.gasPerBlob)
  }
}
