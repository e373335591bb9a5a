public import EVMPrimitives

/// By which contract a cheque is paid, and so which typed data its signer signs.
///
/// The three share their fields and differ in names: a signature for one is none for another.
public enum ChequeScheme: Hashable, Sendable {
  /// A BTFS vault paying WBTT: `Cheque(address vault,address beneficiary,uint256 cumulativePayout)`.
  case btfs
  /// A BTFS vault paying another token:
  /// `MultiTokenCheque(address token,address vault,address beneficiary,uint256 cumulativePayout)`.
  case btfsMulti(token: Address)
  /// A Swarm chequebook: `Cheque(address chequebook,address beneficiary,uint256 cumulativePayout)`.
  case swarm

  /// `btfs`, `btfs-multi` or `swarm`.
  public var name: String {
    switch self {
    case .btfs: "btfs"
    case .btfsMulti: "btfs-multi"
    case .swarm: "swarm"
    }
  }

  /// The names of all schemes.
  public static let names = ["btfs", "btfs-multi", "swarm"]

  /// The token, where the cheque itself names one.
  public var token: Address? {
    if case .btfsMulti(let token) = self { token } else { nil }
  }

  /// The scheme of a name, with the token that `btfs-multi` needs and the others must not have.
  ///
  /// - Throws: ``ChequeError/unknownScheme(_:)``, ``ChequeError/missingToken`` or
  ///   ``ChequeError/unexpectedToken(scheme:)``.
  public init(name: String, token: Address?) throws(ChequeError) {
    switch (name, token) {
    case ("btfs", nil): self = .btfs
    case ("swarm", nil): self = .swarm
    case ("btfs-multi", let token?): self = .btfsMulti(token: token)
    case ("btfs-multi", nil): throw .missingToken
    case ("btfs", _), ("swarm", _): throw .unexpectedToken(scheme: name)
    default: throw .unknownScheme(name)
    }
  }
}
