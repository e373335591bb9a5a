import EVMAccounts
import EVMInterpreter
import EVMPrimitives

/// What a transaction pays in the block it stands in.
struct EffectiveFees {
  /// Wei for each unit of gas.
  var gasPrice: UInt256
  /// What of it goes to the coinbase.
  var tipPerGas: UInt256
  /// Wei taken before the run: all gas at ``gasPrice``, and the blobs.
  var bought: UInt256 = .zero
  /// Wei that the sender is given because nobody asks whether it can pay.
  var missingFunds: UInt256 = .zero
  /// Whether code sees a base fee of zero.
  var waivesBaseFee = false
  var waivesBlobBaseFee = false
}

extension TransactionExecutor {
  /// Whether the block can hold the transaction now, and what it then pays.
  ///
  /// The order is that of geth, so that the first thing that is wrong has the same name there.
  func admit(
    _ transaction: UnsignedTransaction, from sender: Address, checks: TransactionChecks
  ) throws(TransactionExecutionError) -> EffectiveFees {
    do {
      let rules = TransactionRules(
        fork: state.fork, chainID: block.chainID, checksGas: checks.contains(.limits))
      try rules.check(transaction)
      if !checks.contains(.limits) { try checkRunnable(transaction) }
    } catch { throw .refused(.rules(error)) }
    if checks.contains(.limits) { try checkRoom(for: transaction) }
    try checkSender(sender, nonce: transaction.nonce, checks)
    var fees = try effectiveFees(of: transaction, checks)
    try checkFunds(of: sender, transaction, &fees, checks)
    return fees
  }

  /// What cannot be lifted: without its intrinsic gas nothing can run.
  private func checkRunnable(
    _ transaction: UnsignedTransaction
  ) throws(TransactionRefusal) {
    let gas = IntrinsicGas(of: transaction, under: state.fork)
    guard transaction.gasLimit >= gas.cost else {
      throw .gasBelowIntrinsic(gasLimit: transaction.gasLimit, needed: gas.cost, state.fork)
    }
    if let floor = gas.floor, transaction.gasLimit < floor {
      throw .gasBelowFloor(gasLimit: transaction.gasLimit, needed: floor, state.fork)
    }
    let (size, limit) = (transaction.input.count, TransactionRules.maximumInitCodeSize)
    if transaction.to == nil, state.fork.includes(.shanghai), size > limit {
      throw .initCodeTooLarge(byteCount: size, limit: limit)
    }
  }

  private func checkRoom(
    for transaction: UnsignedTransaction
  ) throws(TransactionExecutionError) {
    let left = block.gasLimit > gasUsed ? block.gasLimit - gasUsed : 0
    guard transaction.gasLimit <= left else {
      throw .refused(.gasAboveBlock(gasLimit: transaction.gasLimit, left: left))
    }
    if let blobs = transaction.blobs, let blobSchedule {
      let most = blobSchedule.maximumGas
      let left = most > blobGasUsed ? most - blobGasUsed : 0
      guard blobs.gas <= left else {
        throw .refused(.blobsAboveBlock(blobGas: blobs.gas, left: left))
      }
    }
  }

  private func checkSender(
    _ sender: Address, nonce: UInt64, _ checks: TransactionChecks
  ) throws(TransactionExecutionError) {
    let expected: UInt64
    let code: ExecutableCode
    do throws(ExecutionFault) {
      expected = try state.nonce(of: sender)
      code = checks.contains(.senderCode) ? try state.code(of: sender) : .empty
    } catch { throw .fault(error) }
    if checks.contains(.nonce) {
      guard expected != .max else { throw .refused(.nonceAtMaximum(sender: sender)) }
      if nonce < expected {
        throw .refused(.nonceTooLow(sender: sender, expected: expected, found: nonce))
      }
      if nonce > expected {
        throw .refused(.nonceTooHigh(sender: sender, expected: expected, found: nonce))
      }
    }
    let isDelegated = state.fork.includes(.prague) && code.delegate != nil
    guard code.bytes.isEmpty || isDelegated else {
      throw .refused(.senderHasCode(sender: sender, byteCount: code.bytes.count))
    }
  }

  private func effectiveFees(
    of transaction: UnsignedTransaction, _ checks: TransactionChecks
  ) throws(TransactionExecutionError) -> EffectiveFees {
    let hasBaseFee = state.fork.includes(.london)
    let cap = transaction.maximumFeePerGas
    let baseFee = hasBaseFee ? block.baseFee : .zero
    var fees = EffectiveFees(gasPrice: cap, tipPerGas: cap)
    if cap < baseFee {
      guard !checks.contains(.baseFee) else {
        throw .refused(.feeBelowBaseFee(maxFeePerGas: cap, baseFee: baseFee))
      }
      fees.tipPerGas = .zero
      fees.waivesBaseFee = cap.isZero
    } else {
      fees.tipPerGas = min(transaction.fees?.maxPriorityFeePerGas ?? cap, cap &- baseFee)
      fees.gasPrice = baseFee &+ fees.tipPerGas
    }
    var bought = UInt256(transaction.gasLimit) &* fees.gasPrice
    if let blobs = transaction.blobs {
      if blobs.maxFeePerBlobGas < block.blobBaseFee {
        guard !checks.contains(.baseFee) else {
          throw .refused(
            .blobFeeBelowBlobBaseFee(
              maxFeePerBlobGas: blobs.maxFeePerBlobGas, blobBaseFee: block.blobBaseFee))
        }
        fees.waivesBlobBaseFee = blobs.maxFeePerBlobGas.isZero
      }
      bought = bought &+ UInt256(blobs.gas) &* min(blobs.maxFeePerBlobGas, block.blobBaseFee)
    }
    fees.bought = bought
    return fees
  }

  private func checkFunds(
    of sender: Address, _ transaction: UnsignedTransaction, _ fees: inout EffectiveFees,
    _ checks: TransactionChecks
  ) throws(TransactionExecutionError) {
    let balance: UInt256
    do { balance = try state.balance(of: sender) } catch { throw .fault(error) }
    var needed = transaction.maximumFee
    if let fee = needed {
      let (sum, overflow) = fee.addingReportingOverflow(transaction.value)
      needed = overflow ? nil : sum
    }
    if let needed, needed <= balance { return }
    guard let needed, !checks.contains(.funds) else {
      throw .refused(.insufficientFunds(sender: sender, needed: needed, balance: balance))
    }
    fees.missingFunds = needed &- balance
  }
}
