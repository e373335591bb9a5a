public import EVMPrimitives

/// What an account is about to sign: every field of a transaction except the signature.
///
/// The fields common to all types stand in the structure, those of one type in its ``variant``, so a
/// type cannot have another's. Amounts are in the chain's smallest unit (wei).
///
/// - SeeAlso: Yellow paper, section 4.2; EIP-2930, EIP-1559, EIP-4844 and EIP-7702.
public struct UnsignedTransaction: Hashable, Sendable {
  /// How many transactions the sender sent before; below 2^64 - 1 (EIP-2681).
  public let nonce: UInt64
  /// How much gas it may use at most.
  public let gasLimit: UInt64
  /// Who is called or paid; `nil` creates a contract from ``input``.
  public let to: Address?
  /// How much of the chain's coin goes with it, in wei.
  public let value: UInt256
  /// Calldata, or the init code of the contract that is created.
  public let input: [UInt8]
  /// The fields of its type.
  public let variant: Variant

  /// The greatest nonce, 2^64 - 2.
  public static let maximumNonce = UInt64.max - 1

  /// What the types have of their own.
  public enum Variant: Hashable, Sendable {
    /// Type 0. Without a chain id it is unprotected: valid on every chain, EIP-155's reason.
    case legacy(chainID: UInt64?, gasPrice: UInt256)
    /// Type 1.
    case accessList(chainID: UInt64, gasPrice: UInt256, accessList: [AccessListEntry])
    /// Type 2.
    case feeMarket(chainID: UInt64, fees: GasFees, accessList: [AccessListEntry])
    /// Type 3.
    case blob(chainID: UInt64, fees: GasFees, accessList: [AccessListEntry], blobs: BlobTerms)
    /// Type 4.
    case setCode(
      chainID: UInt64, fees: GasFees, accessList: [AccessListEntry],
      authorizations: [SignedAuthorization])
  }

  /// A transaction of given fields.
  ///
  /// - Throws: ``TransactionError/nonceTooLarge(_:)`` for 2^64 - 1, and
  ///   ``TransactionError/missingRecipient(_:)`` for a type that cannot create contracts.
  public init(
    nonce: UInt64, gasLimit: UInt64, to: Address?, value: UInt256, input: [UInt8],
    variant: Variant
  ) throws(TransactionError) {
    guard nonce <= Self.maximumNonce else { throw .nonceTooLarge(nonce) }
    guard to != nil || variant.type.canCreateContract else {
      throw .missingRecipient(variant.type)
    }
    self.nonce = nonce
    self.gasLimit = gasLimit
    self.to = to
    self.value = value
    self.input = input
    self.variant = variant
  }
}

// MARK: - The fields of the types, whichever it is

extension UnsignedTransaction {
  public var type: TransactionType { variant.type }

  /// The chain on which it is valid; `nil` for an unprotected one, which is valid on all.
  public var chainID: UInt64? {
    switch variant {
    case .legacy(let chainID, _): chainID
    case .accessList(let chainID, _, _), .feeMarket(let chainID, _, _),
      .blob(let chainID, _, _, _), .setCode(let chainID, _, _, _):
      chainID
    }
  }

  /// The most that a unit of gas may cost, in wei: the price of types 0 and 1, the cap of the others.
  public var maximumFeePerGas: UInt256 {
    switch variant {
    case .legacy(_, let gasPrice), .accessList(_, let gasPrice, _): gasPrice
    case .feeMarket(_, let fees, _), .blob(_, let fees, _, _), .setCode(_, let fees, _, _):
      fees.maxFeePerGas
    }
  }

  /// The cap and the tip; `nil` for types 0 and 1, which have one price.
  public var fees: GasFees? {
    switch variant {
    case .legacy, .accessList: nil
    case .feeMarket(_, let fees, _), .blob(_, let fees, _, _), .setCode(_, let fees, _, _): fees
    }
  }

  /// What it says that it will touch; `nil` for type 0, which cannot say.
  public var accessList: [AccessListEntry]? {
    switch variant {
    case .legacy: nil
    case .accessList(_, _, let list), .feeMarket(_, _, let list), .blob(_, _, let list, _),
      .setCode(_, _, let list, _):
      list
    }
  }

  /// Whose code is set; `nil` unless it is of type 4.
  public var authorizations: [SignedAuthorization]? {
    if case .setCode(_, _, _, let authorizations) = variant { authorizations } else { nil }
  }

  /// What it says of its blobs; `nil` unless it is of type 3.
  public var blobs: BlobTerms? {
    if case .blob(_, _, _, let blobs) = variant { blobs } else { nil }
  }

  /// The most that the sender pays for gas, blobs included: ``gasLimit`` times the greatest price,
  /// in wei; `nil` when that does not fit 256 bits.
  public var maximumFee: UInt256? {
    do throws(ArithmeticError) {
      let gas = try UInt256(gasLimit).multiplied(by: maximumFeePerGas)
      guard let blobs else { return gas }
      return try gas.adding(UInt256(blobs.gas).multiplied(by: blobs.maxFeePerBlobGas))
    } catch { return nil }
  }
}

extension UnsignedTransaction.Variant {
  public var type: TransactionType {
    switch self {
    case .legacy: .legacy
    case .accessList: .accessList
    case .feeMarket: .feeMarket
    case .blob: .blob
    case .setCode: .setCode
    }
  }
}

// MARK: - Parts

/// What a sender pays for a unit of gas, in wei.
///
/// - SeeAlso: [EIP-1559](https://eips.ethereum.org/EIPS/eip-1559)
public struct GasFees: Hashable, Sendable {
  /// The cap: base fee and tip together.
  public var maxFeePerGas: UInt256
  /// The tip: what the block's proposer gets at most.
  public var maxPriorityFeePerGas: UInt256

  public init(maxFeePerGas: UInt256, maxPriorityFeePerGas: UInt256) {
    self.maxFeePerGas = maxFeePerGas
    self.maxPriorityFeePerGas = maxPriorityFeePerGas
  }
}

/// What a transaction of type 3 says of its blobs, which themselves do not stand in it.
///
/// - SeeAlso: [EIP-4844](https://eips.ethereum.org/EIPS/eip-4844)
public struct BlobTerms: Hashable, Sendable {
  /// The most that a unit of blob gas may cost, in wei.
  public var maxFeePerBlobGas: UInt256
  /// A hash of each blob's commitment, its first byte the version 1.
  public var versionedHashes: [Hash256]

  /// Blob gas that each blob takes, 2^17.
  public static let gasPerBlob: UInt64 = 131_072

  public init(maxFeePerBlobGas: UInt256, versionedHashes: [Hash256]) {
    self.maxFeePerBlobGas = maxFeePerBlobGas
    self.versionedHashes = versionedHashes
  }

  /// The blob gas of all blobs.
  public var gas: UInt64 { UInt64(versionedHashes.count) &* Self.gasPerBlob }
}

/// An account that a transaction will touch, and the storage slots of it.
///
/// - SeeAlso: [EIP-2930](https://eips.ethereum.org/EIPS/eip-2930)
public struct AccessListEntry: Hashable, Sendable {
  public var address: Address
  /// The slots, 32 bytes each, most significant first.
  public var storageKeys: [Hash256]

  public init(address: Address, storageKeys: [Hash256]) {
    self.address = address
    self.storageKeys = storageKeys
  }
}
