/// One make of proxy as a row of data: its bytes, where they come from, and what they do.
///
/// The bytes decide alone: code is of a make when it begins with the make's pattern and what
/// follows is as the make's tail says. Nothing is inferred from single constants.
public struct ProxyTemplate: Sendable {
  /// What may stand behind the pattern.
  enum Tail: Sendable {
    /// Nothing: with any other length the bytes mean something else.
    case none
    /// Immutable arguments, which the implementation reads from the account's code.
    case inCode
    /// Anything: the make defines nothing there, and it cannot run.
    case unread
    /// Arguments, and at the end their length plus two as a 2-byte word; all of it is appended to
    /// the calldata. The code holds the same length once or twice.
    case lengthPlusTwo
    /// Arguments of the length in the code, appended to the calldata.
    case exactLength
    /// Metadata and its length as a 32-byte word, all appended to the calldata, however long.
    case metaProxy
    /// The compiler's metadata. It cannot run.
    case compilerMetadata
  }

  /// Where the code to run comes from.
  enum Delegation: Sendable {
    case toHole
    case toSlot(KnownStorageSlot)
    case toBeacon(KnownStorageSlot)
    case toSlotOfOwnAddress
  }

  public let kind: ProxyKind
  /// The name for a reader, such as `EIP-1167 minimal proxy`.
  public let title: String
  /// The standard, library or compiler that the bytes come from.
  public let origin: String
  /// The bytes as hex with the holes in braces: `{target 20}` is 20 bytes, `{push target}` a PUSH
  /// instruction with its bytes, `{jump 2b}` a jump target that moves with a shorter PUSH.
  public let pattern: String
  let delegation: Delegation
  let tail: Tail
  let behaviours: [ProxyBehaviour]
  /// The pattern at every PUSH width, the longest first; how many leading zeros are left away is
  /// the index.
  let widths: [CodePattern]

  init(
    _ kind: ProxyKind, _ title: String, origin: String, pattern: String,
    to delegation: Delegation = .toHole, tail: Tail = .unread, _ behaviours: [ProxyBehaviour] = []
  ) {
    self.kind = kind
    self.title = title
    self.origin = origin
    self.pattern = pattern
    self.delegation = delegation
    self.tail = tail
    self.behaviours = behaviours
    let isFamily = pattern.contains("{push")
    widths = (0..<(isFamily ? 20 : 1)).map { CodePattern(pattern, leadingZeros: $0) }
  }

  /// All known makes. No two patterns can match the same code.
  public static let all: [ProxyTemplate] =
    minimalClones + argumentClones + receivingClones + slotProxies + wallets
}
