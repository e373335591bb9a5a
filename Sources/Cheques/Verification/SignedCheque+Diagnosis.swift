import EVMCrypto
public import EVMPrimitives

/// What a diagnosis may try in the place of what a cheque says.
public struct ChequeDiagnosisContext: Hashable, Sendable {
  /// How many fields may be wrong at once.
  public enum Depth: Hashable, Sendable {
    /// One: some twenty public key recoveries, about a millisecond.
    case oneField
    /// Two: some hundreds.
    case twoFields
  }

  /// Chains that the signer may have meant.
  public var chainIDs: [UInt64]
  /// Tokens that the signer may have named.
  public var tokens: [Address]
  /// Amounts that the signer may have signed, such as those of the history with this vault; the
  /// last ``maximumPayouts`` are tried.
  public var payouts: [UInt256]
  /// Accounts that the signer may have meant to pay.
  public var beneficiaries: [Address]
  /// Vaults that the signer may have meant to pay from.
  public var vaults: [Address]
  public var depth: Depth

  /// How many amounts, beneficiaries and vaults are tried at most, of each.
  public static let maximumPayouts = 64

  /// The chains that BTFS and Swarm use or have used, with the placeholders in go-btfs's
  /// configuration and common local ones.
  public static let knownChainIDs: [UInt64] = [199, 1029, 1028, 100, 1, 5, 1337, 31337, 11_155_111]

  public init(
    chainIDs: [UInt64] = Self.knownChainIDs, tokens: [Address] = [], payouts: [UInt256] = [],
    beneficiaries: [Address] = [], vaults: [Address] = [], depth: Depth = .twoFields
  ) {
    self.chainIDs = chainIDs
    self.tokens = tokens
    self.payouts = payouts
    self.beneficiaries = beneficiaries
    self.vaults = vaults
    self.depth = depth
  }
}

extension SignedCheque {
  /// Whether the contract would accept the signature and, if not, the mistake that explains it.
  ///
  /// Likely mistakes are tried one by one and two together: the form of the signature, another
  /// chain, another scheme or token, vault and beneficiary exchanged, another known amount. The one
  /// with which the signature recovers to the issuer is named; an explanation is proof, since nobody
  /// else can have made that signature.
  public func diagnosis(
    issuer: Address, context: ChequeDiagnosisContext = ChequeDiagnosisContext()
  ) -> ChequeDiagnosis {
    let rejection: ChequeRejection
    do { return .valid(try verified(issuer: issuer)) } catch { rejection = error }

    let writtenForms = signature.writtenForms
    for candidate in [(cheque, [])] + cheque.likelyMeant(context) {
      let digest = candidate.0.digest
      for (signature, formMistakes) in writtenForms
      where (try? signature.address(signing: digest)) == issuer {
        return .mistaken(candidate.1 + formMistakes, rejection: rejection)
      }
    }
    return .unexplained(rejection)
  }
}

extension Signature {
  /// The signatures that these bytes may stand for, each with what is wrong with the bytes.
  fileprivate var writtenForms: [(Signature, [ChequeMistake])] {
    var mistakes: [ChequeMistake] = isLowS ? [] : [.highS]
    switch form {
    case .v27or28: break
    case .v0or1: mistakes.append(.recoveryByteZeroOrOne)
    case .compact: mistakes.append(.compactSignature)
    case .withoutRecovery:
      return [Parity.even, .odd].compactMap { parity in
        (try? Signature(r: r, s: s, parity: parity)).map { ($0, mistakes + [.noRecoveryByte]) }
      }
    }
    let other: Parity = parity == .even ? .odd : .even
    let flipped = (try? Signature(r: r, s: s, parity: other)).map {
      [($0, mistakes + [ChequeMistake.flippedRecoveryByte])]
    }
    return [(self, mistakes)] + (flipped ?? [])
  }
}

extension Cheque {
  /// A change to one field of a cheque.
  private struct Change {
    var field: Field
    var mistake: ChequeMistake
    var apply: @Sendable (Cheque) -> Cheque
  }

  private enum Field {
    case chain, scheme, parties, payout
  }

  /// The cheques that may have been meant, fewest changes first, each with its mistakes.
  fileprivate func likelyMeant(
    _ context: ChequeDiagnosisContext
  ) -> [(Cheque, [ChequeMistake])] {
    let changes = likelyChanges(context)
    let single = changes.map { ($0.apply(self), [$0.mistake]) }
    guard context.depth == .twoFields else { return single }
    var double: [(Cheque, [ChequeMistake])] = []
    for (index, first) in changes.enumerated() {
      for second in changes[(index + 1)...] where second.field != first.field {
        double.append((second.apply(first.apply(self)), [first.mistake, second.mistake]))
      }
    }
    return single + double
  }

  private func likelyChanges(_ context: ChequeDiagnosisContext) -> [Change] {
    var changes: [Change] = []
    for chainID in context.chainIDs where chainID != self.chainID {
      changes.append(
        Change(field: .chain, mistake: .otherChain(signed: chainID, stated: self.chainID)) {
          $0.with(chainID: chainID)
        })
    }
    let schemes = [.btfs, .swarm] + context.tokens.map { ChequeScheme.btfsMulti(token: $0) }
    for scheme in schemes where scheme != self.scheme {
      changes.append(
        Change(field: .scheme, mistake: .otherScheme(signed: scheme, stated: self.scheme)) {
          $0.with(scheme: scheme)
        })
    }
    changes.append(
      Change(field: .parties, mistake: .swappedVaultAndBeneficiary) {
        $0.with(vault: $0.beneficiary, beneficiary: $0.vault)
      })
    for beneficiary in context.beneficiaries.suffix(ChequeDiagnosisContext.maximumPayouts)
    where beneficiary != self.beneficiary {
      let mistake = ChequeMistake.otherBeneficiary(signed: beneficiary, stated: self.beneficiary)
      changes.append(
        Change(field: .parties, mistake: mistake) { $0.with(beneficiary: beneficiary) })
    }
    for vault in context.vaults.suffix(ChequeDiagnosisContext.maximumPayouts)
    where vault != self.vault {
      changes.append(
        Change(field: .parties, mistake: .otherVault(signed: vault, stated: self.vault)) {
          $0.with(vault: vault)
        })
    }
    for payout in context.payouts.suffix(ChequeDiagnosisContext.maximumPayouts)
    where payout != cumulativePayout {
      changes.append(
        Change(
          field: .payout, mistake: .otherPayout(signed: payout, stated: cumulativePayout)
        ) { $0.with(cumulativePayout: payout) })
    }
    return changes
  }

  private func with(
    scheme: ChequeScheme? = nil, chainID: UInt64? = nil, vault: Address? = nil,
    beneficiary: Address? = nil, cumulativePayout: UInt256? = nil
  ) -> Cheque {
    Cheque(
      unchecked: scheme ?? self.scheme, chainID: chainID ?? self.chainID,
      vault: vault ?? self.vault, beneficiary: beneficiary ?? self.beneficiary,
      cumulativePayout: cumulativePayout ?? self.cumulativePayout)
  }
}
