import Cheques
public import EVMABI
import EVMInterpreter
public import EVMPrimitives

/// What cashing a cheque did when it was run here, on the block's own code and storage.
///
/// What was paid is read off the recipient's balance before and after, not off what the contract logs:
/// a contract may log anything.
public struct CashOutSimulation: Hashable, Sendable {
  /// How the transaction ended.
  public enum Ending: Hashable, Sendable {
    case succeeded
    case reverted(RevertReason)
    /// It broke a rule of the machine, such as running out of gas; in words.
    case halted(String)
  }

  public let ending: Ending
  /// What the vault says was paid before on such cheques to whoever cashes; `nil` without an answer.
  public let paidOut: UInt256?
  /// What the vault could pay: its balance of the token, for a chequebook of Swarm as far as it may go
  /// to this beneficiary; `nil` where the token does not tell.
  public let available: UInt256?
  /// By how much the recipient's balance of the token grew.
  public let received: UInt256
  /// What the vault's event says was paid; `nil` without an event.
  public let announced: UInt256?
  /// Whether the vault logged that the cheque bounced.
  public let announcedBounce: Bool
  /// Gas that would be paid for.
  public let gasUsed: UInt64
  /// Gas that must be given; some of it is given back.
  public let gasNeeded: UInt64
}

extension CashOutSimulation {
  /// Runs a cash-out in a block.
  ///
  /// - Throws: `ExecutionFault`, for instance for state that was not fetched yet.
  static func run(
    _ job: CashOutJob, on state: FetchedState, gasPrice: UInt256,
    tracer: (any ExecutionTracer)? = nil
  ) throws(ExecutionFault) -> CashOutSimulation {
    let block = LocalBlock(on: state, gasPrice: gasPrice)
    let cheque = job.signed.cheque
    let paidOut = CashOutCall.word(
      try block.read(cheque.vault, CashOutCall.paidOut(cheque.scheme, to: job.caller)))
    func balance(of holder: Address) throws(ExecutionFault) -> UInt256? {
      guard let token = job.token else { return nil }
      return CashOutCall.word(try block.read(token, CashOutCall.balance(of: holder)))
    }
    var available = try balance(of: cheque.vault)
    if cheque.scheme == .swarm,
      let liquid = CashOutCall.word(
        try block.read(cheque.vault, CashOutCall.liquidBalance(for: job.caller)))
    {
      available = available.map { min($0, liquid) } ?? liquid
    }
    let before = try balance(of: job.recipient) ?? 0
    let outcome = try block.transact(
      from: job.caller, to: cheque.vault, job.calldata, gasLimit: job.gasLimit, tracer: tracer)
    let after = try balance(of: job.recipient) ?? 0
    let events = outcome.logs.filter { $0.address == cheque.vault }.compactMap {
      VaultEvent(topics: $0.topics, data: $0.data)
    }
    return CashOutSimulation(
      ending: Ending(outcome), paidOut: paidOut, available: available,
      received: after > before ? after &- before : 0,
      announced: events.lazy.compactMap(\.payout).first,
      announcedBounce: events.contains(where: \.isBounce),
      gasUsed: outcome.gasUsed, gasNeeded: outcome.gasNeeded)
  }
}

/// A cash-out that is to be run.
struct CashOutJob: Sendable {
  let signed: SignedCheque
  let caller: Address
  let recipient: Address
  /// The token that the vault pays in; `nil` where it is not known.
  let token: Address?
  let gasLimit: UInt64
  /// What is sent: the signature in the form that contracts take, as whoever cashes here sends it.
  let calldata: [UInt8]

  init(
    signed: SignedCheque, caller: Address, recipient: Address, token: Address?, gasLimit: UInt64
  ) {
    self.signed = signed
    self.caller = caller
    self.recipient = recipient
    self.token = token
    self.gasLimit = gasLimit
    calldata = VaultContract(of: signed.cheque).cashOut(of: signed, recipient: recipient)
  }
}

extension CashOutSimulation.Ending {
  init(_ outcome: LocalOutcome) {
    switch outcome.status {
    case .success: self = .succeeded
    case .revert: self = .reverted(RevertReason(outcome.output))
    case .halt(let reason): self = .halted(reason.description)
    }
  }
}

extension VaultEvent {
  fileprivate var payout: UInt256? {
    if case .chequeCashed(let cashed) = self { cashed.totalPayout } else { nil }
  }

  fileprivate var isBounce: Bool {
    switch self {
    case .chequeBounced, .multiTokenChequeBounced: true
    default: false
    }
  }
}
