import EVMPrimitives
import ExactJSON

// Answers of `eth_getProof` that prove nothing, or something else than they say.

extension EndpointFault {
  /// What is wrong with a proof.
  public enum ProofLie: String, Hashable, Sendable, CaseIterable {
    /// The words of storage are more by one than their proofs show.
    case value
    /// The balance is more by one than the proof shows.
    case balance
    /// The root of the storage is another than the proof shows.
    case storageRoot = "storage root"
    /// The balance and the last node of the proof are changed alike, so that they agree; the node's hash
    /// is none that the node above has.
    case forgedLeaf = "forged leaf"
    /// A bit of the last node of the account's proof is turned.
    case brokenNode = "broken node"
    /// A bit of the last node of each word's proof is turned.
    case brokenStorageNode = "broken storage node"
    /// The last node of the account's proof is missing.
    case truncated
    /// The last node of each word's proof is missing.
    case truncatedStorage = "truncated storage"
    /// There are no nodes at all.
    case empty
    /// The words are missing that were asked for.
    case noStorage = "no storage"
    /// All is right for the block before.
    case otherBlock = "other block"
    /// All is right for the account of another address.
    case otherAccount = "other account"
    /// The words and their proofs are right for the slots above.
    case otherSlot = "other slot"
    /// The nodes stand in the reverse order.
    case reversed
    /// The account is said to be empty, with the proof of one that is not.
    case absent
  }

  /// False proofs.
  ///
  /// - SeeAlso: [EIP-1186](https://eips.ethereum.org/EIPS/eip-1186).
  public static func lyingProof(_ lie: ProofLie) -> EndpointFault {
    EndpointFault("lying proof: \(lie.rawValue)", of: ["eth_getProof"], as: .lie) { call, honest in
      let outcome = honest(lie.asked(by: call, honest))
      guard case .result(let proof) = outcome else { return outcome }
      return .result(lie.told(proof, to: call))
    }
  }
}

extension EndpointFault.ProofLie {
  /// What the chain is asked in the place of the call.
  fileprivate func asked(
    by call: EndpointCall, _ honest: (EndpointCall) -> EndpointOutcome
  ) -> EndpointCall {
    guard call.arguments.count == 3 else { return call }
    switch self {
    case .otherBlock:
      let number = EndpointCall.blockNumber(call.arguments[2], honest) ?? 0
      return number == 0 ? call : call.setting(2, to: .quantity(number - 1))
    case .otherAccount:
      return call.setting(
        0, to: call.arguments[0].bytes.map { .hex($0.lastBitFlipped) } ?? call.arguments[0])
    case .otherSlot:
      guard case .array(let slots) = call.arguments[1] else { return call }
      return call.setting(1, to: .array(slots.map { Self.next($0) }))
    default: return call
    }
  }

  /// What is made of the chain's proof.
  fileprivate func told(_ proof: JSON, to call: EndpointCall) -> JSON {
    switch self {
    case .value: return changingWords(proof) { $0.changing("value") { $0.adding(1) } }
    case .balance: return proof.changing("balance") { $0.adding(1) }
    case .storageRoot: return proof.changing("storageHash", Self.broken)
    case .forgedLeaf: return forged(proof)
    case .brokenNode: return proof.changing("accountProof") { $0.changingLast(Self.broken) }
    case .brokenStorageNode:
      return changingWords(proof) { $0.changing("proof") { $0.changingLast(Self.broken) } }
    case .truncated: return proof.changing("accountProof", Self.shortened)
    case .truncatedStorage: return changingWords(proof) { $0.changing("proof", Self.shortened) }
    case .empty:
      return changingWords(proof.setting(("accountProof", []))) { $0.setting(("proof", [])) }
    case .noStorage: return proof.setting(("storageProof", []))
    case .otherBlock: return proof
    case .otherAccount: return proof.setting(("address", call.arguments.first ?? .null))
    case .otherSlot:
      guard case .array(let words)? = proof["storageProof"],
        case .array(let slots) = call.arguments.dropFirst().first, slots.count == words.count
      else { return proof }
      return proof.setting(
        ("storageProof", .array(zip(words, slots).map { $0.setting(("key", $1)) })))
    case .reversed: return proof.changing("accountProof", Self.reversed)
    case .absent:
      return proof.setting(
        ("balance", "0x0"), ("nonce", "0x0"), ("codeHash", .string(Keccak256.empty.hex)),
        ("storageHash", .string(TrieAccount().storageRoot.hex)))
    }
  }

  private func changingWords(_ proof: JSON, _ change: (JSON) -> JSON) -> JSON {
    proof.changing("storageProof") {
      guard case .array(let words) = $0 else { return $0 }
      return .array(words.map(change))
    }
  }

  /// The proof with one wei more in the balance and in the leaf.
  private func forged(_ proof: JSON) -> JSON {
    guard case .array(let nodes)? = proof["accountProof"], let leaf = nodes.last?.bytes,
      case .list(let items)? = try? RLP.decode(leaf), items.count == 2,
      case .bytes(let value) = items[1], var account = try? TrieAccount(rlp: value)
    else { return proof.changing("balance") { $0.adding(1) } }
    account.balance = account.balance &+ 1
    let forged = RLP.encode(.list([items[0], .bytes(account.rlp)]))
    return proof.setting(
      ("accountProof", .array(nodes.dropLast() + [.hex(forged)])),
      ("balance", .quantity(account.balance)))
  }

  private static func broken(_ bytes: JSON) -> JSON {
    bytes.bytes.map { .hex($0.lastBitFlipped) } ?? bytes
  }

  private static func shortened(_ nodes: JSON) -> JSON {
    guard case .array(let nodes) = nodes else { return nodes }
    return .array(Array(nodes.dropLast()))
  }

  private static func reversed(_ nodes: JSON) -> JSON {
    guard case .array(let nodes) = nodes else { return nodes }
    return .array(nodes.reversed())
  }

  /// The slot above, which may be written as a quantity or as 32 bytes.
  private static func next(_ slot: JSON) -> JSON {
    guard let bytes = slot.bytes, let word = try? UInt256(bigEndianUpTo32: bytes) else {
      return slot.adding(1)
    }
    return .quantity(word &+ 1)
  }
}
