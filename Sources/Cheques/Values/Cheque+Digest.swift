public import EVMPrimitives

extension Cheque {
  /// The type string of EIP-712 whose hash begins the struct hash.
  public var typeString: String {
    switch scheme {
    case .btfs: "Cheque(address vault,address beneficiary,uint256 cumulativePayout)"
    case .btfsMulti:
      "MultiTokenCheque(address token,address vault,address beneficiary,uint256 cumulativePayout)"
    case .swarm: "Cheque(address chequebook,address beneficiary,uint256 cumulativePayout)"
    }
  }

  /// `hashStruct` of the cheque: 32 bytes over its type and fields, each field a word.
  ///
  /// - SeeAlso: [EIP-712](https://eips.ethereum.org/EIPS/eip-712), "hashStruct".
  public var structHash: Hash256 {
    withUnsafeTemporaryAllocation(byteCount: 160, alignment: 8) { buffer in
      var next = 1
      switch scheme {
      case .btfs: buffer.store(Self.btfsTypeHash, atWord: 0)
      case .swarm: buffer.store(Self.swarmTypeHash, atWord: 0)
      case .btfsMulti(let token):
        buffer.store(Self.btfsMultiTypeHash, atWord: 0)
        buffer.store(token.word, atWord: 1)
        next = 2
      }
      buffer.store(vault.word, atWord: next)
      buffer.store(beneficiary.word, atWord: next + 1)
      buffer.store(cumulativePayout, atWord: next + 2)
      return Keccak256.hash(UnsafeRawBufferPointer(rebasing: buffer[..<((next + 3) * 32)]))
    }
  }

  /// The EIP-712 digest that the vault's issuer signs: 32 bytes over domain and struct hash.
  public var digest: Hash256 { digest(in: ChequeDomain.of(self)) }

  /// The digest in a domain that was made before.
  ///
  /// - Precondition: `domain` is that of the cheque's scheme and chain.
  func digest(in domain: ChequeDomain) -> Hash256 {
    withUnsafeTemporaryAllocation(byteCount: 66, alignment: 8) { buffer in
      buffer[0] = 0x19
      buffer[1] = 0x01
      domain.separator.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: buffer[2...]))
      structHash.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: buffer[34...]))
      return Keccak256.hash(UnsafeRawBufferPointer(buffer))
    }
  }

  private static let btfsTypeHash = typeHash(of: .btfs)
  private static let btfsMultiTypeHash = typeHash(of: .btfsMulti(token: .zero))
  private static let swarmTypeHash = typeHash(of: .swarm)

  private static func typeHash(of scheme: ChequeScheme) -> Hash256 {
    Keccak256.hash(typeString(of: scheme).utf8)
  }

  static func typeString(of scheme: ChequeScheme) -> String {
    Cheque(unchecked: scheme, chainID: 0, vault: .zero, beneficiary: .zero, cumulativePayout: 0)
      .typeString
  }
}

extension ChequeScheme {
  /// The type of the message that is signed, as EIP-712 writes it.
  public var typeDescription: String { Cheque.typeString(of: self) }

  /// The hash of ``typeDescription``, which stands in the code of contracts that take such cheques.
  public var typeHash: Hash256 { Keccak256.hash(typeDescription.utf8) }
}
