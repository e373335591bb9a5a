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
  /// The code breaks a rule of the machine, such as running out of gas, in the node's words.
  case fails(String)
  /// It gave no answer, or refused the call for a reason that is none of the code's.
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
    case .failure(.node(_, let message)) where Self.isOfMachine(message): self = .fails(message)
    case .failure(let failure): self = .unreachable(failure)
    }
  }

  /// Whether a node's words tell how code ended, as those of geth, its kin and Parity do.
  private static func isOfMachine(_ message: String) -> Bool {
    let text = message.lowercased()
    return haltWords.contains { text.contains($0) }
  }

  private static let haltWords = [
    "out of gas", "invalid opcode", "bad instruction", "stack underflow", "stack limit",
    "stack overflow", "invalid jump", "bad jump", "write protection", "mutable call in static",
    "return data out of bounds", "vm execution error", "evm error",
  ]

  /// Whether the node says something else than a run here showed.
  func contradicts(_ ending: CashOutSimulation.Ending) -> Bool {
    switch (self, ending) {
    case (.notAsked, _), (.unreachable, _), (.succeeds, .succeeded): false
    case (.reverts, .reverted), (.fails, .halted), (.reverts(.empty), .halted): false
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
    case .fails(let message):
      "The node says that the cash-out fails: \(quoted(message, limit: 200))."
    case .unreachable(let failure): "The node did not say what it does: \(failure)"
    }
  }
}
