public import EVMABI
public import EVMPrimitives

/// Where in a contract something is done.
public struct CodeUsers: Hashable, Sendable {
  /// The functions that do it, in order.
  public var functions: [Selector] = []
  /// Whether code that is no function's, such as `fallback`, does it; or only code that was not seen to
  /// be reached from any function.
  public var isElsewhere = false

  fileprivate mutating func add(_ function: Selector?) {
    guard let function else {
      isElsewhere = true
      return
    }
    if !functions.contains(function) { functions.append(function) }
  }
}

/// An event that code can log.
public struct InferredEvent: Hashable, Sendable {
  public let topic: Hash256
  /// How many parameters are indexed.
  public let indexedCount: Int
  /// The types of the indexed parameters as far as the topics show them, in their order; a parameter
  /// that is kept as a hash is `bytes32`.
  public let indexed: [ABIType]
  /// The types of the parameters that are not indexed, in their order; nil when the code does not show
  /// what is logged.
  public let arguments: [ABIType]?
  public let users: CodeUsers

  /// The types of ``arguments`` as a signature has them.
  public var argumentList: String? {
    arguments.map { $0.map(\.description).joined(separator: ",") }
  }
}

/// A custom error that code can revert with.
public struct InferredError: Hashable, Sendable {
  public let selector: Selector
  /// The types of its arguments; nil when the code does not show them.
  public let arguments: [ABIType]?
  public let users: CodeUsers

  /// The types of ``arguments`` as a signature has them.
  public var argumentList: String? {
    arguments.map { $0.map(\.description).joined(separator: ",") }
  }
}

/// A text that code can revert with, as `Error(string)`.
public struct RevertText: Hashable, Sendable {
  public let text: String
  public let users: CodeUsers
}

/// A code of `Panic(uint256)` that code can revert with.
public struct PanicUse: Hashable, Sendable {
  public let code: UInt256
  public let users: CodeUsers
}

/// Events, errors and reasons that paths have shown.
struct FoundData {
  fileprivate struct Found {
    var indexedCount = 0
    var topics: [[EncodedPart]] = []
    var paths: [[EncodedPart]] = []
    var users = CodeUsers()
    /// What each function's paths say of the types.
    var votes: [[ShownType]: Int] = [:]
    var topicVotes: [[ShownType]: Int] = [:]
  }

  private let table: ExpressionTable
  private let isSolidity: Bool
  private var logs: [Hash256: Found] = [:]
  private var reverts: [UInt32: Found] = [:]
  private var texts: [String: CodeUsers] = [:]
  private var codes: [UInt256: CodeUsers] = [:]

  init(table: ExpressionTable, isSolidity: Bool) {
    self.table = table
    self.isSolidity = isSolidity
  }

  /// Adds what one function's paths have shown, with the types of its values.
  ///
  /// - Parameter isStray: Whether nothing was seen to reach the code: it adds what is not known yet, as
  ///   the rest has its users.
  mutating func add(
    _ facts: FunctionFacts, of function: Selector?, _ types: EncodedTypes, isStray: Bool = false
  ) {
    let (knownTopics, knownErrors, knownTexts, knownCodes) =
      isStray
      ? (Set(logs.keys), Set(reverts.keys), Set(texts.keys), Set(codes.keys)) : ([], [], [], [])
    var touchedLogs: Set<Hash256> = []
    for log in facts.logs {
      // A small first topic is an anonymous event's parameter.
      guard let first = log.topics.first, let topic = table.value(first),
        topic.significantBitCount > 160
      else { continue }
      let hash = Hash256(topic)
      guard !knownTopics.contains(hash) else { continue }
      touchedLogs.insert(hash)
      logs[hash, default: Found()].indexedCount = max(
        logs[hash]?.indexedCount ?? 0, log.topics.count - 1)
      logs[hash, default: Found()].users.add(function)
      if let parts = log.parts { logs[hash, default: Found()].paths.append(parts) }
      logs[hash, default: Found()].topics.append(
        log.topics.dropFirst().map { .word($0, cut: .none) })
    }
    for hash in touchedLogs { logs[hash]?.settle(types) }
    var touchedErrors: Set<UInt32> = []
    for revert in facts.reverts {
      switch revert.selector {
      case 0: continue
      case 0x08c3_79a0:
        guard case .tail(let tail)? = revert.parts?.first, let bytes = tail.text(table),
          let text = String(validating: bytes, as: UTF8.self), !knownTexts.contains(text)
        else { continue }
        texts[text, default: CodeUsers()].add(function)
      case 0x4e48_7b71:
        guard case .word(let value?, _)? = revert.parts?.first, let code = table.value(value),
          !knownCodes.contains(code)
        else { continue }
        codes[code, default: CodeUsers()].add(function)
      default:
        guard !knownErrors.contains(revert.selector) else { continue }
        touchedErrors.insert(revert.selector)
        reverts[revert.selector, default: Found()].users.add(function)
        if let parts = revert.parts { reverts[revert.selector]?.paths.append(parts) }
      }
    }
    for selector in touchedErrors { reverts[selector]?.settle(types) }
  }

  var events: [InferredEvent] {
    logs.map { topic, found in
      InferredEvent(
        topic: topic, indexedCount: found.indexedCount,
        indexed: ShownType.joined(found.topicVotes, cutsValues: false) ?? [],
        arguments: ShownType.joined(found.votes, cutsValues: isSolidity),
        users: found.users)
    }.sorted { $0.topic < $1.topic }
  }

  var errors: [InferredError] {
    reverts.map { selector, found in
      InferredError(
        selector: Selector(rawValue: selector),
        arguments: ShownType.joined(found.votes, cutsValues: isSolidity),
        users: found.users)
    }.sorted { $0.selector.rawValue < $1.selector.rawValue }
  }

  var reasons: [RevertText] {
    texts.map { RevertText(text: $0.key, users: $0.value) }.sorted { $0.text < $1.text }
  }

  var panics: [PanicUse] {
    codes.map { PanicUse(code: $0.key, users: $0.value) }.sorted { $0.code < $1.code }
  }
}

extension FoundData.Found {
  /// Turns a function's paths into types, as values are to be understood within the function.
  fileprivate mutating func settle(_ types: EncodedTypes) {
    if let found = types.shown(by: paths) { votes[found, default: 0] += paths.count }
    if let found = types.shown(by: topics) { topicVotes[found, default: 0] += topics.count }
    paths.removeAll()
    topics.removeAll()
  }
}
