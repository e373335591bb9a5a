import EVMInterpreter
import EVMPrimitives
import EmbeddedChain
import ExactJSON

/// State tests run on several cores and reported in the order of their files.
struct StateTestRun {
  /// Only cases of this fork.
  var fork: Fork?
  /// Only tests that this accepts.
  var accepts: (String) -> Bool = { _ in true }
  /// How many cores work.
  var jobs: Int
  /// Whether each case is traced.
  var traces = false

  /// A case that is to be run.
  private struct Work: Sendable {
    let file: String
    let test: StateTest
    let testCase: StateTest.Case
  }

  /// What a file or a place in it gives: a case, or the line that says why there is none.
  private enum Item: Sendable {
    case work(Work)
    case line(StateTestLine)
  }

  /// Runs all tests of the files.
  ///
  /// - Parameter report: Called for each case in order.
  func run(_ files: [String], report: (StateTestLine) throws -> Void) throws {
    var start = 0
    while start < files.count {
      // As many files at a time as keep the cores busy, so that memory does not grow with the suite.
      let group = Array(files[start..<min(files.count, start + 16 * jobs)])
      start += group.count
      let read = Workers.map(group.count, jobs: jobs) { Self.read(group[$0]) }
      let items = read.flatMap { $0 }.filter(isWanted)
      if traces {
        for item in items { try report(Self.line(item, traces: true)) }
      } else {
        let lines = Workers.map(items.count, jobs: jobs) { Self.line(items[$0], traces: false) }
        for line in lines { try report(line) }
      }
    }
  }

  private func isWanted(_ item: Item) -> Bool {
    guard case .work(let work) = item else { return true }
    if let fork, (try? work.testCase.fork()) != fork { return false }
    return accepts(work.test.name)
  }

  /// Files of published suites have many variants of large transactions.
  private static let maximumFileSize = 1 << 29

  private static func read(_ file: String) -> [Item] {
    do {
      let document = try JSONDocument(
        parsing: try TextInput.contents(ofFile: file, maximumSize: maximumFileSize))
      return try StateTest.tests(in: document.root).flatMap { name, test -> [Item] in
        switch test {
        case .success(let test):
          return test.cases.map { .work(Work(file: file, test: test, testCase: $0)) }
        case .failure(let error):
          return [.line(StateTestLine(unreadable: error, name: name, in: file))]
        }
      }
    } catch { return [.line(StateTestLine(unreadable: error, name: nil, in: file))] }
  }

  private static func line(_ item: Item, traces: Bool) -> StateTestLine {
    switch item {
    case .line(let line): return line
    case .work(let work):
      let steps = traces ? StructLogTracer(write: StandardError.write) : nil
      let result = work.test.run(work.testCase, tracer: steps)
      steps?.flush()
      if traces, let outcome = result.outcome { StandardError.line(summary(outcome).text()) }
      return StateTestLine(work.testCase, of: work.test, in: work.file, result)
    }
  }

  /// The line that ends a trace: `{"output", "gasUsed", "pass", "error"?}`, the output without `0x`
  /// as from geth.
  private static func summary(_ outcome: TransactionOutcome) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("output", .string(Hex.encode(outcome.output, prefix: false))),
      JSON.Member("gasUsed", .string(UInt256(outcome.gasUsed).quantity)),
      JSON.Member("pass", .bool(outcome.isSuccess)),
    ]
    switch outcome.status {
    case .success: break
    case .revert: members.append(JSON.Member("error", "execution reverted"))
    case .halt(let reason): members.append(JSON.Member("error", .string(reason.description)))
    }
    return .object(members)
  }
}
