import EVMPrimitives
import ExactJSON

/// A read of state that a proof can answer.
struct ProvableRead: Sendable {
  enum Field: Hashable, Sendable {
    case balance
    case nonce
    case code
    case word(UInt256)
  }

  let address: Address
  let field: Field

  var slot: UInt256? { if case .word(let slot) = field { slot } else { nil } }

  /// - Returns: `nil` for what cannot be proven, or not by this header.
  init?(_ request: RPCRequest, at header: RPCHeader) {
    switch request.block {
    case .hash(header.hash), .number(header.number): break
    default: return nil
    }
    guard case .string(let text)? = request.parameters.first, let address = try? Address(hex: text)
    else { return nil }
    switch request.method {
    case "eth_getBalance": field = .balance
    case "eth_getTransactionCount": field = .nonce
    case "eth_getCode": field = .code
    case "eth_getStorageAt":
      guard request.parameters.count > 1, case .string(let text) = request.parameters[1],
        let slot = try? UInt256(decimalOrHex: text)
      else { return nil }
      field = .word(slot)
    default: return nil
    }
    self.address = address
  }
}

/// What was proven of an account; the empty one where there is none.
struct ProvenState: Sendable {
  private let account: TrieAccount
  private var words: [UInt256: UInt256]

  init(_ proven: ProvenAccount) {
    account = proven.account ?? TrieAccount()
    words = proven.storage
  }

  var codeHash: Hash256 { account.codeHash }

  func merging(_ other: ProvenState) -> ProvenState {
    var merged = self
    merged.words.merge(other.words) { $1 }
    return merged
  }

  /// The answer to a read, as a node would write it; that to code only when there is none.
  func answer(to read: ProvableRead) -> JSONValue? {
    switch read.field {
    case .balance: JSON.quantity(account.balance).answer
    case .nonce: JSON.quantity(account.nonce).answer
    case .code: JSON.string("0x").answer
    case .word(let slot): words[slot].flatMap { JSON.string(Hash256($0).hex).answer }
    }
  }
}
