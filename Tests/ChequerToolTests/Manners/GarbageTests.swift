import TestThreads
import Testing

/// A fixed sequence of 64-bit numbers (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func bytes(below count: Int) -> [UInt8] {
    (0..<Int.random(in: 0..<count, using: &self)).map { _ in
      UInt8.random(in: 0...255, using: &self)
    }
  }

  /// A good text with some of its bytes changed, doubled, cut out or moved.
  mutating func mutation(of text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + 9))
      default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &self))
      }
    }
    return bytes
  }
}

@Suite(.childThreads) struct `Garbage` {
  @Test(arguments: RowCommand.all)
  func `hundreds of broken rows are each answered`(command: RowCommand) throws {
    var random = SeededGenerator(state: 0x6368_6571_7565_7231)
    var input: [UInt8] = []
    var count = 0
    while count < 400 {
      let row =
        count.isMultiple(of: 4) ? random.bytes(below: 200) : random.mutation(of: command.row)
      guard !row.contains(0x0a), !row.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
      else { continue }
      input += row + [0x0a]
      count += 1
    }
    let run = try chequer(command.arguments, input: input)
    #expect(run.status == 0)
    #expect(run.complaint == "")
    try #require(run.lines.count == count)
    // A keystore with a changed digit looks like one with another password.
    let codes = command.name == "key keystore" ? ["bad-data", "not-permitted"] : ["bad-data"]
    for line in run.lines where !line.hasPrefix("{\"\(command.key)\":") {
      expectError(line, code: codes.first { line.contains("\"\($0)\"") } ?? "bad-data")
    }
  }

  /// Arguments that random words stand behind.
  static let commands: [[String]] = [
    ["inspect"], ["disasm"], ["asm"], ["address"], ["address", "create"], ["key", "derive"],
    ["key", "mnemonic"],
    ["key", "new"], ["key", "import"], ["key", "export"], ["key", "list"], ["key", "keystore"],
    ["wei"], ["calc"], ["keccak"], ["rlp", "encode"], ["rlp", "decode"],
    ["ecdsa", "sign"], ["ecdsa", "verify"], ["ecdsa", "recover"], ["cheque", "sign"],
    ["cheque", "hash"], ["cheque", "verify"], ["tx", "decode"], ["tx", "sign"],
    ["message", "sign"], ["message", "recover"], ["message", "verify"], ["message", "hash"], [],
  ]

  @Test(arguments: commands)
  func `random words and input end in an answer or a sentence`(command: [String]) throws {
    let words = [
      "--json", "--jsonl", "--vault", "--issuer", "--payout", "--key-env", "HOME", "--to", "0x",
      "0x00", "-1", "--", "-", "{}", "[[[", "\u{0}", "\u{1b}[2J", "ÿ\u{301}", "9e9", "--path",
      "m/44'", "1btt", "--decimals", "--chain-id", "18446744073709551616", "--nonce", "--sender",
      "--signature", "=", "", " ", "TYL4F56AiADsMZvSoPGPXhPKQsZtZzomhz", "--words", "--index",
      "--token", "USDT", "--scheme", "swarm", "--wrap", "2**999", "~", "--unsafe-hash", "--fork",
      "London", "--address", "--text", "--unsafe-replayable",
    ]
    var random = SeededGenerator(state: 0x6368_6571_7565_7232 &+ UInt64(command.count))
    for _ in 0..<3 {
      let arguments = (0..<Int.random(in: 0..<5, using: &random)).compactMap { _ in
        words.randomElement(using: &random)
      }
      let run = try chequer(command + arguments, input: random.bytes(below: 300))
      #expect(
        [0, 1, 64, 65, 66, 69, 77].contains(run.status), "\(command + arguments): \(run.status)")
      if run.status > 1 {
        #expect(run.complaint.count > 15, "\(command + arguments)")
        #expect(!run.complaint.contains("\u{1b}"), "\(command + arguments)")
      }
    }
  }
}
