public import EVMPrimitives

/// How a run ended.
public struct ExecutionResult: Sendable {
  public let status: ExecutionStatus
  /// What it returned, or the data with which it reverted.
  public let output: [UInt8]
  /// Gas that is left; none after a halt.
  public let gasLeft: UInt64
  /// The address of the contract that was to be created.
  public let createdAddress: Address?

  public init(
    status: ExecutionStatus, output: [UInt8], gasLeft: UInt64, createdAddress: Address? = nil
  ) {
    self.status = status
    self.output = output
    self.gasLeft = gasLeft
    self.createdAddress = createdAddress
  }

  /// Whether it ended as the code meant it to.
  public var isSuccess: Bool { status == .success }
}

/// In what way code ended.
public enum ExecutionStatus: Hashable, Sendable {
  /// STOP, RETURN or SELFDESTRUCT.
  case success
  /// REVERT: all is undone and the gas that is left is given back.
  case revert
  /// A rule was broken: all is undone and all gas is taken.
  case halt(HaltReason)
}

/// Which rule code broke.
public enum HaltReason: Hashable, Sendable {
  case outOfGas
  case stackUnderflow
  case stackOverflow
  /// A jump to a place that is no JUMPDEST.
  case invalidJump
  /// A byte that is no instruction under the rules of the fork, or INVALID itself.
  case invalidInstruction(UInt8)
  /// A change of the state in a static call.
  case writeProtection
  /// RETURNDATACOPY beyond the data's end.
  case returnDataOutOfBounds
  /// The sender has less than the call's value.
  case insufficientBalance
  /// A frame within 1,024 others; the call fails and takes no gas.
  case callTooDeep
  /// A creation where there is a contract, or an account that sent transactions.
  case addressCollision
  /// Code of more than 24,576 bytes (EIP-170).
  case codeTooLarge(Int)
  /// Init code of more than 49,152 bytes (EIP-3860).
  case initCodeTooLarge
  /// Code that begins with 0xef (EIP-3541).
  case reservedCode
  /// A nonce that cannot grow any more (EIP-2681).
  case nonceOverflow
  /// A precompiled contract that refused its input.
  case precompileFailed
}

extension HaltReason: CustomStringConvertible {
  /// A few words, as for a trace.
  public var description: String {
    switch self {
    case .outOfGas: "out of gas"
    case .stackUnderflow: "stack underflow"
    case .stackOverflow: "stack overflow"
    case .invalidJump: "invalid jump destination"
    case .invalidInstruction(let byte):
      "invalid instruction 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    case .writeProtection: "state change in a static call"
    case .returnDataOutOfBounds: "return data out of bounds"
    case .insufficientBalance: "insufficient balance for the value"
    case .callTooDeep: "call within 1024 others"
    case .addressCollision: "contract address collision"
    case .codeTooLarge(let count): "code of \(count) bytes, more than 24576"
    case .initCodeTooLarge: "init code of more than 49152 bytes"
    case .reservedCode: "code that begins with 0xef"
    case .nonceOverflow: "nonce overflow"
    case .precompileFailed: "precompiled contract refused its input"
    }
  }
}
