public import EVMPrimitives

/// The contracts that a block calls by itself, where they are deployed.
///
/// - SeeAlso: [EIP-4788](https://eips.ethereum.org/EIPS/eip-4788),
///   [EIP-2935](https://eips.ethereum.org/EIPS/eip-2935),
///   [EIP-7002](https://eips.ethereum.org/EIPS/eip-7002),
///   [EIP-7251](https://eips.ethereum.org/EIPS/eip-7251).
public enum SystemContract: CaseIterable, Hashable, Sendable {
  /// Keeps the beacon chain's roots; since Cancun.
  case beaconRoots
  /// Keeps the hashes of blocks; since Prague.
  case historyStorage
  /// Gives the requests to withdraw; since Prague.
  case withdrawalRequests
  /// Gives the requests to merge validators; since Prague.
  case consolidationRequests

  /// Where it stands on every chain.
  public var address: Address {
    switch self {
    case .beaconRoots: Self.address(0x000f_3df6, 0xd732_807e_f131_9fb7, 0xb8bb_8522_d0be_ac02)
    case .historyStorage: Self.address(0x0000_f908, 0x27f1_c53a_10cb_7a02, 0x335b_1753_2000_2935)
    case .withdrawalRequests:
      Self.address(0x0000_0961, 0xef48_0eb5_5e80_d19a, 0xd835_79a6_4c00_7002)
    case .consolidationRequests:
      Self.address(0x0000_bbdd, 0xc7ce_4886_42fb_579f, 0x8b00_f3a5_9000_7251)
    }
  }

  /// Who calls it: no account.
  public static let caller = address(0xffff_ffff, 0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_fffe)

  /// Gas of the call, which nobody pays.
  static let gas: UInt64 = 30_000_000

  /// The address of three parts, the first in front.
  private static func address(_ high: UInt64, _ middle: UInt64, _ low: UInt64) -> Address {
    Address(truncating: UInt256(limbs: low, middle, high, 0))
  }
}
