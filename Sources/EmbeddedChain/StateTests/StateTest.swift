public import EVMPrimitives
public import ExactJSON

/// A state test: one transaction in several variants, and what each does to a state under each fork.
///
/// The form is that of Ethereum's GeneralStateTests.
///
/// - SeeAlso: [State tests](https://ethereum-tests.readthedocs.io/en/latest/test_types/gstate_tests.html)
public struct StateTest: Sendable {
  public let name: String
  /// The block.
  public let environment: StateTestEnvironment
  /// The state before.
  public let pre: WorldState
  /// The transaction with its variants.
  public let transaction: StateTestTransaction
  /// What is expected of each variant under each fork, in the file's order.
  public let cases: [Case]
  /// Whether a case that is refused says so. Files of before 2020 do not.
  public let namesRefusals: Bool

  /// A variant of the transaction under a fork, and what is expected of it.
  public struct Case: Sendable {
    /// The fork as the file names it.
    public let forkName: String
    /// The place among the cases of the fork, from 0.
    public let index: Int
    /// Which of the data, gas limits and values the transaction has.
    public let dataIndex: Int
    public let gasIndex: Int
    public let valueIndex: Int
    /// The root of the state after.
    public let stateRoot: Hash256
    /// Keccak-256 of the RLP of the list of logs; `nil` in files that do not say.
    public let logsHash: Hash256?
    /// Why the transaction is refused, in the words of the file; `nil` when it is not.
    public let expectedException: String?
    /// The signed transaction, if the file gives it; never empty.
    public let signedBytes: [UInt8]?

    /// The fork of that name; Osaka for those after it that only make room for more blobs.
    ///
    /// - Throws: `ForkError` for one that is not known here.
    public func fork() throws(ForkError) -> Fork {
      BlobSchedule.afterOsaka[forkName] == nil ? try Fork(named: forkName) : .osaka
    }
  }
}

extension StateTest {
  /// The tests of a file, each with its name, and the error of those that cannot be read.
  ///
  /// - Throws: `JSONTypeError` when the file is no object of tests.
  public static func tests(
    in file: JSONValue
  ) throws(JSONTypeError) -> [(name: String, test: Result<StateTest, JSONTypeError>)] {
    var tests: [(name: String, test: Result<StateTest, JSONTypeError>)] = []
    for (name, value) in try file.requireMembers() {
      do throws(JSONTypeError) {
        tests.append((name, .success(try StateTest(name: name, value))))
      } catch { tests.append((name, .failure(error))) }
    }
    return tests
  }

  /// The test of a JSON object; keys that say nothing about the run are passed over.
  ///
  /// - Throws: `JSONTypeError` with the place of the first thing that is wrong.
  public init(name: String, _ object: JSONValue) throws(JSONTypeError) {
    self.name = name
    environment = try StateTestEnvironment(
      try object.require("env"), configuration: object.present("config"))
    pre = try WorldState(alloc: try object.require("pre"))
    transaction = try StateTestTransaction(try object.require("transaction"))
    var cases: [Case] = []
    for (fork, list) in try object.require("post").requireMembers() {
      for (index, value) in try list.requireElements().enumerated() {
        cases.append(try Case(fork: fork, index: index, value))
      }
    }
    self.cases = cases
    let tool = object.present("_info")?.present("filledwith")?.string
    namesRefusals = tool?.hasPrefix("testeth") != true
  }
}

extension StateTest.Case {
  fileprivate init(fork: String, index: Int, _ object: JSONValue) throws(JSONTypeError) {
    forkName = fork
    self.index = index
    let indexes = try object.require("indexes")
    func number(_ key: String) throws(JSONTypeError) -> Int {
      let value = try indexes.require(key)
      guard let number = Int(exactly: try value.limitedNumber()) else {
        throw value.invalid("An index is a number of a few digits.")
      }
      return number
    }
    dataIndex = try number("data")
    gasIndex = try number("gas")
    valueIndex = try number("value")
    stateRoot = try object.require("hash").fixedBytes()
    logsHash = try object.present("logs")?.fixedBytes()
    expectedException = try object.present("expectException")?.requireString()
    let bytes = try object.present("txbytes")?.hexBytes() ?? []
    signedBytes = bytes.isEmpty ? nil : bytes
  }
}
