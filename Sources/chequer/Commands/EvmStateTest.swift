import ArgumentParser
import EVMPrimitives
import ExactJSON
import Glibc

struct EvmStateTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statetest", abstract: "Run Ethereum's state tests.",
    discussion: """
      chequer evm statetest transfer.json --fork Cancun

      Reads the standard GeneralStateTests JSON and prints a JSON line for each case: whether it \
      passes, the state root, the hash of the logs, the gas used, and why the transaction is \
      refused, if it is. A case passes when root, logs and refusal are as the file says. Ends with \
      status 1 if any case fails.
      """)

  @Argument(help: "Files, or folders with such; one a line from standard input if missing.")
  var paths: [String] = []

  @Option(help: "Only cases of this fork, such as Berlin or Cancun.")
  var fork: String?

  @Option(
    name: .customLong("run"), help: "Only tests in whose name this regular expression is found.")
  var pattern: String?

  @Flag(help: "Print EIP-3155 lines of each case on standard error.")
  var trace = false

  @Option(help: "Cores that work at once; all by default.")
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs is \(jobs), but at least one core works.")
    }
  }

  func run() throws {
    var tests = StateTestRun(jobs: trace ? 1 : jobs ?? AllCores.count)
    tests.traces = trace
    if let fork { tests.fork = try reading("--fork") { try Fork(named: fork) } }
    if let pattern {
      let expression: Regex<AnyRegexOutput>
      do { expression = try Regex(pattern) } catch {
        throw Failure(.usage, "--run: \(quoted(pattern)) is no regular expression: \(error)")
      }
      tests.accepts = { $0.firstMatch(of: expression) != nil }
    }
    var allPass = true
    let report = { (line: StateTestLine) throws in
      try Self.write(line)
      allPass = allPass && line.passes
    }
    if paths.isEmpty {
      try eachBatchOfPaths { path in
        do { return try StateTestFiles.files(of: [path]) } catch {
          try report(StateTestLine(unreadable: error, name: nil, in: path))
          return []
        }
      } run: {
        try tests.run($0, report: report)
      }
    } else {
      try tests.run(try StateTestFiles.files(of: paths), report: report)
    }
    if !allPass { throw Ending(status: .no) }
  }

  private static func write(_ line: StateTestLine) throws {
    if let root = line.stateRoot {
      StandardError.line((["stateRoot": .string(root.hex)] as JSON).text())
    }
    StandardOutput.shared.line(line.json.text())
    try StandardOutput.shared.flushIfFull()
  }

  /// Runs the files of the paths that stand on standard input, as many as there are at a time, so that
  /// another program can give one after the other and read the answers.
  private func eachBatchOfPaths(
    files: (String) throws -> [String], run: ([String]) throws -> Void
  ) throws {
    var input = LineReader(descriptor: STDIN_FILENO, maximumLineSize: 1 << 16)
    while let lines = try input.nextLines() {
      var batch: [String] = []
      for line in lines {
        guard case .text(var bytes) = line else {
          throw Failure(.badData, "A line is longer than a path can be.")
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        let path = try TextInput.utf8(bytes)
        if !path.isEmpty { batch += try files(path) }
      }
      try run(batch)
      try StandardOutput.shared.flush()
    }
  }
}
