import EmbeddedChain
import EVMPrimitives
import ExactJSON

/// What is printed of a case of a state test, or of a file or test that cannot be read.
struct StateTestLine: Sendable {
  var passes: Bool
  var stateRoot: Hash256?
  var json: JSON

  init(_ testCase: StateTest.Case, of test: StateTest, in file: String, _ result: StateTestResult) {
    passes = result.passes
    stateRoot = result.stateRoot
    var members: [JSON.Member] = [
      JSON.Member("name", .string(test.name)),
      JSON.Member("fork", .string(testCase.forkName)),
      JSON.Member("index", .integer(testCase.index)),
      JSON.Member("d", .integer(testCase.dataIndex)),
      JSON.Member("g", .integer(testCase.gasIndex)),
      JSON.Member("v", .integer(testCase.valueIndex)),
      JSON.Member("pass", .bool(result.passes)),
      JSON.Member("stateRoot", result.stateRoot.map { .string($0.hex) } ?? .null),
      JSON.Member("logsHash", result.logsHash.map { .string($0.hex) } ?? .null),
      JSON.Member("gasUsed", .string(result.gasUsed.description)),
      JSON.Member("exception", result.refusal.map { .string($0.description) } ?? .null),
    ]
    if let error = Self.error(testCase, of: test, result) {
      members.append(JSON.Member("error", .string(error)))
    }
    members.append(JSON.Member("file", .string(file)))
    json = .object(members)
  }

  /// The line of a test that cannot be read.
  init(unreadable error: any Error, name: String?, in file: String) {
    passes = false
    var members: [JSON.Member] = []
    if let name { members.append(JSON.Member("name", .string(name))) }
    members.append(JSON.Member("pass", false))
    members.append(JSON.Member("error", .string(String(describing: error))))
    members.append(JSON.Member("file", .string(file)))
    json = .object(members)
  }

  /// Why a case does not pass.
  private static func error(
    _ testCase: StateTest.Case, of test: StateTest, _ result: StateTestResult
  ) -> String? {
    if result.passes { return nil }
    if let failure = result.failure { return failure.description }
    if let refusal = result.refusal, test.namesRefusals, testCase.expectedException == nil {
      return "The transaction should be executed, but is refused: \(refusal)"
    }
    if result.refusal == nil, let expected = testCase.expectedException {
      return "The transaction should be refused (\(expected)), but is executed."
    }
    var differences: [String] = []
    if let root = result.stateRoot, root != testCase.stateRoot {
      differences.append("the state root is \(root.hex) instead of \(testCase.stateRoot.hex)")
    }
    if let hash = result.logsHash, let expected = testCase.logsHash, hash != expected {
      differences.append("the logs hash is \(hash.hex) instead of \(expected.hex)")
    }
    let text = differences.joined(separator: ", and ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }
}
