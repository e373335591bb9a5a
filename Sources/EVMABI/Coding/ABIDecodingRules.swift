/// How strictly data has to be the encoding of values.
///
/// Contracts read more than compilers write. The default takes only what the encoder would have
/// written, up to the order of the parts that offsets point to; ``lenient`` takes what Solidity's
/// older decoder does.
public struct ABIDecodingRules: Hashable, Sendable {
  public enum Rule: Hashable, Sendable { case refuse, allow }

  /// Bits outside a value's type: padding that is not zero (or the sign), booleans above 1. Allowed,
  /// they are dropped, and `bytes` at the end of the data need no padding.
  public var dirtyPadding: Rule
  /// Bytes behind all that was read.
  public var trailingBytes: Rule
  /// Offsets that point into the head of their own frame, or to bytes that are read twice. Allowed,
  /// as much as ``expansionLimit`` times the data is read.
  public var sharedBytes: Rule
  /// Bytes that are no UTF-8 in a `string`. Allowed, the value is `.bytes`.
  public var malformedText: Rule
  /// How many bytes the data may have.
  public var byteLimit: Int

  /// How many times the data's size is read at most where bytes may be shared.
  public static let expansionLimit = 8

  /// Nothing but what an encoder writes.
  public static let strict = ABIDecodingRules()
  /// What contracts read.
  public static let lenient = ABIDecodingRules(
    dirtyPadding: .allow, trailingBytes: .allow, sharedBytes: .allow, malformedText: .allow)

  public init(
    dirtyPadding: Rule = .refuse, trailingBytes: Rule = .refuse, sharedBytes: Rule = .refuse,
    malformedText: Rule = .refuse, byteLimit: Int = 64 << 20
  ) {
    self.dirtyPadding = dirtyPadding
    self.trailingBytes = trailingBytes
    self.sharedBytes = sharedBytes
    self.malformedText = malformedText
    self.byteLimit = byteLimit
  }
}
