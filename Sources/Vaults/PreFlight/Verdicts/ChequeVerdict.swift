public import Cheques
public import EVMPrimitives
public import EVMRPC

/// Whether a cheque pays at one block, with all that was looked at.
public struct ChequeVerdict: Sendable {
  public let cheque: SignedCheque
  /// Who would cash it.
  public let caller: Address
  /// Where the money would go.
  public let recipient: Address
  /// The block at which it was looked at.
  public let block: BlockID
  public let answer: ChequeAnswer
  /// What the answer would be by the vault's rules alone, from the signature, what was paid, the
  /// balance and the payout rule; `nil` where the rules are not known.
  public let expected: ChequeAnswer?
  /// The vault at that block.
  public let vault: VaultFacts
  /// What it pays in.
  public let token: PaidToken
  public let signature: SignatureFinding
  /// What cashing does when it is run here; why not, where it was not.
  public let simulation: Result<CashOutSimulation, LocalRunFailure>
  public let node: NodeOpinion
  /// What cashing costs; `nil` where it could not be run.
  public let gas: GasOutlook?
  /// The cheques of the same vault that were checked together, where there are any.
  public internal(set) var competition: VaultCompetition?
}

extension ChequeVerdict {
  /// What the vault says was paid before to whoever cashes, on cheques of this scheme.
  public var paidOut: UInt256? { (try? simulation.get())?.paidOut }

  /// What is still due on the cheque.
  public var outstanding: UInt256? { paidOut.map { cheque.cheque.outstanding(paidOut: $0) } }

  /// What the vault could pay.
  public var available: UInt256? { (try? simulation.get())?.available }

  /// Whether the cheque pays all that is due, in the token that it promises.
  public var isGood: Bool {
    if case .pays = answer { token.isPromised != false } else { false }
  }

  /// Whether what is paid is more than its gas; `nil` where nothing is paid.
  public var worth: GasWorth? {
    guard let gas, answer.paid > 0 else { return nil }
    return token.isWrappedCoin ? GasWorth(paid: answer.paid, cost: gas.cost) : .unpriced
  }

  /// An amount of the token: in its unit and exactly, for instance `1.5 WBTT (1500000000000000000)`.
  public func text(_ amount: UInt256) -> String { token.text(amount) }
}

/// The token that a vault pays a cheque in.
public struct PaidToken: Hashable, Sendable {
  /// `nil` where the vault does not tell.
  public let address: Address?
  /// Its unit, for tokens of the network's table.
  public let denomination: Denomination?
  /// Whether it is the token that such cheques promise; `nil` where the chain's is not known.
  public let isPromised: Bool?
  /// Whether it is worth the chain's coin one to one: the chain's own wrapped coin.
  public let isWrappedCoin: Bool

  /// An amount in its unit and exactly.
  public func text(_ amount: UInt256) -> String {
    if let denomination {
      return "\(TokenAmount(smallestUnits: amount, in: denomination)) (\(amount))"
    }
    return "\(amount)" + (address.map { " of token \($0)" } ?? "")
  }
}

/// What the signature of a cheque is.
public enum SignatureFinding: Hashable, Sendable {
  /// The issuer's, as every vault takes it.
  case valid
  /// The issuer's, written in a form that contracts refuse or not all take; whoever cashes it writes
  /// it as they take it. Nodes send it as it came.
  case rewritten([ChequeMistake])
  /// It is not looked at: the issuer is the beneficiary, and contracts ask no signature of it.
  case notNeeded
  case flawed(ChequeFlaw)
  /// The vault names no issuer to compare with.
  case unchecked
}

/// What a vault is at one block.
public struct VaultFacts: Sendable {
  public let address: Address
  /// How calls reach its logic; `nil` where that could not be read.
  public let resolved: ResolvedVault?
  /// What `issuer()` answers when it is run here.
  public let issuer: Address?
  /// The issuer as it stands in storage, where the layout is known.
  public let storedIssuer: Address?
  /// What `token()` answers when it is run here.
  public let token: Address?
  /// Whether a cheque of it bounced before, by `bounced()`.
  public let hasBounced: Bool?
  /// Why something of it could not be read.
  public let failure: RPCFailure?
}
