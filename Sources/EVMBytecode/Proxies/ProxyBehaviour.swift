public import EVMPrimitives

/// What a proxy does besides handing the call on, proven from its bytes: each is something that an
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
    }
  }
}
