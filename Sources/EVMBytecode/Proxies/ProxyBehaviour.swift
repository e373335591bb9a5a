public import EVMPrimitives

/// What a proxy does besides handing the call on, proven from its code: each is something that an
/// auditor or a caller would not expect.
public enum ProxyBehaviour: Hashable, Sendable {
  /// The answer is 4,096 bytes long whatever came back, filled up from the calldata, then zeros.
  case answersWith4096Bytes
  /// A failed call ends in a revert without the implementation's reason.
  case dropsRevertData
  /// A failed call ends in a jump to nowhere: no reason, and all gas is spent.
  case failsByInvalidJump
  /// A call without data logs the value received and ends; the implementation does not run.
  case logsEmptyCalls(ReceiveEvent)
  /// Bytes behind the code are appended to the calldata that the implementation sees.
  case appendsToCalldata(byteCount: Int)
  /// A call of one byte is answered with the implementation's address; the implementation does not
  /// run, so no rule on selectors in it applies.
  case answersOneByteCalls
  /// Whether the beacon's call succeeded is not checked: without an answer the call goes to the
  /// zero address, succeeds, and returns nothing.
  case trustsBeaconAnswer
  /// This address, fixed in the code, may write any word to any storage slot.
  case adminWritesAnySlot(Address)
  /// `masterCopy()` (a619486e) without arguments is answered from slot 0; the implementation does
  /// not run.
  case answersMasterCopy
  /// The answer has so many bytes, whatever came back.
  case answersWithFixedLength(byteCount: Int)
  /// A call that succeeds is answered with nothing.
  case dropsAnswer
  /// The answer is not shown to be the bytes that came back.
  case reshapesAnswer
  /// A call that fails may end as if it had succeeded.
  case hidesFailure
  /// When the implementation reverts, the proxy reverts with other data.
  case replacesRevertData
  /// The proxy puts bytes behind the calldata; how many, where the code shows it.
  case addsToCalldata(byteCount: Int?)
  /// A call without data is ended by the proxy; the implementation does not run.
  case takesEmptyCalls
  /// The proxy has functions of its own.
  case answersFunctions([Selector])
  /// Calls for which the condition holds are ended by the proxy; the implementation does not run.
  case keepsCalls(condition: String)

  /// The event of a proxy that takes plain transfers itself.
  public enum ReceiveEvent: Hashable, Sendable {
    /// `ReceiveETH(uint256)`: the value, no indexed field.
    case amount
    /// `ReceiveETH(address,uint256)`: the proxy's own address, indexed, and the value.
    case accountAndAmount

    /// The event's signature, whose hash is the log's first topic.
    public var signature: String {
      switch self {
      case .amount: "ReceiveETH(uint256)"
      case .accountAndAmount: "ReceiveETH(address,uint256)"
      }
    }
  }
}

extension ProxyBehaviour: CustomStringConvertible {
  /// One sentence for a reader.
  public var description: String {
    switch self {
    case .answersWith4096Bytes:
      "Every call returns exactly 4096 bytes: the implementation's answer, then what is left of the calldata, then zeros; a longer answer is cut."
    case .dropsRevertData:
      "When the implementation reverts, its reason is lost: the proxy reverts without data."
    case .failsByInvalidJump:
      "When the implementation reverts, its reason is lost and all gas is spent: the proxy jumps to an invalid place."
    case .logsEmptyCalls(let event):
      "A call without data never reaches the implementation: the proxy takes the value, logs \(event.signature) and stops."
    case .appendsToCalldata(let byteCount):
      "The implementation sees \(counted(byteCount)) more of calldata than the caller sent: they stand behind the proxy's code."
    case .answersOneByteCalls:
      "A call with exactly one byte of data is answered by the proxy itself with the implementation's address; it bypasses whatever the implementation allows or forbids."
    case .trustsBeaconAnswer:
      "The proxy does not check that the beacon answered: if it reverts or has no code, every call succeeds, does nothing and returns nothing."
    case .adminWritesAnySlot(let admin):
      "\(admin), fixed in the code, may write any word to any storage slot (slot in bytes 32-63 of its calldata, word in bytes 0-31) and run any code there with more data: no balance or rule kept in this storage is safe from it."
    case .answersMasterCopy:
      "A call of masterCopy() (a619486e) without arguments is answered by the proxy itself from slot 0."
    case .answersWithFixedLength(let byteCount):
      "Every answer has exactly \(counted(byteCount)), whatever the implementation returned."
    case .dropsAnswer:
      "What the implementation returns is lost: a call that succeeds is answered with nothing."
    case .reshapesAnswer:
      "The answer is not shown to be the implementation's bytes as they came: it may be cut, padded or coded anew."
    case .hidesFailure:
      "When the implementation reverts, the call may still succeed: the proxy does not hand the failure on."
    case .replacesRevertData:
      "When the implementation reverts, its reason is not shown to be handed on: the proxy reverts with data of its own."
    case .addsToCalldata(let byteCount):
      "The implementation sees \(byteCount.map { "\(counted($0)) more" } ?? "more") of calldata than the caller sent: the proxy puts them behind it."
    case .takesEmptyCalls:
      "A call without data never reaches the implementation: the proxy ends it itself."
    case .answersFunctions(let selectors):
      "Calls of \(selectors.count == 1 ? "one function" : "\(selectors.count) functions") end in the proxy's own code first, which may or may not hand them on: \(selectors.prefix(12).map(KnownProxyFunction.text).joined(separator: ", "))\(selectors.count > 12 ? " and others" : "")."
    case .keepsCalls(let condition):
      "Some calls never reach the implementation; the proxy ends them itself: those for which \(condition)."
    }
  }

  /// The name in the tool's JSON.
  public var name: String {
    switch self {
    case .answersWith4096Bytes: "returns-4096-bytes"
    case .dropsRevertData: "drops-revert-data"
    case .failsByInvalidJump: "fails-by-invalid-jump"
    case .logsEmptyCalls: "logs-empty-calls"
    case .appendsToCalldata: "appends-to-calldata"
    case .answersOneByteCalls: "answers-one-byte-calls"
    case .trustsBeaconAnswer: "trusts-beacon-answer"
    case .adminWritesAnySlot: "admin-writes-any-slot"
    case .answersMasterCopy: "answers-master-copy"
    case .answersWithFixedLength: "returns-fixed-length"
    case .dropsAnswer: "drops-answer"
    case .reshapesAnswer: "reshapes-answer"
    case .hidesFailure: "hides-failure"
    case .replacesRevertData: "replaces-revert-data"
    case .addsToCalldata: "adds-to-calldata"
    case .takesEmptyCalls: "takes-empty-calls"
    case .answersFunctions: "answers-functions"
    case .keepsCalls: "keeps-calls"
    }
  }
}
