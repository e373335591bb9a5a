public import EVMABI
import EVMPrimitives

extension Cheque {
  /// The cheque as EIP-712 typed data, to be shown to whoever signs it or handed to a wallet.
  ///
  /// Its digest is ``digest``, which is computed without it.
  public var typedData: TypedData {
    let names = scheme.token == nil ? [] : ["token"]
    let vaultName = scheme == .swarm ? "chequebook" : "vault"
    var members = (names + [vaultName, "beneficiary"]).map {
      TypedDataStruct.Member($0, .atomic(.address))
    }
    members.append(TypedDataStruct.Member("cumulativePayout", .atomic(.uint256)))
    let addresses = (scheme.token.map { [$0] } ?? []) + [vault, beneficiary]
    let primary = TypedDataStruct(scheme.token == nil ? "Cheque" : "MultiTokenCheque", members)
    do {
      return try TypedData(
        types: TypedDataTypes([primary]), primaryType: primary.name,
        domain: TypedDataDomain([
          .name(scheme.family.rawValue), .version("1.0"), .chainID(UInt256(chainID)),
        ]),
        message: addresses.map { .atomic(.address($0)) } + [.atomic(.uint(cumulativePayout))])
    } catch {
      preconditionFailure("a cheque is no typed data: \(error)")
    }
  }
}
