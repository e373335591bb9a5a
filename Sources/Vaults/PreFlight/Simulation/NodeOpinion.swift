public import EVMABI
import EVMPrimitives
public import EVMRPC

/// What a node answers when it runs the same cash-out itself (`eth_call`).
///
/// It tells whether the cash-out reverts, not what is paid.
public enum NodeOpinion: Hashable, Sendable {
  /// It was not asked.
  case notAsked
  case succeeds
  case reverts(RevertReason)
  /// It refused the call in its own words, as nodes say that code ran out of gas.
  case refuses(String)
  /// It gave no answer.
  case unreachable(RPCFailure)

  init(_ answer: Result<[UInt8], RPCFailure>) {
    switch answer {
    case .success: self = .succeeds
    case .failure(.reverted(let data, let message)):
      let reason = RevertReason(data)
      // Some nodes pass on no data but its text.
      if reason == .empty, let explained = RevertExplanation.of(message) {
        self = .reverts(.message(explained.message))
      } else {
        self = .reverts(reason)
      }
    case .failure(.node(_, let message)): self = .refuses(message)
    case .failure(let failure): self = .unreachable(failure)
    }
  }

  /// Whether the node says something else than a run here showed.
  func contradicts(_ ending: CashOutSimulation.Ending) -> Bool {
    switch (self, ending) {
    case (.notAsked, _), (.unreachable, _), (.succeeds, .succeeded): false
    case (.reverts, .reverted), (.refuses, .halted), (.reverts(.empty), .halted): false
    case (.refuses, .reverted): false
    default: true
    }
  }
}

extension NodeOpinion: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAsked: "The node was not asked to run it."
    case .succeeds: "The node says that the cash-out succeeds."
    case .reverts(let reason): "The node says that the cash-out reverts: \(reason)."
    case .refuses(let message): "The node does not run it: \(quoted(message, limit: 200))."
    case .unreachable(let failure): "The node did not say what it does: \(failure)"
    }
  }
}
