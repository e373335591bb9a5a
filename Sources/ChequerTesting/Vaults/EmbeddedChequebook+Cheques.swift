public import Cheques
import EVMABI
import EVMAccounts
public import EVMCrypto
public import EVMPrimitives
public import EmbeddedChain

extension EmbeddedChequebook {
  /// A cheque that the issuer signed, which promises so much in total.
  ///
  /// - Parameters:
  ///   - payout: All that was ever promised to the beneficiary, and not what this cheque adds.
  ///   - signer: Somebody else, for a cheque that is not genuine.
  ///   - chainID: Another chain's, for a cheque that was signed for that.
  /// - Throws: ``EmbeddedChainError/cheque(_:)`` for a beneficiary of zero.
  public func cheque(
    to beneficiary: some HasAddress, paying payout: TokenAmount,
    signedBy signer: TestAccount? = nil,
    forChain chainID: UInt64? = nil
  ) throws(EmbeddedChainError) -> SignedCheque {
    try chain.cheque(
      .swarm, of: self, to: beneficiary, paying: payout.smallestUnits, signedBy: signer ?? issuer,
      forChain: chainID)
  }

  /// The beneficiary's word that another may cash a cheque, and what that one gets for it.
  ///
  /// - Parameters:
  ///   - cheque: What may be cashed.
  ///   - caller: Who may cash it.
  ///   - fee: What of the payout the caller gets.
  ///   - signer: Somebody else than the beneficiary, for a word that is not genuine.
  /// - Throws: ``EmbeddedChainError/noKey(_:)`` when nobody can sign for the beneficiary.
  public func consent(
    to cheque: SignedCheque, cashedBy caller: some HasAddress, recipient: some HasAddress,
    fee: TokenAmount = .bzz(0), signedBy signer: TestAccount? = nil
  ) throws(EmbeddedChainError) -> Signature {
    let signer = if let signer { signer } else { try chain.account(cheque.cheque.beneficiary) }
    let fields = ["chequebook", "sender", "requestPayout", "recipient", "callerPayout"]
    let cashout = TypedDataStruct(
      "Cashout",
      fields.map { name in
        TypedDataStruct.Member(name, .atomic(name.hasSuffix("Payout") ? .uint256 : .address))
      })
    do {
      let data = try TypedData(
        types: TypedDataTypes([cashout]), primaryType: cashout.name,
        domain: TypedDataDomain([
          .name("Chequebook"), .version("1.0"), .chainID(UInt256(cheque.cheque.chainID)),
        ]),
        message: [
          .atomic(.address(address)), .atomic(.address(caller.address)),
          .atomic(.uint(cheque.cheque.cumulativePayout)), .atomic(.address(recipient.address)),
          .atomic(.uint(fee.smallestUnits)),
        ])
      return signer.key.sign(data)
    } catch { preconditionFailure("A consent is no typed data: \(error)") }
  }

  /// Cashes a cheque for a beneficiary who agreed, and gets the fee that was agreed on.
  ///
  /// - Parameter consent: What ``consent(to:cashedBy:recipient:fee:signedBy:)`` made.
  /// - Throws: ``EmbeddedChainError`` when the transaction could not be sent.
  public func cash(
    _ cheque: SignedCheque, by caller: TestAccount, recipient: some HasAddress,
    fee: TokenAmount = .bzz(0), consent: Signature
  ) throws(EmbeddedChainError) -> CashOut {
    let promise = cheque.cheque
    let paid = try paidOut(to: promise.beneficiary).smallestUnits
    let sent = try chain.send(
      from: caller, to: self, "cashCheque(address,address,uint256,bytes,uint256,bytes)",
      promise.beneficiary, recipient.address, promise.cumulativePayout, consent.bytes,
      fee.smallestUnits, cheque.signature.bytes)
    return CashOut(
      sent, vault: address, due: promise.outstanding(paidOut: paid), in: .bzz)
  }
}
