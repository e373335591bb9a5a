import Cheques
import EVMPrimitives

/// What a vault and its token are asked around a cash-out: calldata, and words of answers.
///
/// The bindings' calls are run by a node; these are run here.
enum CashOutCall {
  static let issuer = function("issuer()").calldata()
  static let token = function("token()").calldata()
  static let bounced = function("bounced()").calldata()

  /// Asks how much was paid to `beneficiary` on cheques of this scheme.
  static func paidOut(_ scheme: ChequeScheme, to beneficiary: Address) -> [UInt8] {
    guard let token = scheme.token else { return paidOut.calldata(beneficiary) }
    return multiTokensPaidOut.calldata(token, beneficiary)
  }

  static func balance(of holder: Address) -> [UInt8] { balanceOf.calldata(holder) }

  /// Asks what of a Swarm chequebook's balance can be paid to a beneficiary.
  static func liquidBalance(for beneficiary: Address) -> [UInt8] {
    liquidBalanceFor.calldata(beneficiary)
  }

  private static let paidOut = function("paidOut(address)")
  private static let multiTokensPaidOut = function("multiTokensPaidOut(address,address)")
  private static let balanceOf = function("balanceOf(address)")
  private static let liquidBalanceFor = function("liquidBalanceFor(address)")

  private static func function(_ signature: String) -> ContractFunction {
    ContractFunction(signature, at: .zero)
  }

  /// The first word of an answer that has one, as Solidity's getters give it.
  static func word(_ answer: [UInt8]?) -> UInt256? {
    guard let answer, answer.count >= 32 else { return nil }
    return try? UInt256(bigEndian: answer.prefix(32))
  }

  /// The address that an answer's first word is.
  static func address(_ answer: [UInt8]?) -> Address? {
    guard let word = word(answer), word >> 160 == 0 else { return nil }
    return Address(truncating: word)
  }
}
