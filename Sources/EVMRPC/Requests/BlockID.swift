public import EVMPrimitives
public import ExactJSON

/// Which block's state a call reads.
public enum BlockID: Hashable, Sendable {
  case latest
  case pending
  case earliest
  case safe
  case finalized
  case number(UInt64)
  /// One block and no other: whoever lost it in a reorganisation refuses the call.
  ///
  /// It is named by its hash where the node knows EIP-1898, and by its number elsewhere, with the
  /// header read again.
  case pinned(number: UInt64, hash: Hash256)

  /// How the block is named in a call's arguments.
  ///
  /// - SeeAlso: [EIP-1898](https://eips.ethereum.org/EIPS/eip-1898)
  public var json: JSON {
    switch self {
    case .latest: "latest"
    case .pending: "pending"
    case .earliest: "earliest"
    case .safe: "safe"
    case .finalized: "finalized"
    case .number(let number): .quantity(number)
    case .pinned(_, let hash): ["blockHash": .string(hash.hex)]
    }
  }

  /// The block's number, where it has one of its own.
  public var number: UInt64? {
    switch self {
    case .number(let number), .pinned(let number, _): number
    default: nil
    }
  }
}

extension BlockID: CustomStringConvertible {
  public var description: String {
    switch self {
    case .latest: "the latest block"
    case .pending: "the pending block"
    case .earliest: "the first block"
    case .safe: "the safe block"
    case .finalized: "the finalized block"
    case .number(let number): "block \(number)"
    case .pinned(let number, let hash): "block \(number) (\(hash))"
    }
  }
}
