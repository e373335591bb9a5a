import EVMPrimitives
import ExactJSON

/// Which block a call means.
///
/// - SeeAlso: [EIP-1898](https://eips.ethereum.org/EIPS/eip-1898)
enum BlockReference: Hashable, Sendable {
  case number(UInt64)
  case hash(Hash256)
  case latest
  /// The block that would be mined now.
  case pending
  case earliest
  /// Never taken back on a chain of one.
  case safe
  case finalized

  /// A tag, a quantity, or an object with `blockNumber` or `blockHash`.
  init(_ value: JSONValue) throws(JSONTypeError) {
    if value.kind == .object {
      let number = try value.member("blockNumber") { (value) throws(JSONTypeError) in
        try BlockReference(tagOrNumber: value)
      }
      let hash = try value.member("blockHash") { (value) throws(JSONTypeError) in
        try value.rpcHash()
      }
      if let canonical = value["requireCanonical"] { _ = try canonical.requireBool() }
      switch (number, hash) {
      case (let number?, nil): self = number
      case (nil, let hash?): self = .hash(hash)
      case (nil, nil): throw value.invalid("a block object needs blockNumber or blockHash.")
      case (_?, _?):
        throw value.invalid(
          "cannot specify both BlockHash and BlockNumber, choose one or the other")
      }
      return
    }
    // A hash alone is no number of 64 bits, so there is no doubt which it is.
    if let text = value.string, text.utf8.count == 66 {
      self = .hash(try value.rpcHash())
      return
    }
    try self.init(tagOrNumber: value)
  }

  /// A tag or a quantity.
  init(tagOrNumber value: JSONValue) throws(JSONTypeError) {
    switch try value.requireString() {
    case "latest": self = .latest
    case "pending": self = .pending
    case "earliest": self = .earliest
    case "safe": self = .safe
    case "finalized": self = .finalized
    default: self = .number(try value.rpcNumber())
    }
  }
}
