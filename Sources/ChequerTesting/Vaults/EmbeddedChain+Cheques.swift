public import Cheques
import EVMABI
import EVMCrypto
public import EVMPrimitives
public import EmbeddedChain

extension EmbeddedChain {
  /// Cashes a cheque as its beneficiary, whatever comes of it: nothing is looked at before it is sent.
  ///
  /// - Parameters:
  ///   - recipient: Where the money goes; the beneficiary by default. go-btfs names its own vault.
  ///   - sender: Somebody else than the beneficiary, whom the contract then takes for one.
  /// - Throws: ``EmbeddedChainError/noKey(_:)`` when nobody can sign for the beneficiary.
  public func cash(
    _ cheque: SignedCheque, recipient: (some HasAddress)? = Address?.none,
    by sender: TestAccount? = nil
  ) throws(EmbeddedChainError) -> CashOut {
    let promise = cheque.cheque
    let sender = if let sender { sender } else { try account(promise.beneficiary) }
    let recipient = recipient?.address ?? promise.beneficiary
    let token = try tokenPaid(by: promise)
    let due = promise.outstanding(paidOut: paidOut(by: promise, to: sender.address))
    let sent: SentTransaction
    switch promise.scheme {
    case .btfs, .swarm:
      sent = try send(
        from: sender, to: promise.vault, "cashChequeBeneficiary(address,uint256,bytes)", recipient,
        promise.cumulativePayout, cheque.signature.bytes)
    case .btfsMulti(let token):
      sent = try send(
        from: sender, to: promise.vault,
        "multiTokenCashChequeBeneficiary(address,address,uint256,bytes)", token, recipient,
        promise.cumulativePayout, cheque.signature.bytes)
    }
    return CashOut(sent, vault: promise.vault, due: due, in: token)
  }

  /// A cheque of a scheme, signed.
  func cheque(
    _ scheme: ChequeScheme, of vault: some HasAddress, to beneficiary: some HasAddress,
    paying payout: UInt256, signedBy signer: TestAccount, forChain chainID: UInt64?
  ) throws(EmbeddedChainError) -> SignedCheque {
    do {
      return try Cheque(
        scheme: scheme, chainID: chainID ?? development.chainID, vault: vault.address,
        beneficiary: beneficiary.address, cumulativePayout: payout
      ).signed(with: signer.key)
    } catch { throw .cheque(error.description) }
  }

  /// The account whose key the chain holds.
  func account(_ address: Address) throws(EmbeddedChainError) -> TestAccount {
    guard let account = accounts.first(where: { $0.address == address }) else {
      throw .noKey(address)
    }
    return account
  }

  /// The token in which a cheque's vault pays; wei's unit where there is no vault that says so.
  func tokenPaid(by cheque: Cheque) throws(EmbeddedChainError) -> TestToken {
    let address: Address?
    switch cheque.scheme {
    case .btfsMulti(let token): address = token
    case .btfs, .swarm: address = try? ask(cheque.vault, "token()(address)")
    }
    guard let address else { return TestToken(Address.zero, in: .wei) }
    return (try? token(at: address)) ?? TestToken(address, in: .wei)
  }

  /// What the cheque's vault has paid to somebody; zero where there is no vault.
  private func paidOut(by cheque: Cheque, to beneficiary: Address) -> UInt256 {
    switch cheque.scheme {
    case .btfs, .swarm:
      (try? ask(cheque.vault, "paidOut(address)(uint256)", beneficiary)) ?? .zero
    case .btfsMulti(let token):
      (try? ask(
        cheque.vault, "multiTokensPaidOut(address,address)(uint256)", token, beneficiary)) ?? .zero
    }
  }
}
