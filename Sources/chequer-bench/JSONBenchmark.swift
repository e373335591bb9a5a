import EVMPrimitives
import ExactJSON
import Foundation

/// JSON of the size and shape that RPC endpoints answer, read by ``ExactJSON`` and by Foundation's
/// JSONDecoder in the same run: MB/s of text, on the thread's CPU clock, best of many short rounds.
func benchmarkJSON() {
  let logs = SampleAnswers.logs(count: 280)
  let block = SampleAnswers.block(transactionCount: 200)
  print("JSON, \(logs.count) bytes of eth_getLogs and \(block.count) of eth_getBlockByNumber, MB/s")

  let ours = megabytesPerSecond(logs) { try! JSONDocument(parsing: $0).root.elements!.count }
  row("read and check logs", ours)
  let ourBlock = megabytesPerSecond(block) { try! JSONDocument(parsing: $0).root.members!.count }
  row("read and check block", ourBlock)

  let foundation = megabytesPerSecond(logs) {
    try! JSONDecoder().decode([TextLog].self, from: Data($0)).count
  }
  let typed = megabytesPerSecond(logs) { bytes in
    let logs = readLogs(try! JSONDocument(parsing: bytes))
    return logs.count
  }
  row("read logs into words (with checking)", typed, beside: foundation)
  let codable = megabytesPerSecond(logs) {
    try! ExactJSONDecoder().decode([TextLog].self, from: $0).count
  }
  row("read logs through Decodable as text", codable, beside: foundation)
  row("Foundation's JSONDecoder, as text", foundation)
}

private func row(_ name: String, _ speed: Double, beside peer: Double? = nil) {
  let ratio = peer.map { "  \(fixed(speed / $0)) times JSONDecoder" } ?? ""
  print("  " + name.padding(toLength: 40, withPad: " ", startingAt: 0) + fixed(speed) + ratio)
}

private func fixed(_ value: Double) -> String { String(format: "%8.1f", value) }

private func megabytesPerSecond(_ bytes: [UInt8], _ work: ([UInt8]) -> Int) -> Double {
  let nanoseconds = Measure.nanoseconds { count in
    for _ in 0..<count { consume(work(bytes)) }
  }
  return Double(bytes.count) * 1_000 / nanoseconds
}

// MARK: Typed reading

/// A log entry as our modules keep it.
private struct Log {
  var address: Address
  var topics: [Hash256]
  var data: [UInt8]
  var blockNumber: UInt64
  var transactionHash: Hash256
  var transactionIndex: UInt64
  var blockHash: Hash256
  var logIndex: UInt64
  var removed: Bool
}

private func readLogs(_ document: JSONDocument) -> [Log] {
  let elements = document.root.elements!
  var logs: [Log] = []
  logs.reserveCapacity(elements.count)
  for entry in elements {
    logs.append(
      Log(
        address: word(entry["address"]!), topics: entry["topics"]!.elements!.map { word($0) },
        data: entry["data"]!.withUTF8 { try! Hex.decode(utf8: $0) }!,
        blockNumber: quantity(entry["blockNumber"]!),
        transactionHash: word(entry["transactionHash"]!),
        transactionIndex: quantity(entry["transactionIndex"]!),
        blockHash: word(entry["blockHash"]!), logIndex: quantity(entry["logIndex"]!),
        removed: entry["removed"]!.bool!))
  }
  return logs
}

/// The fixed number of bytes that a value's hex spells, eight digits at a time.
private func word<Word: FixedBytes>(_ value: JSONValue) -> Word {
  value.withUTF8 { utf8 in
    precondition(utf8.count == 2 + 2 * Word.byteCount)
    return withUnsafeTemporaryAllocation(byteCount: Word.byteCount, alignment: 8) { bytes in
      for index in 0..<Word.byteCount / 4 {
        bytes.storeBytes(
          of: fourBytes(
            utf8.bytes.unsafeLoadUnaligned(fromByteOffset: 2 + 8 * index, as: UInt64.self)),
          toByteOffset: 4 * index, as: UInt32.self)
      }
      return Word(copying: UnsafeRawBufferPointer(bytes))
    }
  }!
}

