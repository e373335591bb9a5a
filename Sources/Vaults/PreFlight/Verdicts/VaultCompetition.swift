import Cheques
public import EVMPrimitives

/// The cheques of one vault and token that were checked together, which compete for one balance:
/// whoever cashes first is paid first.
public struct VaultCompetition: Hashable, Sendable {
  /// Beneficiaries with something due, this one included.
  public let claims: Int
  /// What is due to all of them; 2^256 - 1 when the sum is above.
  public let due: UInt256
  /// What the vault has.
  public let available: UInt256
  /// What this cheque pays when those before it in the list are cashed first.
  public let paidInOrder: UInt256
  /// Whether a newer cheque of the list to the same beneficiary pays at least as much.
  public let isSuperseded: Bool
  /// Whether an older cheque of the list to the same beneficiary pays more now: so it is when the vault
  /// has enough for that and not for this one.
  public let olderPays: Bool

  /// Whether all are paid, in whatever order they are cashed.
  public var sufficesForAll: Bool { due <= available }
}

extension VaultCompetition {
  private struct Place: Hashable {
    let vault: Address
    let token: Address?
  }

  private struct Claim: Hashable {
    let place: Place
    let beneficiary: Address
  }

  /// Notes on each verdict which others compete with it.
  static func note(on verdicts: inout [ChequeVerdict]) {
    var best: [Claim: Int] = [:]
    for index in verdicts.indices where verdicts[index].isClaim {
      let claim = claim(of: verdicts[index])
      if best[claim].map({ verdicts[index].isBetter(than: verdicts[$0]) }) ?? true {
        best[claim] = index
      }
    }
    var rivals: [Place: [Int]] = [:]
    for index in best.values.sorted() {
      rivals[claim(of: verdicts[index]).place, default: []].append(index)
    }
    for group in rivals.values where group.count > 1 { note(onAll: group, in: &verdicts) }
    for index in verdicts.indices where verdicts[index].isClaim {
      let claim = claim(of: verdicts[index])
      guard let other = best[claim], other != index else { continue }
      let isNewer = verdicts[other].promise >= verdicts[index].promise
      verdicts[index].competition = VaultCompetition(
        claims: rivals[claim.place]?.count ?? 1, due: verdicts[index].outstanding ?? 0,
        available: verdicts[index].available ?? 0, paidInOrder: 0, isSuperseded: isNewer,
        olderPays: !isNewer)
    }
  }

  /// Notes on the cheques that compete, in the list's order, what each would be paid in it.
  private static func note(onAll group: [Int], in verdicts: inout [ChequeVerdict]) {
    let available = verdicts[group[0]].available ?? 0
    var due: UInt256 = 0
    for rival in group {
      let (sum, overflow) = due.addingReportingOverflow(verdicts[rival].outstanding ?? 0)
      due = overflow ? .max : sum
    }
    var left = available
    for rival in group {
      let outstanding = verdicts[rival].outstanding ?? 0
      let paid: UInt256 =
        if outstanding <= left { outstanding } else if verdicts[rival].paysInPart { left } else {
          0
        }
      left = left &- paid
      verdicts[rival].competition = VaultCompetition(
        claims: group.count, due: due, available: available, paidInOrder: paid,
        isSuperseded: false, olderPays: false)
    }
  }

  private static func claim(of verdict: ChequeVerdict) -> Claim {
    Claim(
      place: Place(vault: verdict.cheque.cheque.vault, token: verdict.token.address),
      beneficiary: verdict.cheque.cheque.beneficiary)
  }
}

extension ChequeVerdict {
  /// Whether the vault owes something on the cheque.
  fileprivate var isClaim: Bool {
    switch answer {
    case .pays, .partial, .bounces: true
    default: false
    }
  }

  fileprivate var promise: UInt256 { cheque.cheque.cumulativePayout }

  /// Whether it is this one of two cheques to one beneficiary that should be cashed now.
  fileprivate func isBetter(than other: ChequeVerdict) -> Bool {
    (answer.paid, promise) > (other.answer.paid, other.promise)
  }

  fileprivate var paysInPart: Bool {
    vault.resolved?.payoutRule == .partial
  }
}
