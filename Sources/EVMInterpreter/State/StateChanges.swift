public import EVMPrimitives

/// What a run of transactions left different from what the reader gave.
public struct StateChanges: Sendable {
  /// The accounts that changed, by address.
  public var accounts: [Address: AccountChange] = [:]

  public init() {}
}

/// How an account stands after a run.
public struct AccountChange: Sendable {
  /// The account; `nil` when there is none any more.
  public var account: Account?
  /// Its code, when that is new.
  public var code: ExecutableCode?
  /// Whether all that its storage held before is gone.
  public var clearsStorage: Bool
  /// The words that were written, zeros too.
  public var storage: [UInt256: UInt256]
}