/// The four bytes that eight hex digits spell, the first in the lowest bits of both words.
private func fourBytes(_ digits: UInt64) -> UInt32 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let lower = digits | (ones &* 0x20)
  // High bits: from '0' on and not past '9', or from 'a' on and not past 'f'.
  let decimal = (digits &+ (ones &* 0x50)) & ~(digits &+ (ones &* 0x46))
  let letter = (lower &+ (ones &* 0x1f)) & ~(lower &+ (ones &* 0x19))
  precondition((decimal | letter) & ~digits & (ones &* 0x80) == ones &* 0x80)
  var nibbles = (digits & (ones &* 0xf)) &+ (((digits &>> 6) & ones) &* 9)
  nibbles = ((nibbles &<< 4) | (nibbles &>> 8)) & 0x00ff_00ff_00ff_00ff
  nibbles = (nibbles | (nibbles &>> 8)) & 0x0000_ffff_0000_ffff
  return UInt32(truncatingIfNeeded: nibbles | (nibbles &>> 16))
}

private func quantity(_ value: JSONValue) -> UInt64 {
  value.withUTF8 { utf8 in
    var result: UInt64 = 0
    for index in 2..<utf8.count { result = result << 4 | UInt64(nibble(utf8[index])) }
    return result
  }!
}

private func nibble(_ digit: UInt8) -> UInt8 {
  let value = digit &- 0x30 < 10 ? digit &- 0x30 : (digit | 0x20) &- 0x57
  precondition(value < 16)
  return value
}

/// A log entry as Foundation's decoder reads it without further work.
private struct TextLog: Decodable {
  var address: String
  var topics: [String]
  var data: String
  var blockNumber: String
  var transactionHash: String
  var transactionIndex: String
  var blockHash: String
  var logIndex: String
  var removed: Bool
}

// MARK: Samples

/// Answers of an RPC endpoint, the same in each run.
private struct SampleAnswers {
  private var state: UInt64 = 0x5eed
  private var text = ""

  /// An array of log entries: two indexed addresses and one word of data, as token transfers have.
  static func logs(count: Int) -> [UInt8] {
    var sample = SampleAnswers()
    sample.text = "["
    for index in 0..<count {
      sample.text += index == 0 ? "" : ","
      sample.text +=
        "{\"address\":\"\(sample.hex(20))\",\"topics\":[\"\(sample.hex(32))\",\"\(sample.hex(32))\","
        + "\"\(sample.hex(32))\"],\"data\":\"\(sample.hex(32))\",\"blockNumber\":\"0x1a2b3c4\","
        + "\"transactionHash\":\"\(sample.hex(32))\",\"transactionIndex\":\"0x\(index % 16)\","
        + "\"blockHash\":\"\(sample.hex(32))\",\"logIndex\":\"0x\(index % 10)\",\"removed\":false}"
    }
    return Array((sample.text + "]").utf8)
  }

  /// A block with whole transactions.
  static func block(transactionCount: Int) -> [UInt8] {
    var sample = SampleAnswers()
    sample.text = "{\"number\":\"0x1a2b3c4\",\"hash\":\"\(sample.hex(32))\",\"logsBloom\":\""
    sample.text += "\(sample.hex(256))\",\"miner\":\"\(sample.hex(20))\",\"transactions\":["
    for index in 0..<transactionCount {
      sample.text += index == 0 ? "" : ","
      sample.text +=
        "{\"blockHash\":\"\(sample.hex(32))\",\"blockNumber\":\"0x1a2b3c4\",\"from\":\""
        + "\(sample.hex(20))\",\"gas\":\"0x5208\",\"gasPrice\":\"0x110d9316ec000\",\"hash\":\""
        + "\(sample.hex(32))\",\"input\":\"\(sample.hex(100))\",\"nonce\":\"0x\(index)\",\"to\":\""
        + "\(sample.hex(20))\",\"transactionIndex\":\"0x\(index)\",\"value\":\"0x0\",\"type\":"
        + "\"0x0\",\"chainId\":\"0xc7\",\"v\":\"0x1b1\",\"r\":\"\(sample.hex(32))\",\"s\":\""
        + "\(sample.hex(32))\"}"
    }
    return Array((sample.text + "]}").utf8)
  }

  private mutating func hex(_ byteCount: Int) -> String {
    Hex.encode(
      (0..<byteCount).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      })
  }
}
