import EVMBytecode
import EVMPrimitives
import Foundation

/// An analysis whose time is told code by code, for `Tests/Comparison/compare.py`.
enum TimedAnalysis: String, CaseIterable {
  case selectors, arguments, interface, inspection

  /// Reads codes as lines of hex from standard input, and writes a line of JSON for each: the
  /// nanoseconds from the text to the answer on the thread's CPU clock, the median of some rounds, and
  /// the functions' arguments where the analysis tells them.
  func run(rounds: Int) {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    for line in [UInt8](input).split(separator: 0x0a) {
      let text = Array(line)
      var times: [Int] = []
      var answer: [(String, String)] = []
      for _ in 0..<max(1, rounds) {
        let start = threadNanoseconds()
        guard let code = try? Bytecode(parsingUTF8: text) else { break }
        answer = functions(of: code)
        times.append(threadNanoseconds() - start)
      }
      // Hex and lists of types need no escapes.
      let members = answer.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",")
      guard !times.isEmpty else {
        print("{\"error\":\"not code\"}")
        continue
      }
      let median = times.sorted()[times.count / 2]
      print("{\"nanoseconds\":\(median),\"functions\":{\(members)}}")
    }
  }

  private func functions(of code: Bytecode) -> [(String, String)] {
    switch self {
    case .selectors:
      return InferredInterface.selectors(in: code).map { ($0.hex, "") }
    case .arguments:
      return InferredInterface.arguments(in: code).map { ($0.selector.hex, $0.argumentList) }
    case .interface:
      return InferredInterface(code).functions.map { ($0.selector.hex, $0.argumentList) }
    case .inspection:
      let inspection = CodeInspection(code)
      let exploration = CodeExploration(inspection.deployedCode(of: code), notesEffects: true)
      let interface = InferredInterface(exploration)
      consume(StorageLayout(exploration))
      consume(ContractBehaviour(exploration, names: StorageNames()))
      consume(inspection.hashWithoutMetadata(of: code))
      return interface.functions.map { ($0.selector.hex, $0.argumentList) }
    }
  }
}
