import EVMPrimitives

/// Why a run could not be made to its end: not what the code did, but what this machine cannot do.
public enum ExecutionFault: Error, Sendable {
  /// The state's reader failed.
  case state(any Error)
  /// The code calls a contract of the chain that is not built in here.
  case unsupportedPrecompile(Precompile)
  /// The code pays for more memory than the machine was given.
  case memoryLimit(byteCount: UInt64, limit: Int)
}

extension ExecutionFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .state(let error):
      "The state that the code asks for could not be read: \(error)"
    case .unsupportedPrecompile(.modexp):
      "The code calls MODEXP with an operand of several megabytes, more than any block pays for and than is computed here; give it less gas."
    case .unsupportedPrecompile(let precompile):
      "The code calls the precompiled contract \(precompile), which is not built in yet, so what it does here is not known; ask a node for this one."
    case .memoryLimit(let byteCount, let limit):
      "The code pays for \(byteCount) bytes of memory, but the machine has \(limit); give it less gas or the machine more memory."
    }
  }
}
