public import EVMPrimitives

/// What stands behind a proxy's own code.
public struct TrailingBytes: Hashable, Sendable {
  /// Why the bytes are there.
  public enum Role: String, Hashable, Sendable {
    /// Arguments that cannot change; the implementation reads them from the account's code, or the
    /// proxy appends them to the calldata.
    case immutableArguments = "immutable-arguments"
    /// What the compiler wrote about itself.
    case compilerMetadata = "compiler-metadata"
    /// Bytes that the make does not define.
    case unread
  }

  public let role: Role
  /// Where the bytes begin in the code.
  public let offset: Int
  /// The bytes, without the word that repeats their length.
  public let bytes: [UInt8]
  /// How many bytes behind ``bytes`` repeat the length: 0, 2 or 32.
  public let lengthWordByteCount: Int
  /// The arguments of a token-bound account.
  public let tokenBoundAccount: TokenBoundAccount?

  init(
    _ role: Role, offset: Int, bytes: [UInt8], lengthWordByteCount: Int = 0,
    tokenBoundAccount: TokenBoundAccount? = nil
  ) {
    self.role = role
    self.offset = offset
    self.bytes = bytes
    self.lengthWordByteCount = lengthWordByteCount
    self.tokenBoundAccount = tokenBoundAccount
  }
}

extension TrailingBytes: CustomStringConvertible {
  /// One sentence: what stands behind the code.
  public var description: String {
    let place = "\(counted(bytes.count)) behind the proxy's code, from offset \(offset)"
    if let account = tokenBoundAccount {
      return
        "By the layout of ERC-6551 the account belongs to token \(account.tokenID) of \(account.tokenContract) on chain \(account.chainID), with salt \(account.salt)."
    }
    switch role {
    case .immutableArguments: return "Immutable arguments: \(place); they cannot change."
    case .compilerMetadata: return "The compiler's metadata: \(place); it cannot run."
    case .unread: return "Without a known meaning: \(place); they cannot run."
    }
  }
}

/// A number of bytes in words: `1 byte`, `2 bytes`.
func counted(_ byteCount: Int) -> String { byteCount == 1 ? "1 byte" : "\(byteCount) bytes" }

/// The token that owns an ERC-6551 account: four words behind the code.
public struct TokenBoundAccount: Hashable, Sendable {
  public let salt: Hash256
  /// The chain of the token, not of the account.
  public let chainID: UInt256
  public let tokenContract: Address
  public let tokenID: UInt256

  /// The words' content; nil unless there are 128 bytes and the third word is an address.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == 128 else { return nil }
    let words = (0..<4).compactMap { index in
      try? Hash256(bytes.dropFirst(index * 32).prefix(32))
    }
    guard words.count == 4, bytes.dropFirst(64).prefix(12).allSatisfy({ $0 == 0 }) else {
      return nil
    }
    salt = words[0]
    chainID = UInt256(words[1])
    tokenContract = Address(lastBytesOf: words[2])
    tokenID = UInt256(words[3])
  }
}

/// The bytes that a proxy appends to the calldata, as its code has them and not as they should be.
public struct AppendedCalldata: Hashable, Sendable {
  /// Where the bytes begin in the code.
  public let offset: Int
  /// How many bytes are copied from the code; past its end come zeros.
  public let copiedByteCount: Int
  /// How many bytes are handed on; more than were copied are zeros, fewer cut them.
  public let passedByteCount: Int
}
