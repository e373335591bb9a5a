import EVMABI
import EVMAccounts
import EVMPrimitives
import EVMRPC

/// Asks a chain what a transaction needs and costs, and refuses what the policy does not allow.
struct FeePlanner: Sendable {
  let caller: any RPCCaller
  /// Who is asked for the price; the highest suggestion counts.
  let priceCallers: [any RPCCaller]
  let policy: FeePolicy

  /// What a transaction needs at a block.
  ///
  /// - Throws: ``SendingFailure`` when it would revert, cost too much or more than the account has,
  ///   and `RPCFailure`.
  func plan(
    _ request: TransactionRequest, from account: Address, at header: RPCHeader
  ) async throws -> FeePlan {
    let price = try await price(at: header)
    let (estimate, limit) = try await gas(for: request, from: account, at: header)
    return try await plan(
      estimate: estimate, limit: limit, price: price, value: request.value, from: account,
      at: header)
  }

  /// A plan of given gas and price, if the policy and the account's coin allow it.
  func plan(
    estimate: UInt64?, limit: UInt64, price: GasPrice, value: UInt256, from account: Address,
    at header: RPCHeader
  ) async throws -> FeePlan {
    guard let fee = try? UInt256(limit).multiplied(by: price.maximum) else {
      throw SendingFailure.feeAboveMaximum(fee: .max, maximum: policy.maximumFee)
    }
    guard fee <= policy.maximumFee else {
      throw SendingFailure.feeAboveMaximum(fee: fee, maximum: policy.maximumFee)
    }
    let balance = try await caller.ask(.balance(of: account, at: header.id))
    guard let needed = try? value.adding(fee), needed <= balance else {
      throw SendingFailure.insufficientCoin(
        account: account, balance: balance, value: value, fee: fee)
    }
    return FeePlan(gasEstimate: estimate, gasLimit: limit, price: price, maximumFee: fee)
  }

  /// The price to pay at a block.
  func price(at header: RPCHeader) async throws -> GasPrice {
    let suggested = try await suggestedPrice()
    guard let baseFee = header.baseFee else {
      return .fixed(try policy.gasPrice ?? raised(suggested))
    }
    let tip = try await suggestedTip(suggested: suggested, baseFee: baseFee)
    guard let cap = policy.gasPrice ?? (try? raised(baseFee.multiplied(by: 2).adding(tip)))
    else { throw SendingFailure.feeAboveMaximum(fee: .max, maximum: policy.maximumFee) }
    return .market(GasFees(maxFeePerGas: cap, maxPriorityFeePerGas: min(tip, cap)))
  }

  /// The highest price that an endpoint suggests: one that lags or lies low would leave the
  /// transaction waiting.
  private func suggestedPrice() async throws -> UInt256 {
    var highest: UInt256?
    var failure: (any Error)?
    for caller in priceCallers {
      do { highest = max(highest ?? 0, try await caller.ask(.gasPrice)) } catch let error
        as RPCFailure
      { failure = error }
    }
    guard let highest else {
      throw failure ?? RPCFailure.unsupported(method: "eth_gasPrice")
    }
    return highest
  }

  /// The tip that the node suggests, or what its price has above the base fee.
  private func suggestedTip(suggested: UInt256, baseFee: UInt256) async throws -> UInt256 {
    do { return try await caller.ask(.maxPriorityFeePerGas) } catch is RPCFailure {
      return suggested > baseFee ? suggested &- baseFee : 1
    }
  }

  private func raised(_ price: UInt256) throws -> UInt256 {
    guard policy.priceMargin > 0 else { return price }
    guard let raised = try? price.multiplied(by: UInt256(policy.priceMargin)).adding(99)
    else { throw SendingFailure.feeAboveMaximum(fee: .max, maximum: policy.maximumFee) }
    return try price.adding(raised / 100)
  }

  /// How much gas to allow.
  ///
  /// The message is run first with the same sender, value and block, so a revert is found before
  /// anything is signed. An estimate below what every such transaction costs is not believed.
  private func gas(
    for request: TransactionRequest, from account: Address, at header: RPCHeader
  ) async throws -> (estimate: UInt64?, limit: UInt64) {
    let message = CallMessage(
      from: account, to: request.to, data: request.data, value: request.value)
    let estimate: UInt64
    do {
      estimate = try await caller.ask(.gasEstimate(of: message, at: header.id))
    } catch RPCFailure.reverted(let data, let message) {
      throw SendingFailure.wouldRevert(RevertReason(data, orWords: message))
    }
    let intrinsic = try intrinsicGas(of: request, isLondon: header.isLondon)
    if let limit = policy.gasLimit {
      guard limit >= intrinsic else {
        throw SendingFailure.gasBelowIntrinsic(limit: limit, needed: intrinsic)
      }
      return (estimate, limit)
    }
    guard estimate >= intrinsic else {
      throw SendingFailure.gasBelowIntrinsic(limit: estimate, needed: intrinsic)
    }
    let (scaled, overflow) = estimate.multipliedReportingOverflow(by: 100 + policy.gasMargin)
    guard !overflow, estimate <= header.gasLimit else {
      throw SendingFailure.gasAboveBlock(estimate: estimate, limit: header.gasLimit)
    }
    return (estimate, min(max(scaled / 100, estimate), header.gasLimit))
  }

  private func intrinsicGas(
    of request: TransactionRequest, isLondon: Bool
  ) throws -> UInt64 {
    let transaction = try UnsignedTransaction(
      nonce: 0, gasLimit: 0, to: request.to, value: request.value, input: request.data,
      variant: .legacy(chainID: nil, gasPrice: 0))
    // Later forks only ask for more, and a node that knows them says so itself.
    return IntrinsicGas(of: transaction, under: isLondon ? .london : .berlin).minimum
  }
}

extension RevertReason {
  /// The reason of revert data, or where a node passed none on, what its words say of it.
  init(_ data: [UInt8], orWords message: String) {
    let reason = RevertReason(data)
    let prefix = "execution reverted: "
    if case .empty = reason, message.hasPrefix(prefix), message.count > prefix.count {
      self = .message(String(message.dropFirst(prefix.count)))
    } else {
      self = reason
    }
  }
}
