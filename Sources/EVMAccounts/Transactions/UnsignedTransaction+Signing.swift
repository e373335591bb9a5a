public import EVMCrypto
public import EVMPrimitives

extension UnsignedTransaction {
  /// The hash that the sender signs.
  ///
  /// Keccak-256 of the envelope without the signature; for type 0 with a chain id the list ends with
  /// it and two zeros.
  /// - SeeAlso: [EIP-155](https://eips.ethereum.org/EIPS/eip-155); EIP-2930, EIP-1559, EIP-4844 and
  ///   EIP-7702, "signing".
  public var signingHash: Hash256 {
    guard case .legacy(let chainID?, _) = variant else {
      return Keccak256.hash(envelope(adding: []))
    }
    return Keccak256.hash(
      envelope(adding: [.number(UInt256(chainID)), .number(0), .number(0)]))
  }

  /// Signs the transaction.
  ///
  /// - Parameter replay: By default an unprotected transaction and the chain id 0 are refused,
  ///   because what is signed so is valid on chains that nobody thought of.
  /// - Throws: ``TransactionRefusal/unprotected`` and ``TransactionRefusal/chainIDZero``.
  public func signed(
    with key: SecretKey, replay: ReplayProtection = .required
  ) throws(TransactionRefusal) -> SignedTransaction {
    if replay == .required {
      guard let chainID else { throw .unprotected }
      guard chainID != 0 else { throw .chainIDZero }
    }
    do { return try SignedTransaction(self, signature: key.sign(signingHash)) } catch {
      preconditionFailure("A signature that was made here has no parity: \(error)")
    }
  }

  /// The type's byte, if it has one, and the list of the fields with `last` behind them.
  private func envelope(adding last: [RLPItem]) -> [UInt8] {
    type.envelope(of: .list(fields + last))
  }

  /// The fields in the order of the encoding.
  var fields: [RLPItem] {
    let nonce = RLPItem.number(UInt256(nonce))
    let common: [RLPItem] = [
      .number(UInt256(gasLimit)), .bytes(to?.bytes ?? []), .number(value), .bytes(input),
    ]
    switch variant {
    case .legacy(_, let gasPrice):
      return [nonce, .number(gasPrice)] + common
    case .accessList(let chainID, let gasPrice, let list):
      return [.number(UInt256(chainID)), nonce, .number(gasPrice)] + common + [list.rlp]
    case .feeMarket(let chainID, let fees, let list):
      return [.number(UInt256(chainID)), nonce] + fees.rlp + common + [list.rlp]
    case .blob(let chainID, let fees, let list, let blobs):
      return [.number(UInt256(chainID)), nonce] + fees.rlp + common + [
        list.rlp, .number(blobs.maxFeePerBlobGas),
        .list(blobs.versionedHashes.map { .bytes(of: $0) }),
      ]
    case .setCode(let chainID, let fees, let list, let authorizations):
      return [.number(UInt256(chainID)), nonce] + fees.rlp + common + [
        list.rlp, .list(authorizations.map(\.rlp)),
      ]
    }
  }
}

extension TransactionType {
  /// The encoding of `item`, for types 1 to 4 behind the type's byte.
  func envelope(of item: RLPItem) -> [UInt8] {
    self == .legacy ? RLP.encode(item) : [rawValue] + RLP.encode(item)
  }
}

/// Whether a signature that can be played again on other chains is made.
public enum ReplayProtection: Hashable, Sendable {
  /// It is refused.
  case required
  /// It was asked for.
  case waived
}

extension GasFees {
  fileprivate var rlp: [RLPItem] { [.number(maxPriorityFeePerGas), .number(maxFeePerGas)] }
}

extension [AccessListEntry] {
  fileprivate var rlp: RLPItem {
    .list(
      map { entry in
        .list([.bytes(of: entry.address), .list(entry.storageKeys.map { .bytes(of: $0) })])
      })
  }
}

extension SignedAuthorization {
  fileprivate var rlp: RLPItem {
    .list([
      .number(authorization.chainID), .bytes(of: authorization.address),
      .number(UInt256(authorization.nonce)), .number(UInt256(yParity)), .number(r), .number(s),
    ])
  }
}
