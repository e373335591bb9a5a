public import Cheques
public import EVMPrimitives

/// Whether a vault could pay a set of cheques now, all of them.
///
/// Of the cheques of one beneficiary in one token the greatest counts, for it replaces the others.
public struct VaultSolvency: Sendable {
  /// What one beneficiary is owed in one token.
  public struct Claim: Hashable, Sendable {
    /// The cheque that counts.
    public let cheque: Cheque
    /// What the vault has paid to the beneficiary; nil where it was not read.
    public let paidOut: UInt256?
    /// What is still to be paid.
    public var outstanding: UInt256? { paidOut.map { cheque.outstanding(paidOut: $0) } }
  }

  /// All claims in one token against what there is.
  public struct Total: Hashable, Sendable {
    /// The token; nil where the vault's own was not read.
    public let token: Address?
    /// The sum of what is outstanding; nil where something was not read. The greatest number stands
    /// for every sum past 256 bits.
    public let outstanding: UInt256?
    /// What the vault has; nil where it was not read.
    public let balance: UInt256?
    public let claims: [Claim]

    /// Whether all can be paid; nil where that is not known.
    public var isCovered: Bool? {
      guard let outstanding, let balance else { return nil }
      return outstanding <= balance
    }
  }

  /// A cheque that does not count, and why.
  public struct Rejection: Hashable, Sendable {
    public let cheque: Cheque
    public let reason: String
  }

  public let totals: [Total]
  public let rejections: [Rejection]
}

extension VaultSolvency {
  /// The cheques that count, the greatest of each beneficiary and token.
  static func counted(
    _ cheques: [SignedCheque], on vault: Address, issuer: Address?, chainID: UInt64,
    scheme: (ChequeScheme) -> String?
  ) -> (cheques: [Cheque], rejections: [Rejection]) {
    var greatest: [Key: Cheque] = [:]
    var order: [Key] = []
    var rejections: [Rejection] = []
    for signed in cheques {
      let cheque = signed.cheque
      if let reason = refusal(signed, on: vault, issuer: issuer, chainID: chainID)
        ?? scheme(cheque.scheme)
      {
        rejections.append(Rejection(cheque: cheque, reason: reason))
        continue
      }
      let key = Key(token: cheque.scheme.token, beneficiary: cheque.beneficiary)
      if let known = greatest[key] {
        if known.cumulativePayout < cheque.cumulativePayout { greatest[key] = cheque }
      } else {
        greatest[key] = cheque
        order.append(key)
      }
    }
    return (order.compactMap { greatest[$0] }, rejections)
  }

  private struct Key: Hashable {
    var token: Address?
    var beneficiary: Address
  }

  private static func refusal(
    _ signed: SignedCheque, on vault: Address, issuer: Address?, chainID: UInt64
  ) -> String? {
    guard signed.cheque.vault == vault else { return "It is drawn on \(signed.cheque.vault)." }
    guard signed.cheque.chainID == chainID else {
      return "It is for chain \(signed.cheque.chainID), not \(chainID)."
    }
    guard let issuer else {
      return "The issuer is not known, so nobody can tell whether it is genuine."
    }
    do throws(ChequeRejection) { _ = try signed.verified(issuer: issuer) } catch {
      return error.description
    }
    return nil
  }

  /// Adds the claims up, token by token.
  init(
    _ cheques: [Cheque], rejections: [Rejection], token: (ChequeScheme) -> Address?,
    paidOut: (Cheque) -> UInt256?, balance: (Cheque) -> UInt256?
  ) {
    var groups: [(scheme: ChequeScheme, cheques: [Cheque])] = []
    for cheque in cheques {
      if let index = groups.firstIndex(where: { $0.scheme == cheque.scheme }) {
        groups[index].cheques.append(cheque)
      } else {
        groups.append((cheque.scheme, [cheque]))
      }
    }
    totals = groups.map { group in
      let claims = group.cheques.map { Claim(cheque: $0, paidOut: paidOut($0)) }
      var sum: UInt256? = 0
      for claim in claims {
        guard let known = sum, let outstanding = claim.outstanding else {
          sum = nil
          break
        }
        let (next, isOver) = known.addingReportingOverflow(outstanding)
        sum = isOver ? .max : next
        if isOver { break }
      }
      return Total(
        token: token(group.scheme), outstanding: sum,
        balance: group.cheques.first.flatMap(balance), claims: claims)
    }
    self.rejections = rejections
  }
}
