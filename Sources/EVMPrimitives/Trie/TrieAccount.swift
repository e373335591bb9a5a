/// What the state trie holds of an account: four fields, two of them hashes of more.
///
/// - SeeAlso: Yellow paper, section 4.1, "World State".
public struct TrieAccount: Hashable, Sendable {
  /// How many transactions the account has sent, or how many contracts it has created.
  public var nonce: UInt64
  /// The balance in wei.
  public var balance: UInt256
  /// The root of the account's ``StorageTrie``.
  public var storageRoot: Hash256
  /// The Keccak-256 hash of the account's code.
  public var codeHash: Hash256

  /// The account with these fields; without arguments one that has nothing: no coin, storage or code.
  public init(
    nonce: UInt64 = 0, balance: UInt256 = 0,
    storageRoot: Hash256 = MerklePatriciaTrie.emptyRootHash, codeHash: Hash256 = Keccak256.empty
  ) {
    self.nonce = nonce
    self.balance = balance
    self.storageRoot = storageRoot
    self.codeHash = codeHash
  }

  /// Whether the account counts as not being there: no nonce, coin or code, whatever its storage.
  ///
  /// - SeeAlso: [EIP-161](https://eips.ethereum.org/EIPS/eip-161).
  public var isEmpty: Bool { nonce == 0 && balance == 0 && codeHash == Keccak256.empty }
}

extension TrieAccount {
  /// The account as it stands in the state trie: the RLP list of nonce, balance, storage root and code
  /// hash.
  public var rlp: [UInt8] {
    RLP.encode(
      .list([
        .number(UInt256(nonce)), .number(balance), .bytes(of: storageRoot), .bytes(of: codeHash),
      ]))
  }

  /// The account that `bytes` encode canonically.
  ///
  /// - Throws: ``TrieAccountError``, with the field that is wrong.
  public init(rlp bytes: [UInt8]) throws(TrieAccountError) {
    let item: RLPItem
    do {
      item = try RLP.decode(bytes, limits: RLPLimits(depth: 2, byteCount: 1024))
    } catch { throw .notRLP(error) }
    guard case .list(let fields) = item, fields.count == 4 else { throw .notFourFields }
    let nonce = try Self.number(fields[0], .nonce, byteCount: 8)
    self.nonce = UInt64(truncatingIfNeeded: nonce)
    balance = try Self.number(fields[1], .balance, byteCount: 32)
    storageRoot = try Self.hash(fields[2], .storageRoot)
    codeHash = try Self.hash(fields[3], .codeHash)
  }

  private static func number(
    _ item: RLPItem, _ field: Field, byteCount: Int
  ) throws(TrieAccountError) -> UInt256 {
    guard case .bytes(let bytes) = item else { throw .listInsteadOfBytes(field) }
    guard bytes.first != 0 else { throw .leadingZero(field) }
    guard bytes.count <= byteCount, let number = try? UInt256(bigEndianUpTo32: bytes) else {
      throw .tooLarge(field, limit: byteCount, found: bytes.count)
    }
    return number
  }

  private static func hash(_ item: RLPItem, _ field: Field) throws(TrieAccountError) -> Hash256 {
    guard case .bytes(let bytes) = item else { throw .listInsteadOfBytes(field) }
    do { return try Hash256(bytes) } catch { throw .notAHash(field, byteCount: error.found) }
  }

  /// A field of an account, named as JSON-RPC names it.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case nonce
    case balance
    case storageRoot = "storageHash"
    case codeHash
  }
}

/// Why bytes are not an account of a state trie.
public enum TrieAccountError: Error, Hashable, Sendable {
  /// The bytes are not the RLP of one value.
  case notRLP(RLPError)
  /// The value is not a list of four.
  case notFourFields
  /// A list stands where bytes should.
  case listInsteadOfBytes(TrieAccount.Field)
  /// A number with a zero byte in front.
  case leadingZero(TrieAccount.Field)
  /// A number of more bytes than the field has.
  case tooLarge(TrieAccount.Field, limit: Int, found: Int)
  /// A hash that is not 32 bytes.
  case notAHash(TrieAccount.Field, byteCount: Int)
}

extension TrieAccountError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notRLP(let error): "The account is not RLP: \(error)"
    case .notFourFields:
      "The account is not a list of four fields: nonce, balance, storageHash and codeHash."
    case .listInsteadOfBytes(let field): "The account's \(field.rawValue) is a list, not bytes."
    case .leadingZero(let field):
      "The account's \(field.rawValue) has a leading zero byte and is not canonical."
    case .tooLarge(let field, let limit, let found):
      "The account's \(field.rawValue) has \(counted(found, "byte")); at most \(limit) are allowed."
    case .notAHash(let field, let byteCount):
      "The account's \(field.rawValue) has \(counted(byteCount, "byte")) instead of 32."
    }
  }
}
