import EVMCrypto
import EVMPrimitives
public import ExactJSON

extension ChequeFormat {
  /// The cheque byte for byte as its node writes it: go-btfs, or bee for the scheme `swarm`.
  ///
  /// A BTFS cheque over WBTT names ``wrappedToken``, and no token when that is not known, as
  /// releases before 2.3 did.
  public func text(of document: ChequeDocument) -> String { json(of: document).text() }

  /// The same as a tree.
  public func json(of document: ChequeDocument) -> JSON {
    let cheque = document.cheque
    var members: [JSON.Member] = []
    switch cheque.scheme {
    case .swarm: members.append(JSON.Member("Chequebook", .string(cheque.vault.hex)))
    case .btfs, .btfsMulti:
      if let token = cheque.scheme.token ?? wrappedToken {
        members.append(JSON.Member("Token", .string(token.hex)))
      }
      members.append(JSON.Member("Vault", .string(cheque.vault.hex)))
    }
    members.append(JSON.Member("Beneficiary", .string(cheque.beneficiary.hex)))
    members.append(JSON.Member("CumulativePayout", .integer(cheque.cumulativePayout)))
    if case .signed(let signed) = document {
      members.append(
        JSON.Member("Signature", .string(Base64.encode(signed.signature.bytes))))
    }
    return .object(members)
  }
}
