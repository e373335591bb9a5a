public import EVMCrypto
public import EVMPrimitives

/// All names of one account that follow from what is known of it.
///
/// Address and Tron address always follow. Public key and peer ID do not follow from an address,
/// which is a hash.
public struct AccountIdentity: Hashable, Sendable {
  /// The address on BTTC and other EVM chains.
  public let address: Address

  /// The public key, if more than an address is known.
  public let publicKey: PublicKey?

  /// The identity of an address of which nothing else is known.
  public init(_ address: Address) {
    self.address = address
    publicKey = nil
  }

  /// The identity of a public key.
  public init(_ publicKey: PublicKey) {
    address = publicKey.address
    self.publicKey = publicKey
  }

  /// The identity of a secret key, which is not kept.
  public init(_ secretKey: SecretKey) { self.init(secretKey.publicKey) }

  /// The same account on Tron.
  public var tron: TronAddress { TronAddress(address) }

  /// The peer ID of a node with this key, if the key is known.
  public var peerID: PeerID? { publicKey.map { PeerID($0) } }
}
