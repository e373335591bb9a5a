/// The number of a child key: below 2^31, hardened or not.
///
/// A hardened child can be derived from the private key only.
/// - SeeAlso: BIP-32, "Extended keys".
public struct ChildIndex: Hashable, Sendable {
  /// The first number that is none: 2^31.
  public static let limit: UInt32 = 1 << 31

  /// The number as BIP-32 serialises it: the top bit says hardened.
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The child `number`, or nil for 2^31 and more.
  public init?(_ number: UInt32, hardened: Bool = false) {
    guard number < Self.limit else { return nil }
    rawValue = number | (hardened ? Self.limit : 0)
  }

  /// The number without the mark.
  public var number: UInt32 { rawValue & ~Self.limit }

  public var isHardened: Bool { rawValue >= Self.limit }

  static func hardened(_ number: UInt32) -> ChildIndex {
    ChildIndex(rawValue: number | limit)
  }
}

extension ChildIndex: CustomStringConvertible {
  /// `44` or, hardened, `44'`.
  public var description: String { "\(number)" + (isHardened ? "'" : "") }
}
