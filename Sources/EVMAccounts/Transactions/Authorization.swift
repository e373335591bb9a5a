public import EVMCrypto
public import EVMPrimitives

/// What an account signs to run another contract's code as its own.
///
/// - SeeAlso: [EIP-7702](https://eips.ethereum.org/EIPS/eip-7702)
public struct Authorization: Hashable, Sendable {
  /// The chain on which it counts; 0 is every chain.
  public var chainID: UInt256
  /// The contract whose code is run; the zero address takes the delegation back.
  public var address: Address
  /// The signing account's nonce at the time it is applied.
  public var nonce: UInt64

  public init(chainID: UInt256, address: Address, nonce: UInt64) {
    self.chainID = chainID
    self.address = address
    self.nonce = nonce
  }

  /// The hash that is signed: Keccak-256 of 0x05 and the RLP of chain id, address and nonce.
  public var signingHash: Hash256 {
    let fields: RLPItem = .list([
      .number(chainID), .bytes(of: address), .number(UInt256(nonce)),
    ])
    return Keccak256.hash([0x05] + RLP.encode(fields))
  }

  /// Signs it.
  ///
  /// - Parameter replay: By default one that counts on every chain (id 0) is refused: the account
  ///   would be handed over on chains that nobody thought of.
  /// - Throws: ``TransactionRefusal/authorizationForEveryChain``.
  public func signed(
    with key: SecretKey, replay: ReplayProtection = .required
  ) throws(TransactionRefusal) -> SignedAuthorization {
    guard !chainID.isZero || replay == .waived else { throw .authorizationForEveryChain }
    let signature = key.sign(signingHash)
    return SignedAuthorization(
      self, yParity: signature.parity?.rawValue ?? 0, r: UInt256(signature.r),
      s: UInt256(signature.s))
  }
}

/// An authorisation as a transaction carries it.
///
/// A chain takes any numbers here: an authorisation that nobody signed is passed over, and the
/// transaction stays valid. ``authority()`` tells which it is.
public struct SignedAuthorization: Hashable, Sendable {
  public var authorization: Authorization
  /// 0 or 1 in one that counts.
  public var yParity: UInt8
  public var r: UInt256
  public var s: UInt256

  public init(_ authorization: Authorization, yParity: UInt8, r: UInt256, s: UInt256) {
    self.authorization = authorization
    self.yParity = yParity
    self.r = r
    self.s = s
  }

  /// The account that signed, whose code is set.
  ///
  /// - Throws: ``AuthorizationError`` when a chain passes the authorisation over whatever its state:
  ///   for a signature that is none or has a high s, and for the nonce 2^64 - 1.
  public func authority() throws(AuthorizationError) -> Address {
    guard authorization.nonce < UInt64.max else { throw .nonceTooLarge }
    guard let parity = Signature.Parity(rawValue: yParity) else { throw .invalidYParity(yParity) }
    do throws(SignatureError) {
      let signature = try Signature(r: Hash256(r), s: Hash256(s), parity: parity)
      guard signature.isLowS else { throw .highS }
      return try signature.address(signing: authorization.signingHash)
    } catch { throw .signature(error) }
  }
}

/// Why an authorisation does not count.
public enum AuthorizationError: Error, Hashable, Sendable {
  /// A y parity other than 0 and 1.
  case invalidYParity(UInt8)
  /// 2^64 - 1, which no account can have used up.
  case nonceTooLarge
  /// r or s out of range, a high s, or no public key.
  case signature(SignatureError)
}

extension AuthorizationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidYParity(let parity):
      "The authorisation's y parity is \(parity); it must be 0 or 1, so ask its signer for a new one."
    case .nonceTooLarge:
      "The authorisation's nonce is 2^64 - 1, which no account reaches; ask its signer for a new one."
    case .signature(.highS):
      "The authorisation's s is above half the group order (EIP-2); ask its signer for a new one."
    case .signature(let error): "The authorisation counts for nobody: \(error)"
    }
  }
}
