public import Cheques
import EVMCrypto
public import EVMPrimitives
public import EVMRPC

// What a cheque asks of its vault, by the cheque's scheme.

extension VaultContract {
  /// The vault, or Swarm's chequebook, that a cheque is drawn on.
  public init(of cheque: Cheque) { self.init(cheque.vault) }

  /// What the vault has paid to the cheque's beneficiary in the cheque's token.
  public func paidOut(on cheque: Cheque, at block: BlockID = .latest) -> RPCCall<UInt256> {
    switch cheque.scheme {
    case .btfs, .swarm: paidOut(cheque.beneficiary, at: block)
    case .btfsMulti(let token): multiTokensPaidOut(token, cheque.beneficiary, at: block)
    }
  }

  /// What the vault could pay the cheque's beneficiary at most, by its own word: its balance in the
  /// cheque's token, and of a chequebook what is not set aside for others.
  public func available(for cheque: Cheque, at block: BlockID = .latest) -> RPCCall<UInt256> {
    switch cheque.scheme {
    case .btfs: totalBalance(at: block)
    case .btfsMulti(let token): totalBalanceOf(token, at: block)
    case .swarm: ChequebookContract(address).liquidBalanceFor(cheque.beneficiary, at: block)
    }
  }

  /// The calldata with which the cheque's beneficiary cashes it.
  ///
  /// The signature is written as contracts take it, 65 bytes with v of 27 or 28 and a low s, whatever
  /// form the cheque came in; it says the same.
  /// - Parameter recipient: Where the money goes; the beneficiary by default. go-btfs names its own
  ///   vault.
  public func cashOut(of cheque: SignedCheque, recipient: Address? = nil) -> [UInt8] {
    let promise = cheque.cheque
    let recipient = recipient ?? promise.beneficiary
    let signature = cheque.signature.normalized.bytes
    return switch promise.scheme {
    case .btfs, .swarm:
      cashChequeBeneficiary(
        recipient: recipient, cumulativePayout: promise.cumulativePayout, signature: signature)
    case .btfsMulti(let token):
      multiTokenCashChequeBeneficiary(
        token: token, recipient: recipient, cumulativePayout: promise.cumulativePayout,
        signature: signature)
    }
  }
}
