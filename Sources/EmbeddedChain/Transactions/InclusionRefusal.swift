public import EVMAccounts
public import EVMPrimitives

/// Why a block cannot hold a transaction as the state stands; nothing is changed by it.
public enum InclusionRefusal: Error, Hashable, Sendable {
  /// It breaks a rule that does not depend on the state.
  case rules(TransactionRefusal)
  /// The sender has sent a transaction with this nonce before.
  case nonceTooLow(sender: Address, expected: UInt64, found: UInt64)
  /// The sender has to send others first.
  case nonceTooHigh(sender: Address, expected: UInt64, found: UInt64)
  /// The sender's nonce is 2^64 - 1 and cannot grow (EIP-2681).
  case nonceAtMaximum(sender: Address)
  /// The sender is a contract (EIP-3607).
  case senderHasCode(sender: Address, byteCount: Int)
  /// More gas than is left in the block.
  case gasAboveBlock(gasLimit: UInt64, left: UInt64)
  /// A price or cap below what is burnt of each unit of gas (EIP-1559).
  case feeBelowBaseFee(maxFeePerGas: UInt256, baseFee: UInt256)
  /// A blob cap below what a unit of blob gas costs (EIP-4844).
  case blobFeeBelowBlobBaseFee(maxFeePerBlobGas: UInt256, blobBaseFee: UInt256)
  /// More blobs than there is room for in the block.
  case blobsAboveBlock(blobGas: UInt64, left: UInt64)
  /// The sender cannot pay the value and the most that gas may cost; `needed` is `nil` when it does
  /// not fit 256 bits.
  case insufficientFunds(sender: Address, needed: UInt256?, balance: UInt256)
}

extension InclusionRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .rules(let refusal): refusal.description
    case .nonceTooLow(let sender, let expected, let found):
      "The nonce is \(found), but \(sender) has used it already; its next one is \(expected)."
    case .nonceTooHigh(let sender, let expected, let found):
      "The nonce is \(found), but the next one of \(sender) is \(expected); send the transactions between them first."
    case .nonceAtMaximum(let sender):
      "The account \(sender) has the nonce 2^64 - 1 and cannot send any more (EIP-2681); use another account."
    case .senderHasCode(let sender, let byteCount):
      "The sender \(sender) is a contract with \(byteCount) bytes of code, which cannot send transactions (EIP-3607); send from an account without code."
    case .gasAboveBlock(let gasLimit, let left):
      "The gas limit is \(gasLimit), but the block has room for \(left); lower it or wait for the next block."
    case .feeBelowBaseFee(let maxFeePerGas, let baseFee):
      "The transaction pays at most \(maxFeePerGas) wei per gas, but the block's base fee is \(baseFee) wei; raise the fee or wait until the base fee falls."
    case .blobFeeBelowBlobBaseFee(let maxFeePerBlobGas, let blobBaseFee):
      "The transaction pays at most \(maxFeePerBlobGas) wei per blob gas, but the block's blob base fee is \(blobBaseFee) wei; raise the fee or wait until it falls."
    case .blobsAboveBlock(let blobGas, let left):
      "The blobs take \(blobGas) blob gas, but the block has room for \(left); send fewer or wait for the next block."
    case .insufficientFunds(let sender, let needed?, let balance):
      "The sender \(sender) has \(balance) wei, but value and gas may cost \(needed) wei; fund the account, or lower the value, the gas limit or the price."
    case .insufficientFunds(let sender, nil, let balance):
      "The sender \(sender) has \(balance) wei, but value and gas may cost more than 256 bits can hold; lower the value, the gas limit or the price."
    }
  }
}
