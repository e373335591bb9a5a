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
  /// Whether a newer cheque of the list replaces this one.
  public let isSuperseded: Bool

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
    var newest: [Claim: Int] = [:]
    for index in verdicts.indices where verdicts[index].isClaim {
      let claim = claim(of: verdicts[index])
      let old = newest[claim].map { verdicts[$0].cheque.cheque.cumulativePayout }
      if old.map({ $0 < verdicts[index].cheque.cheque.cumulativePayout }) ?? true {
        newest[claim] = index
      }
    }
    var rivals: [Place: [Int]] = [:]
    for index in newest.values.sorted() {
      rivals[claim(of: verdicts[index]).place, default: []].append(index)
    }
    for index in verdicts.indices where verdicts[index].isClaim {
      let claim = claim(of: verdicts[index])
      let group = rivals[claim.place] ?? []
      guard group.count > 1 || newest[claim] != index else { continue }
      note(on: index, of: group, isSuperseded: newest[claim] != index, in: &verdicts)
    }
  }

  private static func note(
    on index: Int, of group: [Int], isSuperseded: Bool, in verdicts: inout [ChequeVerdict]
  ) {
    let available = verdicts[index].available ?? 0
    var due: UInt256 = 0
    var left = available
    var paidInOrder: UInt256 = 0
    for rival in group {
      let outstanding = verdicts[rival].outstanding ?? 0
      let (sum, overflow) = due.addingReportingOverflow(outstanding)
      due = overflow ? .max : sum
      let paid: UInt256 =
        if outstanding <= left { outstanding } else if verdicts[rival].paysInPart { left } else {
          0
        }
      left = left &- paid
      if rival == index { paidInOrder = paid }
    }
    verdicts[index].competition = VaultCompetition(
      claims: group.count, due: due, available: available, paidInOrder: paidInOrder,
      isSuperseded: isSuperseded)
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

  fileprivate var paysInPart: Bool {
    vault.resolved?.payoutRule == .partial
  }
}
