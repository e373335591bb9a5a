public import EVMPrimitives

/// What a cheque's signature is bound to besides the cheque: the contract family and the chain.
///
/// Name, version and chain id; neither a verifying contract (the vault stands in the cheque) nor a
/// salt. Batches over one chain make it once.
///
/// - SeeAlso: [EIP-712](https://eips.ethereum.org/EIPS/eip-712), "domainSeparator".
public struct ChequeDomain: Hashable, Sendable {
  /// The contract family, as its domain is named.
  public enum Family: String, Hashable, Sendable {
    /// BTFS vaults, for cheques over WBTT and over other tokens.
    case vault = "Vault"
    /// Swarm's chequebooks.
    case chequebook = "Chequebook"
  }

  public let family: Family
  public let chainID: UInt64
  /// `hashStruct` of the domain, 32 bytes.
  public let separator: Hash256

  public init(_ family: Family, chainID: UInt64) {
    self.family = family
    self.chainID = chainID
    separator = withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { buffer in
      buffer.store(Self.typeHash, atWord: 0)
      buffer.store(
        family == .vault ? Self.vaultNameHash : Self.chequebookNameHash, atWord: 1)
      buffer.store(Self.versionHash, atWord: 2)
      buffer.store(UInt256(chainID), atWord: 3)
      return Keccak256.hash(UnsafeRawBufferPointer(buffer))
    }
  }

  /// The domain of `cheque`; those of BTTC and its test network are made once.
  static func of(_ cheque: Cheque) -> ChequeDomain {
    switch (cheque.scheme.family, cheque.chainID) {
    case (.vault, 199): bttc
    case (.vault, 1029): donau
    case (let family, let chainID): ChequeDomain(family, chainID: chainID)
    }
  }

  private static let bttc = ChequeDomain(.vault, chainID: 199)
  private static let donau = ChequeDomain(.vault, chainID: 1029)

  private static let typeHash = Keccak256.hash(
    "EIP712Domain(string name,string version,uint256 chainId)".utf8)
  private static let vaultNameHash = Keccak256.hash(Family.vault.rawValue.utf8)
  private static let chequebookNameHash = Keccak256.hash(Family.chequebook.rawValue.utf8)
  private static let versionHash = Keccak256.hash("1.0".utf8)
}

extension ChequeScheme {
  /// The contract family whose domain the scheme signs in.
  public var family: ChequeDomain.Family {
    switch self {
    case .btfs, .btfsMulti: .vault
    case .swarm: .chequebook
    }
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Writes 32 bytes at the index of a 32-byte word.
  @inline(__always)
  func store(_ hash: Hash256, atWord index: Int) {
    hash.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: self[(index * 32)...]))
  }

  /// Writes a number as 32 bytes, most significant first.
  @inline(__always)
  func store(_ word: UInt256, atWord index: Int) { store(Hash256(word), atWord: index) }
}
