import EVMAccounts
import EVMPrimitives

extension InclusionRefusal {
  /// Whether a later block may take the transaction as it is.
  var mayPass: Bool {
    switch self {
    case .nonceTooHigh, .gasAboveBlock, .feeBelowBaseFee, .blobFeeBelowBlobBaseFee,
      .blobsAboveBlock:
      true
    default: false
    }
  }

  /// The words of geth, by which libraries know the refusal, and then what to do.
  var rpcMessage: String {
    guard let words = gethWords else { return description }
    return "\(words): \(description)"
  }

  private var gethWords: String? {
    switch self {
    case .rules(let refusal): refusal.gethWords
    case .nonceTooLow(_, let expected, let found):
      "nonce too low: next nonce \(expected), tx nonce \(found)"
    case .nonceTooHigh(_, let expected, let found):
      "nonce too high: next nonce \(expected), tx nonce \(found)"
    case .nonceAtMaximum: "nonce has max value"
    case .senderHasCode: "sender not an eoa"
    case .gasAboveBlock: "exceeds block gas limit"
    case .feeBelowBaseFee(let cap, let baseFee):
      "max fee per gas less than block base fee: maxFeePerGas: \(cap), baseFee: \(baseFee)"
    case .blobFeeBelowBlobBaseFee: "max fee per blob gas less than block blob gas fee"
    case .blobsAboveBlock: "blob gas limit reached"
    case .insufficientFunds(_, let needed?, let balance):
      "insufficient funds for gas * price + value: balance \(balance), tx cost \(needed), overshot \(needed &- balance)"
    case .insufficientFunds(_, nil, _): "insufficient funds for gas * price + value"
    }
  }
}

extension TransactionRefusal {
  fileprivate var gethWords: String? {
    switch self {
    case .typeNotInFork: "transaction type not supported"
    case .wrongChain(let expected, let found):
      "invalid chain id for signer: have \(found) want \(expected)"
    case .chainIDZero: "invalid chain id for signer"
    case .protectedTooEarly, .highS, .noSender: "invalid sender"
    case .tipAboveCap: "max priority fee per gas higher than max fee per gas"
    case .gasBelowIntrinsic(let gasLimit, let needed, _):
      "intrinsic gas too low: gas \(gasLimit), minimum needed \(needed)"
    case .gasBelowFloor(let gasLimit, let needed, _):
      "insufficient gas for floor data gas cost: gas \(gasLimit), minimum needed \(needed)"
    case .gasAboveCap(let gasLimit, let cap):
      "transaction gas limit too high: cap \(cap), tx \(gasLimit)"
    case .initCodeTooLarge(let byteCount, let limit):
      "max initcode size exceeded: code size \(byteCount), limit \(limit)"
    case .noBlobs: "blob transaction missing blob hashes"
    case .tooManyBlobs: "too many blobs"
    case .noAuthorizations: "EIP-7702 transaction with empty auth list"
    default: nil
    }
  }

  /// As ``InclusionRefusal/rpcMessage``.
  var rpcMessage: String { InclusionRefusal.rules(self).rpcMessage }
}
