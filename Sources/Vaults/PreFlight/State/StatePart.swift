public import EVMPrimitives
public import EVMRPC

/// A part of a block's state: what code that is run here may ask for next.
public enum StatePart: Hashable, Sendable {
  /// An account with its code.
  case account(Address)
  /// A word of an account's storage.
  case slot(Address, UInt256)
  /// The hash of an earlier block.
  case blockHash(UInt64)
}

/// Thrown by a reader for a part that was not fetched yet.
struct MissingState: Error {
  let part: StatePart
}

/// Why code could not be run here.
public enum LocalRunFailure: Error, Hashable, Sendable {
  /// A part of the state could not be fetched.
  case unreachable(RPCFailure)
  /// The code asks for one part after the other and does not come to an end.
  case tooMuchState(rounds: Int)
  /// The code does what this machine cannot do; in the machine's words.
  case unsupported(String)
}

extension LocalRunFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreachable(let failure): failure.description
    case .tooMuchState(let rounds):
      "The code asked for more of the state in each of \(rounds) rounds, so it was not run to its end."
    case .unsupported(let reason): reason
    }
  }
}
