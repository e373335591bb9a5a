public import EVMCrypto
public import EVMPrimitives

/// Any text that names an account, recognised by its form.
public enum AccountInput: Sendable {
  /// `0x` and 40 hex digits.
  case address(Address)
  /// 34 characters that begin with `T`.
  case tron(TronAddress)
  /// `41` and 40 hex digits.
  case tronHex(TronAddress)
  /// 53 characters that begin with `16Uiu2HA`.
  case peerID(PeerID)
  /// Hex of 33 or 65 bytes.
  case publicKey(PublicKey)
  /// Base64 of a protobuf, 52 characters.
  case libp2pPublicKey(PublicKey)
  /// Base64 of a protobuf, 48 characters: a node's `PrivKey`.
  case libp2pPrivateKey(SecretKey)
  /// 64 hex digits.
  case privateKey(SecretKey)

  /// Whether the text is a secret, which belongs on standard input and not into a command line.
  public var isSecret: Bool {
    switch self {
    case .libp2pPrivateKey, .privateKey: true
    default: false
    }
  }

  /// All that follows from the text.
  public var identity: AccountIdentity {
    switch self {
    case .address(let address): AccountIdentity(address)
    case .tron(let tron), .tronHex(let tron): AccountIdentity(tron.address)
    case .peerID(let peerID): AccountIdentity(peerID.publicKey)
    case .publicKey(let key), .libp2pPublicKey(let key): AccountIdentity(key)
    case .libp2pPrivateKey(let key), .privateKey(let key): AccountIdentity(key)
    }
  }

  /// What a text is.
  ///
  /// The form decides, then that form's own rules: a text that begins like a Tron address is read
  /// as one or refused, and never tried as something else. White space is not taken off.
  /// - Throws: ``AccountInputError``.
  public static func recognize(_ text: some StringProtocol) throws(AccountInputError) -> Self {
    guard !text.isEmpty else { throw .empty }
    let words = text.split(maxSplits: 24) { $0.isWhitespace || $0 == "," }
    if words.count >= 12 { throw .mnemonic }
    if words.count != 1 || words.first?.utf8.count != text.utf8.count { throw .whiteSpace }
    if text.hasPrefix("0x") || text.hasPrefix("0X") { return try hex(text) }
    if text.hasPrefix("xprv") || text.hasPrefix("xpub") { throw .extendedKey }
    let isHex = text.utf8.allSatisfy { Hex.isDigit($0) }
    if isHex, text.utf8.count >= 32 { return try hex(text) }
    if text.hasPrefix("T") {
      do { return .tron(try TronAddress(parsing: text)) } catch { throw .tron(error) }
    }
    if text.hasPrefix("CA") { return try libp2p(text) }
    if ["16U", "12D", "Qm", "k2k", "k51", "bafz"].contains(where: { text.hasPrefix($0) }) {
      do { return .peerID(try PeerID(parsing: text)) } catch { throw .peerID(error) }
    }
    throw .unknown(length: text.count)
  }

  private static func hex(_ text: some StringProtocol) throws(AccountInputError) -> Self {
    let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text[...]
    switch digits.utf8.count {
    case 42 where digits.hasPrefix("41"):
      do { return .tronHex(try TronAddress(hex: text)) } catch { throw .tron(error) }
    case 64:
      do { return .privateKey(try SecretKey(hex: text)) } catch { throw .privateKey(error) }
    case 66, 128, 130:
      do { return .publicKey(try PublicKey(hex: text)) } catch { throw .publicKey(error) }
    default:
      do { return .address(try Address(parsing: text)) } catch { throw .address(error) }
    }
  }

  private static func libp2p(_ text: some StringProtocol) throws(AccountInputError) -> Self {
    do throws(LibP2PKeyError) {
      if text.utf8.count == 52 {
        return .libp2pPublicKey(try LibP2PKey.publicKey(parsing: text))
      }
      return .libp2pPrivateKey(try LibP2PKey.secretKey(parsing: text))
    } catch { throw .libp2p(error) }
  }
}

extension Hex {
  fileprivate static func isDigit(_ character: UInt8) -> Bool {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}

/// Why a text names no account. No case carries the text, for it may be a secret.
public enum AccountInputError: Error, Hashable, Sendable {
  /// No text at all.
  case empty
  /// White space or commas in or around the text.
  case whiteSpace
  /// Twelve words or more.
  case mnemonic
  /// An `xprv` or `xpub`.
  case extendedKey
  /// Text of no known form.
  case unknown(length: Int)
  /// Hex that is no address.
  case address(AddressError)
  /// A Tron address that is wrong.
  case tron(TronAddressError)
  /// A peer ID that is wrong, or of another kind of key.
  case peerID(PeerIDError)
  /// 66 or 130 hex digits that are no public key.
  case publicKey(PublicKeyError)
  /// 64 hex digits that are no private key.
  case privateKey(SecretKeyError)
  /// Base64 that begins like a libp2p key and is none.
  case libp2p(LibP2PKeyError)
}

extension AccountInputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "There is no text; \(Self.forms)"
    case .whiteSpace: "White space or commas stand in or around the text; give one account, alone."
    case .mnemonic:
      "This looks like a mnemonic, from which many accounts can be derived; use key derive, and give it on standard input."
    case .extendedKey:
      "This looks like an extended key, from which many accounts can be derived; use key derive."
    case .unknown(let length):
      "A text of \(length) characters of this form names no account; \(Self.forms)"
    case .address(let error): error.description
    case .tron(let error): error.description
    case .peerID(let error): error.description
    case .publicKey(let error): error.description
    case .privateKey(let error): error.description
    case .libp2p(let error): error.description
    }
  }

  private static let forms =
    "give an address (0x and 40 hex digits), a Tron address (T and 33 characters, or 41 and 40 hex digits), a peer ID (16Uiu2HA...), a public key (66 or 130 hex digits), or a node's PrivKey (CAIS...)."
}
