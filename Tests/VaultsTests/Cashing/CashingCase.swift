import ChequerTesting
import Cheques
import EVMPrimitives
import EVMRPC
import EmbeddedChain
import Synchronization
import Vaults

/// Vaults and cheques of a renter for the account of a ``SendingCase``.
struct CashingCase {
  let bench: SendingCase
  var chain: EmbeddedChain { bench.chain }

  init() async throws { bench = try await SendingCase() }

  func verdicts(
    _ cheques: [SignedCheque], recipient: Address? = nil
  ) async throws -> [ChequeVerdict] {
    let header = try await chain.development.ask(.header(.latest))
    var options = CashOutCheck.Options()
    options.cashedBy = bench.account.address
    options.recipient = recipient
    return try await CashOutCheck(
      network: .bttc, caller: chain.development, at: header, options: options
    ).run(cheques)
  }

  /// Does what the tool does: finishes what was begun, plans, and cashes.
  @discardableResult
  func cashAll(
    _ cheques: [SignedCheque], with sender: TransactionSender,
    observe: @escaping @Sendable (CashOutEvent) -> Void = { _ in }
  ) async throws -> [CashOutReport] {
    var run = CashOutRun(sender: sender, network: .bttc)
    run.observe = observe
    let earlier = try await run.finishEarlier()
    let plan = CashOutPlan(try await verdicts(cheques))
    return earlier + (try await run.cash(plan, signer: bench.signer))
  }

  /// WBTT of the account.
  func income() throws -> TokenAmount { try chain.balance(of: bench.account, in: .wbtt) }
}
