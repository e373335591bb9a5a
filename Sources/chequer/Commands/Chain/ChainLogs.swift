import ArgumentParser
import EVMABI
import EVMInterpreter
import EVMPrimitives
import EVMRPC
import ExactJSON
import Glibc

struct ChainLogs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "The logs of contracts in a range of blocks.",
    discussion: """
      chequer chain logs --address 0x23181F21DEa5936e24163FFABa4Ea3B316B57f3C \\
        --network embedded

      The range includes both ends and may have any length: it is asked for in pieces that the \
      endpoint gives. Each log is checked against what was asked for. Blocks that no endpoint gives \
      are told, and the exit status is then 69: nothing is said of them. With --resume FILE what was \
      read is kept, and the next run goes on from there.
      """)

  @Option(help: "A contract; repeatable, all if missing.")
  var address: [String] = []

  @Option(
    help: "The first topic, or an event's signature such as 'Upgraded(address)'; repeatable.")
  var topic: [String] = []

  @Option(help: "The first block, or earliest.")
  var from: String = "earliest"

  @Option(help: "The last block; the newest if missing.")
  var to: String = "latest"

  @Option(help: "A file that keeps what was read.", completion: .file())
  var resume: String?

  @Flag(help: "Write a JSON line for each log.")
  var jsonl = false

  @OptionGroup var interfaces: InterfaceOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let addresses = try address.map { try Address(account: $0) }
    let topics = try topic.map { text in try reading("--topic") { try Self.topic(text) } }
    let (first, last) = (try Self.number(from, "--from"), try Self.number(to, "--to"))
    let names = CallNames(names: try interfaces.names())
    let file = resume.map { CoverageFile(path: $0) }
    let earlier = try file?.read()
    let shows = isatty(STDERR_FILENO) == 1
    let (coverage, chainID) = try connection.withConnection { connection in
      let head = try await connection.head().number
      let range = (first ?? 0, min(last ?? head, head))
      guard range.0 <= range.1 else {
        throw Failure(
          .badData, "--from: Block \(range.0) is behind the last one, \(range.1).")
      }
      if let earlier, earlier.chainID != connection.chainID {
        throw Failure(
          .badData,
          "--resume: The file keeps logs of chain \(earlier.chainID), not \(connection.chainID); name another file."
        )
      }
      let filter = RPCLogFilter(
        addresses: addresses, topics: topics.isEmpty ? [] : [topics], blocks: range.0...range.1)
      let coverage = try await LogReader(connection.caller).read(
        filter, goingOnFrom: earlier?.coverage
      ) { coverage in
        if shows { LogProgress.show(coverage) }
      }
      return (coverage, connection.chainID)
    }
    if shows { LogProgress.end() }
    try file?.write(coverage, chainID: chainID)
    for log in coverage.logs {
      let entry = LogEntry(log: log, names: names)
      StandardOutput.shared.line(jsonl || output.json ? entry.json.text() : entry.text)
      try StandardOutput.shared.flushIfFull()
    }
    guard case .some(_, let gaps) = coverage.checked else { return }
    for gap in gaps { StandardError.line("chequer: \(gap)") }
    throw Ending(status: .unavailable)
  }

  private static func topic(_ text: String) throws -> Hash256 {
    if text.contains("(") { return Keccak256.hash(Array(try ABIEvent(text).signature.utf8)) }
    return try Hash256(hex: text)
  }

  /// The number of a block; `nil` for the end of the chain.
  private static func number(_ text: String, _ option: String) throws -> UInt64? {
    switch text {
    case "earliest": return 0
    case "latest": return nil
    default:
      guard let word = try? UInt256(decimalOrHex: text), let number = UInt64(exactly: word) else {
        throw Failure(.usage, "\(option): \(quoted(text)) is no block's number.")
      }
      return number
    }
  }
}

/// A line on a terminal's standard error that says how far logs were read.
private enum LogProgress {
  static func show(_ coverage: LogCoverage) {
    let share = coverage.blockCount == 0 ? 100 : coverage.coveredCount * 100 / coverage.blockCount
    StandardError.write(
      Array(
        "\r\u{1b}[K\(share) % of \(coverage.blockCount) blocks, \(coverage.logs.count) logs".utf8))
  }

  static func end() { StandardError.write(Array("\r\u{1b}[K".utf8)) }
}

/// One log for people and programs.
private struct LogEntry {
  let log: RPCLog
  let names: CallNames

  var json: JSON {
    .object([
      .init("address", .string(log.address.checksummed)),
      .init("topics", .array(log.topics.map { .string($0.hex) })),
      .init("data", .string(Hex.encode(log.data))),
      .init("blockNumber", log.blockNumber.map { .integer($0) } ?? .null),
      .init("blockHash", log.blockHash.map { .string($0.hex) } ?? .null),
      .init("transactionHash", log.transactionHash.map { .string($0.hex) } ?? .null),
      .init("transactionIndex", log.transactionIndex.map { .integer($0) } ?? .null),
      .init("logIndex", log.logIndex.map { .integer($0) } ?? .null),
    ])
  }

  var text: String {
    let place = "block \(log.blockNumber ?? 0), log \(log.logIndex ?? 0)"
    return
      "\(place)  \(log.address)  \(names.text(of: Log(address: log.address, topics: log.topics, data: log.data)))"
  }
}
