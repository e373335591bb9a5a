import EVMPrimitives
import ExactJSON
import Testing
import VectorFiles

@Suite struct `Log bloom` {
  @Test func `logs set the bits that eth-bloom sets`() throws {
    for row in try VectorFile("trie/bloom.jsonl").rows {
      var bloom = LogsBloom()
      var parts: [LogsBloom] = []
      let logs = Array(try #require(row.json["logs"]?.elements))
      for log in logs {
        let address = try Address(hex: #require(log["address"]?.string))
        let topics = try #require(log["topics"]?.elements).map {
          try Hash256(hex: #require($0.string))
        }
        var part = LogsBloom()
        part.insert(logOf: address, topics: topics)
        parts.append(part)
        bloom.insert(address)
        for topic in topics { bloom.insert(topic) }
        #expect(bloom.mayContain(address))
        #expect(topics.allSatisfy { bloom.mayContain($0) })
        #expect(bloom.mayContain(part))
      }
      #expect(try bloom.bytes == row.bytes("bloom"), "\(row)")
      #expect(parts.reduce(LogsBloom()) { $0.union($1) } == bloom, "\(row)")
      #expect(bloom.isEmpty == logs.isEmpty)
      #expect(bloom.setBitCount == (try row.bytes("bloom").reduce(0) { $0 + $1.nonzeroBitCount }))
      for other in try #require(row.json["others"]?.elements) {
        let address = try Address(hex: #require(other["address"]?.string))
        #expect(bloom.mayContain(address) == other["mayContain"]?.bool, "\(row)")
      }
    }
  }

  @Test func `bytes and hex come back, and other lengths are refused`() throws {
    var random = SeededGenerator(seed: 22)
    let bytes = random.bytes(count: 256)
    let bloom = try LogsBloom(bytes)
    #expect(bloom.bytes == bytes)
    #expect(try LogsBloom(hex: bloom.hex) == bloom)
    #expect(Set([bloom, try LogsBloom(bytes)]).count == 1)
    #expect(bloom != LogsBloom())
    #expect(!LogsBloom().mayContain(bloom))
    #expect(bloom.mayContain(LogsBloom()))
    #expect(throws: ByteCountError.self) { try LogsBloom(bytes + [0]) }
    #expect(throws: HexError.self) { try LogsBloom(hex: "0x00") }
  }
}
